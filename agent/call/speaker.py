"""Who or what speaks, as its words tell."""

from __future__ import annotations

from enum import Enum, auto


class Speaker(Enum):
    MENU = auto()
    HOLD = auto()
    """A queue's announcement, or a person who asks to wait: nothing to answer."""
    VOICEMAIL = auto()
    """The greeting of one: somebody is not there, leave a message."""
    UNAVAILABLE = auto()
    """A mailbox that takes no message: full, or never set up."""
    SCREENING = auto()
    """A machine that asks who calls and why before it lets anybody through."""
    NOT_IN_SERVICE = auto()
    """The network's recording: the number reaches nobody."""
    PERSON = auto()
    """Says what only a person says."""
    UNKNOWN = auto()
