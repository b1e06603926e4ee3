"""The next token: the model's own choice, and only where a grammar refuses it the best one that it allows.

A grammar before the choice, as llama-cpp-python has it, is applied to every token of the vocabulary for each
token written: with 150,000 of them this takes longer than the model's arithmetic. A model that writes JSON
mostly chooses what the grammar allows anyway, and one token is checked in no time (llama.cpp's own tools do
the same: ``common_sampler_sample`` in ``common/sampling.cpp``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import llama_cpp
import numpy as np

from agent.engines.vocabulary import Vocabulary
from agent.errors import EngineRefused

TOP_K, TOP_P, MIN_P = 40, 0.95, 0.05
FIRST_TRIED = 256
"""So many of the likeliest tokens meet the grammar first; if too few of them are allowed, each byte, and then
the tokens that begin with one that is."""
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""``llama_token_data`` of llama.h."""

Logits = np.ndarray[Any, np.dtype[np.float32]]
Candidates = np.ndarray[Any, np.dtype[np.void]]


class Sampler:
    """Of one reply. What it holds is freed at the end of its ``with`` block.

    ``grammar`` is GBNF, empty for none. Temperature 0 takes the likeliest token. Raises EngineRefused:
    no grammar.
    """

    def __init__(
        self,
        llama: Any,
        vocabulary: Vocabulary,
        grammar: str,
        temperature: float,
        seed: int | None = None,
    ) -> None:
        self._context = llama.ctx
        self._vocabulary = vocabulary
        self._grammar = None
        if grammar:
            rules = grammar.encode()
            self._grammar = llama_cpp.llama_sampler_init_grammar(vocabulary.pointer, rules, b"root")
            if not self._grammar:
                raise EngineRefused("llama.cpp cannot read the grammar")
        self._chain = _chain(temperature, seed) if temperature > 0 else None

    def __enter__(self) -> Sampler:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sampler in filter(None, (self._grammar, self._chain)):
            llama_cpp.llama_sampler_free(sampler)
        self._grammar = self._chain = None

    def begin_with(self, tokens: Sequence[int]) -> bool:
        """Take ``tokens`` as written. False where the grammar forbids it: the sampler is then of no use."""
        for token in tokens:
            if not self._allows(token):
                return False
            self._accept(token)
        return True

    def next(self) -> int:
        """The token to write after what was last evaluated. Raises EngineRefused: the grammar allows none."""
        pointer = llama_cpp.llama_get_logits_ith(self._context, -1)
        logits: Logits = np.ctypeslib.as_array(pointer, shape=(self._vocabulary.size,))
        token = self._chosen(logits)
        if not self._allows(token):
            token = self._chosen_among(self._allowed(logits))
        self._accept(token)
        return token

    # -- inside ------------------------------------------------------------------------------

    def _chosen(self, logits: Logits) -> int:
        if self._chain is None:
            return int(logits.argmax())
        return self._chosen_among(_candidates(np.arange(len(logits)), logits))

    def _chosen_among(self, candidates: Candidates) -> int:
        if self._chain is None:
            # of equals the first, as llama.cpp's greedy sampler
            return int(candidates["id"][candidates["logit"].argmax()])
        array = _array(candidates)
        llama_cpp.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def _allows(self, token: int) -> bool:
        if self._grammar is None:
            return True
        alone = _candidates(np.array([token]), np.ones(1, dtype=np.float32))
        return len(self._left(alone)) > 0

    def _allowed(self, logits: Logits) -> Candidates:
        """What the grammar allows; not all of it, but all of it that can be chosen."""
        left = self._left(_likeliest(logits, FIRST_TRIED))
        if len(left) < (1 if self._chain is None else TOP_K):
            ids = self._vocabulary.bytes_alone
            possible = self._vocabulary.possible(self._left(_candidates(ids, logits[ids]))["id"])
            left = self._left(_candidates(possible, logits[possible]))
        if not len(left):
            raise EngineRefused("this model's vocabulary cannot write what the grammar asks for")
        return left

    def _left(self, candidates: Candidates) -> Candidates:
        """Those of ``candidates`` that the grammar allows."""
        llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(_array(candidates)))
        return candidates[candidates["logit"] > -np.inf]

    def _accept(self, token: int) -> None:
        if self._grammar is not None:
            llama_cpp.llama_sampler_accept(self._grammar, token)


def _chain(temperature: float, seed: int | None) -> Any:
    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    for sampler in (
        llama_cpp.llama_sampler_init_top_k(TOP_K),
        llama_cpp.llama_sampler_init_top_p(TOP_P, 1),
        llama_cpp.llama_sampler_init_min_p(MIN_P, 1),
        llama_cpp.llama_sampler_init_temp(temperature),
        llama_cpp.llama_sampler_init_dist(llama_cpp.LLAMA_DEFAULT_SEED if seed is None else seed),
    ):
        llama_cpp.llama_sampler_chain_add(chain, sampler)
    return chain


def _candidates(ids: Any, logits: Logits) -> Candidates:
    candidates: Candidates = np.zeros(len(ids), dtype=_CANDIDATE)
    candidates["id"], candidates["logit"] = ids, logits
    return candidates


def _array(candidates: Candidates) -> Any:
    """``candidates`` as llama.cpp takes them: a view, good as long as they live."""
    data = ctypes.cast(candidates.ctypes.data, llama_cpp.llama_token_data_p)
    return llama_cpp.llama_token_data_array(data, len(candidates), -1, False)


def _likeliest(logits: Logits, count: int) -> Candidates:
    """The ``count`` likeliest tokens and those as likely as the last of them, in the vocabulary's order."""
    ids = np.flatnonzero(logits >= np.partition(logits, -min(count, len(logits)))[-min(count, len(logits))])
    return _candidates(ids, logits[ids])
