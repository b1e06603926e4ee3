"""Who may dial what: asked of the real PBX, which must not trust the switchboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.config import Policy
from agent.pbx.server import Pbx
from agent.pbx.trunk_events import TrunkDialing, TrunkRefused, parse
from agent.practice import numbers as n
from tests.pbx.callers import call
from tests.pbx.pair import Pair, free_pbx_section, temporary_paths, wait_until

pytestmark = [pytest.mark.pbx, pytest.mark.usefixtures("sipp")]
CALL = "X-Offhook-Call: d-1"
TRUNK_CHANNEL = "PJSIP/trunk-"


@pytest.fixture(autouse=True)
def fresh(pbx_pair: Pair) -> None:
    """Nothing of an earlier call is still under way."""
    wait_until(lambda: "0 active channels" in pbx_pair.pbx.command("core show channels"))
    pbx_pair.watch.settle()


def went_out(pair: Pair) -> bool:
    """Whether anything reached the trunk. Hangup events tell of every channel there was."""
    pair.watch.wait(lambda e: e.get("Event") == "Hangup" and e.get("Channel", "").startswith("PJSIP/line-1"))
    told = [parse(event) for event in pair.watch.events]
    channels = [event.get("Channel", "") for event in pair.watch.events]
    return any(isinstance(t, TrunkDialing) for t in told) or any(
        c.startswith(TRUNK_CHANNEL) for c in channels
    )


def reason(pair: Pair, call_id: str) -> str:
    told = pair.watch.trunk(TrunkRefused, call_id)
    assert isinstance(told, TrunkRefused)
    return told.reason


@pytest.mark.parametrize(
    "number", ["911", "112", "999", "000", "411", "988", "933", "+1911", "+44999", "+49112"]
)
def test_short_numbers_are_not_even_known(pbx_pair: Pair, number: str) -> None:
    assert call(pbx_pair, number, CALL).final == 404

    assert not any(isinstance(parse(event), TrunkDialing) for event in pbx_pair.watch.events)


@pytest.mark.parametrize(
    "number",
    ["+19115550100", "+12115550100", "+19005550100", "+12029765555", "+449012345678", "+881612345678"],
)
def test_emergency_and_premium_numbers_are_barred(pbx_pair: Pair, number: str) -> None:
    assert call(pbx_pair, number, CALL).final == 403

    assert reason(pbx_pair, "d-1") == "barred"
    assert not went_out(pbx_pair)


def test_a_number_that_no_pattern_allows_is_refused(pbx_pair: Pair) -> None:
    assert call(pbx_pair, "+14155552671", CALL).final == 403

    assert reason(pbx_pair, "d-1") == "unlisted"
    assert not went_out(pbx_pair)


def test_the_owners_own_number_is_barred_although_its_pattern_is_allowed(pbx_pair: Pair) -> None:
    assert call(pbx_pair, n.OWNER, CALL).final == 403

    assert reason(pbx_pair, "d-1") == "barred"


@pytest.mark.parametrize(
    "header",
    [
        "X-Nothing: 0",
        "X-Offhook-Call:",
        "X-Offhook-Call: a b",
        "X-Offhook-Call: a,Number: +1",
        "X-Offhook-Call: ${SHELL(id)}",
        'X-Offhook-Call: a"b',
        "X-Offhook-Call: a;b",
        f"X-Offhook-Call: {'x' * 65}",
    ],
)
def test_a_call_without_a_well_formed_id_does_not_go_out(pbx_pair: Pair, header: str) -> None:
    assert call(pbx_pair, n.ECHO, header).final == 403

    pbx_pair.watch.user_event("OffhookRefused", Reason="no-call-id", Number=n.ECHO)
    assert not went_out(pbx_pair)


@pytest.mark.parametrize("call_id", ["a", "c_0-Z", "x" * 64])
def test_a_well_formed_id_comes_back_as_it_was(pbx_pair: Pair, call_id: str) -> None:
    call(pbx_pair, n.BUSY, f"X-Offhook-Call: {call_id}")

    assert parse(pbx_pair.watch.user_event("OffhookDialing")) == TrunkDialing(call_id, n.BUSY)


@pytest.mark.parametrize(
    "number",
    [
        "+12025550127%26PJSIP%2F201",
        "+12025550127,30",
        "+1202555012x",
        "+120255501",
        "+1202555012712345678",
        "trunk",
        "h",
    ],
)
def test_a_number_with_something_in_it_is_not_known(pbx_pair: Pair, number: str) -> None:
    done = call(pbx_pair, number, CALL)

    assert done.final in (403, 404)
    assert not any(isinstance(parse(event), TrunkDialing) for event in pbx_pair.watch.events)


def test_a_wrong_secret_gets_nowhere(pbx_pair: Pair) -> None:
    assert call(pbx_pair, n.ECHO, CALL, secret="wrong").final == 401

    assert pbx_pair.watch.events == []


@pytest.mark.parametrize("user", ["trunk", "nobody"])
def test_who_is_not_known_gets_nowhere(pbx_pair: Pair, user: str) -> None:
    # From the trunk's address this is a call from outside: it may ring the house, and no more.
    assert not call(pbx_pair, n.ECHO, CALL, user=user, secret="guess").ok

    pbx_pair.watch.user_event("OffhookInbound")
    assert not any(isinstance(parse(event), TrunkDialing) for event in pbx_pair.watch.events)


def test_a_desk_phone_reaches_the_house_but_not_the_trunk(pbx_pair: Pair) -> None:
    secret = pbx_pair.line_secret("phone-201")

    assert call(pbx_pair, n.ECHO, CALL, user="201", secret=secret).final == 404
    assert call(pbx_pair, "echo", user="201", secret=secret).final == 200


@pytest.mark.parametrize("number", ["echo", "milliwatt", "digits"])
def test_the_test_extensions_answer_without_going_out(pbx_pair: Pair, number: str) -> None:
    assert call(pbx_pair, number, talk_seconds=0.2).final == 200

    assert not went_out(pbx_pair)


def test_the_line_is_not_answered_before_the_trunk_is(pbx_pair: Pair) -> None:
    ringing = call(pbx_pair, n.DECLINED, CALL)
    early = call(pbx_pair, n.UNALLOCATED, CALL)

    assert (ringing.provisional, ringing.final) == ((100, 180), 403)
    assert (early.provisional, early.final) == ((100, 183), 404), early.screen


def test_an_empty_allow_list_allows_nothing(pbx_pair: Pair) -> None:
    with temporary_paths() as paths:
        config = replace(pbx_pair.config, pbx=free_pbx_section(), policy=Policy())
        pbx = Pbx(config, paths)
        pbx.start()
        try:
            done = call(replace(pbx_pair, config=config, paths=paths), n.ECHO, CALL)
        finally:
            pbx.stop()

    assert done.final == 403
