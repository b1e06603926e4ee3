"""Trains the practice language model; ``models/train llm`` calls it.

Loss on our side's messages only. The learning rate warms up, stays, and falls in the last quarter of the
time. With ``--resume`` the training goes on from the last checkpoint, with the same seed in the same order;
with more ``--minutes`` the fall comes later. With ``--from-installed`` it starts from the weights and the
vocabulary that the repository ships. Uses CUDA where there is a GPU, else bf16 on the CPU.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from agent.engines.models import PRACTICE_GGUF, practice
from models.llm import batches, export, exported, tokenizer
from models.llm.batches import Batch, Texts
from models.llm.form import END, PAD
from models.llm.network import Llama, Shape
from models.llm.texts import Folder
from models.precision import has_bfloat16

SEED = 20_260
PEAK_RATE = 2e-3
FINAL_RATE = 2e-5
WARM_UP_STEPS = 60
DECAY_SHARE = 0.25
"""Of the time, at its end, in which the rate falls."""
WEIGHT_DECAY = 0.05
LARGEST_GRADIENT = 1.0
CHECKPOINT_SECONDS = 240.0
REPORT_SECONDS = 15.0
LONGEST_STEP_SECONDS = 30.0
HELD_BACK = 200
"""Dialogues of the training split that are not trained on: they show whether it learns by heart."""


@dataclass(slots=True)
class Progress:
    """What a checkpoint holds besides weights."""

    seconds: float = 0.0
    steps: int = 0
    tokens: int = 0
    epoch: int = 0
    batch: int = 0
    texts: int = 0
    """So many are trained on."""
    history: list[tuple[float, float]] = field(default_factory=list)


class Training:
    def __init__(self, folder: Folder, shape: Shape, minutes: float, peak_rate: float = PEAK_RATE) -> None:
        torch.manual_seed(SEED)
        torch.set_float32_matmul_precision("high")
        torch._dynamo.config.recompile_limit = 64
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._folder, self._minutes, self._peak_rate = folder, minutes, peak_rate
        self._tokenizer = tokenizer.load(folder.tokenizer)
        self._padding = tokenizer.number(self._tokenizer, PAD)
        self.network = Llama(shape).to(self.device)
        self.progress = Progress()
        self._optimizers = _optimizers(self.network)
        for block in self.network.blk:
            block.compile(dynamic=False)

    def run(self, texts: Texts, held_back: Texts) -> None:
        saved = told = before = time.monotonic()
        losses: list[float] = []
        tokens_told, progress = self.progress.tokens, self.progress
        for batch in self._batches(texts):
            now = time.monotonic()
            # a machine that slept, or a process that was stopped, did not train
            progress.seconds += min(now - before, LONGEST_STEP_SECONDS)
            before = now
            if progress.seconds >= 60 * self._minutes:
                break
            losses.append(self._step(batch))
            if now - told >= REPORT_SECONDS:
                rate = (progress.tokens - tokens_told) / (now - told)
                self._tell(losses, rate)
                told, tokens_told = now, progress.tokens
                losses.clear()
            if now - saved >= CHECKPOINT_SECONDS:
                self.save()
                self._check(held_back)
                saved = time.monotonic()
        self.save()
        self._check(held_back)

    def _batches(self, texts: Texts) -> Iterator[Batch]:
        """From where the progress stands, without end; with other texts than before, a new epoch."""
        progress = self.progress
        if progress.texts != len(texts):
            progress.epoch, progress.batch = progress.epoch + (progress.batch > 0), 0
            progress.texts = len(texts)
        while True:
            for number, batch in enumerate(batches.epoch(texts, SEED + progress.epoch, self._padding)):
                if number >= progress.batch:
                    progress.batch = number + 1
                    yield batch
            progress.epoch, progress.batch = progress.epoch + 1, 0

    def _step(self, batch: Batch) -> float:
        rate = self._rate()
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        with self._autocast():
            logits = self._logits(batch)
        loss = functional.cross_entropy(
            logits.float(), self._tensor(batch.targets), ignore_index=batches.NONE
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.progress.steps += 1
        self.progress.tokens += int((batch.tokens != self._padding).sum())
        return loss.item()

    def _rate(self) -> float:
        left = 1 - self.progress.seconds / (60 * self._minutes)
        falling = min(1.0, max(0.0, left / DECAY_SHARE))
        warm = min(1.0, (self.progress.steps + 1) / WARM_UP_STEPS)
        return warm * (FINAL_RATE + falling * (self._peak_rate - FINAL_RATE))

    def _logits(self, batch: Batch) -> Tensor:
        """(places, vocabulary)"""
        hidden = self.network(self._tensor(batch.tokens)).flatten(0, 1)
        return self.network.logits(hidden[self._tensor(batch.places)])

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=has_bfloat16(self.device.type))

    def _tensor(self, numbers: batches.Ids) -> Tensor:
        return torch.from_numpy(numbers).to(self.device)

    @torch.no_grad()
    def exact(self, texts: Texts) -> tuple[float, float]:
        """Shares of replies and of dialogues that a greedy model would write as they stand, history given."""
        replies: list[bool] = []
        dialogues: list[bool] = []
        end = tokenizer.number(self._tokenizer, END)
        for batch in batches.in_order(texts, self._padding):
            # compiled, each shape would have to be compiled once more, for want of gradients
            with torch.compiler.set_stance("force_eager"), self._autocast():
                written = self._logits(batch).argmax(-1).cpu().numpy()
            there = batch.targets != batches.NONE
            targets, rows = batch.targets[there], batch.rows[there]
            right = (written[there] == targets).tolist()
            number = np.cumsum(np.concatenate(([0], targets[:-1] == end)))
            replies += _all_of(right, number)
            dialogues += _all_of(right, rows)
        return sum(replies) / len(replies), sum(dialogues) / len(dialogues)

    def _tell(self, losses: list[float], rate: float) -> None:
        progress = self.progress
        left = self._minutes - progress.seconds / 60
        print(
            f"{progress.seconds / 60:6.1f} min  step {progress.steps:5d}  "
            f"{progress.tokens / 1e6:6.2f} M tokens  {rate / 1000:5.1f} k/s  epoch {progress.epoch}  "
            f"loss {sum(losses) / len(losses):.4f}  {left:5.1f} min to go",
            flush=True,
        )

    def _check(self, held_back: Texts) -> None:
        replies, dialogues = self.exact(held_back)
        self.progress.history.append((self.progress.seconds, replies))
        print(f"  not trained on: {replies:.1%} of replies exact, {dialogues:.1%} of dialogues", flush=True)

    # -- checkpoints ---------------------------------------------------------------------------

    def save(self) -> None:
        """The checkpoint, and the model as it is by now."""
        state = {
            "weights": self.network.state_dict(),
            "optimizers": [one.state_dict() for one in self._optimizers],
            "progress": asdict(self.progress),
            "shape": asdict(self.network.shape),
        }
        part = self._folder.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._folder.checkpoint)
        self.write(self._folder.model)

    def resume(self) -> None:
        state: dict[str, Any] = torch.load(self._folder.checkpoint, map_location=self.device)
        self.network.load_state_dict(state["weights"])
        for optimizer, its in zip(self._optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(its)
        self.progress = Progress(**state["progress"])

    def start_from(self, model: Path) -> None:
        """From an exported model's weights; the optimizers start anew."""
        known = {name: torch.from_numpy(weight.copy()) for name, weight in exported.weights(model).items()}
        self.network.load_state_dict(known)

    def write(self, path: Path) -> None:
        weights = {name: weight.float().cpu().numpy() for name, weight in self.network.state_dict().items()}
        export.write(path, weights, self.network.shape.heads, self._tokenizer)


