#!/usr/bin/env python3
"""Turns: how often the far party is cut off in a pause, and how long it waits when it has finished.

Composed calls of the test split (voices and words that nothing was tuned on, telephone band, codecs, losses,
rooms; ``crowd`` is a loud one) go through the voice detector, the practice recogniser and the real session,
in virtual time. A turn is cut off when it is taken for over within it: in a pause that its label says is one,
or while somebody speaks.
Dead air counts from the last sample of a turn's speech: until the turn is taken for over and its text is
known, so that a reply may begin ("free to answer"), and until something of ours sounds ("first sound"): the
model takes MODEL_SECONDS and the voice 0.05 s besides, as far as they had not begun before. A transcription
takes as long as it took; then everything is played once more with a fixed time for each.

Run it with:  scripts/bench turns [--minutes M] [--seed N] [--split S] [--recogniser-seconds S]
    [--model-seconds S] [--json]
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from composed_call import Call, Ears, spread

from agent.call import actions
from agent.call.reports import TimingTaken, TurnTaken
from agent.engines.models import practice
from agent.engines.whisper import WhisperEngine
from agent.practice.composer import Composed, Scene, Split, answers, compose, in_a_crowd, talk, telling
from agent.practice.composer.scene import RATE

PIECE_SECONDS = 120.0
MODEL_SECONDS = 0.3
"""A third of what the smallest production model takes to its first clause on two cores."""
LATE_SECONDS = 1.5
STATEMENTS = ("All right.", "I see.", "Thank you.", "Good.")
QUESTIONS = ("Is half past seven possible?", "Could it be on Tuesday?", "Do you have a table outside?")
KINDS: dict[str, tuple[Callable[[float, int, Split], Scene], tuple[str, ...], float]] = {
    "talk": (talk, STATEMENTS, 0.6),
    "telling": (telling, STATEMENTS, 0.6),
    "answers": (answers, QUESTIONS, 1.4),
    "crowd": (in_a_crowd, STATEMENTS, 0.6),
}
"""Scene, what we reply to each turn of it, and how long that sounds."""


@dataclass(slots=True)
class Found:
    turns: int = 0
    cut_turns: int = 0
    spoken_over: int = 0
    """Turns within which something of ours began to be said."""
    pauses: int = 0
    cut_pauses: int = 0
    cut_in_speech: int = 0
    unanswered: int = 0
    asked: int = 0
    """Replies that the model was asked for."""
    free: list[float] = field(default_factory=list)
    sound: list[float] = field(default_factory=list)
    short_free: list[float] = field(default_factory=list)
    """The same after answers in one piece to a question of ours."""
    short_sound: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds. ``pauses``: from the end of one piece of speech to the beginning of the next."""

    start: float
    end: float
    pauses: tuple[tuple[float, float], ...]
    next_start: float
    text: str


def turns(sound: Composed) -> list[Turn]:
    people = [label for label in sound.labels if label.kind == "person"]
    spans = [label for label in sound.labels if label.kind == "turn"]
    found = []
    for at, span in enumerate(spans):
        pieces = [label for label in people if span.start <= label.start < span.end]
        gaps = [
            (before.end / RATE, after.start / RATE)
            for before, after in itertools.pairwise(pieces)
            if after.start > before.end
        ]
        following = spans[at + 1].start if at + 1 < len(spans) else len(sound.pcm) + RATE
        text = " | ".join(piece.detail for piece in pieces)
        found.append(Turn(span.start / RATE, pieces[-1].end / RATE, tuple(gaps), following / RATE, text))
    return found


