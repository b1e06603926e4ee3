"""What a reply must look like: the grammar of its JSON Schema, and how each reply of that schema begins."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from llama_cpp.llama_grammar import json_schema_to_gbnf

from agent.engines.sampling import Sampler
from agent.engines.vocabulary import Vocabulary
from agent.errors import EngineRefused

_KEPT = 16
_LONGEST_BEGIN = 32
"""Tokens; the prompt leaves room for more."""
_CHOICES = frozenset({"$ref", "anyOf", "oneOf", "allOf"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a reply must look like."""

    grammar: str = ""
    """GBNF; empty where the reply is free text."""
    begin: str = ""
    """Every reply begins with it,"""
    begin_tokens: tuple[int, ...] = ()
    """in these tokens."""


class Forms:
    """Those of one model; the last few are kept."""

    def __init__(self, llama: Any, vocabulary: Vocabulary) -> None:
        self._llama = llama
        self._vocabulary = vocabulary
        self._kept: OrderedDict[str, Form] = OrderedDict()

    def of(self, schema: str) -> Form:
        """``schema``: JSON text, empty for none. Raises EngineRefused: no grammar can be made of it."""
        if not schema:
            return Form()
        if schema not in self._kept:
            self._kept[schema] = self._new(schema)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[schema]

    def _new(self, schema: str) -> Form:
        grammar, begin = gbnf(schema), frame(schema)
        tokens = tuple(self._llama.tokenize(begin.encode(), add_bos=False, special=False)) if begin else ()
        with Sampler(self._llama, self._vocabulary, grammar, 0) as sampler:
            # not every vocabulary has tokens for it alone: some put a space before whatever they are given
            exact = b"".join(map(self._vocabulary.piece, tokens)) == begin.encode()
            if exact and len(tokens) <= _LONGEST_BEGIN and sampler.begin_with(tokens):
                return Form(grammar, begin, tokens)
        return Form(grammar)


def gbnf(schema: str) -> str:
    """The grammar of a JSON Schema. The library's lets control characters stand in strings as they are,
    which is no JSON (RFC 8259 section 7). Raises EngineRefused."""
    try:
        grammar: str = json_schema_to_gbnf(schema)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError) as error:
        raise EngineRefused(f"no grammar can be made of this JSON Schema: {error}") from error
    return grammar.replace(r'[^"\\]', r'[^"\\\x00-\x1F\x7F]')


def frame(schema: str) -> str:
    """How each object of ``schema`` begins, up to the text of its first property: ``{"say": "``.
    Empty where that is not the same for all."""
    form = json.loads(schema)
    if not isinstance(form, dict) or form.get("type") != "object" or _CHOICES & set(form):
        return ""
    required = form.get("required", ())
    for name, value in form.get("properties", {}).items():
        if name in required:
            return f'{{{json.dumps(name)}: "' if _is_text(value) else ""
    return ""


def _is_text(value: Any) -> bool:
    """Whether a property's schema allows strings only."""
    if not isinstance(value, dict) or _CHOICES & set(value):
        return False
    given = value.get("enum", [value["const"]] if "const" in value else None)
    if given is not None:
        return all(isinstance(one, str) for one in given)
    return value.get("type") == "string"
