"""When a menu goes round, and which of its keys leads out."""

from __future__ import annotations

import pytest

from agent.call.menu import options
from agent.call.way_out import WayOut

MENU = "For billing, press one. For parts, press two. For anything else, press nine."


def test_the_first_round_is_the_models() -> None:
    way_out = WayOut()
    way_out.heard(options(MENU))
    assert way_out.key == ""


def test_the_second_round_has_a_way_out() -> None:
    way_out = WayOut()
    for text in (MENU, "Please make your selection now.", MENU):
        way_out.heard(options(text))
    assert way_out.key == "9"


def test_another_round_may_lose_a_key_or_add_one() -> None:
    way_out = WayOut()
    way_out.heard(options(MENU))
    way_out.heard(options(f"{MENU} To repeat these options, press star."))
    assert way_out.key == "9"


def test_another_menu_counts_anew() -> None:
    way_out = WayOut()
    way_out.heard(options("For sales, press one."))
    way_out.heard(options(MENU))
    assert way_out.key == ""


def test_a_key_was_pressed() -> None:
    way_out = WayOut()
    way_out.heard(options(MENU))
    way_out.pressed("1")
    way_out.heard(options(MENU))
    assert way_out.key == ""


@pytest.mark.parametrize(
    ("option", "leads_out"),
    [
        ("the operator", True),
        ("all other questions", True),
        ("everything else", True),
        ("to speak to someone", True),
        ("a member of staff", True),
        ("to speak to a representative", True),
        ("none of these", True),
        ("another appointment", False),
        ("the travel agency", False),
        ("opening hours", False),
    ],
)
def test_who_takes_all_the_rest(option: str, leads_out: bool) -> None:
    way_out = WayOut()
    for _ in range(2):
        way_out.heard(options(f"For billing, press one. For {option}, press four."))
    assert way_out.key == ("4" if leads_out else "")


def test_a_menu_without_a_way_out_is_asked_for_the_operator_once() -> None:
    way_out = WayOut()
    closed = options("For billing, press one. For parts, press two.")
    keys = []
    for _ in range(4):
        way_out.heard(closed)
        keys.append(way_out.key)
    assert keys == ["", "", "0", ""]
    way_out.pressed("0")
    for _ in range(3):
        way_out.heard(closed)
    assert way_out.key == ""


def test_keys_that_a_menu_does_not_have_choose_nothing() -> None:
    way_out = WayOut()
    assert way_out.not_offered("5") == ""
    way_out.heard(options(MENU))
    assert way_out.not_offered("5") == "this menu has no 5, it has 1, 2, 9"
    assert [way_out.not_offered(keys) for keys in ("1", "0", "#", "4711#")] == ["", "", "", ""]