def measure(found: Found, kind: str, sound: Composed, call: Call, show: bool) -> None:
    ends = [at for at, order in call.orders if _is_end(order)]
    free = [at for at, order in call.orders if _is_theirs(order)]
    found.asked += sum(isinstance(order, actions.AskModel) for _, order in call.orders)
    for number, turn in enumerate(turns(sound)):
        found.turns += 1
        found.pauses += len(turn.pauses)
        early = [at for at in ends if turn.start < at < turn.end]
        cut = sum(any(start <= at < end for at in early) for start, end in turn.pauses)
        found.cut_pauses += cut
        found.cut_in_speech += bool(early) and not cut
        found.cut_turns += bool(early)
        found.spoken_over += any(turn.start < at < turn.end for at in call.sounds)
        if early and show:
            print(f"  {kind}: cut at {early[0] - turn.start:.2f} s: {turn.text}", file=sys.stderr)
        sound = _first(call.sounds, turn)
        if show and (sound is None or sound > turn.end + LATE_SECONDS):
            when = "not answered" if sound is None else f"answered {sound - turn.end:.2f} s late"
            print(f"  {kind}: {when} at {turn.end:.1f} s: {turn.text}", file=sys.stderr)
        if sound is None:
            found.unanswered += 1
            continue
        known = _first(free, turn)
        short = kind == "answers" and bool(number) and not turn.pauses
        found.sound.append(sound - turn.end)
        found.short_sound += [sound - turn.end] if short else []
        if known is not None:
            found.free.append(known - turn.end)
            found.short_free += [known - turn.end] if short else []


def _first(times: list[float], turn: Turn) -> float | None:
    """The first of ``times`` behind ``turn``, before the next."""
    at = bisect_left(times, turn.end)
    return times[at] if at < len(times) and times[at] < turn.next_start else None


def _is_theirs(order: actions.Action) -> bool:
    """What they said is entered: they have finished, and their words are known."""
    return (
        isinstance(order, actions.Tell)
        and isinstance(order.report, TurnTaken)
        and order.report.role == "user"
    )


def _is_end(order: actions.Action) -> bool:
    return (
        isinstance(order, actions.Tell)
        and isinstance(order.report, TimingTaken)
        and order.report.stage == "endpoint"
    )


def rows(name: str, found: Found) -> Iterator[tuple[str, str]]:
    share = 100 * found.cut_turns / max(1, found.turns)
    of_pauses = 100 * found.cut_pauses / max(1, found.pauses)
    over = 100 * found.spoken_over / max(1, found.turns)
    yield (
        f"{name}: cut off",
        f"{share:.1f} % of {found.turns} turns, {of_pauses:.1f} % of {found.pauses} pauses, "
        f"{found.cut_in_speech} turns while they spoke; we spoke in {over:.1f} % of the turns",
    )
    replies = f"unanswered {found.unanswered}, the model asked {found.asked} times"
    yield f"{name}: free to answer after", f"{spread(found.free)} (n = {len(found.free)})"
    yield f"{name}: first sound after", f"{spread(found.sound)} (n = {len(found.sound)}, {replies})"
    if found.short_sound:
        short = f"{spread(found.short_free)}, first sound {spread(found.short_sound)}"
        yield f"{name}: after a short answer to our question", f"{short} (n = {len(found.short_sound)})"


def main() -> None:
    parser = argparse.ArgumentParser(description="How well the end of a turn is known.")
    parser.add_argument("--minutes", type=float, default=20.0, help="of each kind of conversation")
    parser.add_argument("--seed", type=int, default=30_000)
    parser.add_argument("--split", choices=("tuning", "test"), default="test")
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--recogniser-seconds", type=float, default=0.15)
    parser.add_argument("--model-seconds", type=float, default=MODEL_SECONDS, help="to its first clause")
    parser.add_argument("--show", action="store_true", help="every turn that is cut off, late or unanswered")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    taken = Ears(WhisperEngine(practice("whisper")))
    fixed = Ears(taken.engine, options.recogniser_seconds, taken)
    figures: dict[str, str] = {}
    for kind in options.kinds:
        scene, says, said_seconds = KINDS[kind]
        found = {"as it took": Found(), f"{options.recogniser_seconds} s each": Found()}
        for number in range(math.ceil(options.minutes * 60 / PIECE_SECONDS)):
            seed = options.seed + number
            sound = compose(scene(PIECE_SECONDS, seed, options.split), seed)
            heard = None
            for ears, how in zip((taken, fixed), found, strict=True):
                call = Call(sound, ears, says, said_seconds, options.model_seconds, heard=heard).play()
                heard = call.heard
                measure(found[how], kind, sound, call, options.show and ears is fixed)
            if options.show:
                print(f"  {kind}: those of {seed}", file=sys.stderr)
        for how in found:
            figures |= dict(rows(f"{kind}, {how}", found[how]))
    if options.json:
        print(json.dumps(figures))
    else:
        for what, figure in figures.items():
            print(f"{what:75} {figure}")


if __name__ == "__main__":
    main()
