"""Each row of the table of failure reasons, as the trunk leg gives it."""

from __future__ import annotations

from typing import Literal

import pytest

from agent.pbx.causes import (
    ANSWERED,
    BUSY,
    BY_Q850,
    BY_SIP,
    CANCELLED,
    DIAL_FAILED,
    INVALID_NUMBER,
    NETWORK_ERROR,
    NO_ANSWER,
    PROCESS_DIED,
    REJECTED,
    UNREACHABLE,
    Retry,
    TrunkLeg,
    Verdict,
    classify,
)

BEFORE_RINGING = [
    (NO_ANSWER, [480], [19]),
    (BUSY, [486, 600], [17]),
    (REJECTED, [603, 607, 608], [21]),
    (INVALID_NUMBER, [404, 484, 485, 604], [1, 28]),
    (UNREACHABLE, [410, 502], [3, 20, 22, 27]),
    (DIAL_FAILED, [401, 407, 403, 482, 483, 488, 606], []),
    (NETWORK_ERROR, [500, 503, 504, 408], [34, 38, 41, 42, 102, 18]),
]
AFTER_RINGING = [(NO_ANSWER, [480, 408], [18, 19]), (REJECTED, [403, 603], [21]), (BUSY, [486], [17])]


def rows(
    table: list[tuple[Verdict, list[int], list[int]]], which: Literal[1, 2]
) -> list[tuple[int, Verdict]]:
    return [(code, row[0]) for row in table for code in (row[1] if which == 1 else row[2])]


@pytest.mark.parametrize(("sip_code", "verdict"), rows(BEFORE_RINGING, 1))
def test_a_sip_status_decides(sip_code: int, verdict: Verdict) -> None:
    assert classify(TrunkLeg("CONGESTION", sip_code=sip_code, q850=0)) == verdict


@pytest.mark.parametrize(("q850", "verdict"), rows(BEFORE_RINGING, 2))
def test_without_a_sip_status_the_cause_decides(q850: int, verdict: Verdict) -> None:
    assert classify(TrunkLeg("CONGESTION", q850=q850)) == verdict


@pytest.mark.parametrize(("sip_code", "verdict"), rows(AFTER_RINGING, 1))
def test_ringing_changes_what_a_sip_status_means(sip_code: int, verdict: Verdict) -> None:
    assert classify(TrunkLeg("CONGESTION", sip_code=sip_code, rang=True)) == verdict


@pytest.mark.parametrize(("q850", "verdict"), rows(AFTER_RINGING, 2))
def test_ringing_changes_what_a_cause_means(q850: int, verdict: Verdict) -> None:
    assert classify(TrunkLeg("CONGESTION", q850=q850, rang=True)) == verdict


def test_the_tables_hold_nothing_that_is_not_tested() -> None:
    assert set(BY_SIP) == {code for code, _ in rows(BEFORE_RINGING, 1)}
    assert set(BY_Q850) == {code for code, _ in rows(BEFORE_RINGING, 2)}


def test_a_sip_status_outweighs_the_cause() -> None:
    assert classify(TrunkLeg("BUSY", sip_code=603, q850=17)) == REJECTED


@pytest.mark.parametrize(
    ("leg", "verdict"),
    [
        (TrunkLeg("CONGESTION", sip_code=415), DIAL_FAILED),
        (TrunkLeg("CONGESTION", sip_code=415, q850=17), BUSY),
        (TrunkLeg("CONGESTION", sip_code=580), NETWORK_ERROR),
        (TrunkLeg("CONGESTION", sip_code=699), REJECTED),
        (TrunkLeg("CONGESTION", sip_code=302), DIAL_FAILED),
    ],
)
def test_an_unknown_status_counts_as_its_class_unless_the_cause_says_more(
    leg: TrunkLeg, verdict: Verdict
) -> None:
    assert classify(leg) == verdict


def test_an_answered_call_is_answered_whatever_ended_it() -> None:
    assert classify(TrunkLeg("ANSWER", sip_code=0, q850=16, rang=True)) == ANSWERED
    assert classify(TrunkLeg("ANSWER", sip_code=200, q850=127)) == ANSWERED


def test_a_call_whose_sound_stopped_is_the_networks_fault() -> None:
    assert classify(TrunkLeg("ANSWER", q850=44)) == NETWORK_ERROR


def test_a_cancelled_call_is_cancelled_unless_our_ring_timer_did_it() -> None:
    leg = TrunkLeg("CANCEL", sip_code=487, q850=0, rang=True)
    assert classify(leg) == CANCELLED
    assert classify(leg, ring_timeout=True) == NO_ANSWER


def test_the_pbxs_own_ring_timer_means_no_answer() -> None:
    assert classify(TrunkLeg("NOANSWER", q850=0)) == NO_ANSWER


def test_a_trunk_that_is_away_is_a_network_error_although_its_cause_says_absent() -> None:
    assert classify(TrunkLeg("CHANUNAVAIL", q850=20)) == NETWORK_ERROR


@pytest.mark.parametrize(
    ("dial_status", "verdict"),
    [("BUSY", BUSY), ("CONGESTION", NETWORK_ERROR), ("", DIAL_FAILED), ("INVALIDARGS", DIAL_FAILED)],
)
def test_with_nothing_else_known_asterisks_own_word_counts(dial_status: str, verdict: Verdict) -> None:
    assert classify(TrunkLeg(dial_status)) == verdict


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (ANSWERED, ("", "answered", Retry.NONE)),
        (NO_ANSWER, ("no_answer", "no_answer", Retry.BY_POLICY)),
        (BUSY, ("busy", "busy", Retry.BY_POLICY)),
        (REJECTED, ("call_rejected", "rejected", Retry.ASK_OWNER)),
        (INVALID_NUMBER, ("invalid_number", "invalid_number", Retry.NEVER)),
        (UNREACHABLE, ("unreachable", "unreachable", Retry.NEVER)),
        (DIAL_FAILED, ("dial_failed", "failed", Retry.ONCE)),
        (NETWORK_ERROR, ("network_error", "network_error", Retry.ONCE)),
        (CANCELLED, ("cancelled", "cancelled", Retry.NONE)),
        (PROCESS_DIED, ("network_error", "system_error", Retry.RECONCILE)),
    ],
)
def test_the_words_are_those_our_callers_know(verdict: Verdict, words: tuple[str, str, Retry]) -> None:
    assert (verdict.fail_reason, verdict.outcome, verdict.retry) == words
