"""A CTC head beside Whisper's decoder, where a model has one (``ctc.npz``): it knows how often one sign came.

A decoder attends, and loses count: "five, nine, nine" becomes "five, nine". Connectionist temporal
classification (Graves and others, 2006) reads the encoder's output from left to right and does not. The
decoder's hypotheses are weighed by both (as in Watanabe and others, 2017), and runs of one digit or letter
are as long as the head has them. ``ctc.npz``: ``weight`` (pieces + 1, width), ``bias`` (pieces + 1); the last
is the blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Tokens = Sequence[int]

FILE = "ctc.npz"
POOLED = 2
"""Encoder positions that the head takes together: 25 a second are enough for the pieces."""
DECODER_WEIGHT = 3.0
"""Of a hypothesis' log probability by the decoder against that by the head. Measured: 1 is as good, 0.3 and
the decoder alone are worse."""
NEVER = -1e30
_SIGN = re.compile(
    r"\b(?:[A-Za-z]|zero|oh|one|two|three|four|five|six|seven|eight|nine)\b(?!')", re.IGNORECASE
)


class CtcHead:
    def __init__(self, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> None:
        self._weight = weight.T.astype(np.float32)
        self._bias = bias.astype(np.float32)
        self._blank = len(bias) - 1

    @classmethod
    def of(cls, model: Path) -> CtcHead | None:
        """That of the model in a folder; None where it has none."""
        if not (model / FILE).exists():
            return None
        with np.load(model / FILE) as stored:
            return cls(stored["weight"], stored["bias"])

    def log_probabilities(self, encoded: npt.NDArray[np.float32]) -> Scores:
        """(times, pieces + 1) of the encoder's output (positions, width)."""
        if odd := len(encoded) % POOLED:
            encoded = np.concatenate((encoded, encoded[-odd:]))
        pooled = encoded.reshape(-1, POOLED, encoded.shape[1]).mean(axis=1)
        logits = (pooled @ self._weight + self._bias).astype(np.float64)
        logits -= logits.max(axis=1, keepdims=True)
        return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))

    def best(self, times: Scores, hypotheses: Sequence[Tokens], scores: Sequence[float]) -> int:
        """Which hypothesis both think likeliest. ``scores``: log probabilities a token, by the decoder."""
        both = [
            self.likelihood(times, tokens) + DECODER_WEIGHT * score * max(1, len(tokens))
            for tokens, score in zip(hypotheses, scores, strict=True)
        ]
        return int(np.argmax(both))

    def likelihood(self, times: Scores, tokens: Tokens) -> float:
        """The log probability of ``tokens`` over all their alignments (the forward algorithm)."""
        labels = np.full(2 * len(tokens) + 1, self._blank)
        labels[1::2] = tokens
        skips = np.zeros(len(labels), bool)
        skips[3::2] = labels[3::2] != labels[1:-2:2]
        at = np.full(len(labels), NEVER)
        at[:2] = times[0, labels[:2]]
        for time in times[1:]:
            one = np.concatenate(([NEVER], at[:-1]))
            two = np.concatenate(([NEVER, NEVER], at))[: len(at)]
            reached = np.logaddexp(at, one)
            at = np.where(skips, np.logaddexp(reached, two), reached) + time[labels]
        return float(np.logaddexp(at[-1], at[-2])) if len(at) > 1 else float(at[-1])

    def greedy(self, times: Scores) -> list[int]:
        """The likeliest piece of each time, repeats and blanks left out."""
        best = times.argmax(axis=1)
        before = np.concatenate(([-1], best[:-1]))
        return [int(piece) for piece in best[(best != before) & (best != self._blank)]]


def counted(text: str, by_head: str) -> str:
    """``text`` with each digit or letter that is said again at once as often as ``by_head`` has it there."""
    ours, theirs = _runs(text), _runs(by_head)
    match = SequenceMatcher(None, [run[0] for run in ours], [run[0] for run in theirs], autojunk=False)
    pieces, end = [], 0
    for first, second, size in match.get_matching_blocks():
        for (word, count, start, stop), (_, wanted, _, _) in zip(
            ours[first : first + size], theirs[second : second + size], strict=True
        ):
            if count != wanted and _SIGN.fullmatch(word):
                pieces += [text[end:start], _repeated(text[start:stop], count, wanted)]
                end = stop
    return "".join([*pieces, text[end:]])


def _runs(text: str) -> list[tuple[str, int, int, int]]:
    """(word in lower case, how often in a row, start, end)."""
    runs: list[tuple[str, int, int, int]] = []
    for found in re.finditer(r"[^\W_]+(?:'[^\W_]+)*", text):
        word = found[0].lower()
        if runs and runs[-1][0] == word and _SIGN.fullmatch(word):
            runs[-1] = (word, runs[-1][1] + 1, runs[-1][2], found.end())
        else:
            runs.append((word, 1, found.start(), found.end()))
    return runs


def _repeated(run: str, count: int, wanted: int) -> str:
    """``run``, a word ``count`` times, ``wanted`` times; between them what stood between the first two."""
    words = re.findall(r"[^\W_]+", run)
    between = run[len(words[0]) : run.index(words[1], len(words[0]))] if count > 1 else ""
    more = words[1] if count > 1 else words[0] if len(words[0]) == 1 else words[0].lower()
    return (between or " ").join([words[0], *[more] * (wanted - 1)])
