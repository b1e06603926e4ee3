"""The routes of calls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from agent.store.calls import CallStore
from agent.store.records import CallRecord, EventRecord
from agent.switchboard.calls import CallDesk
from agent.switchboard.events import EventBus
from agent.web.errors import ApiError, ErrorBody
from agent.web.guards import Caller, Reader
from agent.web.models import (
    AnswerBody,
    CallBody,
    CallList,
    CallQueued,
    CallView,
    DtmfBody,
    SpeakBody,
    SteerBody,
)
from agent.web.views import call_view

_WHAT = {
    400: "the request is wrong",
    401: "no API key, or a wrong one",
    403: "not permitted",
    404: "there is no such call",
    409: "in conflict with the call's state, or with an earlier request",
    413: "the body is too large",
    503: "all lines are busy",
    507: "the database cannot be used",
}


def _errors(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": ErrorBody, "description": _WHAT[code]} for code in (400, 401, 403, 507, *codes)}


router = APIRouter(tags=["calls"])
CallId = Annotated[str, Path(max_length=64)]


@router.post("/call", status_code=201, response_model=CallQueued, responses=_errors(409, 413, 503))
async def place_call(
    request: Request,
    body: CallBody,
    key: Caller,
    idempotency_key: Annotated[str | None, Header(max_length=255)] = None,
) -> JSONResponse:
    """Order a call. Answers at once, before anything rings; the call goes on by itself."""
    record = await _desk(request).place(body.order(key.id, idempotency_key))
    queued = CallQueued(call_id=record.id, id=record.id, status=record.status, lifecycle=record.lifecycle)
    return JSONResponse(queued.model_dump(), 201, {"Location": f"/call/{record.id}"})


@router.get("/call/{call_id}", response_model=CallView, responses=_errors(404))
async def get_call(request: Request, call_id: CallId, key: Reader) -> JSONResponse:
    """A call as it is now, with its transcript so far."""
    return JSONResponse(await _view(request, await _record(request, call_id)))


@router.get(
    "/call/{call_id}/events",
    response_class=EventSourceResponse,
    responses={
        **_errors(404),
        200: {"content": {"text/event-stream": {}}, "description": "server-sent events"},
    },
)
async def follow_call(
    request: Request,
    call_id: CallId,
    key: Reader,
    last_event_id: Annotated[int, Header(ge=0, description="Go on after this event")] = 0,
) -> EventSourceResponse:
    """Everything that happens on the call, from its beginning, as it happens; ends with ``call.ended``."""
    await _record(request, call_id)
    bus: EventBus = request.app.state.bus
    return EventSourceResponse(_stream(bus.follow(call_id, last_event_id)))


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses={**_errors(), 200: {"content": {"text/event-stream": {}}, "description": "server-sent events"}},
)
async def follow_all(
    request: Request, key: Reader, last_event_id: Annotated[int | None, Header(ge=0)] = None
) -> EventSourceResponse:
    """What happens on all calls from now on, or after ``Last-Event-ID``."""
    after = last_event_id
    if after is None:
        after = await asyncio.to_thread(_store(request).last_seq)
    bus: EventBus = request.app.state.bus
    return EventSourceResponse(_stream(bus.follow(None, after)))


@router.post("/call/{call_id}/hangup", response_model=CallView, responses=_errors(404))
async def hang_up(request: Request, call_id: CallId, key: Caller) -> JSONResponse:
    """End the call, whatever its state; of a call that is over, say so."""
    return JSONResponse(await _view(request, await _desk(request).hang_up(call_id)))


@router.get("/call/{call_id}/recording", status_code=302, responses=_errors(404))
async def get_recording(request: Request, call_id: CallId, key: Reader) -> Response:
    """Redirects to the file: WAV, left the far party, right us."""
    await _recording(request, call_id)
    return RedirectResponse(f"/recordings/{call_id}.wav", status_code=302)


@router.get("/recordings/{call_id}.wav", response_class=FileResponse, responses=_errors(404))
async def get_recording_file(request: Request, call_id: CallId, key: Reader) -> FileResponse:
    return await _recording(request, call_id)


@router.post("/call/{call_id}/answer", status_code=202, responses=_errors(404, 409, 413))
async def answer_question(request: Request, call_id: CallId, body: AnswerBody, key: Caller) -> dict[str, str]:
    """Answer what the call waits for its owner with."""
    return await _pass_on(request, call_id, body.order())


@router.post("/call/{call_id}/steer", status_code=202, responses=_errors(404, 409, 413))
async def steer(request: Request, call_id: CallId, body: SteerBody, key: Caller) -> dict[str, str]:
    """Give context for the next turn; it is never spoken as it stands."""
    return await _pass_on(request, call_id, body.order())


@router.post("/call/{call_id}/speak", status_code=202, responses=_errors(404, 409, 413))
async def speak(request: Request, call_id: CallId, body: SpeakBody, key: Caller) -> dict[str, str]:
    """Have exactly this said."""
    return await _pass_on(request, call_id, body.order())


@router.post("/call/{call_id}/dtmf", status_code=202, responses=_errors(404, 409, 413))
async def press(request: Request, call_id: CallId, body: DtmfBody, key: Caller) -> dict[str, str]:
    """Have these keys pressed."""
    return await _pass_on(request, call_id, body.order())


@router.get("/me/calls", response_model=CallList, responses=_errors())
async def list_calls(
    request: Request,
    key: Reader,
    direction: Literal["outbound", "inbound"] | None = None,
    since: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> JSONResponse:
    """Calls, the newest first. ``since``: UTC, queued at or after it."""
    store = _store(request)
    records = await asyncio.to_thread(store.newest, direction, since, limit)
    return JSONResponse({"calls": [await _view(request, record) for record in records]})


# -- inside ----------------------------------------------------------------------------------


def _store(request: Request) -> CallStore:
    store: CallStore = request.app.state.calls
    return store


def _desk(request: Request) -> CallDesk:
    desk: CallDesk = request.app.state.desk
    return desk


async def _record(request: Request, call_id: str) -> CallRecord:
    record = await asyncio.to_thread(_store(request).get, call_id)
    if record is None:
        raise ApiError("not_found", f"there is no call {call_id!r}")
    return record


async def _view(request: Request, record: CallRecord) -> dict[str, Any]:
    store = _store(request)
    transcript = await asyncio.to_thread(store.transcript, record.id)
    disclosures = await asyncio.to_thread(store.disclosures, record.id)
    return call_view(record, transcript, disclosures, str(request.base_url))


async def _recording(request: Request, call_id: str) -> FileResponse:
    record = await _record(request, call_id)
    path = request.app.state.recordings / (record.recording or "")
    if record.recording is None or not path.is_file():
        raise ApiError("recording_not_available", f"call {call_id} has no recording (yet)")
    return FileResponse(path, media_type="audio/wav", filename=f"{call_id}.wav")


async def _pass_on(request: Request, call_id: str, order: dict[str, Any]) -> dict[str, str]:
    record = await _desk(request).order(call_id, order)
    return {"call_id": record.id, "status": record.status}


async def _stream(events: AsyncIterator[EventRecord]) -> AsyncIterator[ServerSentEvent]:
    async for event in events:
        yield ServerSentEvent(data=json.dumps(event.as_json()), event=event.name, id=str(event.seq))
