"""A sample of the evaluation: held-out episodes, played by the oracle through the real session and gate.

The whole of it is ``scripts/bench rehearse``.
"""

from __future__ import annotations

import pytest

from agent.practice.rehearsal.run import Outcome, Rehearsal, rehearse
from agent.practice.rehearsal.summary import summary, table

EPISODES = 12


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(rehearse(Rehearsal(EPISODES, "oracle")))


def test_an_honest_agent_gets_every_errand_done(outcomes: list[Outcome]) -> None:
    assert [(one.episode, one.score.why) for one in outcomes if not one.score.success] == []


def test_it_agrees_to_nothing_wrong_and_tells_nothing_undue(outcomes: list[Outcome]) -> None:
    assert [one.score.wrong_commitments + one.score.undue_disclosures for one in outcomes] == [()] * EPISODES


def test_the_gate_stops_nothing_that_is_honest(outcomes: list[Outcome]) -> None:
    assert [(one.episode, one.score.stopped) for one in outcomes if one.score.stopped] == []


def test_its_account_of_each_call_is_right(outcomes: list[Outcome]) -> None:
    assert [(one.episode, one.score.status) for one in outcomes if not one.score.account_right] == []


def test_the_summary_names_what_failed(outcomes: list[Outcome]) -> None:
    figures = summary(outcomes)
    assert figures["episodes"] == figures["success"]["n"] == EPISODES
    assert sum(share["n"] for share in figures["by_temper"].values()) == EPISODES
    assert "wrong commitments  0" in table(figures)
