"""What many rehearsals come to: figures for a program, a table for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from agent.practice.rehearsal.figures import percentile, wilson
from agent.practice.rehearsal.run import Outcome

MOST_FAILED_SHOWN = 20


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures; ``success`` with its 95 % interval (Wilson)."""
    scores = [outcome.score for outcome in outcomes]
    clauses, stopped = sum(one.clauses for one in scores), sum(one.stopped for one in scores)
    return {
        "episodes": len(scores),
        "success": _share(outcomes, lambda one: one.score.success),
        "account_right": _share(outcomes, lambda one: one.score.account_right),
        "wrong_commitments": sum(len(one.wrong_commitments) for one in scores),
        "undue_disclosures": sum(len(one.undue_disclosures) for one in scores),
        "escalations": sum(one.escalations for one in scores),
        "turns": _spread([one.turns for one in scores]),
        "seconds": _spread([one.seconds for one in scores]),
        "clauses": clauses,
        "stopped": stopped,
        "stopped_share": round(stopped / max(1, clauses + stopped), 4),
        "by_business": _by(outcomes, lambda one: one.business),
        "by_temper": _by(outcomes, lambda one: one.temper),
        "failed": [
            {"id": one.episode, "why": one.score.why, "record": one.record}
            for one in outcomes
            if not one.score.success
        ],
    }


def table(figures: dict[str, Any]) -> str:
    lines = [
        f"success            {_shown(figures['success'])}",
        f"account right      {_shown(figures['account_right'])}",
        f"wrong commitments  {figures['wrong_commitments']}",
        f"undue disclosures  {figures['undue_disclosures']}",
        f"escalations        {figures['escalations']}",
        f"turns              p50 {figures['turns']['p50']:g}, p95 {figures['turns']['p95']:g}",
        f"call seconds       p50 {figures['seconds']['p50']:.0f}, p95 {figures['seconds']['p95']:.0f}",
        f"stopped by gate    {figures['stopped']} of {figures['clauses'] + figures['stopped']} clauses",
    ]
    for name in ("by_business", "by_temper"):
        lines += ["", name.replace("_", " ")]
        lines += [f"  {key:<16} {_shown(share)}" for key, share in figures[name].items()]
    failed = figures["failed"]
    lines += [
        "",
        *(f"failed {one['id']}: {one['why']}  {one['record']}" for one in failed[:MOST_FAILED_SHOWN]),
    ]
    if len(failed) > MOST_FAILED_SHOWN:
        lines.append(f"... and {len(failed) - MOST_FAILED_SHOWN} more")
    return "\n".join(lines).rstrip()


def _share(outcomes: Sequence[Outcome], good: Callable[[Outcome], bool]) -> dict[str, Any]:
    number = sum(map(good, outcomes))
    low, high = wilson(number, len(outcomes))
    share = round(number / len(outcomes), 4) if outcomes else 0.0
    return {"n": len(outcomes), "good": number, "share": share, "low": round(low, 4), "high": round(high, 4)}


def _by(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, Any]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    return {name: _share(group, lambda one: one.score.success) for name, group in sorted(groups.items())}


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}


def _shown(share: dict[str, Any]) -> str:
    return (
        f"{100 * share['share']:5.1f} %  ({share['good']} of {share['n']}; "
        f"95 % interval {100 * share['low']:.1f} to {100 * share['high']:.1f})"
    )
