"""A quantile of a few levels."""

from __future__ import annotations

from collections.abc import Collection


def quantile(values: Collection[float], share: float) -> float:
    """Without interpolation: one of ``values``."""
    return sorted(values)[round(share * (len(values) - 1))]
