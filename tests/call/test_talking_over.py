"""Whether somebody begins to speak while we do, and whether it is one voice."""

from __future__ import annotations

import pytest

from agent.call.events import VoiceMeasured
from agent.call.talking_over import (
    ANEW_SECONDS,
    DECIDE_SECONDS,
    LOUD_SECONDS,
    PITCHED_SECONDS,
    QUIET_SECONDS,
    TalkingOver,
)

FRAME = 0.032
FLOOR, LOUD, QUIET = -60.0, -30.0, -60.0


class Line:
    """We speak over a line whose floor is at -60 dBov."""

    def __init__(self) -> None:
        self.over = TalkingOver(0.5, 0.15)

    def hear(
        self,
        seconds: float,
        level: float = LOUD,
        voiced: float = 0.9,
        probability: float = 0.0,
        *,
        ours: bool = False,
    ) -> list[bool]:
        """Of each frame, whether there was reason to be silent."""
        event = VoiceMeasured(probability, FRAME, level, voiced=voiced, ours=ours)
        found = []
        for _ in range(round(seconds / FRAME)):
            self.over.hear(event, FLOOR)
            found.append(self.over.may_speak)
        return found

    def theirs(self, level: float = LOUD, voiced: float = 0.95) -> Line:
        """They spoke alone before."""
        for _ in range(30):
            self.over.hear_alone(VoiceMeasured(0.9, FRAME, level, voiced=voiced))
        self.over.hear_alone(VoiceMeasured(0.0, FRAME, QUIET))
        return self


def seconds(found: list[bool]) -> float:
    return FRAME * sum(found)


def test_what_the_detector_takes_for_a_voice_is_reason_to_be_silent_at_once() -> None:
    assert Line().hear(FRAME, probability=0.6) == [True]


def test_a_sound_with_a_pitch_is_after_two_frames() -> None:
    assert FRAME * Line().hear(0.2).index(True) == pytest.approx(PITCHED_SECONDS, abs=FRAME)


def test_a_sound_without_one_is_when_it_lasts() -> None:
    assert FRAME * Line().hear(0.2, voiced=0.3).index(True) == pytest.approx(LOUD_SECONDS, abs=FRAME)


def test_what_may_be_left_of_our_own_voice_or_is_as_soft_as_the_line_is_nobody() -> None:
    assert not any(Line().hear(1.0, ours=True))
    assert not any(Line().hear(1.0, level=FLOOR + 6))


def test_what_the_detector_does_not_hear_in_time_was_no_voice_and_does_not_make_us_pause_again() -> None:
    assert seconds(Line().hear(3.0)) == pytest.approx(DECIDE_SECONDS, abs=FRAME)


def test_a_click_is_over_soon() -> None:
    line = Line()
    line.hear(2 * FRAME)
    assert seconds(line.hear(0.3, QUIET)) == pytest.approx(QUIET_SECONDS, abs=FRAME)


def test_after_a_rest_another_sound_is_listened_to_again() -> None:
    line = Line()
    line.hear(1.0)
    assert not any(line.hear(ANEW_SECONDS - FRAME, QUIET))
    assert not any(line.hear(0.2))
    line.hear(ANEW_SECONDS + FRAME, QUIET)
    assert any(line.hear(0.2))


def test_a_voice_goes_on_being_one_however_long_it_is() -> None:
    found = Line().hear(2.0, probability=0.9)
    assert seconds(found) > 1.7


def test_a_clear_voice_is_one_and_a_murmur_is_many() -> None:
    one, room = Line().theirs(), Line().theirs()
    one.hear(0.5, voiced=0.9, probability=0.8)
    room.hear(0.5, voiced=0.65, probability=0.8)
    assert not one.over.many
    assert room.over.many


def test_after_a_syllable_nobody_can_tell() -> None:
    line = Line().theirs()
    line.hear(0.2, voiced=0.5, probability=0.8)
    assert not line.over.many


def test_a_rough_voice_is_measured_by_itself() -> None:
    line = Line().theirs(voiced=0.75)
    line.hear(0.5, voiced=0.7, probability=0.8)
    assert not line.over.many


def test_who_is_softer_than_they_were_must_be_clearer() -> None:
    line = Line().theirs()
    line.hear(0.5, level=LOUD - 12, voiced=0.85, probability=0.8)
    assert line.over.many


def test_where_they_were_not_heard_before_a_voice_is_one_when_it_is_clear() -> None:
    line = Line()
    line.hear(0.5, voiced=0.8, probability=0.8)
    assert not line.over.many
    line.hear(2.0, voiced=0.6, probability=0.8)
    assert line.over.many


def test_a_room_is_forgotten_after_a_rest_and_when_we_have_fallen_silent() -> None:
    rest, silent = Line().theirs(), Line().theirs()
    for line in (rest, silent):
        line.hear(0.5, voiced=0.6, probability=0.8)
    rest.hear(ANEW_SECONDS + FRAME, QUIET)
    silent.theirs()
    assert not rest.over.many
    assert not silent.over.many
