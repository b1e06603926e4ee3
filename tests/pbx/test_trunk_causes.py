"""Every way a call can fail, produced by the carrier and told by the dialplan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from agent.config import Trunk
from agent.pbx import secrets
from agent.pbx.render import AMI_USER
from agent.pbx.server import Pbx
from agent.pbx.trunk_events import TrunkDialing, TrunkRefused, TrunkResult
from agent.practice import numbers as n
from tests.pbx.callers import call
from tests.pbx.pair import Pair, free_pbx_section, free_port, temporary_paths, wait_until, watching

pytestmark = [pytest.mark.pbx, pytest.mark.usefixtures("sipp")]
_calls = count(1)


def dial(pair: Pair, number: str, **options: object) -> TrunkResult:
    call_id = f"call-{next(_calls)}"
    call(pair, number, f"X-Offhook-Call: {call_id}", **options)  # type: ignore[arg-type]
    result = pair.watch.trunk(TrunkResult, call_id)
    assert isinstance(result, TrunkResult)
    return result


BY_NUMBER = [
    (n.BUSY, 486, "busy", "busy"),
    (n.DECLINED, 603, "call_rejected", "rejected"),
    (n.UNALLOCATED, 404, "invalid_number", "invalid_number"),
    (n.CONGESTION, 503, "network_error", "network_error"),
    (n.GONE, 410, "unreachable", "unreachable"),
    (n.FORBIDDEN, 403, "dial_failed", "failed"),
    (n.SCREENED, 403, "call_rejected", "rejected"),
    (n.TIMED_OUT, 408, "network_error", "network_error"),
    (n.RANG_OUT, 408, "no_answer", "no_answer"),
]
BY_CODE = {
    401: ("dial_failed", "failed"),
    404: ("invalid_number", "invalid_number"),
    480: ("no_answer", "no_answer"),
    482: ("dial_failed", "failed"),
    483: ("dial_failed", "failed"),
    484: ("invalid_number", "invalid_number"),
    485: ("invalid_number", "invalid_number"),
    488: ("dial_failed", "failed"),
    500: ("network_error", "network_error"),
    502: ("unreachable", "unreachable"),
    504: ("network_error", "network_error"),
    600: ("busy", "busy"),
    604: ("invalid_number", "invalid_number"),
    606: ("dial_failed", "failed"),
    607: ("call_rejected", "rejected"),
    608: ("call_rejected", "rejected"),
}


@pytest.mark.parametrize(
    ("number", "sip_code", "fail_reason", "outcome"),
    [*BY_NUMBER, *((number, code, *BY_CODE[code]) for number, code in n.REFUSALS.items())],
    ids=lambda value: str(value),
)
def test_what_the_trunk_answered_is_reported_as_it_was(
    pbx_pair: Pair, number: str, sip_code: int, fail_reason: str, outcome: str
) -> None:
    result = dial(pbx_pair, number)

    assert (result.sip_code, result.fail_reason, result.outcome) == (sip_code, fail_reason, outcome)


def test_the_cause_is_the_trunk_legs_own(pbx_pair: Pair) -> None:
    results = {
        number: dial(pbx_pair, number) for number in (n.BUSY, n.UNALLOCATED, n.DECLINED, n.CONGESTION, n.GONE)
    }

    assert {number: result.q850 for number, result in results.items()} == {
        n.BUSY: 17,
        n.UNALLOCATED: 1,
        n.DECLINED: 21,
        n.CONGESTION: 34,
        n.GONE: 22,
    }


def test_an_answered_call_is_answered_whoever_hangs_up(pbx_pair: Pair) -> None:
    by_us = dial(pbx_pair, n.ECHO)
    by_them = dial(pbx_pair, n.HANGS_UP, talk_seconds=8)

    assert {(r.outcome, r.fail_reason, r.dial_status, r.sip_code) for r in (by_us, by_them)} == {
        ("answered", "", "ANSWER", 200)
    }
    assert by_them.q850 == 16


def test_a_line_that_hangs_up_while_it_rings_has_cancelled(pbx_pair: Pair) -> None:
    result = dial(pbx_pair, n.NO_ANSWER, scenario="cancel")

    assert (result.outcome, result.fail_reason, result.rang) == ("cancelled", "cancelled", True)
    assert result.after_ring_timeout().outcome == "no_answer"


def test_ringing_is_known_from_early_refusal(pbx_pair: Pair) -> None:
    assert dial(pbx_pair, n.DECLINED).rang
    assert not dial(pbx_pair, n.BUSY).rang


def test_the_invite_is_reported_before_anything_rings(pbx_pair: Pair) -> None:
    call(pbx_pair, n.BUSY, "X-Offhook-Call: early-bird")

    events = [e for e in pbx_pair.watch.events if e.get("Call") == "early-bird"]
    pbx_pair.watch.trunk(TrunkResult, "early-bird")

    told = pbx_pair.watch.trunk(TrunkDialing, "early-bird")
    assert isinstance(told, TrunkDialing)
    assert told.number == n.BUSY
    assert events[0]["UserEvent"] == "OffhookDialing"


@contextmanager
def other_pbx(pair: Pair, trunk: Trunk) -> Iterator[Pair]:
    """A second PBX whose trunk is not as it should be."""
    with temporary_paths() as paths:
        config = replace(pair.config, pbx=free_pbx_section(), trunk=trunk)
        pbx = Pbx(config, paths)
        pbx.start()
        try:
            with watching(
                config.pbx.ami_port, AMI_USER, secrets.get_or_make(paths.secrets, secrets.AMI)
            ) as watch:
                yield replace(pair, config=config, paths=paths, pbx=pbx, watch=watch)
        finally:
            pbx.stop()


def test_a_wrong_trunk_secret_is_a_refusal_of_the_network_not_of_the_person(
    pbx_pair: Pair, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("wrong")
    wrong.chmod(0o600)
    with other_pbx(pbx_pair, replace(pbx_pair.config.trunk, secret_file=wrong)) as pair:
        result = dial(pair, n.ECHO)
        wait_until(lambda: "Rejected" in pair.pbx.command("pjsip show registrations"))

    assert (result.sip_code, result.fail_reason, result.outcome) == (401, "dial_failed", "failed")


def test_a_trunk_that_is_not_there_is_a_network_error(pbx_pair: Pair) -> None:
    with other_pbx(pbx_pair, Trunk(server="127.0.0.1", port=free_port(), register=False)) as pair:
        result = dial(pair, n.ECHO, seconds=45)

    assert (result.fail_reason, result.outcome) == ("network_error", "network_error")


def test_without_a_trunk_the_call_is_refused_as_a_network_error(pbx_pair: Pair) -> None:
    with other_pbx(pbx_pair, Trunk()) as pair:
        done = call(pair, n.ECHO, "X-Offhook-Call: no-trunk")
        told = pair.watch.trunk(TrunkRefused, "no-trunk")

    assert done.final == 503
    assert isinstance(told, TrunkRefused)
    assert (told.reason, told.outcome) == ("no-trunk", "network_error")
