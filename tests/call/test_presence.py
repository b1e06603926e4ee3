"""Whether somebody goes on speaking, by the voice detector and by level."""

from __future__ import annotations

import pytest

from agent.call.events import VoiceMeasured
from agent.call.presence import LASTS_SECONDS, STANDS_OUT, Presence

FRAME = 0.032
VOICE, SYLLABLE_END, NOISE = -20.0, -30.0, -60.0


class Line:
    """Somebody has spoken for two seconds behind a second of noise; a turn of theirs is under way."""

    def __init__(self, voice: float = VOICE, noise: float = NOISE) -> None:
        self.presence = Presence(0.5, 0.15)
        self.hear(0.05, noise, 1.0, under_way=False)
        self.hear(0.9, voice, 2.0)

    def hear(
        self,
        probability: float,
        level: float,
        seconds: float = FRAME,
        *,
        speaking: bool = True,
        under_way: bool = True,
        music: float = 0.0,
        tone: bool = False,
        alone: bool = True,
        talking: bool = False,
        voiced: float = 0.0,
    ) -> list[float]:
        event = VoiceMeasured(probability, FRAME, level, music, tone, voiced=voiced)
        return [
            self.presence.hear(event, speaking=speaking, under_way=under_way, alone=alone, talking=talking)
            for _ in range(round(seconds / FRAME))
        ]


def test_a_voice_that_the_detector_takes_for_silence_goes_on_as_loud_as_it_was() -> None:
    assert Line().hear(0.02, VOICE, 0.6) == [1.0] * 19


def test_it_goes_on_in_a_pause_of_the_turn_too() -> None:
    line = Line()
    assert line.hear(0.02, NOISE, 0.3)[-1] == 0.02
    assert line.hear(0.02, VOICE, speaking=False) == [1.0]


def test_but_not_for_ever_for_noise_may_be_as_loud() -> None:
    heard = Line().hear(0.02, VOICE, 3.0)
    assert heard.count(1.0) * FRAME == pytest.approx(LASTS_SECONDS, abs=FRAME)
    assert heard[-1] == 0.02


def test_what_is_only_a_little_softer_is_the_voice_and_what_is_much_softer_is_none() -> None:
    line = Line()
    assert line.hear(0.02, SYLLABLE_END) == [1.0]
    assert line.hear(0.02, -40.0) == [0.02]


def test_music_and_tones_are_no_voice_however_loud() -> None:
    assert Line().hear(0.02, VOICE, music=0.9) == [0.02]
    assert Line().hear(0.02, VOICE, tone=True) == [0.02]


def test_outside_of_a_turn_nothing_becomes_a_voice_by_its_level() -> None:
    assert Line().hear(0.02, VOICE, speaking=False, under_way=False) == [0.02]


def test_a_detector_that_goes_on_hearing_the_voice_when_only_the_line_is_left_is_not_believed() -> None:
    assert Line().hear(0.9, NOISE, 0.2) == [0.9, *[0.0] * 5]


def test_one_soft_frame_between_two_syllables_is_no_silence() -> None:
    line = Line()
    assert [*line.hear(0.9, NOISE), *line.hear(0.9, VOICE)] == [0.9, 0.9]


def test_speech_that_goes_on_needs_less_of_the_detector() -> None:
    assert Line().hear(0.4, VOICE) == [0.4]
    assert Line().hear(0.4, VOICE, speaking=False) == [1.0]


def test_of_a_voice_that_does_not_stand_out_the_level_tells_nothing() -> None:
    line = Line(voice=-50.0)
    assert line.hear(0.02, -50.0) == [0.02]
    assert line.hear(0.9, NOISE, 0.2)[-1] == 0.9


def test_before_a_voice_was_heard_the_level_tells_nothing() -> None:
    presence = Presence(0.5, 0.15)
    event = VoiceMeasured(0.1, FRAME, VOICE)
    assert presence.hear(event, speaking=False, under_way=True) == 0.1


def test_after_a_silence_it_may_be_somebody_else_who_speaks_more_softly() -> None:
    line = Line()
    line.hear(0.02, -70.0, 4.0, under_way=False)
    assert line.hear(0.9, -45.0, 1.0)[-1] == 0.9


def test_who_is_nearer_to_the_telephone_than_others_in_the_room_is_over_when_only_they_are_heard() -> None:
    assert Line().hear(0.6, SYLLABLE_END, 0.2)[-1] == 0.6
    assert Line().hear(0.6, SYLLABLE_END, 0.2, alone=False)[-1] == 0.0
    assert Line().hear(0.9, SYLLABLE_END, 0.2, alone=False)[-1] == 0.9
    assert Line().hear(0.02, SYLLABLE_END, alone=False) == [0.02]


def babble(line: Line, seconds: float, *, speaking: bool = False) -> list[float]:
    """A room full of people, each of whom the detector hears."""
    levels = [-40.0, -37.0, -43.0, -36.0, -41.0, -38.0, -45.0, -39.0]
    heard = []
    for at in range(round(seconds / FRAME)):
        heard += line.hear(0.9, levels[at % len(levels)], speaking=speaking)
    return heard


def test_a_room_full_of_people_does_not_hold_the_floor() -> None:
    line = Line()
    assert babble(line, 1.5, speaking=True)[-1] == 0.0
    assert set(babble(line, 10.0)) == {0.0}
    assert line.presence.others_speak


def test_who_speaks_to_us_is_heard_in_it_and_is_not_soon_forgotten() -> None:
    line = Line()
    babble(line, 10.0)
    assert line.hear(0.9, VOICE, 1.0) == [0.9] * 31
    assert set(babble(line, 10.0)[20:]) == {0.0}


def test_between_two_syllables_they_are_not_taken_for_its_end() -> None:
    line = Line()
    babble(line, 3.0)
    line.hear(0.9, VOICE, 0.5)
    assert babble(line, 0.12, speaking=True) == [0.9] * 4


def test_a_softer_person_who_takes_over_is_heard() -> None:
    line = Line()
    heard = [one for _ in range(12) for one in line.hear(0.9, -38.0, 0.3) + line.hear(0.05, NOISE, 0.15)]
    assert heard.count(0.9) > 0.6 * len(heard)
    assert line.hear(0.9, -38.0, 0.3) == [0.9] * 9


def half_heard(line: Line, level: float = VOICE, voiced: float = 0.9, **more: bool | float) -> float:
    """After five seconds in which nobody spoke."""
    line.hear(0.02, NOISE, 5.0, speaking=False, under_way=False)
    heard = line.hear(0.2, level, speaking=False, under_way=False, voiced=voiced, **more)  # type: ignore[arg-type]
    return heard[0]


def test_a_voice_that_is_half_heard_on_a_quiet_line_is_one_while_somebody_talks_with_us() -> None:
    assert half_heard(Line(), talking=True) == 0.5
    assert half_heard(Line()) == 0.2


def test_what_has_no_pitch_or_does_not_stand_out_is_none() -> None:
    assert half_heard(Line(), voiced=0.3, talking=True) == 0.2
    assert half_heard(Line(), NOISE + STANDS_OUT - 1, talking=True) == 0.2


def test_music_and_tones_that_stand_out_are_none() -> None:
    assert half_heard(Line(), talking=True, music=0.9) == 0.2
    assert half_heard(Line(), talking=True, tone=True) == 0.2
