"""Timers as data: what is to happen when, and the earliest of it."""

from __future__ import annotations

from enum import Enum, auto


class Timer(Enum):
    RING = auto()
    OPENING = auto()
    """Nobody spoke after the answer."""
    CALL = auto()
    PHASE = auto()
    EARS = auto()
    MODEL = auto()
    FILLER = auto()
    SPEAKING = auto()
    STOPPING = auto()
    KEYS = auto()
    SILENCE_PROMPT = auto()
    SILENCE_END = auto()
    MAILBOX = auto()
    """A voicemail's greeting seems to be over."""
    LINGER = auto()
    """The last sample is out; let it arrive before the BYE."""
    HANG_UP = auto()
    LAST_WORDS = auto()
    ACCOUNT = auto()


class Timers:
    def __init__(self) -> None:
        self._at: dict[Timer, float] = {}

    def set(self, timer: Timer, at: float) -> None:
        self._at[timer] = at

    def clear(self, *timers: Timer) -> None:
        for timer in timers:
            self._at.pop(timer, None)

    def clear_all(self) -> None:
        self._at.clear()

    def running(self, timer: Timer) -> bool:
        return timer in self._at

    @property
    def next(self) -> float | None:
        return min(self._at.values(), default=None)

    def take_due(self, now: float) -> Timer | None:
        """Clear and return one timer that has run out, the earliest first."""
        timer = min(self._at, key=self._at.__getitem__, default=None)
        if timer is None or self._at[timer] > now:
            return None
        del self._at[timer]
        return timer
