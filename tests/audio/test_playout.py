"""The playout buffer, in one-byte-different sounds so that every sample is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agent.audio.playout import ClausePlayed, PlayoutBuffer, PlayoutStopped

RATE = 8000


def samples(count: int, value: int = 1) -> bytes:
    return value.to_bytes(2, "little") * count


def test_an_empty_buffer_plays_silence_and_that_is_no_underrun() -> None:
    buffer = PlayoutBuffer(RATE)
    assert buffer.read(160) == (bytes(320), ())
    assert buffer.underruns == 0


def test_a_clause_is_told_with_the_read_that_holds_its_last_sample() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(320), True)
    assert buffer.seconds == 0.04
    assert buffer.read(160) == (samples(160), ())
    assert buffer.read(160) == (samples(160), (ClausePlayed(1, 0),))
    assert buffer.seconds == 0.0


def test_a_pause_is_silent_and_what_waits_goes_on_where_it_was() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(100, 1) + samples(100, 2), True)
    buffer.read(100)
    buffer.paused = True
    assert buffer.read(160) == (bytes(320), ())
    buffer.paused = False
    assert buffer.read(100) == (samples(100, 2), (ClausePlayed(1, 0),))
    assert buffer.underruns == 0


def test_a_stop_ends_a_pause_and_knows_how_much_was_heard_before_it() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(200), True)
    buffer.read(50)
    buffer.paused = True
    buffer.read(50)
    assert buffer.stop(1) == PlayoutStopped(1, 0, 0.25)
    assert not buffer.paused


def test_one_read_may_end_many_clauses_and_joins_them_without_a_gap() -> None:
    buffer = PlayoutBuffer(RATE)
    for clause in range(3):
        buffer.push(1, clause, samples(10, clause + 1), True)
    sound, played = buffer.read(40)
    assert sound == samples(10, 1) + samples(10, 2) + samples(10, 3) + bytes(20)
    assert played == (ClausePlayed(1, 0), ClausePlayed(1, 1), ClausePlayed(1, 2))


def test_a_clause_without_sound_is_played_at_the_next_read() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, b"", True)
    assert buffer.read(1) == (bytes(2), (ClausePlayed(1, 0),))


def test_sound_that_comes_too_late_is_counted_and_the_clause_stays_open() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(100), False)
    assert buffer.read(160) == (samples(100) + bytes(120), ())
    assert buffer.underruns == 1
    buffer.push(1, 0, samples(50), True)
    assert buffer.read(160)[1] == (ClausePlayed(1, 0),)
    assert buffer.underruns == 1


def test_an_open_clause_whose_sound_just_suffices_is_no_underrun() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(160), False)
    buffer.read(160)
    assert buffer.underruns == 0


def test_the_next_clause_completes_one_whose_synthesis_broke_off() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(10), False)
    buffer.push(1, 1, samples(10, 2), True)
    assert buffer.read(20) == (samples(10) + samples(10, 2), (ClausePlayed(1, 0), ClausePlayed(1, 1)))


@pytest.mark.parametrize(
    ("read", "clause", "heard"), [(0, 0, 0.0), (50, 0, 0.5), (100, 1, 0.0), (125, 1, 0.25), (200, 2, 0.0)]
)
def test_stopping_tells_the_clause_and_the_share_of_it_that_was_heard(
    read: int, clause: int, heard: float
) -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(7, 0, samples(100), True)
    buffer.push(7, 1, samples(100), True)
    buffer.read(read)
    assert buffer.stop(7) == PlayoutStopped(7, clause, heard)
    assert buffer.read(160) == (bytes(320), ())


def test_stopping_what_was_never_begun_tells_that_nothing_was_heard() -> None:
    buffer = PlayoutBuffer(RATE)
    assert buffer.stop(3) == PlayoutStopped(3, 0, 0.0)
    buffer.push(3, 0, b"", False)
    assert buffer.stop(3) == PlayoutStopped(3, 0, 0.0)


def test_stopping_one_utterance_drops_those_behind_it_too() -> None:
    buffer = PlayoutBuffer(RATE)
    buffer.push(1, 0, samples(10), True)
    buffer.push(2, 0, samples(10), True)
    assert buffer.stop(1) == PlayoutStopped(1, 0, 0.0)
    assert buffer.seconds == 0.0


@given(
    pieces=st.lists(st.integers(0, 500), min_size=1, max_size=20),
    reads=st.lists(st.integers(1, 400), min_size=1, max_size=60),
)
def test_every_sample_is_played_once_in_order_however_it_came_and_was_read(
    pieces: list[int], reads: list[int]
) -> None:
    buffer = PlayoutBuffer(RATE)
    sound = b"".join((1 + number % 9999).to_bytes(2, "little") for number in range(sum(pieces)))
    at = 0
    for clause, count in enumerate(pieces):
        buffer.push(1, clause, sound[2 * at : 2 * (at + count)], True)
        at += count
    heard, ended = b"", []
    for count in [*reads, sum(pieces) + 1]:
        piece, played = buffer.read(count)
        assert len(piece) == 2 * count
        heard += piece
        ended += [event.clause for event in played]
    assert heard[: len(sound)] == sound
    assert not any(heard[len(sound) :])
    assert ended == list(range(len(pieces)))


class Playing(RuleBasedStateMachine):
    """Pushes, reads and stops in any order, beside a plain count of what must come of them."""

    def __init__(self) -> None:
        super().__init__()
        self.buffer = PlayoutBuffer(RATE)
        self.utterance, self.clause = 1, 0
        self.waiting = 0
        self.pushed: list[tuple[int, int]] = []
        self.played: list[tuple[int, int]] = []

    @rule(count=st.integers(0, 50), last=st.booleans())
    def push(self, count: int, last: bool) -> None:
        self.buffer.push(self.utterance, self.clause, samples(count), last)
        self.waiting += count
        if (self.utterance, self.clause) not in self.pushed:
            self.pushed.append((self.utterance, self.clause))
        self.clause += last

    @rule(count=st.integers(1, 80))
    def read(self, count: int) -> None:
        sound, played = self.buffer.read(count)
        taken = min(count, self.waiting)
        assert sound == samples(taken) + bytes(2 * (count - taken))
        self.waiting -= taken
        self.played += [(event.utterance, event.clause) for event in played]

    @precondition(lambda self: self.pushed)
    @rule()
    def stop(self) -> None:
        stopped = self.buffer.stop(self.utterance)
        assert 0.0 <= stopped.heard <= 1.0
        assert [entry for entry in self.played if entry[0] == self.utterance] == [
            (self.utterance, clause) for clause in range(stopped.clause)
        ]
        self.utterance, self.clause, self.waiting = self.utterance + 1, 0, 0
        self.pushed, self.played = [], []

    @invariant()
    def nothing_is_played_twice_or_out_of_order(self) -> None:
        assert self.played == self.pushed[: len(self.played)]


TestPlaying = Playing.TestCase
