"""What stands before every route: the Host header, the size of the body, the API key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.store.keys import KeyStore
from agent.store.keys import Scope as KeyScope
from agent.store.records import KeyRecord
from agent.web.errors import ApiError, response

BODY_BYTES = 64 * 1024
_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "[::1]"))

_header = APIKeyHeader(name="X-Api-Key", auto_error=False, description="Made by `offhook keys new`.")


class HostGuard:
    """On loopback, answer only to loopback's names.

    A web page can make a browser send requests to 127.0.0.1 under a name of its own (DNS rebinding); the Host
    header then has that name.
    """

    def __init__(self, app: ASGIApp, bound_to: str) -> None:
        self._app = app
        self._names = _LOOPBACK_NAMES if bound_to in ("127.0.0.1", "::1", "localhost") else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._names is not None and _host(scope) not in self._names:
            refusal = response("invalid_host", "the Host header must be localhost or 127.0.0.1")
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _host(scope: Scope) -> str:
    value = (
        next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    )
    name, colon, port = value.rpartition(":")
    return name if colon and port.isdigit() else value


class BodyLimit:
    """413 for a body above ``BODY_BYTES``, told by its length or found by counting."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        more = not _told_too_long(scope)
        too_long = not more
        while more and not too_long:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            too_long = len(body) > BODY_BYTES
        if too_long:
            refusal = response("payload_too_large", f"the body is longer than {BODY_BYTES} bytes")
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(bytes(body), receive), send)


def _told_too_long(scope: Scope) -> bool:
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return length.isdigit() and int(length) > BODY_BYTES


def _replay(body: bytes, receive: Receive) -> Receive:
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay


def needs(scope: KeyScope) -> Callable[[Request, str | None], Awaitable[KeyRecord]]:
    """A dependency: the request's API key, which must have ``scope``."""

    async def check(request: Request, text: Annotated[str | None, Security(_header)]) -> KeyRecord:
        if not text:
            raise ApiError("auth_required", "send an API key in X-Api-Key; `offhook keys new` makes one")
        keys: KeyStore = request.app.state.keys
        key = await asyncio.to_thread(keys.find, text)
        if key is None:
            raise ApiError(
                "invalid_api_key", "this API key is unknown or revoked: `offhook keys new` makes one"
            )
        if scope not in key.scopes:
            raise ApiError("forbidden", f"this API key lacks the scope {scope!r}")
        return key

    return check


Reader = Annotated[KeyRecord, Depends(needs("read"))]
Caller = Annotated[KeyRecord, Depends(needs("call"))]
Admin = Annotated[KeyRecord, Depends(needs("admin"))]
