"""Whose words are heard on hold: a recording's, a person's, or that of somebody who is to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from agent.call.hold import MENU_OPTIONS, Speaker
from agent.call.menu import options
from agent.call.queue_news import QueueNews, queue_news
from agent.call.recordings import Recordings

REACTION_SECONDS = 7.0
"""So long after our "Hello?" whoever says something says it to us."""
UNSURE_SECONDS = 4.0
"""So long after words over music it may stop, which tells that somebody spoke to us."""
STOPPED_SECONDS = 2.0
"""Music that has stopped for so long without a word may have been stopped by somebody's "Hello?" that was
lost in it. Queues begin anew sooner."""
FEW_WORDS = 3
"""No announcement is so short: "Lending desk." """


class Whose(Enum):
    NOBODYS = auto()
    """A recording's, or a singer's: no reaction."""
    UNKNOWN = auto()
    """Say "Hello?": the reaction tells."""
    PERSONS = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """``over_music``: it went on beneath them; ``recorded``: their sound was heard before; ``music_again``:
    it plays again behind them."""

    text: str
    speaker: Speaker
    over_music: bool = False
    recorded: bool = False
    music_again: bool = False


class OnHold:
    """From one hold of a call to the next. ``now`` in seconds."""

    def __init__(self) -> None:
        self._recordings = Recordings()
        self._asked = self._unsure = float("-inf")
        self._queue = self._music = False
        self._silent = 0.0
        self._news = QueueNews()

    def begin(self, *, queue: bool) -> None:
        """``queue``: a machine keeps us waiting, and no person that we have talked to."""
        self._asked = self._unsure = float("-inf")
        self._queue, self._music = queue, False
        self._silent = 0.0

    def hear(self, seconds: float, *, music: bool, quiet: bool, now: float) -> bool:
        """``seconds`` of sound. ``music``: it plays; ``quiet``: there is neither music nor a voice.

        Returns whether "Hello?" should be said: the music has stopped, and somebody may be there.
        """
        if music:
            self._music, self._silent = True, 0.0
        if not quiet:
            return False
        before, self._silent = self._silent, self._silent + seconds
        stopped = self._music and before < STOPPED_SECONDS <= self._silent
        return stopped or now - self._unsure < UNSURE_SECONDS

    def offers(self, text: str) -> bool:
        """Whether what sounds like a menu is a queue's announcement: "to leave a message, press one"."""
        return self._music and len(options(text)) < MENU_OPTIONS

    def whose(self, words: Words, now: float) -> Whose:
        """Of a turn that is over."""
        if self._is_recorded(words, now):
            return Whose.NOBODYS
        whose = self._new(words, now)
        if whose is not Whose.PERSONS:
            self._recordings.add(words.text, now)
        return whose

    def is_persons(self, words: Words, now: float) -> bool:
        """Whether words that may not be over are certainly a person's."""
        sure = words.speaker is Speaker.PERSON and not words.over_music
        return sure and not self._is_recorded(words, now)

    def _is_recorded(self, words: Words, now: float) -> bool:
        return words.recorded or self._recordings.know(words.text, now)

    def _new(self, words: Words, now: float) -> Whose:
        asked = now - self._asked < REACTION_SECONDS
        if words.speaker is Speaker.HOLD or queue_news(words.text) != QueueNews():
            self._queue = self._queue or self._music
            return Whose.NOBODYS
        if words.speaker is Speaker.PERSON:
            return Whose.PERSONS if asked or not words.over_music else Whose.UNKNOWN
        if words.over_music:
            self._unsure = now
            return Whose.NOBODYS
        if words.music_again:
            return Whose.NOBODYS
        short = len(words.text.split()) <= FEW_WORDS or words.text.rstrip().endswith("?")
        return Whose.PERSONS if asked or short or not (self._queue and self._music) else Whose.UNKNOWN

    def asks(self, now: float) -> None:
        """We say "Hello?"."""
        self._asked, self._unsure = now, float("-inf")

    @property
    def tells_news(self) -> bool:
        """Its announcements tell our place in the queue, or how long it takes: each is new."""
        return self._news != QueueNews()

    def news(self, text: str) -> QueueNews | None:
        """What ``text`` tells that was not known."""
        told = queue_news(text)
        if told in (QueueNews(), self._news):
            return None
        self._news = told
        return told
