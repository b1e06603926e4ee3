from __future__ import annotations

import pytest

from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.hearing import Hearing
from agent.call.keying import Keyed, keyed
from agent.call.phase import Phase
from agent.call.values import find

FACTS = (
    {"name": "account", "value": "8830127", "keys": True},
    {"name": "phone", "value": "2025550177"},
    {"name": "car", "value": "a red one", "keys": True},
    {"name": "pin", "value": "4721"},
)


def press(keys: str, *said: str, before: str = "", phase: Phase = Phase.IVR_NAVIGATION) -> Keyed:
    briefing = Briefing.model_validate({"call_id": "c", "to": "+1", "task": "t", "facts": FACTS})
    book = FactBook.of(briefing)
    hearing = Hearing(book, "")
    for text in said:
        hearing.heard("t1", text, find(text))
    return keyed(keys, phase, book, hearing, before)


@pytest.mark.parametrize("keys", ["1", "0", "#", "12", "w1", "*9", " 2 "])
def test_a_menu_choice_is_one_key_or_two(keys: str) -> None:
    assert press(keys).keys == keys.strip()


@pytest.mark.parametrize(
    "keys", ["", "abc", "1;2", "123", "{phone}", "{car}", "{pin}", "{nobody}", "2025550177", "47210"]
)
def test_nothing_else_is_pressed(keys: str) -> None:
    pressed = press(keys)
    assert pressed.why
    assert not pressed.keys


def test_a_fact_that_may_be_keyed_is_keyed() -> None:
    assert press("{account}") == Keyed("8830127", "account")
    assert press("{account}#") == Keyed("8830127#", "account")
    assert press("8830127#") == Keyed("8830127#", "account")


def test_an_extension_that_they_named_may_be_dialled() -> None:
    assert press("204").why
    assert press("204", "For reservations dial extension 2 0 4.").keys == "204"


def test_a_secret_is_not_pressed_key_by_key() -> None:
    assert press("21", before="47").why == "these keys would tell what is not to be keyed"
    assert press("21", before="4").keys == "21"


def test_no_keys_where_none_are_pressed() -> None:
    assert press("1", phase=Phase.VOICEMAIL).why == "no keys are pressed in voicemail"
