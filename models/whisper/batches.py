"""Batches: which utterances go together, what the line does to them, what the decoder is told.

Everything about a batch follows from the seed, the epoch and its place: training resumes exactly.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from models.whisper import channel, human_prompts, voices
from models.whisper.network import FRAMES
from models.whisper.tokens import Row, Writer
from models.whisper.values import never_said
from models.whisper.voices import RATE, Spoken

BATCH_FRAMES = 5_000
"""Mel frames (10 ms) in a batch, padding included."""
JOINED_SHARE, NO_SPEECH_SHARE, PADDED_SHARE, HINTED_SHARE = 0.12, 0.012, 0.02, 0.5
HUMAN_TIMES, HUMAN_SEQUENCES, TOWN_TIMES = 2, 300, 2
LONGEST = 20.0
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Batch:
    mel: Tensor
    """(utterances, 80, frames)"""
    tokens: Tensor
    targets: Tensor
    pieces: list[list[int]]
    lengths: list[int]
    """Encoder positions that hold sound."""


class Data:
    """All utterances. ``shards``: those that an epoch began with (None: all there are)."""

    def __init__(self, work: Path, seed: int, shards: list[str] | None = None) -> None:
        audio = work / "audio"
        self.shards = shards or sorted(path.name for path in audio.glob("*-[0-9][0-9][0-9].npz"))
        self._seed = seed
        spoken: list[Spoken] = []
        for name in self.shards:
            shard = voices.load(audio / name)
            if name.startswith("town"):  # its names and forms are of the town's own train split
                spoken += shard * TOWN_TIMES
            else:
                spoken += [one for one in shard if not any(map(never_said, one.names))]
        human = human_prompts.load(test=False)
        self._items = spoken + human * HUMAN_TIMES + human_prompts.sequences(HUMAN_SEQUENCES, seed)
        self._names = sorted({name for one in spoken for name in one.names})
        self._by_voice: dict[str, list[Spoken]] = defaultdict(list)
        for one in self._items:
            self._by_voice[one.voice].append(one)

    @property
    def hours(self) -> float:
        return sum(len(one.sound) for one in self._items) / RATE / 3600

    def epoch(self, number: int) -> list[list[Spoken]]:
        """The utterances of each batch: alike in length within a batch, in no order otherwise."""
        dice = random.Random(f"{self._seed}:{number}")
        items = [self._joined(one, dice) if dice.random() < JOINED_SHARE else one for one in self._items]
        dice.shuffle(items)
        groups: list[list[Spoken]] = []
        for start in range(0, len(items), 2_000):
            group: list[Spoken] = []
            for one in sorted(items[start : start + 2_000], key=lambda one: len(one.sound)):
                if group and (len(group) + 1) * (len(one.sound) // 80 + 70) > BATCH_FRAMES:
                    groups.append(group)
                    group = []
                group.append(one)
            groups.append(group)
        dice.shuffle(groups)
        return groups

    def _joined(self, first: Spoken, dice: random.Random) -> Spoken:
        """``first`` and more from the same speaker, with pauses between."""
        parts = [first, *dice.choices(self._by_voice[first.voice], k=dice.choice((1, 1, 2, 3)))]
        while len(parts) > 1 and sum(len(part.sound) for part in parts) > (LONGEST - 1.5) * RATE:
            parts.pop()
        pauses = [np.zeros(int(dice.uniform(0.1, 0.6) * RATE), np.int16) for _ in parts]
        sound = np.concatenate(
            [piece for part, pause in zip(parts, pauses, strict=True) for piece in (part.sound, pause)]
        )
        names = tuple(dict.fromkeys(name for part in parts for name in part.names))
        return Spoken(" ".join(part.text for part in parts), names, first.voice, sound)

    def hints(self, said: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
        """Names as a briefing would give them: some, all or none of those said, and others."""
        if dice.random() > HINTED_SHARE:
            return ()
        told = [name for name in said if dice.random() < 0.8] if dice.random() < 0.75 else []
        told += dice.choices(self._names, k=dice.choice((0, 1, 2, 3, 4, 6)))
        if len(told) > 1 and dice.random() < 0.3:
            told.append(f"{told[0]} {told[1]}")
        dice.shuffle(told)
        return tuple(told[:9])

    def batch(self, group: list[Spoken], name: str, writer: Writer) -> Batch:
        """``name`` fixes what chance does to it."""
        dice = random.Random(f"{self._seed}:{name}")
        padded = dice.random() < PADDED_SHARE
        group = group[:4] if padded else group
        mels: list[Tensor] = []
        rows: list[Row] = []
        for one in group:
            if dice.random() < NO_SPEECH_SHARE:
                sound, row = channel.no_speech(dice), writer.row("", self.hints((), dice))
            else:
                other = dice.choice(self._items).sound
                sound = channel.telephone(
                    _floats(one), dice, np.asarray(other, np.float32) / np.float32(32768)
                )
                row = writer.row(one.text, self.hints(one.names, dice))
            mels.append(channel.features(sound))
            rows.append(row)
        return _stacked(mels, rows, writer.end, dice, padded)


def _floats(one: Spoken) -> channel.Wave:
    return np.asarray(one.sound, np.float32) / np.float32(32768)


def _stacked(mels: list[Tensor], rows: list[Row], end: int, dice: random.Random, padded: bool) -> Batch:
    longest = max(mel.shape[1] for mel in mels) + (2 * dice.randint(0, 40) if dice.random() < 0.5 else 0)
    frames = FRAMES if padded else min(FRAMES, longest + longest % 2)
    mel = torch.zeros(len(mels), mels[0].shape[0], frames)
    masks = dice.random() < 0.4
    for at, one in enumerate(mels):
        mel[at, :, : one.shape[1]] = one[:, :frames]
        if masks:
            band, start = dice.randint(0, 65), dice.randint(0, max(1, one.shape[1] - 30))
            mel[at, band : band + dice.randint(0, 14)] = 0
            mel[at, :, start : start + dice.randint(0, 18)] = 0
    width = max(len(row.tokens) for row in rows)
    tokens = torch.tensor([row.tokens + [end] * (width - len(row.tokens)) for row in rows])
    targets = torch.tensor([row.targets + [-100] * (width - len(row.targets)) for row in rows])
    return Batch(
        mel, tokens, targets, [row.pieces for row in rows], [min(one.shape[1], frames) // 2 for one in mels]
    )


def stream(data: Data, epoch: int, place: int, writer: Writer) -> Iterator[tuple[int, Batch]]:
    """The batches of ``epoch`` from ``place`` on, each with its place; made ahead in a thread."""
    groups = data.epoch(epoch)
    with ThreadPoolExecutor(1) as pool:
        waiting: list[tuple[int, Future[Batch]]] = []
        for at in range(place, len(groups)):
            waiting.append((at, pool.submit(data.batch, groups[at], f"{epoch}:{at}", writer)))
            if len(waiting) > AHEAD:
                number, future = waiting.pop(0)
                yield number, future.result()
        for number, future in waiting:
            yield number, future.result()
