"""What the music detector measures of composed calls: ``python -m models.music.measure --calls 16``.

Writes one file for each scenario and split into the work folder: the measures of every 0.1 s, and how much of
that time there was music. Calls on hold, calls that are picked up, and conversations without music.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import platformdirs

from agent.audio.music import EVERY_FRAMES, FRAME_SECONDS, MEASURES, MusicDetector, Spectra
from agent.line.vad import SileroDetector
from agent.practice.composer import Scene, compose, hold, pick_up, talk
from agent.practice.composer.scene import RATE, UNDER
from agent.practice.composer.split import SPLITS, Split

SECONDS = 60.0
SCENARIOS = {"hold": 1, "pick-up": 1, "talk": 3}
"""And how many times as many calls of each: rooms and their noise differ more than music does."""
FIRST_SEED: dict[Split, int] = {"tuning": 200, "test": 9000}
WARM_FRAMES = 25
LOOK_BACK = round(EVERY_FRAMES * 2 * FRAME_SECONDS * RATE)


@dataclass(frozen=True, slots=True)
class Measured:
    """``measures``: (times, MEASURES). ``music``: (times,), the share of the last 0.2 s with music in it.
    ``call``: (times,), the seed of the call."""

    measures: npt.NDArray[np.float32]
    music: npt.NDArray[np.float32]
    call: npt.NDArray[np.int64]


def work_folder() -> Path:
    return Path(platformdirs.user_cache_dir("offhook")) / "training" / "music"


def scene(what: str, seed: int, split: Split) -> Scene:
    if what == "pick-up":
        return pick_up(seed, split)
    return hold(SECONDS, seed, split) if what == "hold" else talk(SECONDS, seed, split)


def measured(what: str, seeds: range, split: Split) -> Measured:
    rows = [(row, music, seed) for seed in seeds for row, music in _of_call(scene(what, seed, split), seed)]
    return Measured(
        np.array([row for row, _, _ in rows], np.float32).reshape(-1, MEASURES),
        np.array([music for _, music, _ in rows], np.float32),
        np.array([seed for _, _, seed in rows]),
    )


def _of_call(made: Scene, seed: int) -> Iterator[tuple[npt.NDArray[np.float32], float]]:
    call = compose(made, seed)
    music = np.zeros(len(call.pcm), np.float32)
    for label in call.labels:
        if label.kind in UNDER:
            music[label.start : label.end] = 1
    voice, spectra, detector, frames = SileroDetector(RATE), Spectra(RATE), MusicDetector(), 0
    for at in range(0, len(call.pcm) - voice.frame_samples, voice.frame_samples):
        end = at + voice.frame_samples
        pcm = call.pcm[at:end].tobytes()
        for block in spectra.hear(pcm, voice.probability(pcm)):
            detector.hear(block)
        done = int(end / RATE / FRAME_SECONDS) // EVERY_FRAMES
        if done != frames and done * EVERY_FRAMES > WARM_FRAMES:
            yield detector.measures(), float(music[max(0, end - LOOK_BACK) : end].mean())
        frames = done


def path(work: Path, what: str, split: Split) -> Path:
    return work / f"{what}-{split}.npz"


def load(file: Path) -> Measured:
    with np.load(file) as raw:
        return Measured(raw["measures"], raw["music"], raw["call"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure composed calls for the music detector.")
    parser.add_argument("--calls", type=int, default=30, help="of a scenario; a third so many for the test")
    parser.add_argument("--work", type=Path, default=work_folder())
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        count = options.calls if split == "tuning" else -(-options.calls // 3)
        for what, times in SCENARIOS.items():
            found = measured(what, range(FIRST_SEED[split], FIRST_SEED[split] + times * count), split)
            np.savez(path(options.work, what, split),
                     measures=found.measures, music=found.music, call=found.call)  # fmt: skip
            print(f"{what}, {split}: {times * count} calls, {len(found.music)} times", flush=True)


if __name__ == "__main__":
    main()
