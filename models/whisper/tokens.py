"""The recogniser's own vocabulary: 1,200 pieces of the corpus, and Whisper's control tokens behind them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from models.whisper import human_prompts
from models.whisper.corpus import sentences

PIECES = 1_200
CONTROL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>",
    "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>", *(f"<|{at * 0.02:.2f}|>" for at in range(1501)),
)  # fmt: skip
MAX_HINT_TOKENS = 48


def make(seed: int, count: int = 40_000) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    texts = [sentence.text for sentence in sentences(seed, count)]
    texts += [one.text for one in human_prompts.load(test=False)] * 4
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=PIECES, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator([f" {text}" for text in texts], trainer)
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in CONTROL])
    return tokenizer


def load(work: Path, seed: int) -> Tokenizer:
    path = work / "tokenizer.json"
    if not path.exists():
        make(seed).save(str(path))
    return Tokenizer.from_file(str(path))


def number(tokenizer: Tokenizer, control: str) -> int:
    """Of the control token ``<|control|>``."""
    found = tokenizer.token_to_id(f"<|{control}|>")
    assert found is not None, control
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a decoder batch: ``tokens`` go in, ``targets`` come out (-100: not counted)."""

    tokens: list[int]
    targets: list[int]
    pieces: list[int]
    """The text alone, for CTC."""


class Writer:
    """Sentences as rows of tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._start = [
            number(tokenizer, name) for name in ("startoftranscript", "en", "transcribe", "notimestamps")
        ]
        self._prompt = number(tokenizer, "startofprev")
        self._no_speech = number(tokenizer, "nospeech")
        self.end = number(tokenizer, "endoftext")

    def row(self, text: str, hints: tuple[str, ...]) -> Row:
        """``text`` empty: no speech. ``hints``: words that may be said, put before it as Whisper's prompt."""
        pieces: list[int] = self._tokenizer.encode(f" {text}").ids if text else []
        before = self.hint_tokens(hints)
        tokens = [*before, *self._start, *pieces]
        first = self._start[1] if text else self._no_speech
        targets = [*(-100 for _ in before), first, -100, -100, *pieces, self.end]
        return Row(tokens, targets, pieces)

    def hint_tokens(self, hints: tuple[str, ...]) -> list[int]:
        if not hints:
            return []
        told: list[int] = self._tokenizer.encode(" " + ", ".join(hints)).ids
        return [self._prompt, *told[:MAX_HINT_TOKENS]]
