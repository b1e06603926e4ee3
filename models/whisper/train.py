"""Train the practice recogniser: ``python -m models.whisper.train --minutes 90 --seed 1``.

Speaks the corpus, starts from Smart Turn's encoder, trains encoder and decoder (cross entropy) and a CTC
head together, and exports; with ``--from-installed`` it starts from the weights that the repository ships.
Warm-up, a constant rate, then a decay over the last minutes; a file named
``decay-now`` in the work folder starts the decay at once. Resumes where it was, exactly.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from agent.engines.models import practice
from models.precision import has_bfloat16
from models.whisper import encoder, evaluate, export, exported, tokens, town, voices
from models.whisper.batches import Batch, Data, stream
from models.whisper.network import Network

RATE, ENCODER_SHARE = 1e-3, 0.25
WARM_UP_STEPS, FROZEN_STEPS = 150, 100
CTC_WEIGHT = 0.4
CHECKPOINT_MINUTES, CHECK_MINUTES, LOG_STEPS = 5.0, 15.0, 50
DECAY_NOW = "decay-now"


@dataclass(slots=True)
class Progress:
    """What a checkpoint holds beside weights and optimizer."""

    step: int = 0
    epoch: int = 0
    place: int = 0
    """The next batch of the epoch."""
    shards: list[str] | None = None
    minutes: float = 0.0
    decay_from: float | None = None
    """Minutes at which the decay began."""

    def begin_epoch(self) -> None:
        self.epoch, self.place, self.shards = self.epoch + 1, 0, None


class Training:
    def __init__(
        self, work: Path, seed: int, minutes: float, decay_minutes: float, peak_rate: float = RATE
    ) -> None:
        torch.manual_seed(seed)
        self.work, self.seed, self.minutes, self.decay_minutes = work, seed, minutes, decay_minutes
        self._peak_rate = peak_rate
        self.tokenizer: Tokenizer = tokens.load(work, seed)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.half = has_bfloat16(self.device)
        vocabulary = -(-self.tokenizer.get_vocab_size() // 8) * 8
        self.network = Network(vocabulary, tokens.PIECES).to(self.device)
        start = encoder.weights(encoder.fetch(work))
        start.pop("embed_positions.weight")  # the first 400 of the usual 1500
        self.network.encoder.load_state_dict(start, strict=False)
        self.optimizers = _optimizers(self.network, muon=self.half)
        self.progress = Progress()

    def start_from(self, folder: Path) -> None:
        """From an exported model's weights. Raises SystemExit."""
        if Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab() != self.tokenizer.get_vocab():
            raise SystemExit(
                f"{self.work / 'tokenizer.json'} is not that of {folder}: start in an empty work folder"
            )
        stored = exported.weights(folder, self.network.decoder.embed_tokens.num_embeddings)
        known = {name: torch.from_numpy(value.copy()) for name, value in stored.items()}
        self.network.load_state_dict(known)

    # -- checkpoints -------------------------------------------------------------------------------

    @property
    def checkpoint(self) -> Path:
        return self.work / "checkpoint.pt"

    def save(self, path: Path | None = None) -> None:
        path = path or self.checkpoint
        aside = path.with_suffix(".part")
        state = {name: getattr(self.progress, name) for name in Progress.__slots__}
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimizers": [one.state_dict() for one in self.optimizers],
                "progress": state,
            },
            aside,
        )
        aside.replace(path)

    def resume(self) -> None:
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
            self.network.load_state_dict(saved["network"])
            for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
                optimizer.load_state_dict(state)
            self.progress = Progress(**saved["progress"])
            print(f"resumed at step {self.progress.step}, {self.progress.minutes:.1f} min", flush=True)

    # -- the loop ----------------------------------------------------------------------------------

    def run(self) -> None:
        last = time.monotonic()
        saved = checked = self.progress.minutes
        sums, count = [0.0, 0.0], 0
        for batch in self._batches():
            now = time.monotonic()
            self.progress.minutes += (now - last) / 60
            last = now
            rate = self._rate()
            if rate <= 0:
                break
            losses = self._step(batch, rate)
            sums, count = [one + other for one, other in zip(sums, losses, strict=True)], count + 1
            if self.progress.step % LOG_STEPS == 0:
                self._tell(sums[0] / count, sums[1] / count, rate)
                sums, count = [0.0, 0.0], 0
            if self.progress.minutes - saved >= CHECKPOINT_MINUTES:
                self.save()
                saved = self.progress.minutes
            if self.progress.minutes - checked >= CHECK_MINUTES:
                self.check()
                checked = self.progress.minutes
        self.save()

    def _batches(self) -> Iterator[Batch]:
        writer = tokens.Writer(self.tokenizer)
        while True:
            data = Data(self.work, self.seed, self.progress.shards)
            self.progress.shards = data.shards
            print(f"epoch {self.progress.epoch}: {len(data.shards)} shards, {data.hours:.1f} h", flush=True)
            for place, batch in stream(data, self.progress.epoch, self.progress.place, writer):
                self.progress.place = place + 1
                yield batch
            # the next epoch takes in what has been spoken meanwhile
            self.progress.begin_epoch()

    def _rate(self) -> float:
        """Of the learning rate: warm-up, one, then the decay; 0 when it is over."""
        done = self.progress
        asked = (self.work / DECAY_NOW).exists()
        if done.decay_from is None and (asked or done.minutes >= self.minutes - self.decay_minutes):
            self.save(self.work / "before-decay.pt")  # from here training can go on another day
            done.decay_from = done.minutes
        if done.decay_from is None:
            return min(1.0, (done.step + 1) / WARM_UP_STEPS)
        return 1 - min(1.0, (done.minutes - done.decay_from) / self.decay_minutes) ** 0.5

    def _step(self, batch: Batch, rate: float) -> tuple[float, float]:
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = self._peak_rate * group["share"] * rate
        frozen = self.progress.step < FROZEN_STEPS
        wanted = batch.targets != -100
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            with torch.set_grad_enabled(not frozen):
                heard = self.network.encoder(batch.mel.to(self.device))
            logits = self.network.decoder(batch.tokens.to(self.device), heard, wanted.to(self.device))
            # 25 a second are enough for the pieces, and half the work
            frames = self.network.ctc(F.avg_pool1d(heard.transpose(1, 2), 2, ceil_mode=True).transpose(1, 2))
        text = F.cross_entropy(logits.float(), batch.targets[wanted].to(self.device), label_smoothing=0.05)
        ctc = _ctc(frames, batch)
        (text + CTC_WEIGHT * ctc).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.progress.step += 1
        return text.item(), ctc.item()

    def _tell(self, text: float, ctc: float, rate: float) -> None:
        done = self.progress
        end = self.minutes if done.decay_from is None else done.decay_from + self.decay_minutes
        print(
            f"{done.minutes:6.1f} min  step {done.step}  epoch {done.epoch}  text {text:.3f}  ctc {ctc:.3f}  "
            f"rate {self._peak_rate * rate:.1e}  {60 * done.minutes / done.step:.2f} s/step  "
            f"{end - done.minutes:.0f} min to go",
            flush=True,
        )

    def check(self, count: int = 120) -> None:
        """Export, and the word error rate on some held-out sentences."""
        folder = self.work / "export"
        export.export(self.network.state_dict(), self.tokenizer, folder)
        print(f"       held out, n = {count}: {evaluate.quick(folder, self.work, count)}", flush=True)