def _optimizers(network: Llama) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, which learns in fewer steps, AdamW for the rest.

    Muon computes in bfloat16, whatever the processor: where it has none, AdamW takes the matrices, too.
    """
    matrices = [one for one in network.blk.parameters() if one.ndim == 2]
    vectors = [one for one in network.parameters() if one.ndim == 1]
    rest = [
        {"params": [network.token_embd.weight], "weight_decay": WEIGHT_DECAY},
        {"params": vectors, "weight_decay": 0.0},
    ]
    if not has_bfloat16(network.token_embd.weight.device.type):
        rest.append({"params": matrices, "weight_decay": WEIGHT_DECAY})
        return [torch.optim.AdamW(rest, lr=PEAK_RATE, betas=(0.9, 0.95), fused=True)]
    return [
        torch.optim.Muon(matrices, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, lr=PEAK_RATE, betas=(0.9, 0.95), fused=True),
    ]


def _all_of(right: list[bool], number: np.ndarray) -> list[bool]:
    wrong = {int(at) for at, one in zip(number, right, strict=True) if not one}
    return [int(at) not in wrong for at in np.unique(number)]


def _installed() -> Path:
    return practice("llm") / PRACTICE_GGUF


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=60.0, help="in all, with those before --resume")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--hidden", type=int, default=704)
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="the highest learning rate")
    parser.add_argument("--from-installed", action="store_true", help="start from the repository's model")
    asked = parser.parse_args()
    folder = Folder(asked.folder)
    if asked.from_installed and not folder.tokenizer.exists():
        exported.tokenizer(_installed()).save(str(folder.tokenizer))
    texts, held_back = folder.tokens(held_back=HELD_BACK)
    rows = -(-tokenizer.load(folder.tokenizer).get_vocab_size() // 64) * 64
    training = Training(
        folder, Shape(rows, asked.width, asked.layers, asked.heads, asked.hidden), asked.minutes, asked.rate
    )
    if asked.from_installed:
        training.start_from(_installed())
    if asked.resume and folder.checkpoint.exists():
        training.resume()
    count = sum(one.numel() for one in training.network.parameters())
    print(
        f"{count / 1e6:.2f} M parameters, {len(texts)} dialogues, {texts.tokens.size / 1e6:.2f} M tokens",
        flush=True,
    )
    training.run(texts, held_back)


if __name__ == "__main__":
    main()
