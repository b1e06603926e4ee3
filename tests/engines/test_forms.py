"""What a reply must look like, on vocabularies of bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.call.account import account_schema
from agent.call.reply import reply_schema
from agent.errors import EngineRefused
from tests.engines.tiny_models import write_gguf

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")

import llama_cpp

from agent.engines.forms import Form, Forms, frame, gbnf
from agent.engines.vocabulary import Vocabulary

SAY = reply_schema(("none", "end"))


def llama(folder: Path, **more: Any) -> Any:
    write_gguf(folder / "tiny.gguf", **more)
    return llama_cpp.Llama(str(folder / "tiny.gguf"), n_ctx=256, verbose=False)


def forms_of(model: Any) -> Forms:
    return Forms(model, Vocabulary(model))


def schema_of(first: Any, **more: Any) -> str:
    form = {
        "type": "object",
        "properties": {"first": first, "then": {"type": "string"}},
        "required": ["first"],
    }
    return json.dumps(form | more)


def test_a_reply_begins_with_what_to_say() -> None:
    assert frame(SAY) == '{"say": "'


def test_an_account_begins_with_its_status() -> None:
    assert frame(account_schema()) == '{"status": "'


@pytest.mark.parametrize(
    "first",
    [{"type": "string"}, {"const": "yes"}, {"enum": ["yes", "no"]}, {"type": "string", "maxLength": 9}],
)
def test_where_the_first_property_is_text_all_begin_alike(first: dict[str, Any]) -> None:
    assert frame(schema_of(first)) == '{"first": "'


@pytest.mark.parametrize(
    "first",
    [
        {"type": "integer"},
        {"type": ["string", "null"]},
        {"enum": ["yes", 1]},
        {"const": None},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"$ref": "#/$defs/text"},
        {},
        True,
    ],
)
def test_where_it_may_be_something_else_they_do_not(first: Any) -> None:
    assert frame(schema_of(first)) == ""


@pytest.mark.parametrize(
    "schema",
    ['{"type": "object"}', '{"type": "string"}', "true", '{"type": "array", "items": {"type": "string"}}'],
)
def test_what_has_no_first_property_has_no_beginning(schema: str) -> None:
    assert frame(schema) == ""


def test_what_may_be_left_out_is_not_the_first() -> None:
    assert frame(schema_of({"type": "integer"}, required=["then"])) == '{"then": "'
    assert frame(schema_of({"type": "string"}, required=[])) == ""


def test_a_choice_between_objects_has_no_beginning() -> None:
    assert frame(schema_of({"type": "string"}, anyOf=[{"type": "object"}])) == ""


def test_control_characters_are_not_allowed_in_strings() -> None:
    assert r"\x00-\x1F" in gbnf(SAY)


@pytest.mark.parametrize("schema", ['{"type": "no such type"}', '{"properties": 7}', '{"$ref": "#/nowhere"}'])
def test_a_schema_that_is_none_is_refused(schema: str) -> None:
    with pytest.raises(EngineRefused, match="JSON Schema"):
        gbnf(schema)


def test_the_beginning_comes_in_the_vocabularys_tokens(tmp_path: Path) -> None:
    model = llama(tmp_path, pairs=True)
    form = forms_of(model).of(SAY)
    assert form.begin == '{"say": "'
    assert list(form.begin_tokens) == model.tokenize(form.begin.encode(), add_bos=False)


def test_a_vocabulary_that_writes_spaces_otherwise_has_no_beginning(tmp_path: Path) -> None:
    assert forms_of(llama(tmp_path)).of(SAY) == Form(gbnf(SAY))


def test_a_beginning_longer_than_the_prompts_reserve_is_left_to_the_model(tmp_path: Path) -> None:
    name = "a" * 100
    schema = {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}
    assert forms_of(llama(tmp_path, pairs=True)).of(json.dumps(schema)).begin == ""


def test_only_the_last_forms_are_kept(tmp_path: Path) -> None:
    forms = forms_of(llama(tmp_path))
    for number in range(20):
        forms.of(schema_of({"type": "string", "maxLength": number + 1}))
    assert len(forms._kept) == 16


def test_no_schema_is_free_text(tmp_path: Path) -> None:
    assert forms_of(llama(tmp_path)).of("") == Form()
