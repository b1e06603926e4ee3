from __future__ import annotations

import pytest

from agent.pbx.causes import Retry
from agent.pbx.trunk_events import TrunkDialing, TrunkRefused, TrunkResult, parse


def user_event(name: str, **fields: str) -> dict[str, str]:
    return {"Event": "UserEvent", "UserEvent": name, **fields}


def test_the_end_of_a_trunk_leg_is_read_with_its_meaning() -> None:
    told = parse(
        user_event("OffhookTrunk", Call="c1", DialStatus="BUSY", Cause="17", SipCode="486", Rang="1")
    )

    assert told == TrunkResult("c1", "busy", "busy", 486, 17, True, "BUSY", Retry.BY_POLICY)


def test_what_the_pbx_left_empty_counts_as_unknown() -> None:
    told = parse(
        user_event("OffhookTrunk", Call="c1", DialStatus="CHANUNAVAIL", Cause="", SipCode="", Rang="")
    )

    assert isinstance(told, TrunkResult)
    assert (told.sip_code, told.q850, told.rang, told.outcome) == (0, 0, False, "network_error")


@pytest.mark.parametrize("number", ["-1", "４８６", "486 Busy", "1e3"])
def test_what_is_no_number_is_no_status(number: str) -> None:
    told = parse(user_event("OffhookTrunk", Call="c1", DialStatus="BUSY", SipCode=number))

    assert isinstance(told, TrunkResult)
    assert told.sip_code == 0


def test_a_cancelled_leg_can_be_told_to_be_our_ring_timers_doing() -> None:
    told = parse(user_event("OffhookTrunk", Call="c1", DialStatus="CANCEL", SipCode="487", Rang="1"))

    assert isinstance(told, TrunkResult)
    assert (told.outcome, told.after_ring_timeout().outcome) == ("cancelled", "no_answer")
    assert told.after_ring_timeout().call_id == "c1"


def test_the_invite_is_told() -> None:
    assert parse(user_event("OffhookDialing", Call="c1", Number="+12025550110")) == TrunkDialing(
        "c1", "+12025550110"
    )


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [("barred", "failed"), ("unlisted", "failed"), ("no-call-id", "failed"), ("no-trunk", "network_error")],
)
def test_what_was_not_dialled_is_told_with_the_reason(reason: str, outcome: str) -> None:
    told = parse(user_event("OffhookRefused", Call="c1", Number="+1900", Reason=reason))

    assert isinstance(told, TrunkRefused)
    assert (told.call_id, told.reason, told.outcome) == ("c1", reason, outcome)


@pytest.mark.parametrize(
    "event", [{"Event": "Hangup"}, {}, user_event("Other"), user_event("PracticeDigits")]
)
def test_other_events_are_none_of_ours(event: dict[str, str]) -> None:
    assert parse(event) is None
