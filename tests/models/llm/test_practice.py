"""The model in the repository: it loads, it is the manifest's, and it does the simplest things right."""

from __future__ import annotations

import json
import threading

import pytest

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")

from llama_cpp.llama_grammar import LlamaGrammar

from agent.call.account import account_schema
from agent.call.actions import Message
from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.phase import Phase
from agent.call.prompt import account, head, prompt
from agent.call.reading import reading
from agent.call.reply import reply_json, reply_schema
from agent.config import Engines
from agent.engines import models
from agent.engines.chat import ChatRequest
from agent.engines.forms import gbnf
from agent.engines.llama import LlamaEngine
from models.llm.install import LARGEST_BYTES

BRIEFING = Briefing(
    call_id="c1",
    to="+15550100",
    task="Book a table for 4 people on Tuesday, 7:30 pm, for Rosalind Okafor.",
)
ACTIONS = ("none", "press", "wait", "ask_owner", "end")


@pytest.fixture(scope="module")
def engine() -> LlamaEngine:
    path = models.language_model(Engines(language_model="practice"))
    assert path is not None
    return LlamaEngine(path)


def request(messages: tuple[Message, ...], schema: str) -> ChatRequest:
    asked = {
        "messages": [{"role": one.role, "content": one.content} for one in messages],
        "response_format": {"type": "json_schema", "json_schema": {"schema": json.loads(schema)}},
    }
    return ChatRequest.model_validate(asked)


def written(engine: LlamaEngine, messages: tuple[Message, ...], schema: str) -> dict[str, object]:
    pieces = engine.reply(request(messages, schema), threading.Event())
    answer = json.loads("".join(pieces))
    assert isinstance(answer, dict)
    return answer


def written_by_itself(engine: LlamaEngine, messages: tuple[Message, ...], schema: str) -> str:
    """All of the reply, its fixed beginning too, and each token chosen under the grammar."""
    llama, written = engine._llama, b""
    tokens = engine._tokens(messages, with_turn=True)
    grammar = LlamaGrammar.from_string(gbnf(schema))
    for token in llama.generate(tokens, temp=0.0, grammar=grammar):
        if engine._vocabulary.ends(token):
            break
        written += engine._vocabulary.piece(token)
    return written.decode()


def replied(engine: LlamaEngine, *dialogue: Message) -> dict[str, object]:
    book = FactBook.of(BRIEFING)
    messages = prompt(head(BRIEFING, book), dialogue, Phase.ACTIVE_CONVERSATION, ACTIONS)
    return written(engine, messages, reply_schema(ACTIONS))


def heard(turn: str, text: str) -> Message:
    return Message("user", reading(turn, text, FactBook.of(BRIEFING)))


def test_it_fits_into_the_repository() -> None:
    path = models.language_model(Engines(language_model="practice"))
    assert path is not None
    assert path.stat().st_size <= LARGEST_BYTES


def test_it_says_what_it_wants_by_reference(engine: LlamaEngine) -> None:
    reply = replied(engine, heard("t1", "Good evening, Luigi's, how can I help you?"))
    assert {"{name}", "{people}", "{day}", "{time}"} <= set(str(reply["say"]).replace(".", "").split())
    assert reply["do"] == "none"


def test_it_presses_the_key_that_leads_on(engine: LlamaEngine) -> None:
    menu = heard("t1", "Welcome. For opening hours, press one. For reservations, press two.")
    assert replied(engine, menu) == {"say": "", "do": "press", "arg": "2"}


def test_it_writes_what_it_would_without_the_beginning_given(engine: LlamaEngine) -> None:
    book = FactBook.of(BRIEFING)
    asked = reply_json("Hello, I'd like to book a table for {people} on {day} at {time}.")
    dialogues = (
        (heard("t1", "Good evening, Luigi's, how can I help you?"),),
        (heard("t1", "Welcome. For opening hours, press one. For reservations, press two."),),
        (heard("t1", "Luigi's."), Message("assistant", asked), heard("t3", "Not half past seven. Eight.")),
        (heard("t1", "Please hold, your call is important to us."),),
    )
    for dialogue in dialogues:
        messages = prompt(head(BRIEFING, book), dialogue, Phase.ACTIVE_CONVERSATION, ACTIONS)
        found = "".join(engine.reply(request(messages, reply_schema(ACTIONS)), threading.Event()))
        assert found == written_by_itself(engine, messages, reply_schema(ACTIONS))
    told = account(BRIEFING, book, dialogues[2])
    found = "".join(engine.reply(request(told, account_schema()), threading.Event()))
    assert found == written_by_itself(engine, told, account_schema())


def test_how_it_begins_is_one_token(engine: LlamaEngine) -> None:
    for schema in (reply_schema(ACTIONS), account_schema()):
        assert len(engine._forms.of(schema).begin_tokens) == 1


def test_its_account_cites_turns_of_the_call(engine: LlamaEngine) -> None:
    told = (
        heard("t1", "Good evening, Luigi's, how can I help you?"),
        Message("assistant", reply_json("Hi, I'd like to book a table for {people} on {day} at {time}.")),
        heard(
            "t3", "So that's a table for four, on Tuesday, at half past seven, for Rosalind Okafor. Right?"
        ),
        Message("assistant", reply_json("Yes, that's right.")),
        heard("t5", "Great, it's booked, everything is confirmed. Is there anything else I can do for you?"),
        Message("assistant", reply_json("No, that's all. Thank you.")),
        heard("t7", "Thank you for your call, goodbye."),
    )
    messages = account(BRIEFING, FactBook.of(BRIEFING), told)
    found = written(engine, messages, account_schema())
    assert found["status"] == "completed"
    claims = found["claims"]
    assert isinstance(claims, list)
    assert {turn for claim in claims for turn in claim["turns"]} <= {"t1", "t3", "t5", "t7"}
