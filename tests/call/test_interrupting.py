"""Which short words want us to stop."""

from __future__ import annotations

import pytest

from agent.call.interrupting import interrupts


@pytest.mark.parametrize(
    "text", ["No.", "Sorry?", "Wait!", "Hello?", "What?", "No, no.", "One moment.", "Hang on"]
)
def test_who_objects_or_asks_wants_us_to_stop(text: str) -> None:
    assert interrupts(text)


@pytest.mark.parametrize(
    "text", ["Mhm.", "Okay.", "Yeah.", "Right.", "Uh-huh.", "I see.", "Yes, yes.", "", "Thanks."]
)
def test_assent_does_not(text: str) -> None:
    assert not interrupts(text)


def test_many_words_do_however_they_were_heard_unless_they_may_be_sung() -> None:
    assert interrupts("I saved a feece.")
    assert not interrupts("I saved a feece.", sung=True)
    assert not interrupts("Yes. Yes, yes, yes.")
