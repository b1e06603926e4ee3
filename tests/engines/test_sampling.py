"""Choosing the next token, compared with llama-cpp-python's own way: the grammar before the choice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from agent.call.account import account_schema
from agent.call.reply import reply_schema
from agent.errors import EngineRefused
from tests.engines.tiny_models import write_gguf

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")

import llama_cpp
from llama_cpp.llama_grammar import LlamaGrammar

from agent.engines import sampling
from agent.engines.forms import gbnf
from agent.engines.sampling import Sampler
from agent.engines.vocabulary import Vocabulary

PROMPT = b"Hello, how can I help you?"
LIMIT = 60
SCHEMAS = {
    "reply": reply_schema(("none", "press", "end")),
    "account": account_schema(),
    "numbers": '{"type": "array", "items": {"type": "integer"}, "maxItems": 3}',
    "words": json.dumps(
        {"type": "object", "properties": {"say": {"const": "Yes, please."}}, "required": ["say"]}
    ),
}
Models = Callable[[int, bool], Any]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Loaded models by seed and vocabulary."""
    folder, loaded = tmp_path_factory.mktemp("gguf"), {}

    def model(seed: int, pairs: bool) -> Any:
        if (seed, pairs) not in loaded:
            path = folder / f"{seed}{pairs}.gguf"
            write_gguf(path, seed=seed, pairs=pairs)
            loaded[seed, pairs] = llama_cpp.Llama(
                str(path), n_ctx=512, n_threads=1, n_threads_batch=1, verbose=False
            )
        return loaded[seed, pairs]

    return model


def grammar_first(llama: Any, grammar: str, **more: Any) -> list[int]:
    tokens = llama.tokenize(PROMPT, add_bos=True)
    rules = LlamaGrammar.from_string(grammar) if grammar else None
    return list(until_the_end(llama, llama.generate(tokens, grammar=rules, **more)))


def choice_first(llama: Any, grammar: str, temp: float = 0.0, seed: int | None = None) -> list[int]:
    llama.reset()
    llama.eval(llama.tokenize(PROMPT, add_bos=True))

    def written(sampler: Sampler) -> Iterator[int]:
        while True:
            yield (token := sampler.next())
            llama.eval([token])

    with Sampler(llama, Vocabulary(llama), grammar, temp, seed) as sampler:
        return list(until_the_end(llama, written(sampler)))


def until_the_end(llama: Any, written: Iterator[int]) -> Iterator[int]:
    for _, token in zip(range(LIMIT), written, strict=False):
        yield token
        if token == llama.token_eos():
            return


def text_of(llama: Any, tokens: list[int]) -> str:
    return b"".join(map(Vocabulary(llama).piece, tokens)).decode("utf-8", "replace")


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("pairs", [False, True], ids=["bytes", "pairs"])
def test_whatever_the_weights_the_likeliest_reply_is_that_of_the_grammar_before_the_choice(
    models: Models, schema: str, pairs: bool
) -> None:
    grammar = gbnf(SCHEMAS[schema])
    for seed in range(6):
        llama = models(seed, pairs)
        assert choice_first(llama, grammar) == grammar_first(llama, grammar, temp=0.0)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("pairs", [False, True], ids=["bytes", "pairs"])
def test_it_is_the_same_where_none_of_the_likeliest_is_allowed(
    models: Models, schema: str, pairs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    llama, grammar = models(1, pairs), gbnf(SCHEMAS[schema])
    monkeypatch.setattr(sampling, "FIRST_TRIED", 2)
    assert choice_first(llama, grammar) == grammar_first(llama, grammar, temp=0.0)


def test_without_a_grammar_the_likeliest_is_the_librarys(models: Models) -> None:
    assert choice_first(models(2, True), "") == grammar_first(models(2, True), "", temp=0.0)


def test_without_a_grammar_chance_is_the_librarys(models: Models) -> None:
    llama = models(3, True)
    llama.set_seed(11)
    assert choice_first(llama, "", 0.9, seed=11) == grammar_first(llama, "", temp=0.9)


def test_chance_keeps_to_the_grammar(models: Models) -> None:
    schema = json.dumps(
        {"type": "object", "properties": {"do": {"enum": ["none", "end"]}}, "required": ["do"]}
    )
    llama, seen = models(4, True), set()
    for seed in range(8):
        text = text_of(llama, choice_first(llama, gbnf(schema), 1.5, seed))
        jsonschema.validate(json.loads(text), json.loads(schema))
        seen.add(text)
    assert len(seen) > 1


def test_the_same_seed_throws_the_same_dice(models: Models) -> None:
    llama, grammar = models(5, False), gbnf(SCHEMAS["reply"])
    first, again, other = (choice_first(llama, grammar, 1.2, seed) for seed in (1, 1, 2))
    assert first == again != other


def test_a_beginning_is_taken_as_written(models: Models) -> None:
    llama, grammar = models(1, True), gbnf(SCHEMAS["words"])
    begun = llama.tokenize(b'{"say": "Yes', add_bos=False)
    llama.reset()
    llama.eval(llama.tokenize(PROMPT, add_bos=True) + begun)
    with Sampler(llama, Vocabulary(llama), grammar, 0) as sampler:
        assert sampler.begin_with(begun)
        assert text_of(llama, [sampler.next()]) == ","


def test_a_beginning_that_the_grammar_forbids_is_not(models: Models) -> None:
    llama = models(1, True)
    with Sampler(llama, Vocabulary(llama), gbnf(SCHEMAS["words"]), 0) as sampler:
        assert not sampler.begin_with(llama.tokenize(b'{"do', add_bos=False))


def test_where_the_grammar_allows_nothing_the_reply_is_refused(models: Models) -> None:
    with pytest.raises(EngineRefused, match="cannot write"):
        choice_first(models(1, True), r"root ::= [\x00]")


def test_what_is_no_grammar_is_refused(models: Models) -> None:
    with pytest.raises(EngineRefused, match="cannot read the grammar"):
        Sampler(models(1, True), Vocabulary(models(1, True)), "root ::= (", 0)


def test_what_it_holds_is_freed_even_after_an_error(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[Any] = []
    free = llama_cpp.llama_sampler_free

    def watched(sampler: Any) -> None:
        freed.append(sampler)
        free(sampler)

    monkeypatch.setattr(llama_cpp, "llama_sampler_free", watched)
    llama = models(1, True)
    with pytest.raises(ZeroDivisionError), Sampler(llama, Vocabulary(llama), gbnf(SCHEMAS["words"]), 0.5):
        raise ZeroDivisionError
    assert len(freed) == 2
