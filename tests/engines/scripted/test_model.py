"""The scripted model behind the language model's form: by reference in, by reference out."""

from __future__ import annotations

import json
import threading
from typing import Any

import jsonschema
import pytest

from agent.call.account import account_schema
from agent.call.actions import Message
from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.phase import RULES, Phase
from agent.call.prompt import account, head, prompt
from agent.call.reading import reading
from agent.call.reply import ReplyReader, reply_json, reply_schema
from agent.engines.chat import ChatRequest
from agent.engines.scripted import ScriptedModel
from agent.engines.scripted.references import Fact as Listed
from agent.engines.scripted.references import briefing_of, by_reference, in_words
from agent.errors import EngineRefused

BRIEFING = Briefing(
    call_id="c",
    to="+12025550123",
    task="Book a table for four on Tuesday, half past seven, or eight, for Jennifer Davis.",
    principal="Jennifer Davis",
    facts=(Fact(name="phone", value="+12025550100"),),
)
BOOK = FactBook.of(BRIEFING)
INTRODUCTION = reply_json(
    "Hello, I'm an assistant calling on behalf of {name}. I would like to book a table."
)
TALK = RULES[Phase.ACTIVE_CONVERSATION].actions


def written(messages: tuple[Message, ...], schema: str = "") -> dict[str, Any]:
    form = {"type": "json_schema", "json_schema": {"schema": json.loads(schema)}} if schema else {}
    body = {"messages": [{"role": message.role, "content": message.content} for message in messages]}
    request = ChatRequest.model_validate(body | ({"response_format": form} if form else {}))
    reply = json.loads("".join(ScriptedModel().reply(request, threading.Event())))
    assert isinstance(reply, dict)
    return reply


def transcript(*texts: str) -> list[Message]:
    """The far party and we in turn, after our introduction."""
    messages = [Message("user", "t1: Hello?"), Message("assistant", INTRODUCTION)]
    for at, text in enumerate(texts):
        number = f"t{at + 3}"
        messages.append(
            Message("user", reading(number, text, BOOK)) if at % 2 == 0 else Message("assistant", text)
        )
    return messages


def replied(
    *texts: str, phase: Phase = Phase.ACTIVE_CONVERSATION, do: tuple[str, ...] = TALK
) -> dict[str, Any]:
    return written(prompt(head(BRIEFING, BOOK), transcript(*texts), phase, do))


@pytest.mark.parametrize(
    ("heard", "say"),
    [
        ("How can I help you?", "I would like to book a table for {people} people on {day} at {time}."),
        ("What time would you like?", "At {time}."),
        ("Half past seven is not available.", "Could you do {time.2} instead?"),
        ("Can I get a phone number?", "The phone number is {phone}."),
        ("Could you spell the name?", "The name is {name.last}. {name.last:spell}."),
        (
            "I have you down for four people on Thursday.",
            "No, sorry. It is for {people} people on {day} at {time}.",
        ),
    ],
)
def test_it_names_what_it_knows(heard: str, say: str) -> None:
    assert replied(heard)["say"] == say


def test_a_value_that_is_no_fact_stays_as_it_is() -> None:
    facts = (Listed("time", "time", "freely", "19:30"), Listed("time.2", "time", "freely", "18:00/21:00"))
    assert by_reference("At 7:30 pm or 8 pm.", facts) == "At {time} or 8 pm."
    assert in_words("At {time}, {time.2}, {phone}.", facts) == "At 19:30, between 18:00 and 21:00, {phone}."


def test_dates_and_open_ends_are_put_into_words() -> None:
    facts = (Listed("day", "date", "freely", "--03-03"), Listed("time", "time", "freely", "?06:00/11:59"))
    assert in_words("{day}, {time}", facts) == "March 3, after 06:00"


def test_what_may_not_be_told_is_not_known_and_what_stands_alone_is() -> None:
    briefing = Briefing(
        call_id="c",
        to="+1",
        task="Book a table.",
        preferences=("outside",),
        constraints=("not upstairs",),
        facts=(
            Fact(name="phone", value="202 555 0187", release="never"),
            Fact(name="day", value="Friday"),
            Fact(name="people", value="3"),
        ),
    )
    known = briefing_of(head(briefing, FactBook.of(briefing)))
    assert known["facts"] == [{"name": "people", "value": "3", "release": "freely"}]
    assert known["wishes"] == ["Friday"]
    assert (known["preferences"], known["constraints"]) == (["outside"], ["not upstairs"])


def test_its_replies_are_what_the_call_reads() -> None:
    for text in ("Hello?", "Press one for reservations.", "Your reservation is confirmed.", "Please hold."):
        reply = json.dumps(replied(text))
        jsonschema.validate(json.loads(reply), json.loads(reply_schema(TALK)))
        assert ReplyReader().feed(reply) == json.loads(reply)["say"]


def test_what_the_phase_does_not_permit_is_not_done() -> None:
    reply = replied("Press one for reservations.", phase=Phase.HOLD_WAITING, do=("none", "wait"))
    assert reply == {"say": "", "do": "wait", "arg": ""}


@pytest.mark.parametrize(
    "messages", [(Message("user", "Hi"),), (Message("system", "\nBriefing:\n"), Message("system", "1"))]
)
def test_another_programs_prompt_is_refused(messages: tuple[Message, ...]) -> None:
    with pytest.raises(EngineRefused):
        written(messages)


# -- the account -----------------------------------------------------------------------------

CONFIRMED = "You are all set for Tuesday at eight. Your confirmation number is four oh two one."
END = reply_json("Thank you. Goodbye.", "end", "completed")


def accounted(*texts: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    form = account_schema(schema)
    found = written(account(BRIEFING, BOOK, transcript(*texts)), form)
    jsonschema.validate(found, json.loads(form))
    return found


def test_the_account_names_what_was_confirmed_and_the_turn() -> None:
    found = accounted(CONFIRMED, END)
    claims = {claim["name"]: (claim["value"], claim["turns"]) for claim in found["claims"]}
    assert found["status"] == "completed"
    assert claims == {
        "day": ("{t3.date}", ["t3"]),
        "time": ("{t3.time}", ["t3"]),
        "confirmation_number": ("{t3.code}", ["t3"]),
    }


def test_the_account_has_the_names_of_the_schema_that_was_given() -> None:
    schema = {
        "type": "object",
        "properties": {
            "reservation_time": {"type": "string"},
            "reference": {"type": "string"},
            "price": {"type": "string"},
        },
    }
    names = [claim["name"] for claim in accounted(CONFIRMED, END, schema=schema)["claims"]]
    assert names == ["reservation_time", "reference"]


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        (("Okay. Goodbye.", reply_json("Thank you. Goodbye.", "end", "declined")), "declined"),
        (("Okay.", reply_json("Yes.")), "unknown"),
        (("Okay.", reply_json("Bye.", "end", "completed")), "completed"),
    ],
)
def test_without_a_confirmation_nothing_is_claimed(texts: tuple[str, ...], status: str) -> None:
    found = accounted(*texts)
    assert (found["status"], found["claims"]) == (status, [])
