from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.call.endpointing import (
    LEAD_SECONDS,
    LONGEST_SEGMENT_SECONDS,
    TRAIL_SECONDS,
    Endpointer,
    Mark,
)
from agent.config import Hearing

FRAME = 0.032
HEARING = Hearing()


class Line:
    """An endpointer with the marks it has set, each with its heard time."""

    def __init__(self, hearing: Hearing = HEARING) -> None:
        self.endpointer = Endpointer(hearing)
        self.marks: list[tuple[Mark, float]] = []
        self.spans: list[tuple[float, float]] = []

    def hear(self, seconds: float, probability: float = 0.9, turn_end: float = 0.7) -> Line:
        for _ in range(round(seconds / FRAME)):
            for mark in self.endpointer.hear(probability, FRAME, HEARING.first_pause_seconds, turn_end):
                self.marks.append((mark, self.endpointer.heard_seconds))
                self.spans.append((self.endpointer.start_seconds, self.endpointer.end_seconds))
        return self

    def silence(self, seconds: float, turn_end: float = 0.7) -> Line:
        return self.hear(seconds, 0.01, turn_end)

    @property
    def kinds(self) -> list[Mark]:
        return [mark for mark, _ in self.marks]


def test_a_turn_starts_pauses_and_ends() -> None:
    line = Line().silence(1.0).hear(1.0).silence(1.0)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.ENDED]
    times = [at for _, at in line.marks]
    assert times == pytest.approx([1.1, 2.2, 2.7], abs=0.05)


def test_the_segment_spans_the_speech_with_a_little_before_and_behind_it() -> None:
    line = Line().silence(1.0).hear(1.0).silence(1.0)
    start, end = line.spans[1]
    assert (start, end) == pytest.approx((1.0 - LEAD_SECONDS, 2.0 + TRAIL_SECONDS), abs=0.05)


def test_a_click_is_no_speech() -> None:
    line = Line().silence(0.5)
    for _ in range(10):
        line.hear(0.064).silence(0.2)
    assert line.kinds == []


def test_speech_that_goes_on_in_a_pause_resumes_the_same_segment() -> None:
    line = Line().hear(1.0).silence(0.5).hear(1.0).silence(1.0)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.RESUMED, Mark.PAUSED, Mark.ENDED]
    assert line.spans[1][0] == line.spans[3][0]


def test_a_click_in_a_pause_does_not_resume_it() -> None:
    line = Line().hear(1.0).silence(0.4).hear(0.032).silence(1.0)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.ENDED]


def test_a_sound_that_may_become_speech_holds_the_end_back_until_it_is_known() -> None:
    line = Line().hear(1.0).silence(0.672).hear(0.064).hear(0.5).silence(1.0)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.RESUMED, Mark.PAUSED, Mark.ENDED]


def test_noise_that_never_becomes_speech_does_not_hold_the_end_back_for_ever() -> None:
    line = Line().hear(1.0).silence(0.4)
    line.hear(0.064)
    for _ in range(60):
        line.silence(FRAME).hear(FRAME)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.ENDED]


def test_a_menu_s_turn_ends_later() -> None:
    line = Line().hear(1.0).silence(1.4, turn_end=1.5)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED]
    line.silence(0.2, turn_end=1.5)
    assert line.kinds[-1] is Mark.ENDED


def test_speech_that_has_begun_may_become_softer() -> None:
    line = Line().hear(0.5).hear(2.0, probability=0.4)
    assert line.kinds == [Mark.STARTED]
    assert line.endpointer.speaking
    assert Line().hear(2.0, probability=0.4).kinds == []


def test_speech_without_a_pause_is_cut_and_nothing_of_it_is_lost() -> None:
    line = Line().hear(2 * LONGEST_SEGMENT_SECONDS + 2).silence(1.0)
    assert line.kinds == [Mark.STARTED, Mark.CUT, Mark.CUT, Mark.PAUSED, Mark.ENDED]
    cuts = [end for mark, (_, end) in zip(line.kinds, line.spans, strict=True) if mark is Mark.CUT]
    assert cuts == pytest.approx([15.0, 30.0], abs=0.1)


def test_the_next_segment_does_not_reach_back_into_the_last() -> None:
    line = Line(Hearing(turn_end_seconds=0.3)).hear(1.0).silence(0.32, turn_end=0.3).hear(1.0)
    assert line.kinds == [Mark.STARTED, Mark.PAUSED, Mark.ENDED, Mark.STARTED]
    assert line.spans[3][0] >= line.spans[1][1]


def test_a_reset_forgets_the_segment_but_not_the_time() -> None:
    line = Line().hear(1.0)
    heard = line.endpointer.heard_seconds
    line.endpointer.reset()
    assert not line.endpointer.speaking
    assert line.endpointer.heard_seconds == heard
    assert line.silence(2.0).kinds == [Mark.STARTED]


FOLLOWS = {
    None: {Mark.STARTED},
    Mark.STARTED: {Mark.PAUSED, Mark.CUT},
    Mark.CUT: {Mark.PAUSED, Mark.CUT},
    Mark.PAUSED: {Mark.RESUMED, Mark.ENDED},
    Mark.RESUMED: {Mark.PAUSED, Mark.CUT},
    Mark.ENDED: {Mark.STARTED},
}


@given(
    parts=st.lists(
        st.tuples(st.sampled_from((0.0, 0.4, 0.6, 1.0)), st.floats(0.02, 18.0), st.sampled_from((0.7, 1.5))),
        max_size=25,
    )
)
def test_whatever_is_heard_the_marks_make_sense(parts: list[tuple[float, float, float]]) -> None:
    line = Line()
    for probability, seconds, turn_end in parts:
        line.hear(seconds, probability, turn_end)
    line.silence(4.0)
    last: Mark | None = None
    for mark, (start, end), (_, at) in zip(line.kinds, line.spans, line.marks, strict=True):
        assert mark in FOLLOWS[last]
        if mark in (Mark.PAUSED, Mark.CUT):
            assert 0.0 <= start <= end <= at + 1e-9
        last = mark
    assert last in (None, Mark.ENDED)
