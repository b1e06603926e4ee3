from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.call.reply import (
    ACTIONS,
    LONGEST_CHARACTERS,
    LONGEST_SAY,
    Broken,
    Reply,
    ReplyReader,
    reply_json,
    reply_schema,
)


def read(*pieces: str) -> tuple[str, Reply | Broken]:
    reader = ReplyReader()
    said = "".join(reader.feed(piece) for piece in pieces)
    return said, reader.finish()


def why(text: str) -> str:
    broken = read(text)[1]
    assert isinstance(broken, Broken)
    return broken.why


def test_a_reply_has_what_to_say_and_what_to_do() -> None:
    text = '{"say": "Thank you.", "do": "end", "arg": " completed ", "why": "ok"}'
    assert read(text)[1] == Reply("Thank you.", "end", "completed", "ok")


def test_what_to_say_is_passed_on_while_it_is_written() -> None:
    reader = ReplyReader()
    pieces = ["{", '"say"', ': "Hel', "lo \\", 'n \\"yo', 'u\\"', '", "do": "none", "arg": ""}']
    assert [reader.feed(piece) for piece in pieces] == ["", "", "Hel", "lo ", '\n "yo', 'u"', ""]


@given(
    say=st.text(max_size=60),
    ascii_only=st.booleans(),
    cuts=st.lists(st.integers(0, 300), max_size=20),
    indent=st.none() | st.integers(0, 2),
)
def test_what_to_say_comes_out_whole_however_the_reply_is_cut(
    say: str, ascii_only: bool, cuts: list[int], indent: int | None
) -> None:
    text = json.dumps({"say": say, "do": "none", "arg": ""}, ensure_ascii=ascii_only, indent=indent)
    edges = [0, *sorted(cuts), len(text)]
    said, reply = read(*(text[start:end] for start, end in pairwise(edges)))
    assert isinstance(reply, Reply)
    # Backspaces and the like are not spoken.
    assert said == reply.say.replace("\b", " ").replace("\f", " ").replace("\r", " ").replace("\t", " ")


@given(text=st.text(st.sampled_from('{}[]":,\\u08dDsayc x\n'), max_size=80), start=st.booleans())
def test_no_garbage_breaks_the_reader_and_none_is_said_before_say_begins(text: str, start: bool) -> None:
    said, reply = read(*('{"say": "' * start + text))
    assert isinstance(reply, Reply | Broken)
    assert start or not said or '"say"' in text
    said.encode("utf-8")


@pytest.mark.parametrize(
    ("escaped", "said"),
    [
        ("\\ud83d\\ude00", "😀"),
        ("\\ud83d", "\ufffd"),
        ("\\ud83dx", "\ufffdx"),
        ("\\ud83d\\u0041", "\ufffdA"),
        ("\\ude00", "\ufffd"),
        ("\\u00e9", "é"),
        ("\\/", "/"),
        ("a\\qb", "a b"),
        ("\\uzzzz", " "),
        ("a\nb", "a\nb"),
    ],
)
def test_escapes_are_undone(escaped: str, said: str) -> None:
    text = f'{{"say": "{escaped}", "do": "none", "arg": ""}}'
    assert read(*text)[0] == said
    assert read(text)[0] == said


def test_half_a_surrogate_pair_gets_nowhere() -> None:
    reply = read('{"do": "end", "say": "\\ud83d", "arg": "x", "options": ["\\udfff", 1, " "]}')[1]
    assert isinstance(reply, Reply)
    assert (reply.say, reply.options) == ("\ufffd", ("\ufffd", "1"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON: JSONDecodeError"),
        ("Hello, this is plain text.", "not JSON: JSONDecodeError"),
        ('{"say": "cut off', "not JSON: JSONDecodeError"),
        ('{"say": NaN}', "not JSON: ValueError"),
        ("[" * 5000, "not JSON: RecursionError"),
        ('["say"]', "not an object"),
        ('{"say": 5, "do": "none"}', "say is not text"),
        ('{"say": "x", "do": "dance"}', "no such action"),
        ('{"say": "x", "do": ["end"]}', "no such action"),
        ('{"say": "x", "do": "ask_owner", "options": {}}', "options is not a list"),
        ('{"say": "' + "x" * LONGEST_CHARACTERS + '"}', "too long"),
    ],
)
def test_what_is_no_reply_says_why(text: str, reason: str) -> None:
    assert why(text) == reason


def test_a_reply_that_does_not_begin_with_say_is_still_understood_at_its_end() -> None:
    said, reply = read('{"do": "press", "arg": 1, "say": "Hm"}')
    assert said == ""
    assert reply == Reply("Hm", "press", "1")


def test_nobody_has_to_listen_to_an_endless_sentence() -> None:
    said, reply = read('{"say": "' + "na " * 500, '", "do": "none", "arg": ""}')
    assert isinstance(reply, Reply)
    assert len(said) == len(reply.say) == LONGEST_SAY


def test_the_reader_tells_when_a_reply_is_too_long_to_be_one() -> None:
    reader = ReplyReader()
    reader.feed("x" * LONGEST_CHARACTERS)
    assert not reader.too_long
    reader.feed("x")
    assert reader.too_long


@pytest.mark.parametrize("actions", [("none", "wait"), ("none", "press", "end"), ACTIONS])
def test_the_schema_permits_the_phase_s_actions_and_no_others(actions: tuple[str, ...]) -> None:
    schema: dict[str, Any] = json.loads(reply_schema(actions))
    for do in ACTIONS:
        value: dict[str, Any] = {"say": "x", "do": do, "arg": ""}
        value |= {"why": "y"} if do == "end" else {"options": ["yes"]} if do == "ask_owner" else {}
        if do in actions:
            jsonschema.validate(value, schema)
        else:
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(value, schema)


def test_a_reply_in_the_transcript_is_written_in_one_way() -> None:
    written = reply_json("Für {people}.", "press", "1")
    assert written == '{"say": "Für {people}.", "do": "press", "arg": "1"}'
    assert read(written)[1] == Reply("Für {people}.", "press", "1")


def test_the_schema_puts_say_first() -> None:
    assert list(json.loads(reply_schema(ACTIONS))["properties"])[:3] == ["say", "do", "arg"]
