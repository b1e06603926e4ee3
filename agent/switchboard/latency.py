"""Where the time went: figures per stage from stored timings. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

SHARES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "max": 1.0}


def percentile(values: list[float], share: float) -> float:
    """Nearest rank: a value that was really measured. ``values`` is not empty."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figures(timings: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Stage -> n, p50, p90, p95, max in seconds, from reports ``timing``."""
    samples: dict[str, list[float]] = defaultdict(list)
    for timing in timings:
        samples[str(timing["stage"])].append(float(timing["seconds"]))
    return {
        stage: {"n": len(values), **{name: round(percentile(values, at), 4) for name, at in SHARES.items()}}
        for stage, values in sorted(samples.items())
    }