def _ctc(frames: Tensor, batch: Batch) -> Tensor:
    return F.ctc_loss(
        frames.float().log_softmax(-1).transpose(0, 1),
        torch.tensor([piece for pieces in batch.pieces for piece in pieces], device=frames.device),
        torch.tensor([-(-length // 2) for length in batch.lengths], device=frames.device),
        torch.tensor([len(pieces) for pieces in batch.pieces], device=frames.device),
        blank=tokens.PIECES,
        zero_infinity=True,
    )


def _optimizers(network: Network, muon: bool) -> list[torch.optim.Optimizer]:
    """Muon for the new matrices, AdamW for the rest; the encoder moves slowly.

    Muon computes in bfloat16, whatever the processor: where it has none, AdamW takes the matrices, too.
    """
    new = {name: p for name, p in network.named_parameters() if not name.startswith("encoder.")}
    matrices = [p for name, p in new.items() if muon and p.ndim == 2 and name.startswith("decoder.layers.")]
    known = {id(p) for p in matrices}
    rest = [p for p in new.values() if id(p) not in known]
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    groups = [{"params": rest, "share": 1.0}, {"params": slow, "share": ENCODER_SHARE}]
    adam = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    if not muon:
        return [adam]
    return [
        torch.optim.Muon([{"params": matrices, "share": 1.5}], lr=RATE, weight_decay=0.01,
                         momentum=0.95, adjust_lr_fn="match_rms_adamw"),
        adam,
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the practice recogniser.")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--decay", type=float, default=12.0, help="the last minutes, in which the rate falls")
    parser.add_argument(
        "--rate", type=float, default=RATE, help="the highest learning rate; less of it to train on"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=20, help="thousands of sentences; 0: what is there")
    parser.add_argument("--town", type=int, default=8, help="thousands of sentences of the practice town")
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--fresh", action="store_true", help="do not resume")
    parser.add_argument(
        "--from-installed", action="store_true", help="start from the weights in the repository"
    )
    parser.add_argument(
        "--new-epoch", action="store_true", help="take in what was spoken since the last began"
    )
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    if options.shards:
        voices.make_all(options.work, options.shards, options.seed)
        town.make_all(options.work, options.town)
    if options.from_installed and not (options.work / "tokenizer.json").exists():
        shutil.copy(practice("whisper") / "tokenizer.json", options.work)
    training = Training(options.work, options.seed, options.minutes, options.decay, options.rate)
    if options.from_installed and (options.fresh or not training.checkpoint.exists()):
        training.start_from(practice("whisper"))
    if not options.fresh:
        training.resume()
    if options.new_epoch:
        training.progress.begin_epoch()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        training.run()
    except KeyboardInterrupt:
        training.save()
        raise SystemExit(f"stopped; {training.checkpoint} holds what was learned") from None
    training.check(400)


if __name__ == "__main__":
    main()
