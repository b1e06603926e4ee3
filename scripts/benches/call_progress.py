#!/usr/bin/env python3
"""What is heard of a call's tones, beeps, keys and noise floor, in composed sound whose truth is known.

Signals: mu-law and A-law, -35 to -5 dBov, pitches within 1.5 % and rhythms within 15 %, white or room noise
20 dB below or less, 5 % of packets lost in runs (as silence, or the one before again) in two of three. What
is none of them: recorded and synthesised speech, hold music, noise, over the same lines. Scene number n is
drawn from seed n; 0 to 99 were used to choose the detectors' limits.

Run it with:  scripts/bench call_progress [--scenes N] [--seed N] [--hours H] [--json]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from telephone_lines import FRAME_SECONDS, Line, a_line, noise
from telephone_sounds import Composer, Scene, Speech, Truth, at_level, at_rate, wav

from agent.audio.progress import (
    BeepHeard,
    CallProgress,
    DigitHeard,
    FloorMoved,
    Progress,
    ToneHeard,
)
from agent.audio.sound import Sound
from agent.config import default_paths, load
from agent.pbx.installation import find
from agent.practice.prompts import PROMPTS

KINDS = ("ringback", "busy", "congestion", "sit", "fax", "beep", "key", "floor")
TOLD = (*KINDS[:1], "ringback_over", *KINDS[1:])
STEPS = (8.0, 25.0)
_NOT_SPEECH = ("beep", "silence", "ring", "tone", "tt-monkeys", "spy-", "confbridge-", "click")


@dataclass(slots=True)
class Tally:
    """Of one kind: what was to be told, and what was."""

    signals: int = 0
    found: int = 0
    twice: int = 0
    elsewhere: int = 0
    """Told in the scenes of other kinds."""
    delays: list[float] = field(default_factory=list)


def kind_of(event: Progress) -> tuple[str, str]:
    match event:
        case ToneHeard(tone):
            return tone, ""
        case DigitHeard(digit):
            return "key", digit
        case BeepHeard():
            return "beep", ""
        case FloorMoved():
            return "floor", ""


class Bench:
    def __init__(self, speech: Speech, music: list[np.ndarray], beep: np.ndarray, show: bool) -> None:
        self._speech, self._music, self._beep, self._show = speech, music, beep, show
        self.tallies = {kind: Tally() for kind in TOLD}
        self.states: dict[Sound, list[int]] = {sound: [0, 0] for sound in Sound}
        self.false: dict[str, dict[str, int]] = {}
        self.hours: dict[str, float] = {}
        self.frame_seconds: list[float] = []
        self.beep_errors: list[float] = []

    def hear(self, pcm: bytes, rate: int) -> list[tuple[float, Progress]]:
        progress = CallProgress(rate)
        size = 2 * round(FRAME_SECONDS * rate)
        told = []
        for at in range(0, len(pcm) - size + 1, size):
            began = time.process_time()
            events = progress.hear(pcm[at : at + size])
            self.frame_seconds.append(time.process_time() - began)
            told += [((at + size) / (2 * rate), event) for event in events]
        return told

    # -- signals -----------------------------------------------------------------------------

    def scene(self, kind: str, seed: int) -> None:
        dice = random.Random(f"{kind} {seed}")
        composer = Composer(dice, self._speech, self._beep)
        scene, line = self._step(composer, dice) if kind == "floor" else composer.compose(kind)
        pcm = line.carry(np.concatenate(scene.parts), scene.rate, np.random.default_rng(seed))
        told = self.hear(pcm, scene.rate)
        missed = self._score(kind, scene.truths, told)
        if self._show and missed:
            print(seed, round(composer.level, 1), line, missed, told, file=sys.stderr)

    def _step(self, composer: Composer, dice: random.Random) -> tuple[Scene, Line]:
        """Noise that gets louder or softer by 8 to 25 dB, in half of the scenes with speech over it."""
        scene = composer.scene
        low = dice.uniform(-68, -45)
        levels = [low, low + dice.uniform(*STEPS)]
        dice.shuffle(levels)
        generator, room = np.random.default_rng(dice.randrange(2**32)), dice.random() < 0.5
        for level in levels:
            if scene.parts:
                scene.tells("floor")
            scene.add(noise(round(8 * scene.rate), level, room, generator))
        if dice.random() < 0.5:
            sound = np.concatenate(scene.parts)
            talk = self._speech.some(sound.size / scene.rate, scene.rate, dice)
            count = min(sound.size, talk.size)
            scene.parts = [sound[:count] + talk[:count]]
        lost = dice.choice(("", "silence", "repeated"))
        return scene, Line(dice.choice(("mu", "A")), None, room, lost)

    def _score(self, kind: str, truths: list[Truth], told: list[tuple[float, Progress]]) -> list[Truth]:
        waiting = list(truths)
        for truth in truths:
            self.tallies[truth.kind].signals += 1
        for at, event in told:
            name, detail = kind_of(event)
            tally = self.tallies[name]
            mine = [
                one for one in waiting if (one.kind, one.detail) == (name, detail) and one.at - 0.06 <= at
            ]
            if mine:
                waiting.remove(mine[0])
                tally.found += 1
                tally.delays.append(at - mine[0].at)
                if isinstance(event, BeepHeard):
                    self.beep_errors.append(abs(event.end_seconds - mine[0].at))
            elif any(one.kind == name for one in truths):
                tally.twice += 1
            elif name != "floor":
                tally.elsewhere += 1
        return waiting

    # -- what is none ------------------------------------------------------------------------

    def nothing(self, hours: float, seed: int) -> None:
        for what, share in (("speech", 0.6), ("music", 0.25), ("noise", 0.15)):
            counts = self.false.setdefault(what, dict.fromkeys(TOLD, 0))
            seconds = 0.0
            for number in range(seed, seed + 100_000):
                if seconds >= 3600 * share * hours:
                    break
                dice = random.Random(f"{what} {number}")
                rate = dice.choice((8000, 8000, 8000, 16000))
                sound, level = self._other(what, rate, dice)
                pcm = a_line(dice, level).carry(sound, rate, np.random.default_rng(number))
                for at, event in self.hear(pcm, rate):
                    counts[kind_of(event)[0]] += 1
                    if self._show:
                        print(what, number, round(at, 2), event, file=sys.stderr)
                seconds += len(pcm) / (2 * rate)
            self.hours[what] = seconds / 3600

    def _other(self, what: str, rate: int, dice: random.Random) -> tuple[np.ndarray, float]:
        level = dice.uniform(-30, -12)
        if what == "speech":
            sound = self._speech.some(60, rate, dice)
        elif what == "music":
            track = dice.choice(self._music)
            at = dice.randrange(track.size - 60 * 8000)
            sound = at_rate(track[at : at + 60 * 8000], rate)
        else:
            generator = np.random.default_rng(dice.randrange(2**32))
            sound, level = noise(60 * rate, dice.uniform(-65, -20), dice.random() < 0.5, generator), -100.0
            return sound, level
        return at_level(sound, level), level

    def kinds_of_sound(self, seed: int, scenes: int) -> None:
        for number in range(seed, seed + scenes):
            dice, generator = random.Random(f"state {number}"), np.random.default_rng(number)
            rate, level, count = dice.choice((8000, 16000)), dice.uniform(-35, -5), 2
            time_ = np.arange(count * rate) / rate
            tone = np.sin(2 * np.pi * dice.uniform(300, 3000) * time_) * math.sqrt(2) * 10 ** (level / 20)
            plain = Line(dice.choice(("mu", "A")), None, True, dice.choice(("", "silence", "repeated")))
            noisy = a_line(dice, level)
            room = dice.random() < 0.5
            self._state(Sound.SILENCE, np.zeros(count * rate), plain, rate, generator)
            faint = noise(count * rate, dice.uniform(-62, -47), room, generator)
            self._state(Sound.COMFORT_NOISE, faint, plain, rate, generator)
            loud = noise(count * rate, dice.uniform(-43, -20), room, generator)
            self._state(Sound.NOISE, loud, plain, rate, generator)
            self._state(Sound.TONE, tone, noisy, rate, generator)
            self._state(Sound.OTHER, self._speech.some(count, rate, dice), plain, rate, generator)

    def _state(
        self, sound: Sound, samples: np.ndarray, line: Line, rate: int, dice: np.random.Generator
    ) -> None:
        """Counted from half a second on, and not in lost packets; in speech, where it is loud."""
        pcm, size = line.carry(samples, rate, dice), 2 * round(FRAME_SECONDS * rate)
        progress, counts = CallProgress(rate), self.states[sound]
        for at in range(0, len(pcm) - size + 1, size):
            piece = np.frombuffer(pcm[at : at + size], "<i2")
            progress.hear(piece.tobytes())
            quiet = not piece.any() if sound is not Sound.OTHER else np.sqrt(np.mean(piece**2.0)) < 300
            if at >= rate and (sound is Sound.SILENCE or not quiet):
                counts[0] += 1
                counts[1] += progress.sound is sound


def quantile(values: list[float], share: float, digits: int = 2) -> float | None:
    ordered = sorted(values)
    return round(ordered[math.ceil(share * len(ordered)) - 1], digits) if ordered else None


def material(show: bool) -> Bench:
    paths = default_paths()
    data = find(load(paths).pbx, paths).data
    recorded = [
        path
        for path in sorted((data / "sounds").rglob("*.wav"))
        if not any(word in path.name for word in _NOT_SPEECH)
    ]
    speech = Speech(recorded, [prompt.text for prompt in PROMPTS.values()])
    beep = next((data / "sounds").rglob("beep.wav"))
    music = [wav(path) for path in sorted((data / "moh").glob("*.wav"))]
    return Bench(speech, music, wav(beep), show)


def figures(bench: Bench) -> dict[str, Any]:
    hours = sum(bench.hours.values())
    kinds = {}
    for kind, tally in bench.tallies.items():
        by = {what: counts[kind] for what, counts in bench.false.items()}
        kinds[kind] = {
            "n": tally.signals,
            "found": tally.found,
            "missed": tally.signals - tally.found,
            "told_twice": tally.twice,
            "in_other_scenes": tally.elsewhere,
            "false": by,
            "false_per_hour": round(sum(by.values()) / hours, 2) if hours else None,
            "delay_p50": quantile(tally.delays, 0.5),
            "delay_p95": quantile(tally.delays, 0.95),
        }
    ms = [1000 * one for one in bench.frame_seconds]
    return {
        "kinds": kinds,
        "negative_hours": {what: round(one, 2) for what, one in bench.hours.items()},
        "beep_end_error_p95": quantile(bench.beep_errors, 0.95, 3),
        "sound": {sound.value: round(right / n, 4) for sound, (n, right) in bench.states.items() if n},
        "frame_ms": {"n": len(ms), "p50": quantile(ms, 0.5, 3), "p95": quantile(ms, 0.95, 3)},
    }


def rows(told: dict[str, Any]) -> Iterator[str]:
    yield "kind            n    found  missed  twice  elsewhere  false/h (speech music noise)  delay p50  p95"
    for kind, one in told["kinds"].items():
        by = " ".join(str(count) for count in one["false"].values())
        yield (
            f"{kind:14}{one['n']:5}{one['found']:8}{one['missed']:8}{one['told_twice']:7}"
            f"{one['in_other_scenes']:11}  {one['false_per_hour']} ({by})"
            f"{one['delay_p50']!s:>14}{one['delay_p95']!s:>6}"
        )
    yield f"hours of none: {told['negative_hours']}"
    yield f"the end of a beep is off by {told['beep_end_error_p95']} s (p95)"
    yield f"kind of sound, share of frames right: {told['sound']}"
    yield f"ms a frame: {told['frame_ms']}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scenes", type=int, default=300, help="of each kind")
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=2.0, help="of sound that is none of them")
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--show", action="store_true", help="what was missed or told falsely")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    bench = material(options.show)
    for kind in options.kinds:
        for seed in range(options.seed, options.seed + options.scenes):
            bench.scene(kind, seed)
    bench.kinds_of_sound(options.seed, options.scenes // 3)
    bench.nothing(options.hours, options.seed)
    told = figures(bench)
    print(json.dumps(told) if options.json else "\n".join(rows(told)))


if __name__ == "__main__":
    main()
