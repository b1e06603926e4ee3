"""Whose turn it is: the states, the signals between them, and one table."""

from __future__ import annotations

from enum import Enum, auto


class Turn(Enum):
    SHUT = auto()
    """Before the answer and after the end: nobody can be heard or spoken to."""
    LISTENING = auto()
    HEARING = auto()
    TRANSCRIBING = auto()
    """The far party has finished; what it said is not yet known."""
    THINKING = auto()
    """The model was asked and has said nothing yet."""
    SPEAKING = auto()
    PRESSING = auto()


class Signal(Enum):
    OPENED = auto()
    CLOSED = auto()
    SPEECH_STARTED = auto()
    SPEECH_ENDED = auto()
    NOTHING_SAID = auto()
    """There was no speech in what was heard, or none that is answered."""
    ASKED = auto()
    CLAUSE_SAID = auto()
    INTERRUPTED = auto()
    KEYS_ORDERED = auto()
    REPLY_OVER = auto()


class Part(Enum):
    """A reply is over when all its parts are."""

    TEXT = auto()
    """The model, or a phrase, has no more to add."""
    SOUND = auto()
    """The last sample of what was said is played."""


REPLY_OVER = frozenset({Part.TEXT, Part.SOUND})

_ANY = {
    Signal.ASKED: Turn.THINKING,
    Signal.CLAUSE_SAID: Turn.SPEAKING,
    Signal.KEYS_ORDERED: Turn.PRESSING,
    Signal.CLOSED: Turn.SHUT,
}

TABLE: dict[Turn, dict[Signal, Turn]] = {
    Turn.SHUT: {Signal.OPENED: Turn.LISTENING},
    Turn.LISTENING: _ANY | {Signal.SPEECH_STARTED: Turn.HEARING},
    Turn.HEARING: _ANY | {Signal.SPEECH_ENDED: Turn.TRANSCRIBING, Signal.NOTHING_SAID: Turn.LISTENING},
    Turn.TRANSCRIBING: _ANY | {Signal.SPEECH_STARTED: Turn.HEARING, Signal.NOTHING_SAID: Turn.LISTENING},
    # While we think or speak a recorded voice may go on; a person's interrupts.
    Turn.THINKING: _ANY | {Signal.INTERRUPTED: Turn.HEARING, Signal.REPLY_OVER: Turn.LISTENING},
    Turn.SPEAKING: _ANY | {Signal.INTERRUPTED: Turn.HEARING, Signal.REPLY_OVER: Turn.LISTENING},
    Turn.PRESSING: _ANY | {Signal.REPLY_OVER: Turn.LISTENING},
}


def after(turn: Turn, signal: Signal) -> Turn:
    """The next state; a signal that means nothing in ``turn`` changes nothing."""
    return TABLE[turn].get(signal, turn)
