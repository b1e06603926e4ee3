"""The language model's server: the OpenAI form of chat completions, over HTTP.

Beyond that form: ``"prefill": true`` (or ``max_tokens`` 0) only warms the prompt; ``prompt_cache_key`` names
the call whose prompts share a warm sequence.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterator
from contextlib import aclosing
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from agent.call.actions import Message
from agent.engines.jobs import Jobs
from agent.errors import EngineRefused, EngineUnavailable

T = TypeVar("T")
MAX_BODY_BYTES = 512 * 1024
DEFAULT_MAX_TOKENS = 512
_log = logging.getLogger(__name__)


class ChatBackend(Protocol):
    """Blocking; called in one worker thread, one request at a time. Both stop soon after ``stop`` is set."""

    name: str

    def reply(self, request: ChatRequest, stop: threading.Event) -> Iterator[str]: ...

    def warm(self, request: ChatRequest, stop: threading.Event) -> None: ...


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "user", "assistant", "developer", "tool"]
    content: str


class JsonSchema(BaseModel):
    model_config = ConfigDict(extra="ignore")
    form: dict[str, Any] = Field(alias="schema")


class ResponseFormat(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: Literal["text", "json_object", "json_schema"] = "text"
    json_schema: JsonSchema | None = None


class ChatRequest(BaseModel):
    """What is used of a request; the form's other fields are ignored."""

    model_config = ConfigDict(extra="ignore")
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    max_tokens: int | None = Field(default=None, ge=0)
    max_completion_tokens: int | None = Field(default=None, ge=0)
    temperature: float = Field(default=0.0, ge=0.0, le=2.0)
    response_format: ResponseFormat = ResponseFormat()
    prompt_cache_key: str = ""
    prefill: bool = False

    @property
    def only_warms(self) -> bool:
        return self.prefill or self.max_tokens == 0

    @property
    def token_limit(self) -> int:
        return self.max_tokens or self.max_completion_tokens or DEFAULT_MAX_TOKENS

    @property
    def schema_text(self) -> str:
        """The JSON Schema asked for, as text; empty where there is none."""
        form = self.response_format
        if form.type == "json_schema" and form.json_schema is not None:
            return json.dumps(form.json_schema.form)
        return '{"type": "object"}' if form.type == "json_object" else ""

    def as_messages(self) -> tuple[Message, ...]:
        return tuple(Message(message.role, message.content) for message in self.messages)


def application(backend: ChatBackend, jobs: Jobs) -> Starlette:
    server = _Server(backend, jobs)
    return Starlette(
        routes=[
            Route("/v1/chat/completions", server.complete, methods=["POST"]),
            Route("/v1/models", server.models),
            Route("/health", server.health),
        ]
    )


class _Server:
    def __init__(self, backend: ChatBackend, jobs: Jobs) -> None:
        self._backend = backend
        self._jobs = jobs

    async def models(self, request: Request) -> Response:
        model = {"id": self._backend.name, "object": "model", "created": 0, "owned_by": "offhook"}
        return JSONResponse({"object": "list", "data": [model]})

    async def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok", "model": self._backend.name, "pending": self._jobs.pending})

    async def complete(self, request: Request) -> Response:
        try:
            asked = ChatRequest.model_validate_json(await _body(request))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            return _refusal(400, "invalid_request_error", f"{where}: {first['msg']}".lstrip(": "))
        except EngineRefused as error:
            return _refusal(413, "invalid_request_error", str(error))
        try:
            return await self._answer(request, asked)
        except EngineRefused as error:
            busy = self._jobs.full
            return _refusal(429 if busy else 400, "busy" if busy else "invalid_request_error", str(error))
        except EngineUnavailable as error:
            return _refusal(503, "unavailable", str(error))
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception as error:  # the HTTP edge: one request's failure must not end the host
            _log.exception("! chat completion failed")
            return _refusal(500, "failed", f"the model failed: {type(error).__name__}")

    async def _answer(self, request: Request, asked: ChatRequest) -> Response:
        if asked.only_warms:
            await _unless_gone(request, self._jobs.run(lambda stop: self._backend.warm(asked, stop)))
            return JSONResponse(self._completion(""))
        pieces = self._jobs.stream(lambda stop: self._backend.reply(asked, stop))
        if not asked.stream:
            return JSONResponse(self._completion(await _unless_gone(request, _joined(pieces))))
        # the first piece decides on the status: after it only the stream itself can tell of an error
        first = await _unless_gone(request, _first(pieces))
        return StreamingResponse(
            self._events(first, pieces), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _events(self, first: str | None, pieces: AsyncGenerator[str, None]) -> AsyncIterator[str]:
        frame = {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": self._backend.name,
        }

        def event(delta: dict[str, str], finish: str | None = None) -> str:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            return f"data: {json.dumps(frame | {'choices': [choice]})}\n\n"

        async with aclosing(pieces):
            yield event({"role": "assistant", "content": first or ""})
            try:
                async for piece in pieces:
                    yield event({"content": piece})
            except Exception as error:  # the same edge; the status line is long gone
                _log.exception("! chat completion broke off")
                failed = {"error": {"message": f"the model failed: {type(error).__name__}", "code": "failed"}}
                yield f"data: {json.dumps(failed)}\n\n"
                return
        yield event({}, "stop")
        yield "data: [DONE]\n\n"

    def _completion(self, text: str) -> dict[str, Any]:
        message = {"role": "assistant", "content": text}
        return {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": self._backend.name,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        }


async def _body(request: Request) -> bytes:
    """Raises EngineRefused: too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise EngineRefused(f"the request is larger than {MAX_BODY_BYTES} bytes")
    return bytes(body)


async def _first(pieces: AsyncGenerator[str, None]) -> str | None:
    return await anext(pieces, None)


async def _joined(pieces: AsyncGenerator[str, None]) -> str:
    async with aclosing(pieces):
        return "".join([piece async for piece in pieces])


async def _unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``; cancelled, and ClientDisconnect raised, when the client hangs up."""
    doing = asyncio.ensure_future(work)
    # the body has been read: the next thing to receive is the disconnect
    gone = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait((doing, gone), return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise ClientDisconnect
        return await doing
    finally:
        doing.cancel()
        gone.cancel()


def _refusal(status: int, code: str, message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": code, "code": code}}, status)
