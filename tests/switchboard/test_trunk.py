from __future__ import annotations

import asyncio

import pytest

from agent.pbx.trunk_events import TrunkRefused, TrunkResult
from agent.switchboard.trunk import TrunkAnswers


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.switchboard.trunk.WAIT_SECONDS", 0.05)


def event(name: str, call_id: str, **fields: str) -> dict[str, str]:
    return {"Event": "UserEvent", "UserEvent": name, "Call": call_id, **fields}


async def test_what_was_told_before_it_was_asked_for_is_kept() -> None:
    answers = TrunkAnswers()
    answers.expect("call_1")
    answers.receive(event("OffhookTrunk", "call_1", DialStatus="BUSY", SipCode="486", Cause="17"))
    told = await answers.result("call_1")
    assert isinstance(told, TrunkResult)
    assert told.fail_reason == "busy"


async def test_what_is_told_while_it_is_waited_for_is_taken() -> None:
    answers = TrunkAnswers()
    answers.expect("call_1")
    waiting = asyncio.create_task(answers.result("call_1"))
    await asyncio.sleep(0)
    answers.receive(event("OffhookRefused", "call_1", Number="+1", Reason="barred"))
    assert isinstance(await waiting, TrunkRefused)


async def test_waiting_has_an_end() -> None:
    answers = TrunkAnswers()
    answers.expect("call_1")
    answers.receive(event("OffhookDialing", "call_1", Number="+1"))
    answers.receive(event("OffhookTrunk", "call_2", DialStatus="BUSY"))
    answers.receive({"Event": "Hangup"})
    assert await answers.result("call_1") is None


async def test_the_first_word_counts_and_nothing_is_kept_afterwards() -> None:
    answers = TrunkAnswers()
    answers.expect("call_1")
    answers.receive(event("OffhookTrunk", "call_1", DialStatus="BUSY", SipCode="486"))
    answers.receive(event("OffhookTrunk", "call_1", DialStatus="ANSWER"))
    told = await answers.result("call_1")
    assert isinstance(told, TrunkResult)
    assert told.dial_status == "BUSY"
    assert await answers.result("call_1") is None
    assert not answers._waiting
