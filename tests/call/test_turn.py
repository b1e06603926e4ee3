from __future__ import annotations

import pytest

from agent.call.turn import TABLE, Signal, Turn, after


def play(*signals: Signal) -> Turn:
    turn = Turn.SHUT
    for signal in signals:
        turn = after(turn, signal)
    return turn


def test_every_state_has_its_row() -> None:
    assert set(TABLE) == set(Turn)


def test_a_turn_goes_round_the_ring() -> None:
    states, turn = [], Turn.SHUT
    for signal in (
        Signal.OPENED,
        Signal.SPEECH_STARTED,
        Signal.SPEECH_ENDED,
        Signal.ASKED,
        Signal.CLAUSE_SAID,
        Signal.REPLY_OVER,
    ):
        turn = after(turn, signal)
        states.append(turn)
    assert states == [
        Turn.LISTENING,
        Turn.HEARING,
        Turn.TRANSCRIBING,
        Turn.THINKING,
        Turn.SPEAKING,
        Turn.LISTENING,
    ]


def test_an_interruption_gives_the_turn_to_the_far_party() -> None:
    assert play(Signal.OPENED, Signal.CLAUSE_SAID, Signal.INTERRUPTED) is Turn.HEARING
    assert play(Signal.OPENED, Signal.ASKED, Signal.INTERRUPTED) is Turn.HEARING


@pytest.mark.parametrize("signal", [signal for signal in Signal if signal is not Signal.OPENED])
def test_before_the_answer_and_after_the_end_nothing_moves(signal: Signal) -> None:
    assert after(Turn.SHUT, signal) is Turn.SHUT


@pytest.mark.parametrize("turn", [turn for turn in Turn if turn is not Turn.SHUT])
def test_the_end_shuts_every_state(turn: Turn) -> None:
    assert after(turn, Signal.CLOSED) is Turn.SHUT


def test_keys_that_are_being_pressed_are_not_interrupted() -> None:
    assert (
        play(Signal.OPENED, Signal.KEYS_ORDERED, Signal.SPEECH_STARTED, Signal.INTERRUPTED) is Turn.PRESSING
    )
