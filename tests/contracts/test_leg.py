"""What every leg keeps to, the fake of the runner's tests and the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.call.events import (
    Answered,
    CallEnded,
    ClausePlayed,
    DigitHeard,
    HeldByPeer,
    Invited,
    KeysFailed,
    KeysPressed,
    PlayoutStopped,
    ResumedByPeer,
    Ringing,
)
from agent.line.user_agent import UserAgent
from tests.contracts.legs import RATE, Bench, FakeBench, Side, SipBench, loopback_agent
from tests.line.fakes import is_loud, sound

FRAME_BYTES = RATE // 50 * 2


@pytest.fixture(scope="module")
def agent() -> Iterator[UserAgent]:
    agent = loopback_agent()
    yield agent
    agent.close()


@pytest.fixture(params=["fake", "sip"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    bench: Bench
    bench = FakeBench() if request.param == "fake" else SipBench(request.getfixturevalue("agent"))
    yield bench
    bench.close()


@pytest.fixture
def call(bench: Bench) -> Bench:
    """An answered call whose sound flows."""
    invite(bench)
    bench.far.leg.accept()
    bench.until(lambda: bench.near.has(Answered) and bench.far.has(Answered))
    bench.until(lambda: len(bench.near.ticks) > 3 and len(bench.far.ticks) > 3)
    return bench


def invite(bench: Bench) -> None:
    bench.near.leg.dial("100")
    bench.until(lambda: bench.far.has(Invited) and bench.near.has(Ringing))


def loud_seconds(pcm: bytes) -> float:
    frames = [pcm[at : at + FRAME_BYTES] for at in range(0, len(pcm), FRAME_BYTES)]
    return sum(map(is_loud, frames)) * 0.02


def digits(side: Side) -> str:
    return "".join(event.digit for event in side.events if isinstance(event, DigitHeard))


def test_a_call_rings_and_is_answered_on_both_sides(bench: Bench) -> None:
    invite(bench)
    assert not bench.near.has(Answered)
    bench.far.leg.accept()
    bench.until(lambda: bench.near.has(Answered) and bench.far.has(Answered))
    assert bench.near.events == [Ringing(early_media=False), Answered()]


def test_before_the_answer_there_is_no_sound(bench: Bench) -> None:
    invite(bench)
    assert bench.near.ticks == bench.far.ticks == []


def test_what_one_side_plays_the_other_hears(call: Bench) -> None:
    call.near.leg.play(1, 0, sound(0.5), True)
    call.until(lambda: loud_seconds(call.far.heard) >= 0.45)
    call.until(lambda: call.near.ticks and any(tick.played for tick in list(call.near.ticks)))
    call.until(lambda: not is_loud(call.far.ticks[-1].received))
    assert 0.45 <= loud_seconds(call.far.heard) <= 0.6
    assert loud_seconds(call.near.heard) == 0


def test_the_clock_tells_when_the_last_sample_of_a_clause_went_out(call: Bench) -> None:
    call.near.leg.play(1, 0, sound(0.2), False)
    call.near.leg.play(1, 0, sound(0.1), True)
    call.near.leg.play(1, 1, sound(0.2), True)
    call.until(lambda: sum(len(tick.played) for tick in list(call.near.ticks)) == 2)
    played = [(index, event) for index, tick in enumerate(call.near.ticks) for event in tick.played]
    assert [event for _, event in played] == [ClausePlayed(1, 0), ClausePlayed(1, 1)]
    assert played[1][0] - played[0][0] == 10
    assert is_loud(call.near.ticks[played[0][0]].sent)


def test_each_tick_is_a_pair_of_20_ms(call: Bench) -> None:
    call.until(lambda: len(call.near.ticks) >= 20)
    for tick in list(call.near.ticks):
        assert len(tick.received) == len(tick.sent) == FRAME_BYTES


def test_stopping_empties_the_playout_and_tells_how_much_was_heard(call: Bench) -> None:
    call.near.leg.play(7, 0, sound(0.2), True)
    call.near.leg.play(7, 1, sound(2.0), True)
    call.until(lambda: loud_seconds(call.far.heard) > 0.6)
    call.near.leg.stop_playing(7)
    call.until(lambda: call.near.has(PlayoutStopped))
    (stopped,) = call.near.of(PlayoutStopped)
    assert isinstance(stopped, PlayoutStopped)
    assert (stopped.utterance, stopped.clause) == (7, 1)
    assert 0.1 < stopped.heard < 0.6
    call.until(lambda: not is_loud(call.far.ticks[-1].received))
    heard = loud_seconds(call.far.heard)
    quiet_from = len(call.far.ticks)
    call.until(lambda: len(call.far.ticks) > quiet_from + 25)
    assert loud_seconds(call.far.heard) == heard < 1.2


def test_a_pause_keeps_what_is_queued(call: Bench) -> None:
    call.near.leg.play(7, 0, sound(1.0), True)
    call.until(lambda: loud_seconds(call.far.heard) > 0.3)
    call.near.leg.pause_playing(True)
    call.until(lambda: not is_loud(call.far.ticks[-1].received))
    quiet_from = len(call.far.ticks)
    call.until(lambda: len(call.far.ticks) > quiet_from + 25)
    assert loud_seconds(call.far.heard) < 0.8
    call.near.leg.pause_playing(False)
    call.until(lambda: loud_seconds(call.far.heard) > 0.9)


def test_all_sixteen_keys_arrive_once_and_in_order(call: Bench) -> None:
    call.near.leg.press("1234567890*#ABCD")
    call.until(lambda: call.near.has(KeysPressed("1234567890*#ABCD", "rfc4733")), 10)
    call.until(lambda: digits(call.far) == "1234567890*#ABCD")


def test_a_w_lets_half_a_second_pass_between_keys(call: Bench) -> None:
    call.near.leg.press("1w2")
    call.until(lambda: call.far.has(DigitHeard("1")))
    ticks = len(call.far.ticks)
    call.until(lambda: call.far.has(DigitHeard("2")))
    assert len(call.far.ticks) - ticks >= 30


def test_keys_without_a_call_fail(bench: Bench) -> None:
    bench.near.leg.press("1")
    bench.until(lambda: bench.near.has(KeysFailed("1", "there is no sound path")))


def test_what_is_no_key_fails_and_nothing_is_pressed(call: Bench) -> None:
    call.near.leg.press("1?")
    call.until(lambda: call.near.has(KeysFailed("1?", "not a key: '?'")))
    assert digits(call.far) == ""


def test_a_hold_and_its_end_are_told_once_each_and_sound_flows_again(call: Bench) -> None:
    call.hold(call.far, True)
    call.until(lambda: call.near.has(HeldByPeer()))
    ticks = len(call.near.ticks)
    call.until(lambda: len(call.near.ticks) > ticks + 10)
    call.hold(call.far, False)
    call.until(lambda: call.near.has(ResumedByPeer()))
    call.near.leg.play(1, 0, sound(0.3), True)
    call.until(lambda: loud_seconds(call.far.heard) >= 0.25)
    assert [type(event) for event in call.near.events[2:]] == [HeldByPeer, ResumedByPeer]


def test_hanging_up_an_answered_call_ends_both_sides(call: Bench) -> None:
    call.near.leg.hang_up("done")
    call.until(lambda: call.near.has(CallEnded(200, "done", "us")))
    call.until(lambda: call.far.has(CallEnded))
    (ended,) = call.far.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert (ended.sip_code, ended.by) == (200, "far")


def test_hanging_up_while_it_rings_cancels_the_call(bench: Bench) -> None:
    invite(bench)
    bench.near.leg.hang_up("changed our mind")
    bench.until(lambda: bench.near.has(CallEnded(487, "changed our mind", "us")))
    bench.until(lambda: bench.far.has(CallEnded))
    assert not bench.far.has(Answered)


def test_hanging_up_an_invitation_declines_it(bench: Bench) -> None:
    invite(bench)
    bench.far.leg.hang_up("not now")
    bench.until(lambda: bench.far.has(CallEnded(603, "not now", "us")))
    bench.until(lambda: bench.near.has(CallEnded))
    (ended,) = bench.near.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert (ended.sip_code, ended.by) == (603, "far")


def test_hanging_up_at_once_after_dialling_ends_the_call(bench: Bench) -> None:
    bench.near.leg.dial("100")
    bench.near.leg.hang_up("never mind")
    bench.until(lambda: bench.near.has(CallEnded(487, "never mind", "us")))
    bench.until(lambda: bench.far.has(CallEnded) or not bench.far.has(Invited))


def test_hanging_up_before_there_is_a_call_ends_the_leg(bench: Bench) -> None:
    bench.near.leg.hang_up("never mind")
    bench.until(lambda: bench.near.has(CallEnded(0, "never mind", "us")))


def test_the_end_is_told_once_however_often_and_from_both_sides_it_is_asked_for(call: Bench) -> None:
    call.near.leg.hang_up("one")
    call.near.leg.hang_up("two")
    call.far.leg.hang_up("three")
    call.until(lambda: call.near.has(CallEnded) and call.far.has(CallEnded))
    call.near.leg.hang_up("four")
    ended = [*call.near.of(CallEnded), *call.far.of(CallEnded)]
    assert len(ended) == 2


def test_a_closed_leg_is_silent(call: Bench) -> None:
    call.near.leg.close()
    before = len(call.near.events)
    call.until(lambda: call.far.has(CallEnded))
    ticks = len(call.near.ticks)
    call.far.leg.hang_up("over")
    assert len(call.near.events) == before
    assert len(call.near.ticks) == ticks
