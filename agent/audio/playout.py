"""What we say, from the clause that was synthesised to the sample that was sent.

The reader is the clock: nobody else paces sound. No lock here; the owner guards every call.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClausePlayed:
    """The last sample of a clause was read by the media clock."""

    utterance: int
    clause: int


@dataclass(frozen=True, slots=True)
class PlayoutStopped:
    """What was heard of ``utterance`` when the buffer was emptied.

    Clauses before ``clause`` were heard whole, ``clause`` to the share ``heard`` (0..1).
    """

    utterance: int
    clause: int
    heard: float


@dataclass(slots=True)
class _Segment:
    utterance: int
    clause: int
    pcm: bytearray = field(default_factory=bytearray)
    read: int = 0
    complete: bool = False

    @property
    def left(self) -> int:
        return len(self.pcm) - self.read

    def take(self, size: int) -> bytes:
        piece = bytes(self.pcm[self.read : self.read + size])
        self.read += len(piece)
        return piece


class PlayoutBuffer:
    """Clauses of 16-bit mono PCM at ``rate``, played in the order in which they were first pushed."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.paused = False
        """What waits goes on waiting, and silence is read."""
        self.underruns = 0
        """Reads that found too little sound although the clause was not complete."""
        self._segments: deque[_Segment] = deque()
        self._played: tuple[int, int] | None = None

    @property
    def seconds(self) -> float:
        """Sound that waits to be read."""
        return sum(segment.left for segment in self._segments) / (2 * self.rate)

    def push(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        """Put ``pcm`` behind what the clause has; ``last``: it is complete with it.

        Clauses are made one after the other: a push for the next one completes all before it, so that
        a clause whose synthesis broke off does not hold up the rest.
        """
        newest = self._segments[-1] if self._segments else None
        if newest is None or (newest.utterance, newest.clause) != (utterance, clause):
            for segment in self._segments:
                segment.complete = True
            newest = _Segment(utterance, clause)
            self._segments.append(newest)
        newest.pcm += pcm
        newest.complete = newest.complete or last

    def read(self, samples: int) -> tuple[bytes, tuple[ClausePlayed, ...]]:
        """Exactly ``samples`` samples, padded with silence, and the clauses that ended in them."""
        size = 2 * samples
        if self.paused:
            return bytes(size), ()
        sound = bytearray()
        played: list[ClausePlayed] = []
        while self._segments:
            segment = self._segments[0]
            sound += segment.take(size - len(sound))
            if segment.left:
                break
            if not segment.complete:
                self.underruns += len(sound) < size
                break
            self._segments.popleft()
            self._played = (segment.utterance, segment.clause)
            played.append(ClausePlayed(segment.utterance, segment.clause))
        return bytes(sound.ljust(size, b"\0")), tuple(played)

    def stop(self, utterance: int) -> PlayoutStopped:
        """Forget everything that waits, and pause no longer; say how much of ``utterance`` was read.

        Of a clause that is still being made, the share is of the sound made so far.
        """
        self.paused = False
        mine = next((segment for segment in self._segments if segment.utterance == utterance), None)
        self._segments.clear()
        if mine is not None:
            share = mine.read / len(mine.pcm) if mine.pcm else 0.0
            return PlayoutStopped(utterance, mine.clause, share)
        if self._played is not None and self._played[0] == utterance:
            return PlayoutStopped(utterance, self._played[1] + 1, 0.0)
        return PlayoutStopped(utterance, 0, 0.0)
