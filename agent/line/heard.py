"""The received sound of the last while, addressed by heard time."""

from __future__ import annotations

KEEP_SECONDS = 120.0


class HeardSound:
    """16-bit mono PCM at ``rate``. Heard time 0 is the first sample that was ever appended."""

    def __init__(self, rate: int, keep_seconds: float = KEEP_SECONDS) -> None:
        self._rate = rate
        self._keep_bytes = 2 * int(keep_seconds * rate)
        self._pcm = bytearray()
        self._first_byte = 0

    def append(self, pcm: bytes) -> None:
        self._pcm += pcm
        # Dropping from the front moves all the rest: do it seldom.
        if len(self._pcm) > 2 * self._keep_bytes:
            drop = len(self._pcm) - self._keep_bytes
            del self._pcm[:drop]
            self._first_byte += drop

    @property
    def seconds(self) -> float:
        return (self._first_byte + len(self._pcm)) / (2 * self._rate)

    def slice(self, start_seconds: float, end_seconds: float) -> bytes:
        """What is still kept of the sound between two points of heard time."""
        start, end = (
            max(0, 2 * round(seconds * self._rate) - self._first_byte)
            for seconds in (start_seconds, end_seconds)
        )
        return bytes(self._pcm[start:end])
