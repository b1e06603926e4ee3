#!/usr/bin/env python3
"""Voicemail: whether the message begins after the beep's end, soon after it, and is spoken wholly and once.

Composed voicemails of the test split (``agent.practice.composer.mailbox``: plain, without a beep, two beeps,
a beep within the greeting, a long silence before it, "press pound to skip", full) go through call progress,
the detectors, the practice recogniser and the real session in virtual time.

Run it with:  scripts/bench voicemail [--n N] [--seed N] [--split S] [--kind K] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from composed_call import Ears, spread
from dialled_call import BRIEFING, DialledCall

from agent.call.reports import ErrandEnded, Heard, PhaseEntered, SoundHeard
from agent.engines.models import practice
from agent.engines.whisper import WhisperEngine
from agent.practice.composer import Composed, compose
from agent.practice.composer.mailbox import GREETINGS, Greeting, mailbox
from agent.practice.composer.scene import RATE
from agent.practice.composer.split import SPLITS, Split

LATEST_SECONDS = 1.5
PICKED_UP_SECONDS = 0.3
MESSAGE = "This is a message for Grace. Alex Morgan would like you to call back about the appointment."
LEAVES = BRIEFING.model_copy(update={"voicemail": {"action": "leave_message", "message": MESSAGE}})


@dataclass(slots=True)
class Found:
    beeps: int = 0
    early: int = 0
    """Begun before the (last) beep's end."""
    begun_again: int = 0
    """Of these spoken again, and wholly, after it."""
    late: int = 0
    not_whole: int = 0
    not_left: int = 0
    delays: list[float] = field(default_factory=list)
    without: int = 0
    without_left: int = 0
    without_delays: list[float] = field(default_factory=list)
    full: int = 0
    full_right: int = 0
    status: int = 0
    """Messages that were left and told so."""


def listen(found: Found, ears: Ears, kind: Greeting, seed: int, split: Split) -> None:
    sound = compose(mailbox(kind, seed, split), seed)
    rung = max(label.end / RATE for label in sound.labels if label.kind == "ringback")
    words = [label for label in sound.labels if label.kind == "voicemail"]
    answered = max(rung, words[0].start / RATE - PICKED_UP_SECONDS)
    call = DialledCall(sound, ears, LEAVES, answered).play()
    status = next((report.status for _, report in call.told if isinstance(report, ErrandEnded)), "")
    begun, whole = _message(call)
    if kind == "full":
        found.full += 1
        right = begun is None and status == "voicemail_reached"
        found.full_right += right
        if not right:
            _show(kind, seed, call, sound, f"{status}, begun {begun}")
        return
    found.status += status == "voicemail_left" and begun is not None
    beeps = [label.end / RATE for label in sound.labels if label.kind == "beep"]
    if not beeps:
        found.without += 1
        found.without_left += begun is not None and whole
        found.without_delays += [] if begun is None else [begun - words[-1].end / RATE]
        return
    _judge(found, call, sound, kind, seed, beeps[-1])


def _judge(found: Found, call: DialledCall, sound: Composed, kind: str, seed: int, end: float) -> None:
    begun, whole = _message(call)
    found.beeps += 1
    if begun is None:
        found.not_left += 1
        _show(kind, seed, call, sound, f"no message: {[text for _, _, text in call.said]}")
        return
    first = min(begin for begin, _, text in call.said if text in MESSAGE)
    found.early += first < end
    found.begun_again += first < end <= begun and whole
    found.late += begun > end + LATEST_SECONDS
    found.not_whole += not whole
    found.delays.append(begun - end)
    if not 0 <= first - end <= LATEST_SECONDS or not whole:
        _show(
            kind, seed, call, sound, f"begun {first - end:.2f}, {begun - end:.2f} s after the beep, {whole}"
        )


def _message(call: DialledCall) -> tuple[float | None, bool]:
    """When the message was begun for the last time, and whether it was spoken wholly then, and no more."""
    said = [(begin, text) for begin, _, text in call.said if text in MESSAGE]
    first = [begin for begin, text in said if MESSAGE.startswith(text)]
    if not first:
        return None, False
    return first[-1], " ".join(text for begin, text in said if begin >= first[-1]) == MESSAGE


def _show(kind: str, seed: int, call: DialledCall, sound: Composed, what: str) -> None:
    story = []
    for at, report in call.told:
        match report:
            case PhaseEntered(phase=text) | Heard(text) | SoundHeard("beep" as text):
                story.append(f"{at:.1f} {text}")
    labels = [
        f"{label.start / RATE:.1f}-{label.end / RATE:.1f} {label.detail[:40]}"
        for label in sound.labels
        if label.kind in ("voicemail", "beep", "announcement")
    ]
    print(f"  {kind} {seed}: {what}\n    {story}\n    {labels}", file=sys.stderr)


def rows(found: Found) -> Iterator[tuple[str, str]]:
    n = found.beeps
    again = f"{found.begun_again} of these begun again after it"
    yield "begun before the beep's end", f"{found.early} of {n} ({again})"
    yield f"begun later than {LATEST_SECONDS} s after", f"{found.late} of {n}"
    yield "begun after the beep", _spread(found.delays)
    yield "not wholly spoken", f"{found.not_whole} of {n}"
    yield "no message left", f"{found.not_left} of {n}"
    yield "without a beep: left wholly", f"{found.without_left} of {found.without}"
    yield "without a beep: begun after the greeting", _spread(found.without_delays)
    yield "takes no message: known, none left", f"{found.full_right} of {found.full}"


def _spread(values: list[float]) -> str:
    return f"{spread(values)}, most {max(values):.2f} s" if values else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description="Messages in voicemails.")
    parser.add_argument("--n", type=int, default=200, help="calls, the kinds in turn")
    parser.add_argument("--seed", type=int, default=40_000)
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--kind", choices=sorted(GREETINGS), default="")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ears, found = Ears(WhisperEngine(practice("whisper"))), Found()
    kinds: list[Greeting] = [options.kind] if options.kind else list(GREETINGS)
    for number in range(options.n):
        listen(found, ears, kinds[number % len(kinds)], options.seed + number, options.split)
    if options.json:
        print(json.dumps(dict(rows(found))))
        return
    for what, figure in rows(found):
        print(f"{what:44} {figure}")


if __name__ == "__main__":
    main()
