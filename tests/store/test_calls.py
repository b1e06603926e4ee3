from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.store.calls import CallStore
from agent.store.database import Database
from agent.store.keys import KeyStore
from agent.store.records import DisclosureRecord, NewCall, NewDisclosure, NewTurn


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "db")
    yield opened
    opened.close()


@pytest.fixture
def calls(database: Database) -> CallStore:
    return CallStore(database)


def _call(call_id: str, key_id: str | None = None) -> NewCall:
    return NewCall(id=call_id, to="+12025550101", task="Book a table.", voice="jessica", key_id=key_id)


def test_a_new_call_is_queued_and_says_so_in_its_first_event(calls: CallStore) -> None:
    record, event = calls.create(_call("call_1"), "call.queued")
    assert (record.status, record.lifecycle, record.dialing_at, record.over) == (
        "queued",
        "queued",
        None,
        False,
    )
    assert event is not None
    assert calls.events("call_1") == [event]


def test_an_event_and_what_it_changes_are_stored_together(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    event = calls.append("call_1", "call.answered", {}, {"status": "in_progress", "lifecycle": "answered"})
    record = calls.get("call_1")
    assert record is not None
    assert (record.status, record.lifecycle, record.answered_at) == ("in_progress", "answered", event.at)


def test_a_stage_keeps_the_time_it_was_first_reached(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    first = calls.append("call_1", "call.dialing", {}, {"lifecycle": "dialing"})
    calls.append("call_1", "call.ringing", {}, {"lifecycle": "dialing"})
    record = calls.get("call_1")
    assert record is not None
    assert record.dialing_at == first.at


def test_an_event_of_an_unknown_call_leaves_nothing(calls: CallStore) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        calls.append("call_nobody", "call.turn", {}, record=NewTurn("t1", "user", "Hello?", 0.0, 1.0))
    assert calls.transcript("call_nobody") == []


def test_the_transcript_keeps_the_order_in_which_it_was_told(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    for number, text in enumerate(["Hello?", "Good evening.", "A table, please."]):
        calls.append(
            "call_1", "call.turn", {}, record=NewTurn(f"t{number}", "user", text, number, number + 1)
        )
    assert [turn.text for turn in calls.transcript("call_1")] == [
        "Hello?",
        "Good evening.",
        "A table, please.",
    ]


def test_what_was_told_is_kept_without_its_value(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    calls.append("call_1", "released", {}, record=NewDisclosure("t2", "name"))
    stored = calls.append("call_1", "released", {}, record=NewDisclosure("t2", "phone", "digits"))
    first, second = calls.disclosures("call_1")
    assert (first.turn, first.fact, first.form) == ("t2", "name", "")
    assert second == DisclosureRecord("t2", "phone", "digits", at=stored.at)
    assert (calls.transcript("call_1"), calls.disclosures("call_2")) == ([], [])


def test_events_are_read_on_from_the_last_one_seen(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    calls.create(_call("call_2"), "call.queued")
    seen = calls.append("call_1", "call.ringing", {})
    last = calls.append("call_1", "call.answered", {})
    assert calls.events("call_1", after=seen.seq) == [last]
    assert [event.call_id for event in calls.events(limit=2)] == ["call_1", "call_2"]
    assert calls.last_seq() == last.seq


def test_one_idempotency_key_makes_one_call(calls: CallStore, database: Database) -> None:
    key, _ = KeyStore(database).create("test")
    first, event = calls.create(_call("call_1", key.id), "call.queued", "once", "hash")
    again, nothing = calls.create(_call("call_2", key.id), "call.queued", "once", "hash")
    assert (again, nothing) == (first, None)
    assert event is not None
    assert calls.get("call_2") is None
    assert calls.find_idempotent(key.id, "once") == ("call_1", "hash")


def test_two_keys_may_use_the_same_idempotency_key(calls: CallStore, database: Database) -> None:
    one, _ = KeyStore(database).create("one")
    two, _ = KeyStore(database).create("two")
    calls.create(_call("call_1", one.id), "call.queued", "once", "hash")
    record, _ = calls.create(_call("call_2", two.id), "call.queued", "once", "hash")
    assert record.id == "call_2"


def test_a_call_that_exists_already_is_not_stored_again(calls: CallStore) -> None:
    calls.create(_call("call_1"), "call.queued")
    with pytest.raises(Exception, match="UNIQUE"):
        calls.create(_call("call_1"), "call.queued")


def test_calls_come_newest_first_and_can_be_narrowed(calls: CallStore) -> None:
    for number in range(3):
        calls.create(_call(f"call_{number}"), "call.queued")
    calls.append("call_1", "call.ended", {}, {"lifecycle": "finalized"})
    assert [call.id for call in calls.newest(limit=2)] == ["call_2", "call_1"]
    assert calls.newest(direction="inbound") == []
    assert calls.newest(since="2999-01-01T00:00:00.000Z") == []
    assert [call.id for call in calls.unfinished()] == ["call_0", "call_2"]
