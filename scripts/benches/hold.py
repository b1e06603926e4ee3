#!/usr/bin/env python3
"""Hold: how soon it is known, who is wrongly taken for a person, how soon a person is found.

Composed calls of the test split (music, singers, voices and words that nothing was tuned on) go through
the voice detector, the music detector, the practice recogniser and the real session, in virtual time; a
transcription takes as long as it took. Our side says "Hello." to whoever it takes for a person.

Run it with:  scripts/bench hold [--minutes M] [--pick-ups N] [--talk M] [--seed N] [--split S] [--json]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from composed_call import Call, Ears, spread

from agent.call.phase import Phase
from agent.engines.models import practice
from agent.engines.whisper import WhisperEngine
from agent.practice.composer import Composed, compose, hold, pick_up, talk
from agent.practice.composer.scene import RATE
from agent.practice.composer.split import SPLITS, Split

PIECE_SECONDS = 300.0
UNHEARD, ASKED = "nobody spoke first", "asked to wait"
QUEUE = ("music", "song", "announcement", "ringback")
LATE_SECONDS = 1.5
RECORDING_SECONDS = 2.6
"""Shorter ones cannot be known: two seconds are compared."""


@dataclass(slots=True)
class Found:
    split: Split
    hold_delays: list[float] = field(default_factory=list)
    hold_missed: int = 0
    hold_seconds: float = 0.0
    false_pick_ups: int = 0
    unheard: int = 0
    """Music so soft in the first seconds that nothing was heard, and we spoke first."""
    asked: int = 0
    """"Hello?" said to a recording."""
    pick_ups: int = 0
    missed: int = 0
    delays: list[float] = field(default_factory=list)
    """From the end of the person's first words until we know them for one, or say "Hello?" to be sure."""
    talk_seconds: float = 0.0
    taken_for_hold: int = 0
    asked_to_wait: int = 0
    """"One moment, somebody is at the door.": waited for by its words."""
    again: int = 0
    known: list[float] = field(default_factory=list)
    """How soon a recording that came again was known by its sound."""
    first: int = 0
    known_first: int = 0
    busy: float = 0.0
    sound: float = 0.0
    busy_on_hold: float = 0.0
    sound_on_hold: float = 0.0


def on_hold(found: Found, ears: Ears, seconds: float, seed: int) -> None:
    sound = compose(hold(seconds, seed, found.split), seed)
    call = _played(found, sound, ears)
    found.busy_on_hold += call.busy
    found.sound_on_hold += len(sound.pcm) / RATE
    recordings(found, sound, call)
    entered = [at for at, phase in call.phases if phase is Phase.HOLD_WAITING]
    found.hold_seconds += seconds
    found.hold_missed += not entered
    found.hold_delays += entered[:1]
    asked(found, call, seconds, persons(found, call, seconds, f"hold {seed}"))


def persons(found: Found, call: Call, until: float, which: str) -> int:
    """So often somebody was spoken to as a person before ``until`` (nobody was)."""
    wrong = [
        (at, why) for at, phase, why in call.entered if phase is Phase.ACTIVE_CONVERSATION and at < until
    ]
    for at, why in wrong:
        if why == UNHEARD:
            found.unheard += 1
        else:
            found.false_pick_ups += 1
            _misheard(which, "a person", at, call)
    return len(wrong)


def asked(found: Found, call: Call, until: float, wrong: int) -> None:
    """``wrong``: so often we spoke to somebody taken for a person."""
    found.asked += max(0, sum(at < until for at in call.answered) - wrong)


def recordings(found: Found, sound: Composed, call: Call) -> None:
    """Announcements of two seconds and more, the first time and again."""
    played: set[str] = set()
    repeated = call.repeated
    for label in (label for label in sound.labels if label.kind == "announcement"):
        begin, end = label.start / RATE, label.end / RATE
        if end - begin < RECORDING_SECONDS:
            continue
        known = [at - begin for at in repeated if begin < at < end]
        if label.detail in played:
            found.again += 1
            found.known += known[:1]
        else:
            found.first += 1
            found.known_first += bool(known)
        played.add(label.detail)


