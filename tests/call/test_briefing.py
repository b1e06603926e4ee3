from __future__ import annotations

import pytest
from pydantic import ValidationError

from agent.call.briefing import Briefing, Fact
from agent.call.secrecy import is_secret, luhn


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("card number", "1234"),
        ("creditCard", "none"),
        ("PIN", "4721"),
        ("online_password", "tulip"),
        ("one-time code", "118822"),
        ("CVV", "123"),
        ("something", "4111 1111 1111 1111"),
        ("verification code", "1"),
    ],
)
def test_cards_codes_and_passwords_are_secrets(name: str, value: str) -> None:
    assert is_secret(name, value)
    assert Fact(name=name, value=value).release == "never"
    with pytest.raises(ValidationError, match="never told nor keyed"):
        Fact(name=name, value=value, release="freely")
    with pytest.raises(ValidationError, match="never told nor keyed"):
        Fact(name=name, value=value, keys=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("library card number", "21148803"),
        ("phone", "+12025550177"),
        ("booking code", "K9XB2"),
        ("pineapple", "2"),
        ("account", "4111 1111 1111 1112"),
    ],
)
def test_other_numbers_are_none(name: str, value: str) -> None:
    assert not is_secret(name, value)
    assert Fact(name=name, value=value).release == "if_asked"


def test_a_secret_survives_the_way_to_the_line() -> None:
    sent = Briefing(call_id="c", to="+1", task="t", facts=(Fact(name="pin", value="4721"),))
    assert Briefing.model_validate(sent.model_dump(mode="json")) == sent


def test_what_is_no_object_is_no_fact() -> None:
    with pytest.raises(ValidationError):
        Fact.model_validate("pin")


def test_the_check_digit_of_a_card() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
