"""Figures of a leg's media clock, taken where it ticks and cheap enough for it."""

from __future__ import annotations

BIN_SECONDS = 0.001
BINS = 500


class MediaCounters:
    """Ticks, gaps between them as a histogram of 1 ms bins, and frames that did not come."""

    def __init__(self, frame_seconds: float) -> None:
        self.frame_seconds = frame_seconds
        self.ticks = 0
        self.nothing_received = 0
        """Frames in which pjmedia had no sound of the peer for us."""
        self.longest_gap_seconds = 0.0
        self._gaps = [0] * BINS
        self._last: float | None = None

    def count(self, now: float) -> None:
        self.ticks += 1
        if self._last is not None:
            gap = now - self._last
            self._gaps[min(int(gap / BIN_SECONDS), BINS - 1)] += 1
            if gap > self.longest_gap_seconds:
                self.longest_gap_seconds = gap
        self._last = now

    def gap_quantile(self, share: float) -> float:
        """Seconds between two ticks that ``share`` (0..1) of the gaps do not exceed (upper bin edge)."""
        wanted = share * sum(self._gaps)
        seen = 0
        for index, count in enumerate(self._gaps):
            seen += count
            if count and seen >= wanted:
                return (index + 1) * BIN_SECONDS
        return 0.0
