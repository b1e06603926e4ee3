"""What the practice recogniser makes of the town's sentences, measured, as noise for text mode.

Sentences of the train split are spoken by the practice voices, sent through a G.711 mu-law line with a little
noise, and recognised by the practice recogniser. Kept is by what each word was replaced, and how often::

    python -m agent.practice.rehearsal.measuring --utterances 400 --out agent/practice/rehearsal/measured.json
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from agent.engines import models
from agent.engines.flite import Flite
from agent.engines.sound import Samples, resampled, to_pcm
from agent.engines.speakable import speakable
from agent.engines.whisper import WhisperEngine
from agent.practice.episodes import make
from agent.practice.rehearsal.noise import plain
from agent.practice.rehearsal.oracle import Oracle
from agent.practice.rehearsal.run import play

RATE = 8_000
VOICES = ("slt", "rms", "awb")
"""Those of the far side's machines and people (``agent.practice.stage.actor``), at their own speed."""
LEVEL = 0.6
SNR_DB = (15.0, 40.0)
SEEN_OFTEN = 3
"""A word heard less often says little about itself."""


def sentences(count: int, seed: int) -> list[str]:
    """What far sides say in calls of the train split."""
    said: dict[str, None] = {}
    while len(said) < count:
        played, _ = play(make(seed, "train"), "none", Oracle)
        said |= {line.text: None for line in played.far}
        seed += 1
    return list(said)[:count]


def spoken(text: str, voice: str, dice: random.Random) -> bytes:
    """``text`` as it comes out of the line: 16-bit PCM at 8 kHz."""
    parts = Flite().speak(speakable(text), voice, 1.0, threading.Event())
    silence = np.zeros(RATE // 5, dtype=np.float32)
    sound = np.concatenate([silence, *(resampled(part, rate, RATE) for part, rate in parts), silence])
    noise = np.random.default_rng(dice.randrange(1 << 30)).standard_normal(len(sound))
    level = float(np.sqrt(np.mean(sound**2))) * 10 ** (-dice.uniform(*SNR_DB) / 20)
    return to_pcm(_mu_law((sound + level * noise).astype(np.float32) * np.float32(LEVEL)))


def _mu_law(samples: Samples) -> Samples:
    """Through a mu-law coder and back (ITU-T G.711, as the continuous formula)."""
    coded = np.round(np.sign(samples) * np.log1p(255 * np.abs(samples)) / np.log(256) * 127) / 127
    return np.asarray(np.sign(coded) * (256 ** np.abs(coded) - 1) / 255, dtype=np.float32)


@cache
def _ears() -> WhisperEngine:
    return WhisperEngine(models.practice("whisper"))


class Recognised:
    """What the practice recogniser hears of what is said in one call; every call in voices of its own."""

    def __init__(self, dice: random.Random, names: tuple[str, ...] = ()) -> None:
        self._dice = dice
        self._names = names
        self._voice = dice.choice(VOICES)

    def __call__(self, text: str) -> str:
        sound = spoken(text, self._voice, self._dice)
        return _ears().transcribe(sound, RATE, hints=self._names).text


def heard_pairs(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(said, heard), both as written."""
    dice = random.Random(seed)
    for text in sentences(count, seed):
        yield text, _ears().transcribe(spoken(text, dice.choice(VOICES), dice), RATE).text


def table(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """How often each word was taken for what; ``names``: the share of names that were not heard right."""
    seen: Counter[str] = Counter()
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = 0
    for said, heard in pairs:
        words = plain(said).split()
        seen.update(words)
        for word, instead in _differences(words, plain(heard).split()):
            taken[word][instead] += 1
            wrong += 1
    names = {plain(word) for said, _ in pairs for word in re.findall(r"(?<=[a-z,] )[A-Z]\w{3,}", said)}
    often = {word: errors for word, errors in taken.items() if seen[word] >= SEEN_OFTEN and word not in names}
    return {
        "utterances": len(pairs),
        "word_error_rate": round(wrong / max(1, sum(seen.values())), 4),
        "names": round(_share(names, seen, taken), 4),
        "others": round(_share({word for word in seen if seen[word] < SEEN_OFTEN} - names, seen, taken), 4),
        "plain": sum(heard == plain(heard) for _, heard in pairs) > len(pairs) / 2,
        "words": {
            word: [[instead, round(number / seen[word], 4)] for instead, number in errors.most_common()]
            for word, errors in sorted(often.items())
        },
    }


def _differences(said: list[str], heard: list[str]) -> Iterator[tuple[str, str]]:
    """Words that were heard otherwise, and as what; what was heard beside a word belongs to it."""
    for tag, one, two, three, four in difflib.SequenceMatcher(
        None, said, heard, autojunk=False
    ).get_opcodes():
        instead = heard[three:four]
        if tag == "insert" and one:
            yield said[one - 1], " ".join([said[one - 1], *instead])
        elif tag in ("replace", "delete"):
            for number, word in enumerate(said[one:two]):
                last = number == two - one - 1
                yield word, " ".join(instead[number:] if last else instead[number : number + 1])


def _share(words: set[str], seen: Counter[str], taken: dict[str, Counter[str]]) -> float:
    return sum(taken[word].total() for word in words if word in taken) / max(
        1, sum(seen[word] for word in words)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the practice recogniser gets wrong.")
    parser.add_argument("--utterances", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    found = table(list(heard_pairs(given.utterances, given.seed)))
    given.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(
        f"{found['utterances']} utterances, {100 * found['word_error_rate']:.1f} % of the words",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