def picked_up(found: Found, ears: Ears, seed: int) -> None:
    sound = compose(pick_up(seed, found.split), seed)
    call = _played(found, sound, ears)
    words = min((label.start, label.end) for label in sound.labels if label.kind == "person")
    begin, end = words[0] / RATE, words[1] / RATE
    here = [at for at, phase in call.phases if phase is Phase.ACTIVE_CONVERSATION]
    before = [phase for at, phase in call.phases if at < begin]
    after = [at for at in sorted((*here, *call.answered)) if at >= begin]
    wrong = persons(found, call, begin, f"pick-up {seed}")
    # Behind the last of the music, or of the ringing, somebody is there.
    queue = (label.end / RATE for label in sound.labels if label.kind in QUEUE)
    asked(found, call, min(begin, max(queue)), wrong)
    if before[-1] is Phase.ACTIVE_CONVERSATION:  # taken for a person already: whoever speaks now is answered
        return
    found.hold_seconds += begin
    found.pick_ups += 1
    found.missed += not after
    found.delays += [max(0.0, at - end) for at in after[:1]]
    if not after or after[0] - end > LATE_SECONDS:
        said = [text for when, text in call.texts if begin <= when <= [*after, when][0]]
        found_at = f"found {after[0] - end:.1f} s after" if after else "missed from"
        print(f"  pick-up {seed}: {found_at} {begin:.1f} to {end:.1f} s: {said}", file=sys.stderr)


def talked(found: Found, ears: Ears, seconds: float, seed: int) -> None:
    call = _played(found, compose(talk(seconds, seed, found.split), seed), ears)
    found.talk_seconds += seconds
    for at, phase, why in call.entered:
        if phase is Phase.HOLD_WAITING and why == ASKED:
            found.asked_to_wait += 1
        elif phase is Phase.HOLD_WAITING:
            found.taken_for_hold += 1
            _misheard(f"talk {seed}", "hold", at, call)


def _misheard(which: str, what: str, at: float, call: Call) -> None:
    said = [text for when, text in call.texts if at - 8 < when <= at + 0.01][-1:]
    print(f"  {which}: taken for {what} at {at:.1f} s: {' '.join(said)}", file=sys.stderr)


def _played(found: Found, sound: Composed, ears: Ears) -> Call:
    call = Call(sound, ears).play()
    found.busy += call.busy
    found.sound += len(sound.pcm) / RATE
    return call


def rows(found: Found) -> Iterator[tuple[str, str]]:
    entered = f"{spread(found.hold_delays)}"
    yield "hold entered", f"{entered} (n = {len(found.hold_delays)}, missed {found.hold_missed})"
    hours = found.hold_seconds / 3600
    yield "taken for a person on hold", f"{found.false_pick_ups} in {hours:.2f} h"
    yield "spoken to first, its music not heard", f"{found.unheard} in {hours:.2f} h"
    yield "asked 'Hello?' on hold", f"{found.asked} in {hours:.2f} h"
    delay = f"{spread(found.delays)} after their first words"
    yield "person found", f"{delay}, missed {found.missed} of {found.pick_ups}"
    delay = f"{spread(found.known)} after its beginning"
    yield "recording known by its sound when it comes again", f"{len(found.known)} of {found.again}, {delay}"
    yield "taken for one the first time", f"{found.known_first} of {found.first}"
    asked = f"{found.asked_to_wait} times somebody asked us to wait"
    yield "talk taken for hold", f"{found.taken_for_hold} in {found.talk_seconds / 3600:.2f} h; {asked}"
    yield "share of a core, recogniser left out", f"{100 * found.busy / max(1.0, found.sound):.2f} %"
    share = 100 * found.busy_on_hold / max(1.0, found.sound_on_hold)
    yield "share of a core on hold", f"{share:.2f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description="How well hold, and its end, are heard.")
    parser.add_argument("--minutes", type=float, default=60.0, help="on hold, five at a time")
    parser.add_argument("--pick-ups", type=int, default=40)
    parser.add_argument("--talk", type=float, default=20.0, help="minutes of conversation")
    parser.add_argument("--seed", type=int, default=20_000)
    parser.add_argument(
        "--split", choices=SPLITS, default="test", help="tuning, for whoever changes something"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ears, found = Ears(WhisperEngine(practice("whisper"))), Found(options.split)
    for number in range(math.ceil(options.minutes * 60 / PIECE_SECONDS)):
        on_hold(found, ears, PIECE_SECONDS, options.seed + number)
    for number in range(options.pick_ups):
        picked_up(found, ears, options.seed + number)
    for number in range(math.ceil(options.talk * 60 / PIECE_SECONDS)):
        talked(found, ears, PIECE_SECONDS, options.seed + number)
    if options.json:
        print(json.dumps(dict(rows(found))))
    else:
        for what, figure in rows(found):
            print(f"{what:50} {figure}")


if __name__ == "__main__":
    main()
