from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest
import uvicorn

from agent.web.models import CallView
from tests.switchboard.bench import TO, eventually
from tests.web.conftest import Site

TERMINAL_ONLY = {
    "outcome",
    "outcome_detail",
    "failReason",
    "talk_seconds",
    "recording_url",
    "recordingUrl",
    "result",
}


def events_in(text: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data:")) for line in text.splitlines() if line.startswith("data:")]


# -- POST /call ------------------------------------------------------------------------------


async def test_a_call_is_accepted_before_anything_rings(site: Site) -> None:
    answer = await site.client.post("/call", json={"to": TO, "task": "rings"})
    assert answer.status_code == 201
    body = answer.json()
    assert body == {"call_id": body["id"], "id": body["id"], "status": "queued", "lifecycle": "queued"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"task": "busy"}, 400, "missing_fields"),
        ({"to": TO}, 400, "missing_fields"),
        ({"to": TO, "task": ""}, 400, "missing_fields"),
        ({"to": None, "task": "busy"}, 400, "missing_fields"),
        ({"to": "555", "task": "busy"}, 400, "invalid_phone"),
        ({"to": 12025550101, "task": "busy"}, 400, "invalid_phone"),
        ({"to": "x" * 500, "task": "busy"}, 400, "invalid_phone"),
        ({"to": "+19005550100", "task": "busy"}, 403, "destination_not_allowed"),
        ({"to": "911", "task": "busy"}, 403, "destination_not_allowed"),
        ({"to": "+442079460123", "task": "busy"}, 403, "destination_not_allowed"),
        ({"to": TO, "task": "busy", "voice": "darth"}, 400, "invalid_voice"),
        ({"to": TO, "task": "busy", "voice": 7}, 400, "invalid_voice"),
        ({"to": TO, "task": "busy", "briefing": {"facts": [{"name": "x"}]}}, 400, "invalid_briefing"),
        ({"to": TO, "task": "x" * 16_300, "personality": "y" * 5000}, 400, "invalid_briefing"),
        ({"to": TO, "task": "busy", "result_schema": {"type": "objekt"}}, 400, "invalid_briefing"),
        ({"to": TO, "task": "busy", "schedule": "tomorrow"}, 400, "invalid_request"),
        ({"to": TO, "task": "busy", "max_duration_seconds": -1}, 400, "invalid_request"),
        ([1, 2], 400, "invalid_request"),
    ],
)
async def test_a_wrong_order_is_refused_and_leaves_nothing(
    site: Site, body: Any, status: int, code: str
) -> None:
    answer = await site.client.post("/call", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]
    assert site.bench.calls.newest() == []
    assert "leased" not in site.bench.states()


async def test_unknown_fields_are_ignored(site: Site) -> None:
    await site.place("busy", colour="green")


@pytest.mark.parametrize("body", [b"{not json", b"\xff\xfe", b"\x00"])
async def test_a_body_that_is_no_json_is_named(site: Site, body: bytes) -> None:
    answer = await site.client.post("/call", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_json")


async def test_no_body_is_missing_fields(site: Site) -> None:
    answer = await site.client.post("/call")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "missing_fields")


async def test_a_body_that_is_too_large_is_refused_by_its_length_and_by_counting(site: Site) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b" " * 1024

    for content in (b"x" * 70_000, endless()):
        answer = await site.client.post("/call", content=content)
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "payload_too_large")


async def test_all_lines_busy_says_when_to_come_back(site: Site) -> None:
    await site.place("rings")
    await site.place("rings")
    answer = await site.client.post("/call", json={"to": TO, "task": "busy"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "number_pool_exhausted")
    assert answer.headers["Retry-After"] == "15"


async def test_the_same_idempotency_key_is_the_same_call(site: Site) -> None:
    header = {"Idempotency-Key": "order-66"}
    body = {"to": TO, "task": "rings"}
    first = await site.client.post("/call", json=body, headers=header)
    second = await site.client.post("/call", json=body, headers=header)
    assert first.status_code == second.status_code == 201
    assert first.json()["call_id"] == second.json()["call_id"]
    other = await site.client.post("/call", json={**body, "task": "busy"}, headers=header)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "conflict")


