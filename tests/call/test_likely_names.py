"""What a recogniser is told to listen for."""

from __future__ import annotations

from agent.call.briefing import Briefing, Fact
from agent.call.likely_names import likely_names


def test_names_of_the_briefing_are_listened_for_and_not_the_callees() -> None:
    facts = (Fact(name="pet", value="Rex", kind="name"), Fact(name="phone", value="+12025550199"))  # type: ignore[arg-type]
    briefing = Briefing(
        call_id="c", to="+1", task="Book it for Anna Davies.", callee="Reeves Library", facts=facts
    )
    assert likely_names(briefing) == ("Rex", "Anna Davies", "Anna", "Davies")


def test_what_is_never_told_is_not_listened_for() -> None:
    secret = Fact(name="name", value="Vera Lane", release="never")
    assert likely_names(Briefing(call_id="c", to="+1", task="Confirm the visit.", facts=(secret,))) == ()
