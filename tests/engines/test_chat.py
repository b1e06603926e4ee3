"""The chat server's HTTP form, with a backend whose every step the test holds."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent.call.actions import Message
from agent.engines.chat import MAX_BODY_BYTES, ChatRequest, application
from agent.engines.clients import ChatModel
from agent.engines.host import _http
from agent.engines.jobs import Jobs
from agent.engines.sockets import listen
from agent.errors import EngineRefused, EngineUnavailable

HELLO = {"messages": [{"role": "user", "content": "Hello?"}]}


class Puppet:
    """Writes one word, then waits for ``go_on``; ``ended`` when it was let go."""

    name = "puppet"

    def __init__(self) -> None:
        self.go_on, self.ended, self.begun = threading.Event(), threading.Event(), threading.Event()
        self.requests: list[ChatRequest] = []
        self.warmed: list[ChatRequest] = []
        self.fails: Exception | None = None

    def reply(self, request: ChatRequest, stop: threading.Event) -> Iterator[str]:
        self.requests.append(request)
        if isinstance(self.fails, EngineRefused):
            raise self.fails
        self.begun.set()
        try:
            yield "Hello "
            while not self.go_on.wait(0.01) and not stop.is_set():
                pass
            if self.fails:
                raise self.fails
            yield "there."
        finally:
            self.ended.set()

    def warm(self, request: ChatRequest, stop: threading.Event) -> None:
        self.warmed.append(request)


@pytest.fixture
def puppet() -> Puppet:
    return Puppet()


@pytest.fixture
async def socket(puppet: Puppet, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Path]:
    path = Path(tmp_path_factory.mktemp("c")) / "llm.sock"
    listener, jobs = listen(str(path)), Jobs("llm", limit=1)
    async with _http(listener, application(puppet, jobs)):
        yield path
        puppet.go_on.set()
    jobs.close()
    listener.close()


@asynccontextmanager
async def client(socket: Path) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.AsyncHTTPTransport(uds=str(socket), verify=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://engines/v1", timeout=10) as client:
        yield client


async def test_a_completion_is_one_object(puppet: Puppet, socket: Path) -> None:
    puppet.go_on.set()
    async with client(socket) as http:
        answer = (await http.post("/chat/completions", json=HELLO)).json()
    assert answer["choices"][0]["message"] == {"role": "assistant", "content": "Hello there."}
    assert (answer["object"], answer["model"]) == ("chat.completion", "puppet")


async def test_a_stream_brings_each_word_when_it_is_written(puppet: Puppet, socket: Path) -> None:
    pieces = ChatModel(f"unix:{socket}").reply((Message("user", "Hello?"),), '{"type": "object"}')
    assert await anext(aiter(pieces)) == "Hello "
    puppet.go_on.set()
    assert [piece async for piece in pieces] == ["there."]


async def test_the_schema_and_the_calls_key_reach_the_model(puppet: Puppet, socket: Path) -> None:
    puppet.go_on.set()
    model = ChatModel(f"unix:{socket}")
    for _ in range(2):
        async for _ in model.reply((Message("user", "Hello?"),), '{"type": "object", "maxProperties": 1}'):
            pass
    first, second = puppet.requests
    assert json.loads(first.schema_text) == {"type": "object", "maxProperties": 1}
    assert first.prompt_cache_key == second.prompt_cache_key != ""


async def test_two_calls_have_two_keys(puppet: Puppet, socket: Path) -> None:
    for _ in range(2):
        await ChatModel(f"unix:{socket}").warm((Message("system", "rules"),))
    assert puppet.warmed[0].prompt_cache_key != puppet.warmed[1].prompt_cache_key
    assert not puppet.requests


async def test_no_tokens_wanted_is_a_warming_too(puppet: Puppet, socket: Path) -> None:
    async with client(socket) as http:
        assert (await http.post("/chat/completions", json=HELLO | {"max_tokens": 0})).is_success
    assert len(puppet.warmed) == 1


async def test_a_client_that_leaves_a_stream_stops_the_model(puppet: Puppet, socket: Path) -> None:
    async with (
        client(socket) as http,
        http.stream("POST", "/chat/completions", json=HELLO | {"stream": True}) as answer,
    ):
        assert answer.is_success
        assert puppet.begun.is_set()
    assert await asyncio.to_thread(puppet.ended.wait, 5)


async def test_a_client_that_leaves_before_the_answer_stops_the_model(puppet: Puppet, socket: Path) -> None:
    async with client(socket) as http:
        asking = asyncio.ensure_future(http.post("/chat/completions", json=HELLO))
        assert await asyncio.to_thread(puppet.begun.wait, 5)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert await asyncio.to_thread(puppet.ended.wait, 5)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("not json", "JSON"),
        ("{}", "messages"),
        ('{"messages": []}', "messages"),
        ('{"messages": [{"role": "ghost", "content": "x"}]}', "messages.0.role"),
        (json.dumps(HELLO | {"temperature": -1}), "temperature"),
        (json.dumps(HELLO | {"max_tokens": "many"}), "max_tokens"),
    ],
)
async def test_a_malformed_request_is_told_which_field(socket: Path, body: str, words: str) -> None:
    async with client(socket) as http:
        answer = await http.post("/chat/completions", content=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


async def test_a_request_too_large_is_refused(socket: Path) -> None:
    async with client(socket) as http:
        answer = await http.post("/chat/completions", content=b" " * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413


async def test_what_the_model_refuses_is_a_refusal_with_its_words(puppet: Puppet, socket: Path) -> None:
    puppet.fails = EngineRefused("the prompt is too long")
    with pytest.raises(EngineRefused, match="the prompt is too long"):
        async for _ in ChatModel(f"unix:{socket}").reply((Message("user", "Hello?"),), "{}"):
            pass


async def test_a_model_that_breaks_in_mid_reply_is_unavailable(
    puppet: Puppet, socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    puppet.fails = RuntimeError("secret text of the call")
    puppet.go_on.set()
    said: list[str] = []
    with pytest.raises(EngineUnavailable, match="RuntimeError"):
        await _collect(ChatModel(f"unix:{socket}"), said)
    assert said == ["Hello "]


async def _collect(model: ChatModel, said: list[str]) -> None:
    async for piece in model.reply((Message("user", "Hello?"),), "{}"):
        said.append(piece)


async def test_a_full_queue_answers_429(puppet: Puppet, socket: Path) -> None:
    async with client(socket) as http:
        waiting = [asyncio.ensure_future(http.post("/chat/completions", json=HELLO)) for _ in range(2)]
        await _pending(http, 2)
        answer = await http.post("/chat/completions", json=HELLO)
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "busy")
        puppet.go_on.set()
        assert all(done.is_success for done in await asyncio.gather(*waiting))


async def _pending(http: httpx.AsyncClient, count: int) -> None:
    async with asyncio.timeout(5):
        while (await http.get("http://engines/health")).json()["pending"] < count:
            pass


async def test_models_and_health_name_the_model(socket: Path) -> None:
    async with client(socket) as http:
        listed: dict[str, Any] = (await http.get("/models")).json()
        health: dict[str, Any] = (await http.get("http://engines/health")).json()
    assert listed["data"][0]["id"] == health["model"] == "puppet"
    assert health["status"] == "ok"


def test_a_plain_request_asks_for_no_grammar() -> None:
    request = ChatRequest.model_validate(HELLO)
    assert request.schema_text == ""
    assert not request.only_warms
    assert ChatRequest.model_validate(HELLO | {"response_format": {"type": "json_object"}}).schema_text
