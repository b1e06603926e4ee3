"""What happened on the call, gathered from its events."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


def percentile(values: list[float], share: float) -> float:
    """Nearest-rank percentile: a value that was really measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figures(values: list[float]) -> dict[str, float]:
    """n, p50, p90, p95 and max; seconds."""
    shares = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "max": 1.0}
    return {"n": len(values), **{name: round(percentile(values, share), 3) for name, share in shares.items()}}


@dataclass
class Story:
    """``phases``: each with ``seconds`` from the order to its beginning and how long it ``lasted``."""

    started: float
    events: list[dict[str, Any]] = field(default_factory=list)
    phases: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    samples: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def take(self, event: dict[str, Any], now: float) -> None:
        self.events.append(event)
        since = round(now - self.started, 2)
        match event["event"]:
            case "phase":
                self._close_phase(since)
                self.phases.append({"phase": event["phase"], "seconds": since, "why": event.get("why", "")})
            case "timing":
                self.samples[event["stage"]].append(float(event["seconds"]))
            case "keys":
                self.keys.append(event["digits"])
            case "call.ended":
                self._close_phase(since)

    def _close_phase(self, since: float) -> None:
        if self.phases:
            last = self.phases[-1]
            last.setdefault("lasted", round(since - last["seconds"], 2))

    @property
    def phase(self) -> str:
        return str(self.phases[-1]["phase"]) if self.phases else "queued"

    @property
    def hold_seconds(self) -> float:
        held = (phase for phase in self.phases if phase["phase"] == "hold-waiting")
        return sum(float(phase.get("lasted", 0.0)) for phase in held)

    @property
    def timings(self) -> dict[str, dict[str, float]]:
        return {stage: figures(values) for stage, values in sorted(self.samples.items())}
