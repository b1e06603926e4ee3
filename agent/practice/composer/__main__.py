"""Compose a call: ``python -m agent.practice.composer hold --seconds 120 --seed 3 --split test --out FILE``.

Writes the WAV and, beside it, its labels as JSON; minutes or hours alike.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import wave
from dataclasses import asdict
from pathlib import Path

from agent.errors import OffhookError
from agent.practice.composer import (
    ANSWERS,
    Scene,
    answered,
    answers,
    hold,
    in_a_crowd,
    pick_up,
    stream,
    talk,
    telling,
)
from agent.practice.composer.music import kinds
from agent.practice.composer.scene import RATE
from agent.practice.composer.split import SPLITS

SCENARIOS = ("hold", "pick-up", "talk", "telling", "crowd", "answers", "answered")
EVERY_KIND = tuple(dict.fromkeys(kind for split in SPLITS for kind in kinds(split)))


def scene(options: argparse.Namespace) -> Scene:
    seed, split, music = options.seed, options.split, options.music
    match options.what:
        case "answered":
            return answered(options.by, seed, split)
        case "hold":
            return hold(options.seconds, seed, split, music=music)
        case "pick-up":
            return pick_up(seed, split, music=music)
        case "telling":
            return telling(options.seconds, seed, split)
        case "crowd":
            return in_a_crowd(options.seconds, seed, split)
        case "answers":
            return answers(options.seconds, seed, split)
        case _:
            return talk(options.seconds, seed, split)


def write(made: Scene, seed: int, out: Path) -> None:
    """``out`` and its labels, times in samples and in seconds."""
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for chunk in stream(made, seed):
            file.writeframesraw(chunk.astype("<i2").tobytes())
    labels = [
        asdict(label) | {"start_seconds": label.start / RATE, "end_seconds": label.end / RATE}
        for label in made.labels()
    ]
    about = {"rate": RATE, "samples": made.samples, "line": asdict(made.line), "labels": labels}
    out.with_suffix(".json").write_text(json.dumps(about, indent=1, ensure_ascii=False), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Compose a call.")
    parser.add_argument("what", choices=SCENARIOS)
    parser.add_argument("--by", choices=tuple(ANSWERS), default="person", help="what has answered")
    parser.add_argument("--music", nargs="+", choices=EVERY_KIND, help="of these kinds only")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="tuning")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")  # the first time sounds are rendered
    try:
        made = scene(options)
        write(made, options.seed, options.out)
    except (OffhookError, ValueError) as error:  # there is no such music in this split
        print(error, file=sys.stderr)
        return 1
    print(f"{options.out}: {made.samples / RATE:.1f} s, {len(made.labels())} labels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