async def test_simultaneous_requests_with_one_idempotency_key_make_one_call(site: Site) -> None:
    header = {"Idempotency-Key": "at once"}
    body = {"to": TO, "task": "rings"}
    both = await asyncio.gather(*(site.client.post("/call", json=body, headers=header) for _ in range(2)))
    assert len({answer.json()["call_id"] for answer in both}) == 1
    assert len(site.bench.calls.newest()) == 1


async def test_a_full_disk_is_said_and_leaves_no_call_and_no_line_taken(site: Site) -> None:
    engine = site.bench.database._engine
    held = [engine.connect() for _ in range(5)]
    for connection in held:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    for connection in held:
        connection.close()
    answer = await site.client.post("/call", json={"to": TO, "task": "busy " + "x" * 15_000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "storage_unavailable")
    assert "free some space" in answer.json()["error"]["message"]
    assert site.bench.calls.newest() == []
    assert "leased" not in site.bench.states()


# -- GET /call/{id} --------------------------------------------------------------------------


async def test_before_the_end_the_keys_of_the_end_are_absent(site: Site) -> None:
    call_id = await site.place("rings")
    view = await site.view(call_id)
    assert not TERMINAL_ONLY & set(view)
    assert view["numbers"] == {"to": TO, "from": None, "bridge_from": None}
    assert view["voice"] == "jessica"


async def test_after_the_end_everything_is_told(site: Site) -> None:
    view = await site.run("books a table")
    assert set(view) >= TERMINAL_ONLY - {"failReason"}
    assert "failReason" not in view
    assert (view["status"], view["lifecycle"], view["phase"]) == ("completed", "finalized", "ended")
    assert view["recording_url"] == f"http://127.0.0.1:8470/call/{view['id']}/recording"
    assert [entry["role"] for entry in view["transcript"]] == ["user", "assistant", "user"]
    (told,) = view["disclosures"]
    assert (told["fact"], told["form"], told["turn"]) == ("name.last", "spell", "t2")
    assert all(view["timestamps"].values())
    assert view["result"]["fields"] == {"people": 2}
    CallView.model_validate(view)


async def test_a_failed_call_says_why(site: Site) -> None:
    view = await site.run("busy")
    assert (view["status"], view["failReason"], view["outcome"]) == ("failed", "busy", "busy")
    assert view["outcome_detail"]["sip_hangup_cause"] == 486
    assert view["result"]["status"] == "failed"


async def test_an_unknown_call_is_not_found_on_every_route(site: Site) -> None:
    for method, path in (
        ("GET", ""),
        ("GET", "/events"),
        ("GET", "/recording"),
        ("POST", "/hangup"),
    ):
        answer = await site.client.request(method, f"/call/call_nobody{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


# -- events ----------------------------------------------------------------------------------


async def test_the_events_of_a_call_that_is_over_are_replayed_to_the_end(site: Site) -> None:
    view = await site.run("books a table")
    answer = await site.client.get(f"/call/{view['id']}/events")
    names = [event["event"] for event in events_in(answer.text)]
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert names[0] == "call.queued"
    assert names[-1] == "call.ended"


async def test_replay_goes_on_after_the_last_event_seen(site: Site) -> None:
    view = await site.run("books a table")
    everything = events_in((await site.client.get(f"/call/{view['id']}/events")).text)
    rest = await site.client.get(
        f"/call/{view['id']}/events", headers={"Last-Event-ID": str(everything[2]["seq"])}
    )
    assert events_in(rest.text) == everything[3:]


async def test_a_last_event_id_that_is_no_number_is_refused(site: Site) -> None:
    view = await site.run("busy")
    answer = await site.client.get(f"/call/{view['id']}/events", headers={"Last-Event-ID": "yesterday"})
    assert answer.status_code == 400


async def test_events_come_while_the_call_goes_on_and_the_stream_ends_with_it(site: Site) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site.app, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await eventually(lambda: server.started)
    seen: list[str] = []
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=url, headers={"X-Api-Key": site.key}, trust_env=False) as client:
        call_id = await site.place("talks on")
        async with client.stream("GET", f"/call/{call_id}/events") as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("event:"):
                    continue
                seen.append(line.removeprefix("event:").strip())
                if seen[-1] == "turn":
                    assert (await site.view(call_id))["status"] == "in_progress"
                    await site.client.post(f"/call/{call_id}/hangup")
    assert seen[-1] == "call.ended"
    server.should_exit = True
    await serving


# -- hang-up, orders, recording, list --------------------------------------------------------


async def test_hanging_up_is_idempotent_and_tells_the_call(site: Site) -> None:
    call_id = await site.place("rings")
    await eventually(lambda: site.bench.calls.events(call_id, name="leg"))
    first = await site.client.post(f"/call/{call_id}/hangup")
    second = await site.client.post(f"/call/{call_id}/hangup")
    assert first.status_code == second.status_code == 200
    assert (first.json()["status"], first.json()["failReason"]) == ("failed", "cancelled")
    assert second.json() == first.json()


@pytest.mark.parametrize(
    ("route", "body", "order"),
    [
        ("answer", {"question": "q1", "text": "yes"}, {"order": "answer", "question": "q1", "text": "yes"}),
        ("steer", {"text": "be quick"}, {"order": "steer", "text": "be quick"}),
        ("speak", {"text": "Hello."}, {"order": "speak", "text": "Hello."}),
        ("dtmf", {"digits": "1w#"}, {"order": "dtmf", "digits": "1w#"}),
    ],
)
async def test_orders_are_passed_to_the_line(site: Site, route: str, body: Any, order: Any) -> None:
    call_id = await site.place("talks on")
    await eventually(lambda: site.bench.calls.transcript(call_id))
    answer = await site.client.post(f"/call/{call_id}/{route}", json=body)
    assert answer.status_code == 202
    turns = await eventually(lambda: [t for t in site.bench.calls.transcript(call_id) if t.role == "system"])
    assert json.loads(turns[0].text) == order


async def test_digits_that_no_telephone_has_are_refused(site: Site) -> None:
    call_id = await site.place("talks on")
    answer = await site.client.post(f"/call/{call_id}/dtmf", json={"digits": "12E"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")


async def test_an_order_to_a_finished_call_is_a_conflict(site: Site) -> None:
    view = await site.run("busy")
    answer = await site.client.post(f"/call/{view['id']}/speak", json={"text": "Hello?"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


async def test_the_recording_is_behind_a_redirect_and_needs_the_key_there_too(site: Site) -> None:
    view = await site.run("books a table")
    moved = await site.client.get(f"/call/{view['id']}/recording")
    assert moved.status_code == 302
    file = await site.client.get(moved.headers["location"])
    assert (file.status_code, file.content[:4]) == (200, b"RIFF")
    assert file.headers["content-type"] == "audio/wav"
    without = await site.client.get(moved.headers["location"], headers={"X-Api-Key": ""})
    assert without.status_code == 401


async def test_a_call_without_a_recording_says_so(site: Site) -> None:
    call_id = await site.place("rings")
    answer = await site.client.get(f"/call/{call_id}/recording")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "recording_not_available")


async def test_calls_are_listed_newest_first_within_the_limit(site: Site) -> None:
    ids = [(await site.run("busy"))["id"] for _ in range(3)]
    listed = (await site.client.get("/me/calls", params={"limit": 2})).json()["calls"]
    assert [call["id"] for call in listed] == [ids[2], ids[1]]
    assert (await site.client.get("/me/calls", params={"direction": "inbound"})).json() == {"calls": []}


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"direction": "up"}, {"since": "long ago"}])
async def test_a_wrong_query_is_refused(site: Site, query: dict[str, Any]) -> None:
    answer = await site.client.get("/me/calls", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_query")
