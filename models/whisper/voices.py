"""Spoken sentences: flite and espeak-ng, many speeds and pitches, 8 kHz.

``python -m models.whisper.voices --shards 24`` writes ``audio/train-NNN.npz``, 1,000 sentences each, and
``audio/test.npz`` (held-out sentences, flite's voices as the engine uses them). What is there is kept.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import subprocess
import wave
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import platformdirs
import soxr

from agent.engines.speech import clauses
from models.whisper.corpus import Sentence, sentences

RATE = 8_000
Sound = npt.NDArray[np.int16]
ENGINE_VOICES = ("slt", "rms", "awb", "kal16")
FLITE = {"slt": 5, "rms": 5, "awb": 5, "kal16": 1, "kal": 1}
"""And how often: the practice town speaks with the first three."""
ESPEAK = (
    "en-us+m1",
    "en-us+m3",
    "en-us+m7",
    "en-us+f2",
    "en-us+f4",
    "en-us+f5",
    "en-us",
    "en-gb",
    "en-gb-x-rp",
)
ESPEAK_SHARE = 0.12
ENGINE_SHARE = 0.45
"""So many of flite's sentences are spoken as the engine host speaks them, at their own speed."""
SHARD = 1_000
MAX_SECONDS = 21.0


@dataclass(frozen=True, slots=True)
class Spoken:
    text: str
    names: tuple[str, ...]
    voice: str
    sound: Sound


def work_folder() -> Path:
    return Path(platformdirs.user_cache_dir("offhook")) / "training" / "whisper"


def check_programs() -> None:
    if missing := [name for name in ("flite", "espeak-ng") if shutil.which(name) is None]:
        raise SystemExit(f"missing: {', '.join(missing)}. Get it:  apt install {' '.join(missing)}")


def speak(text: str, voice: str, dice: random.Random, plain: bool = False) -> Sound:
    """``text`` at 8 kHz, peaks at 20,000; ``plain``: as the engine host says it, at speed 1, by clauses."""
    if voice in FLITE or voice in ENGINE_VOICES:
        sound = _flite(text, voice, dice, plain)
    else:
        speed, pitch = str(dice.randint(125, 190)), str(dice.randint(25, 75))
        sound = _run(["espeak-ng", "-v", voice, "-s", speed, "-p", pitch, "--stdout", "--stdin"], text)
    peak = float(np.abs(sound).max(initial=0))
    if peak < 0.001:
        raise ValueError(f"{voice} gave no sound for {text!r}")
    return np.asarray(sound * (20_000 / peak), dtype=np.int16)


def _flite(text: str, voice: str, dice: random.Random, plain: bool) -> npt.NDArray[np.float32]:
    stretch = 1.0 if plain or dice.random() < 0.3 else dice.uniform(0.8, 1.25)
    command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.3f}", "-o", "/dev/stdout"]
    if not plain and dice.random() < 0.3:
        command += ["--setf", f"f0_shift={dice.uniform(0.85, 1.2):.2f}"]
    if not plain and dice.random() < 0.5:
        return _run(command, text)
    pieces: list[npt.NDArray[np.float32]] = []
    for clause in clauses(text):
        pause = 0.32 if clause.endswith((".", "?", "!")) else 0.14
        if not plain:
            pause *= dice.uniform(0.5, 1.8)
        pieces += [_trimmed(_run(command, clause)), np.zeros(int(pause * RATE), np.float32)]
    return np.concatenate(pieces)


def _trimmed(sound: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[max(0, loud[0] - 160) : loud[-1] + 400] if len(loud) else sound


def _run(command: list[str], text: str) -> npt.NDArray[np.float32]:
    """8 kHz samples. flite seeks back to write its header: the output is a file, not a pipe."""
    with open(os.memfd_create("speech"), "w+b") as out:
        subprocess.run(
            command, input=text.encode(), stdout=out, stderr=subprocess.DEVNULL, timeout=60, check=True
        )
        out.seek(0)
        raw = out.read()
    with wave.open(io.BytesIO(raw)) as wav:
        rate = wav.getframerate()
    data = raw[raw.find(b"data") + 8 :]  # espeak-ng does not know its length when it writes the header
    samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32) / 32768
    resampled: npt.NDArray[np.float32] = soxr.resample(samples, rate, RATE)
    return resampled


def _say(order: tuple[int, Sentence, bool]) -> Spoken | None:
    number, sentence, test = order
    dice = random.Random(number * 7919 + 13)
    if test:
        voice = ENGINE_VOICES[number % len(ENGINE_VOICES)]
    elif dice.random() < ESPEAK_SHARE:
        voice = dice.choice(ESPEAK)
    else:
        voice = dice.choices(tuple(FLITE), tuple(FLITE.values()))[0]
    try:
        sound = speak(sentence.text, voice, dice, plain=test or dice.random() < ENGINE_SHARE)
    except (subprocess.SubprocessError, ValueError, wave.Error, EOFError):
        return None
    return Spoken(sentence.text, sentence.names, voice, sound) if len(sound) <= MAX_SECONDS * RATE else None


def save(path: Path, spoken: list[Spoken]) -> None:
    ends = np.cumsum([0, *(len(one.sound) for one in spoken)])
    aside = path.with_suffix(".part.npz")
    fields: dict[str, Any] = {
        "sound": np.concatenate([one.sound for one in spoken]),
        "ends": ends,
        "texts": np.array([one.text for one in spoken]),
        "names": np.array(["|".join(one.names) for one in spoken]),
        "voices": np.array([one.voice for one in spoken]),
    }
    np.savez(aside, **fields)
    aside.replace(path)


def load(path: Path) -> list[Spoken]:
    with np.load(path) as raw:
        sound, ends = raw["sound"], raw["ends"]
        return [
            Spoken(
                str(text),
                tuple(filter(None, str(names).split("|"))),
                str(voice),
                sound[ends[at] : ends[at + 1]],
            )
            for at, (text, names, voice) in enumerate(
                zip(raw["texts"], raw["names"], raw["voices"], strict=True)
            )
        ]


def names_in(path: Path) -> list[str]:
    """The names in each sentence of a shard, parted by ``|``; the sound is not read."""
    with np.load(path) as raw:
        return [str(names) for names in raw["names"]]


def make(path: Path, lines: list[Sentence], first: int, test: bool = False) -> None:
    """Speak ``lines`` into ``path``; ``first`` numbers them, which fixes voice and speed."""
    orders = [(first + at, line, test) for at, line in enumerate(lines)]
    with ThreadPoolExecutor(2) as pool:
        spoken = [one for one in pool.map(_say, orders) if one]
    save(path, spoken)
    seconds = sum(len(one.sound) for one in spoken) / RATE
    print(f"{path.name}: {len(spoken)} sentences, {seconds / 3600:.2f} h", flush=True)


def _shard(order: tuple[Path, int, int]) -> None:
    folder, shard, seed = order
    path = folder / f"train-{shard:03d}.npz"
    if not path.exists():
        make(path, list(sentences(seed * 10_000 + shard, SHARD)), shard * SHARD)


def make_all(work: Path, shards: int, seed: int, tests: int = 800) -> None:
    check_programs()
    folder = work / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "test.npz").exists():
        make(folder / "test.npz", list(sentences(999_999, tests, test=True)), 0, test=True)
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_shard, [(folder, shard, seed) for shard in range(shards)]))


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the corpus.")
    parser.add_argument("--shards", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=work_folder())
    options = parser.parse_args()
    make_all(options.work, options.shards, options.seed)


if __name__ == "__main__":
    main()
