"""Figures of many calls: shares with what is known of them, and percentiles."""

from __future__ import annotations

import math
from collections.abc import Sequence

NORMAL_95 = 1.959964


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) where nothing was tried."""
    if not count:
        return 0.0, 1.0
    share, z2 = successes / count, NORMAL_95**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = NORMAL_95 / (1 + z2 / count) * math.sqrt(share * (1 - share) / count + z2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that ``share`` percent do not exceed; 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)] if ordered else 0.0
