"""When a question to the owner is one that nobody asked."""

from __future__ import annotations

import pytest

from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.owner_question import needless
from agent.call.values import Kind

BRIEFING = Briefing(
    call_id="c1",
    to="+12025550100",
    task="Book an appointment.",
    facts=(
        Fact(name="name", value="Anna Davies", release="freely", kind=Kind.NAME),
        Fact(name="phone", value="202 555 0123", kind=Kind.PHONE),
        Fact(name="pin", value="7745", release="never", kind=Kind.CODE),
    ),
)
BOOK = FactBook.of(BRIEFING)
INSURANCE = "They ask for the insurance. What should I say?"


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        ("And in whose name?", "name"),
        ("okay ah my pen in whose name", "name"),
        ("What's your phone number?", "phone"),
    ],
)
def test_they_want_something_else_that_we_know(heard: str, known: str) -> None:
    assert needless(INSURANCE, heard, BOOK) == known


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("They ask for the dog's name. What should I say?", "And what name does your dog go by?"),
        (INSURANCE, "And the insurance?"),
        (INSURANCE, "Which insurance is it, and your name?"),
        (INSURANCE, "What is the PIN?"),
        (INSURANCE, "No rush."),
    ],
)
def test_it_may_well_be_what_they_want(question: str, heard: str) -> None:
    assert needless(question, heard, BOOK) == ""
