"""The language model with llama-cpp-python: grammar from a JSON Schema, streaming, one warm prompt per call.

llama.cpp keeps the key-value cache of the last prompt only. So there is one context, and each call's
cache is put aside (``llama_state_seq_get_data``) when another call's turn comes and put back for its next: a
copy of some megabytes instead of a prompt computed again. A call without a cache starts from the one that
shares the longest beginning with it.

A reply's first words are the same each time where its schema says so (``{"say": "``): they are given out at
once and computed together with the prompt's last tokens, so that what the model writes itself comes first.
"""

from __future__ import annotations

import codecs
import ctypes
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from agent.call.actions import Message
from agent.engines.chat import ChatRequest
from agent.engines.forms import Forms
from agent.engines.jobs import Stopped
from agent.engines.sampling import Sampler
from agent.engines.vocabulary import Vocabulary
from agent.errors import EngineRefused

CONTEXT_TOKENS = 4096
BATCH_TOKENS = 256
"""Between two batches of a prompt a dropped request is noticed."""
CHATML = (
    "{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""For models that bring no template of their own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One call's cache, put aside."""

    tokens: tuple[int, ...]
    state: bytes


class LlamaEngine:
    """One loaded model. Not thread-safe: the host's queue has one worker for it."""

    def __init__(
        self, model: Path, threads: int = 1, sequences: int = 4, context_tokens: int = CONTEXT_TOKENS
    ) -> None:
        self.name = model.stem
        try:
            self._llama = llama_cpp.Llama(
                str(model),
                n_ctx=context_tokens,
                n_batch=BATCH_TOKENS,
                n_threads=threads,
                n_threads_batch=threads,
                verbose=False,
            )
        except (ValueError, RuntimeError) as error:
            raise EngineRefused(f"{model} cannot be loaded: {error}") from error
        self._vocabulary = Vocabulary(self._llama)
        self._formatters = {with_turn: self._formatter(with_turn) for with_turn in (False, True)}
        self._sequences = sequences
        self._aside: OrderedDict[str, Kept] = OrderedDict()
        self._active = ""
        self._forms = Forms(self._llama, self._vocabulary)
        self.evaluated = 0
        """Prompt tokens computed so far; those found in a cache are not in it."""

    def warm(self, request: ChatRequest, stop: threading.Event) -> None:
        """Raises EngineRefused (prompt too long) and Stopped."""
        tokens = self._tokens(request.as_messages(), with_turn=False)
        self._switch_to(request.prompt_cache_key, tokens)
        if shared(self._cached(), tokens) < len(tokens):
            self._prefill(tokens, stop)

    def reply(self, request: ChatRequest, stop: threading.Event) -> Iterator[str]:
        """The reply's text piece by piece; what it must begin with is the first, before anything is computed,
        and does not count towards the token limit. Raises EngineRefused and Stopped."""
        form = self._forms.of(request.schema_text)
        tokens = [*self._tokens(request.as_messages(), with_turn=True), *form.begin_tokens]
        limit = min(request.token_limit, self._llama.n_ctx() - len(tokens) - 1)
        with Sampler(self._llama, self._vocabulary, form.grammar, request.temperature) as sampler:
            sampler.begin_with(form.begin_tokens)
            if form.begin:
                yield form.begin
            self._switch_to(request.prompt_cache_key, tokens)
            self._prefill(tokens, stop)
            yield from self._written(sampler, limit, stop)

    def _written(self, sampler: Sampler, limit: int, stop: threading.Event) -> Iterator[str]:
        """What the model writes after the tokens evaluated so far."""
        decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        for count in range(1, limit + 1):
            token = sampler.next()
            if self._vocabulary.ends(token):
                return
            if piece := decoder.decode(self._vocabulary.piece(token)):
                yield piece
            if stop.is_set():
                raise Stopped
            if count < limit:
                self._llama.eval([token])

    # -- prompts -----------------------------------------------------------------------------

    def _tokens(self, messages: Sequence[Message], *, with_turn: bool) -> list[int]:
        harmless = [Message(turn.role, self._vocabulary.marks.sub("", turn.content)) for turn in messages]
        # a template of our own may use the dialogue as it is; every other one knows only ``messages``
        text = self._formatters[with_turn](
            messages=_chat(alternating(harmless)), turns=_chat(harmless)
        ).prompt
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=True)
        if len(tokens) > self._llama.n_ctx() - 64:
            raise EngineRefused(
                f"the prompt has {len(tokens)} tokens, the context holds {self._llama.n_ctx()}"
            )
        return tokens or [self._llama.token_bos()]

    def _formatter(self, with_turn: bool) -> Jinja2ChatFormatter:
        return Jinja2ChatFormatter(
            _template(self._llama),
            eos_token=self._text_of(self._llama.token_eos()),
            bos_token=self._text_of(self._llama.token_bos()),
            add_generation_prompt=with_turn,
        )

    def _text_of(self, token: int) -> str:
        return self._vocabulary.piece(token, marks=True).decode("utf-8", "ignore") if token >= 0 else ""

    # -- the cache ---------------------------------------------------------------------------

    def _cached(self) -> tuple[int, ...]:
        return tuple(int(token) for token in self._llama.input_ids[: self._llama.n_tokens])

    def _prefill(self, tokens: list[int], stop: threading.Event) -> None:
        """Compute what of ``tokens`` is not in the cache, and the last of them in any case: what the model
        makes of it is not in there."""
        self._llama.n_tokens = min(shared(self._cached(), tokens), len(tokens) - 1)
        for start in range(self._llama.n_tokens, len(tokens), BATCH_TOKENS):
            if stop.is_set():
                raise Stopped
            batch = tokens[start : start + BATCH_TOKENS]
            self._llama.eval(batch)
            self.evaluated += len(batch)

    def _switch_to(self, key: str, tokens: Sequence[int]) -> None:
        """Have the context hold the cache of call ``key``, or the best beginning for it."""
        if key == self._active:
            return
        if self._llama.n_tokens:
            self._aside[self._active] = Kept(self._cached(), self._state())
        mine = self._aside.pop(key, None)
        best = mine or max(self._aside.values(), key=lambda kept: shared(kept.tokens, tokens), default=None)
        if best is not None and (mine or shared(best.tokens, tokens)):
            self._restore(best)
        else:
            self._llama.n_tokens = 0
        self._active = key
        while len(self._aside) >= self._sequences:
            self._aside.popitem(last=False)

    def _state(self) -> bytes:
        size = llama_cpp.llama_state_seq_get_size(self._llama.ctx, 0)
        buffer = (ctypes.c_uint8 * size)()
        written = llama_cpp.llama_state_seq_get_data(self._llama.ctx, buffer, size, 0)
        return bytes(buffer)[:written]

    def _restore(self, kept: Kept) -> None:
        buffer = (ctypes.c_uint8 * len(kept.state)).from_buffer_copy(kept.state)
        read = llama_cpp.llama_state_seq_set_data(self._llama.ctx, buffer, len(kept.state), 0)
        if not read:
            self._llama.n_tokens = 0
            return
        self._llama.input_ids[: len(kept.tokens)] = kept.tokens
        self._llama.n_tokens = len(kept.tokens)


def _chat(messages: Sequence[Message]) -> list[Any]:
    return [{"role": message.role, "content": message.content} for message in messages]


def _template(llama: Any) -> str:
    return str(llama.metadata.get("tokenizer.chat_template") or CHATML)


def shared(left: Sequence[int], right: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for count, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return count
    return min(len(left), len(right))


def alternating(messages: Sequence[Message]) -> list[Message]:
    """The form that every chat template takes: one system message first, then user and assistant in turn.

    Later system messages (what has changed: phase, time) become part of a user message.
    """
    result: list[Message] = []
    for message in messages:
        role = "user" if result and message.role not in ("user", "assistant") else message.role
        if result and result[-1].role == role:
            result[-1] = Message(role, f"{result[-1].content}\n{message.content}")
        else:
            result.append(Message(role, message.content))
    return result
