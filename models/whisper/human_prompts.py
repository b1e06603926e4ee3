"""Prompts by a human voice, with their words: Asterisk's English sound package (Debian).

A fifth of the whole sentences is held out. Single words (digits, letters, months ...) are joined to
sequences: that is how a switchboard says numbers.
"""

from __future__ import annotations

import gzip
import random
import re
import wave
from pathlib import Path

import numpy as np
import platformdirs

from models.whisper.values import DIGITS, held_out, words
from models.whisper.voices import RATE, Sound, Spoken

VOICE = "allison"
SOUNDS = "usr/share/asterisk/sounds/en_US_f_Allison"
TEXTS = "usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz"
SHORTEST, LONGEST = 0.25, 20.0


def package() -> Path | None:
    """The root under which set-up unpacked the telephone exchange, or None."""
    roots = (Path(platformdirs.user_cache_dir("offhook")) / "pbxroot", Path("/"))
    return next((root for root in roots if (root / TEXTS).exists() and (root / SOUNDS).is_dir()), None)


def load(test: bool) -> list[Spoken]:
    """Single prompts as they are; an empty list where the package is missing."""
    root = package()
    if root is None:
        return []
    found: list[Spoken] = []
    for line in gzip.decompress((root / TEXTS).read_bytes()).decode("utf-8", "replace").splitlines():
        match = re.match(r"^([\w\-/]+):\s*(.*)$", line.strip())
        path = root / SOUNDS / f"{match[1]}.wav" if match else None
        if not match or path is None or not path.exists():
            continue
        text = _spoken_text(match[2])
        is_test = held_out(text) and len(text.split()) >= 2
        if text and is_test == test and not (test and len(text.split()) < 2):
            with wave.open(str(path)) as sound:
                samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
            if SHORTEST * RATE <= len(samples) <= LONGEST * RATE:
                found.append(Spoken(text, (), VOICE, samples))
    return found


def _spoken_text(text: str) -> str:
    text = re.sub(r"\[.*?\]|\(.*?\)|<.*?>|[\"]", "", text).replace("...", "")
    text = text.replace("#", "pound").replace("*", "star")
    text = re.sub(r"\d+", lambda number: words(int(number[0])), text).replace("-", " ")
    text = re.sub(r"\b([AP])\.M\.", lambda half: f"{half[1].lower()} m", text)
    text = re.sub(r"\s+", " ", text).strip(" ;:,")
    if len(text) == 1:
        text = text.upper()
    return text if re.search(r"[A-Za-z]", text) and len(text) < 400 else ""


def sequences(count: int, seed: int) -> list[Spoken]:
    """Digits, letters and short prompts in a row, from what is not held out."""
    dice = random.Random(seed)
    prompts = load(test=False)
    words_ = [one for one in prompts if len(one.text.split()) == 1]
    digits = [one for one in words_ if one.text in ("oh", *DIGITS)]
    phrases = [one for one in prompts if 2 <= len(one.text.split()) <= 12]
    if not digits or not phrases:
        return []
    return [_joined(dice, dice.choice((digits, digits, words_, phrases)), phrases) for _ in range(count)]


def _joined(dice: random.Random, pool: list[Spoken], phrases: list[Spoken]) -> Spoken:
    picked = dice.choices(pool, k=dice.randint(2, 3) if pool is phrases else dice.randint(3, 8))
    if dice.random() < 0.4:
        picked.insert(0, dice.choice(phrases))
    pause = np.zeros(int(dice.uniform(0.02, 0.25) * RATE), np.int16)
    sound = np.concatenate([part for one in picked for part in (_trimmed(one.sound), pause)])
    return Spoken(" ".join(one.text for one in picked), (), VOICE, sound[: 20 * RATE])


def _trimmed(
    sound: Sound,
) -> Sound:
    loud = np.flatnonzero(np.abs(sound) > 200)
    return sound[max(0, loud[0] - 160) : loud[-1] + 400] if len(loud) else sound
