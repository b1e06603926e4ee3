"""Every error of the API as ``{"error": {"code", "message"}}``, and which status goes with which code."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from agent.errors import BriefingRefused, CallRefused, DialRefused, StoreError

log = logging.getLogger(__name__)

STATUS: dict[str, int] = {
    "invalid_phone": 400,
    "missing_fields": 400,
    "invalid_query": 400,
    "invalid_voice": 400,
    "invalid_json": 400,
    "invalid_request": 400,
    "invalid_briefing": 400,
    "invalid_host": 400,
    "auth_required": 401,
    "invalid_api_key": 401,
    "forbidden": 403,
    "destination_not_allowed": 403,
    "not_found": 404,
    "recording_not_available": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "payload_too_large": 413,
    "internal_error": 500,
    "number_pool_exhausted": 503,
    "not_ready": 503,
    "storage_unavailable": 507,
}
RETRY_AFTER_SECONDS = 15
_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}

_BY_FIELD = {
    "to": "invalid_phone",
    "task": "invalid_request",
    "voice": "invalid_voice",
    "briefing": "invalid_briefing",
    "result_schema": "invalid_briefing",
}
"""A field of ``POST /call`` -> the code when its value does not fit."""


class ErrorDetail(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    """Of every answer from 400 on."""

    error: ErrorDetail


class ApiError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def response(code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    extra = (
        {"Retry-After": str(RETRY_AFTER_SECONDS)} if STATUS[code] == HTTPStatus.SERVICE_UNAVAILABLE else {}
    )
    body = ErrorBody(error=ErrorDetail(code=code, message=message))
    return JSONResponse(body.model_dump(), STATUS[code], {**extra, **(headers or {})})


def install(app: FastAPI) -> None:
    """Let everything that routes raise leave in the error form."""
    for kind, code in ((DialRefused, "destination_not_allowed"), (BriefingRefused, "invalid_briefing")):
        app.add_exception_handler(kind, _as(code))
    app.add_exception_handler(StoreError, _store_failed)
    app.add_exception_handler(CallRefused, _with_code)
    app.add_exception_handler(ApiError, _with_code)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _as(code: str) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def handler(_: Request, error: Exception) -> JSONResponse:
        return response(code, str(error))

    return handler


async def _with_code(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CallRefused | ApiError)
    return response(error.code, str(error))


async def _store_failed(_: Request, error: Exception) -> JSONResponse:
    log.error("! %s", error)
    return response("storage_unavailable", str(error))


async def _not_valid(_: Request, error: Exception) -> JSONResponse:
    """A request that does not fit the route's model; the first fault is told."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where, *path = first["loc"]
    name = ".".join(str(part) for part in path)
    if first["type"] == "json_invalid":
        return response("invalid_json", f"the body is not JSON: {first.get('ctx', {}).get('error', '')}")
    if where == "query":
        return response("invalid_query", f"{name}: {first['msg']}")
    if path and path[0] in _BY_FIELD and (len(path) > 1 or first["type"] != "missing"):
        empty = first.get("input") in (None, "") and path[0] in ("to", "task")
        return response("missing_fields" if empty else _BY_FIELD[path[0]], f"{name}: {first['msg']}")
    missing = [".".join(map(str, e["loc"][1:])) for e in error.errors() if e["type"] == "missing"]
    if missing == [""]:
        return response("missing_fields", "the body is missing: send a JSON object")
    if missing:
        return response("missing_fields", f"missing: {', '.join(missing)}")
    return response("invalid_request", f"{name}: {first['msg']}" if name else first["msg"])


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "invalid_request")
    return response(code, str(error.detail), error.headers)


async def _bug(request: Request, error: Exception) -> JSONResponse:
    log.error("! %s %s", request.method, request.url.path, exc_info=error)
    return response("internal_error", "something went wrong here: the log says what")
