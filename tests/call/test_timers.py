from __future__ import annotations

from agent.call.timers import Timer, Timers


def test_the_next_is_the_earliest() -> None:
    timers = Timers()
    assert timers.next is None
    timers.set(Timer.CALL, 9.0)
    timers.set(Timer.RING, 5.0)
    assert timers.next == 5.0


def test_due_timers_are_taken_once_the_earliest_first() -> None:
    timers = Timers()
    timers.set(Timer.CALL, 9.0)
    timers.set(Timer.RING, 5.0)
    assert timers.take_due(4.9) is None
    assert timers.take_due(9.0) is Timer.RING
    assert timers.take_due(9.0) is Timer.CALL
    assert timers.take_due(9.0) is None


def test_a_timer_set_again_runs_anew_and_a_cleared_one_not_at_all() -> None:
    timers = Timers()
    timers.set(Timer.RING, 5.0)
    timers.set(Timer.RING, 7.0)
    assert timers.take_due(6.0) is None
    assert timers.running(Timer.RING)
    timers.clear(Timer.RING, Timer.CALL)
    assert not timers.running(Timer.RING)
    timers.set(Timer.KEYS, 1.0)
    timers.clear_all()
    assert timers.next is None
