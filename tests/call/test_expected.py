"""What the recogniser is told to listen for."""

from __future__ import annotations

from agent.call.briefing import Briefing, Fact
from agent.call.expected import MOST, expected_names


def briefing(
    *facts: Fact, callee: str = "", task: str = "Book a table.", principal: str = "Anna Davies"
) -> Briefing:
    return Briefing(
        call_id="c1", to="+12025550110", task=task, principal=principal, callee=callee, facts=facts
    )


def test_the_callee_comes_first_and_a_word_comes_once() -> None:
    fact = Fact(name="patient", value="Ben Davies", release="freely")
    assert expected_names(briefing(fact, callee="Bella Vista"))[:2] == ("Bella", "Vista")
    assert sorted(expected_names(briefing(fact, callee="Bella Vista"))[2:]) == ["Anna", "Ben", "Davies"]


def test_a_name_that_is_never_told_is_not_handed_out() -> None:
    secret = Fact(name="ex_partner", value="Igor Petrov", release="never")
    assert not {"Igor", "Petrov"} & set(expected_names(briefing(secret)))


def test_numbers_and_dates_are_no_names() -> None:
    facts = (Fact(name="phone", value="202 555 0172"), Fact(name="date of birth", value="March 3, 1980"))
    assert expected_names(briefing(*facts)) == ("Anna", "Davies")


def test_there_is_a_limit() -> None:
    many = [Fact(name=f"guest {at}", value=f"Guest{chr(97 + at)} Family{chr(97 + at)}") for at in range(20)]
    assert len(expected_names(briefing(*many))) <= MOST
