"""What every ``LanguageModel`` keeps, run on the fake, the practice model and one of nonsense."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from agent.call.actions import Message
from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.phase import Phase
from agent.call.prompt import head, prompt
from agent.config import Engines
from agent.engines.clients import ChatModel
from agent.errors import EngineRefused, EngineUnavailable
from agent.ports import LanguageModel
from tests.contracts.fakes import FakeMind
from tests.engines.support import running_host
from tests.engines.tiny_models import write_gguf

BRIEFING = Briefing(
    call_id="c1", to="+12025550100", task="Book a table for two on Friday at 8 pm, for Jo Klein."
)
ACTIONS = ("none", "wait", "end")
# a random model writes to the limit of whatever has one
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "say": {"type": "string", "maxLength": 200},
            "do": {"type": "string", "enum": list(ACTIONS)},
            "arg": {"type": "string", "maxLength": 40},
        },
        "required": ["say", "do", "arg"],
        "additionalProperties": False,
    }
)
HEAD = head(BRIEFING, FactBook.of(BRIEFING))
PROMPT = prompt(
    HEAD, (Message("user", "t1: Hello, how can I help you?"),), Phase.ACTIVE_CONVERSATION, ACTIONS
)


@pytest.fixture(scope="module")
def practice_url() -> Iterator[str]:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")
    with running_host() as settings:
        yield settings.llm


@pytest.fixture(scope="module")
def llama_url() -> Iterator[str]:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.gguf"
        write_gguf(path)
        with running_host(Engines(language_model=str(path))) as settings:
            yield settings.llm


@pytest.fixture(params=["fake", "practice", "llama"])
def mind(request: pytest.FixtureRequest) -> LanguageModel:
    if request.param == "fake":
        return FakeMind()
    return ChatModel(request.getfixturevalue(f"{request.param}_url"))


async def test_the_reply_conforms_to_the_schema(mind: LanguageModel) -> None:
    text = "".join([piece async for piece in mind.reply(PROMPT, SCHEMA)])
    jsonschema.validate(json.loads(text), json.loads(SCHEMA))


async def test_the_reply_comes_in_pieces(mind: LanguageModel) -> None:
    assert len([piece async for piece in mind.reply(PROMPT, SCHEMA)]) > 2


async def test_a_warm_head_changes_nothing_in_the_reply(mind: LanguageModel) -> None:
    cold = "".join([piece async for piece in mind.reply(PROMPT, SCHEMA)])
    await mind.warm(HEAD)
    assert "".join([piece async for piece in mind.reply(PROMPT, SCHEMA)]) == cold


async def test_a_reply_that_was_dropped_does_not_spoil_the_next(mind: LanguageModel) -> None:
    async with aclosing(cast(Any, mind.reply(PROMPT, SCHEMA))) as pieces:
        async for _ in pieces:
            break
    text = "".join([piece async for piece in mind.reply(PROMPT, SCHEMA)])
    jsonschema.validate(json.loads(text), json.loads(SCHEMA))


async def test_a_prompt_of_nothing_is_refused(mind: LanguageModel) -> None:
    with pytest.raises(EngineRefused):
        async for _ in mind.reply((), SCHEMA):
            pass


async def test_the_practice_model_holds_our_side(practice_url: str) -> None:
    reply = json.loads("".join([piece async for piece in ChatModel(practice_url).reply(PROMPT, SCHEMA)]))
    assert "on behalf of {name}" in reply["say"]
    assert "at {time}" in reply["say"]


async def test_without_a_host_the_engine_is_unavailable_and_says_where(tmp_path: Path) -> None:
    url = f"unix:{tmp_path / 'nobody.sock'}"
    with pytest.raises(EngineUnavailable, match=r"nobody\.sock"):
        await ChatModel(url).warm(PROMPT)
