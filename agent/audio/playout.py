"""What we say, waiting for the media clock to read it.

The reader *is* the clock: nobody else paces sound. The buffer knows which clause each sample
belongs to, so it can tell when a clause was heard whole, and how much of one was heard when it is
stopped. It has no lock; its owner guards it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

BYTES_PER_SAMPLE = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """Where playing stopped: clauses before ``clause`` were heard whole, it to the share ``share``."""

    utterance: int
    clause: int
    share: float


@dataclass(slots=True)
class _Segment:
    """One clause's sound: what is queued of it, what was read, whether more will come."""

    utterance: int
    clause: int
    sound: bytearray = field(default_factory=bytearray)
    read: int = 0
    complete: bool = False


class PlayoutBuffer:
    """A queue of clauses of 16-bit mono PCM, read in the order they were begun."""

    def __init__(self) -> None:
        self._segments: deque[_Segment] = deque()
        self._last = (0, 0)
        self.underruns = 0
        """Reads that found a clause begun, not complete, and out of sound."""

    @property
    def empty(self) -> bool:
        return not self._segments

    def push(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        """Put sound behind what is queued of this clause; ``last``: the clause is complete with it."""
        segment = self._segments[-1] if self._segments else None
        if segment is None or (segment.utterance, segment.clause) != (utterance, clause):
            segment = _Segment(utterance, clause)
            self._segments.append(segment)
        segment.sound += pcm
        segment.complete = segment.complete or last

    def read(self, samples: int) -> tuple[bytes, tuple[tuple[int, int], ...]]:
        """Exactly ``samples`` samples, silence where there is no sound.

        With them ``(utterance, clause)`` of each clause whose last sample is among them.
        """
        wanted = samples * BYTES_PER_SAMPLE
        out = bytearray()
        played = []
        while self._segments:
            segment = self._segments[0]
            piece = bytes(segment.sound[: wanted - len(out)])
            del segment.sound[: len(piece)]
            segment.read += len(piece)
            out += piece
            self._last = (segment.utterance, segment.clause)
            if segment.sound or not segment.complete:
                self.underruns += len(out) < wanted and segment.read > 0
                break
            played.append(self._last)
            self._segments.popleft()
        return bytes(out).ljust(wanted, b"\0"), tuple(played)

    def stop(self, utterance: int) -> Heard:
        """Drop what is queued; answer how much of ``utterance`` was read before."""
        segment = self._segments[0] if self._segments else None
        self._segments.clear()
        if segment is None or segment.utterance != utterance:
            said, clause = self._last
            return Heard(utterance, clause, 1.0) if said == utterance else Heard(utterance, 0, 0.0)
        length = segment.read + len(segment.sound)
        return Heard(utterance, segment.clause, segment.read / length if length else 0.0)
