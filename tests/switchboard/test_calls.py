from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from agent.config import Limits
from agent.errors import BriefingRefused, CallRefused, DialRefused, StoreError
from agent.store.records import NewCall
from agent.switchboard import conduct
from tests.switchboard.bench import SECRET, TO, Bench, bench, eventually
from tests.switchboard.fake_line import MENU_TASK


@pytest.fixture(autouse=True)
def _short_wait_for_the_trunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.switchboard.trunk.WAIT_SECONDS", 0.05)
    monkeypatch.setattr(conduct, "HANG_UP_SECONDS", 0.3)
    monkeypatch.setattr("agent.switchboard.line.GRACE_SECONDS", 0.3)


def _trunk_event(call_id: str, **fields: str) -> dict[str, str]:
    return {"Event": "UserEvent", "UserEvent": "OffhookTrunk", "Call": call_id, **fields}


async def test_a_call_goes_from_queued_to_its_result(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("books a table")
        assert (record.status, record.lifecycle) == ("queued", "queued")
        done = await site.ended(record.id)
        assert (done.status, done.lifecycle, done.outcome, done.fail_reason) == (
            "completed",
            "finalized",
            "answered",
            None,
        )
        assert done.result is not None
        assert (done.result["status"], done.result["fields"]) == ("completed", {"people": 2})
        assert (done.result["verbal_only"], done.result["missing"]) == (False, ["date of birth"])
        assert [told.fact for told in site.calls.disclosures(record.id)] == ["name.last"]
        assert done.talk_seconds == 12.5
        assert None not in (done.dialing_at, done.answered_at, done.finalized_at)
        assert [turn.role for turn in site.calls.transcript(record.id)] == ["user", "assistant", "user"]


async def test_the_story_of_a_call_is_told_in_order_and_ends_with_its_end(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        done = await site.run("books a table")
        names = [event.name for event in site.calls.events(done.id)]
        assert names[0] == "call.queued"
        assert names[-1] == "call.ended"
        assert names.index("turn") < names.index("errand") < names.index("over")


async def test_a_call_leaves_its_recording_and_events_in_a_folder_of_its_own(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        done = await site.run("books a table")
        folder = tmp_path / "calls" / done.id
        assert done.recording == f"{done.id}/recording.wav"
        assert folder.stat().st_mode & 0o777 == 0o700
        copied = [json.loads(line)["event"] for line in (folder / "events.jsonl").read_text().splitlines()]
        assert copied == [event.name for event in site.calls.events(done.id)][1:]


async def test_a_line_knows_neither_our_environment_nor_is_its_secret_in_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFHOOK_TEST_SECRET", "do not pass on")
    async with bench(tmp_path) as site:
        done = await site.run("books a table")
        given = json.loads((tmp_path / "calls" / done.id / "given.json").read_text())
    assert "do not pass on" not in given["environment"].values()
    assert "HOME" not in given["environment"]
    assert given["setup"]["secret"] == SECRET
    assert not any(SECRET in argument for argument in given["argv"])
    assert not any(SECRET in value for value in given["environment"].values())


@pytest.mark.parametrize(
    ("script", "status", "fail_reason", "outcome"),
    [
        ("busy", "failed", "busy", "busy"),
        ("nobody answers", "failed", "no_answer", "no_answer"),
        ("dies dialling", "failed", "network_error", "system_error"),
        ("dies talking", "failed", "network_error", "system_error"),
    ],
)
async def test_without_word_from_the_trunk_the_line_is_believed(
    tmp_path: Path, script: str, status: str, fail_reason: str, outcome: str
) -> None:
    async with bench(tmp_path) as site:
        done = await site.run(script)
        assert (done.status, done.fail_reason, done.outcome) == (status, fail_reason, outcome)


async def test_the_trunks_own_answer_wins_over_our_legs(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("busy")
        site.trunk.receive(_trunk_event(record.id, DialStatus="BUSY", SipCode="603", Cause="21", Rang="1"))
        done = await site.ended(record.id)
        assert (done.fail_reason, done.sip_hangup_cause, done.hangup_cause) == ("call_rejected", 603, 21)


async def test_a_slot_whose_line_died_serves_the_next_call(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1) as site:
        await site.run("dies talking")
        done = await site.run("books a table")
        assert done.status == "completed"


async def test_a_report_that_cannot_be_read_does_not_end_the_call(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        done = await site.run("writes nonsense")
        assert done.status == "completed"


async def test_a_wedged_line_is_killed_and_the_call_ends(tmp_path: Path) -> None:
    async with bench(tmp_path, limits=Limits(ring_seconds=0.1, max_duration_seconds=0.2)) as site:
        record = await site.place("is wedged", briefing={"max_duration_seconds": 0.1})
        await eventually(lambda: site.calls.transcript(record.id))
        await site.desk.hang_up(record.id)
        done = await site.ended(record.id)
        assert done.outcome == "system_error"
        await eventually(lambda: "leased" not in site.states())


# -- hanging up ------------------------------------------------------------------------------


async def test_hanging_up_before_the_answer_cancels(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("rings")
        await eventually(lambda: _status(site.calls.get(record.id)) == "ringing")
        done = await site.desk.hang_up(record.id)
        assert (done.status, done.fail_reason, done.outcome) == ("failed", "cancelled", "cancelled")
        assert done.hangup_source == "api"


async def test_hanging_up_in_the_conversation_completes(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("talks on")
        await eventually(lambda: _status(site.calls.get(record.id)) == "in_progress")
        done = await site.desk.hang_up(record.id)
        assert (done.status, done.outcome, done.fail_reason) == ("completed", "answered", None)


async def test_hanging_up_at_once_never_dials(tmp_path: Path) -> None:
    async with bench(tmp_path, spare=0) as site:
        record = await site.place("books a table")
        done = await site.desk.hang_up(record.id)
        assert done.outcome == "cancelled"
        assert [event.name for event in site.calls.events(record.id)] == ["call.queued", "call.ended"]


async def test_hanging_up_twice_and_after_the_end_changes_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        done = await site.run("books a table")
        assert await site.desk.hang_up(done.id) == done
        assert await site.desk.hang_up(done.id) == done


async def test_hanging_up_an_unknown_call_is_refused(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        with pytest.raises(CallRefused) as refused:
            await site.desk.hang_up("call_nobody")
        assert refused.value.code == "not_found"


# -- orders ----------------------------------------------------------------------------------


async def test_orders_reach_the_line_as_they_are(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("talks on")
        await eventually(lambda: _status(site.calls.get(record.id)) == "in_progress")
        await site.desk.order(record.id, {"order": "dtmf", "digits": "1w2"})
        told = await eventually(lambda: [t for t in site.calls.transcript(record.id) if t.role == "system"])
        assert json.loads(told[0].text) == {"order": "dtmf", "digits": "1w2"}


async def test_an_order_to_a_call_that_is_over_is_a_conflict(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        done = await site.run("busy")
        with pytest.raises(CallRefused) as refused:
            await site.desk.order(done.id, {"order": "steer", "text": "be quick"})
        assert refused.value.code == "conflict"


# -- what is refused leaves nothing ----------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"to": "+19005550100"}, DialRefused),
        ({"to": "+442079460123"}, DialRefused),
        ({"to": "nobody"}, CallRefused),
        ({"voice": "darth"}, CallRefused),
        ({"briefing": {"facts": "many"}}, BriefingRefused),
        ({"briefing": {"unheard_of": 1}}, BriefingRefused),
        ({"script": "x" * 17_000}, BriefingRefused),
    ],
)
async def test_a_refused_order_stores_nothing_and_takes_no_line(
    tmp_path: Path, wrong: dict[str, Any], error: type[Exception]
) -> None:
    async with bench(tmp_path) as site:
        with pytest.raises(error):
            await site.place(**{"script": "busy", **wrong})
        assert site.calls.newest() == []
        assert "leased" not in site.states()


async def test_when_all_lines_are_busy_the_call_is_refused_until_one_is_free(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1) as site:
        first = await site.place("talks on")
        with pytest.raises(CallRefused) as refused:
            await site.place("busy")
        assert refused.value.code == "number_pool_exhausted"
        await site.desk.hang_up(first.id)
        assert (await site.run("busy")).fail_reason == "busy"


async def test_one_idempotency_key_dials_once(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=3) as site:
        key, _ = site.keys.create("test")
        order = {"key_id": key.id, "idempotency_key": "once"}
        first = await site.place("rings", **order)
        second = await site.place("rings", **order)
        assert first.id == second.id
        with pytest.raises(CallRefused) as refused:
            await site.place("busy", **order)
        assert refused.value.code == "conflict"
        assert len(site.calls.newest()) == 1


async def test_a_call_whose_line_cannot_register_ends_as_a_network_error(tmp_path: Path) -> None:
    async with bench(tmp_path, setup={"refuses": True}) as site:
        done = await site.run("books a table")
        assert (done.status, done.fail_reason, done.dialing_at) == ("failed", "network_error", None)
        ended = site.calls.events(done.id)[-1]
        assert "408 no answer from the PBX" in ended.data["reason"]


# -- storms ----------------------------------------------------------------------------------


async def test_calls_left_by_a_dead_switchboard_end_as_system_errors(tmp_path: Path) -> None:
    async with bench(tmp_path, start=False) as site:
        site.calls.create(NewCall(id="call_left", to=TO, task="x", voice="jessica"), "call.queued")
        site.calls.append("call_left", "leg", {}, {"status": "in_progress", "lifecycle": "answered"})
        assert site.desk.recover() == 1
        left = site.calls.get("call_left")
        assert left is not None
        assert (left.status, left.outcome, left.fail_reason) == ("failed", "system_error", "network_error")
        assert site.calls.events("call_left")[-1].name == "call.ended"
        assert site.desk.recover() == 0


async def test_when_the_pbx_dies_its_calls_end_as_system_errors(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("talks on")
        await eventually(lambda: _status(site.calls.get(record.id)) == "in_progress")
        site.desk.lose_all()
        done = await site.ended(record.id)
        assert (done.status, done.outcome) == ("failed", "system_error")


async def test_a_disk_that_fills_up_in_a_call_ends_it_and_the_end_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conduct, "RETRY_STORE_SECONDS", (0.05,))
    async with bench(tmp_path, lines=1) as site:
        record = await site.place("talks on")
        await eventually(lambda: _status(site.calls.get(record.id)) == "in_progress")
        await eventually(lambda: site.calls.transcript(record.id))
        pages = _on_every_connection(site, "PRAGMA page_count")
        _on_every_connection(site, f"PRAGMA max_page_count={pages}")
        await site.desk.order(record.id, {"order": "speak", "text": "y" * 100_000})
        await eventually(lambda: "leased" not in site.states())
        _on_every_connection(site, "PRAGMA max_page_count=1000000")
        done = await site.ended(record.id)
        assert done.outcome == "system_error"
        assert [turn.role for turn in site.calls.transcript(record.id)] == ["user"]


def _on_every_connection(site: Bench, pragma: str) -> int:
    """SQLite's limits hold per connection, and the pool has five."""
    engine = site.database._engine
    held = [engine.connect() for _ in range(5)]
    values = [connection.exec_driver_sql(pragma).scalar_one() for connection in held]
    for connection in held:
        connection.close()
    return int(values[-1])


async def test_closing_the_desk_hangs_up_and_finalises(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        record = await site.place("talks on")
        await eventually(lambda: _status(site.calls.get(record.id)) == "in_progress")
        await site.desk.close()
        done = site.calls.get(record.id)
        assert done is not None
        assert done.status == "completed"
        with pytest.raises(CallRefused):
            await site.place("busy")


async def test_twenty_calls_one_after_the_other_leave_no_process_and_no_descriptor(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=2) as site:
        await site.run("busy")
        await eventually(lambda: site.states().count("spare") == 1 and "leased" not in site.states())
        _on_every_connection(site, "PRAGMA user_version")  # so that the store's connections are all open
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            await site.run("busy")
        await eventually(lambda: site.states().count("spare") == 1 and "leased" not in site.states())
        assert len(os.listdir("/proc/self/fd")) <= before
        assert not site.trunk._waiting
        assert len(site.pids()) == 1


def _status(record: object) -> str | None:
    return getattr(record, "status", None)


async def test_what_a_call_learned_of_a_menu_is_handed_to_the_next_call_of_its_sort(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        handed = []
        for task in (MENU_TASK, MENU_TASK, "Cancel the table."):
            done = await site.run(task)
            given = json.loads((tmp_path / "calls" / done.id / "briefing.json").read_text())
            handed.append([step["keys"] for step in given["menu"]])
        assert handed == [[], ["2"], []]
        assert [one.purpose for one in site.menus.known(TO)] == ["book table"]


async def test_a_call_goes_on_when_what_it_learned_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    async with bench(tmp_path) as site:
        monkeypatch.setattr(site.menus, "keep", full)
        assert (await site.run(MENU_TASK)).status == "completed"
