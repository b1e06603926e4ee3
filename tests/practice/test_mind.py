"""A mind behind the language model's port."""

from __future__ import annotations

import json

from agent.call.actions import Message
from agent.practice.mind import MindModel
from agent.practice.minds.restaurant import Booking, Restaurant
from tests.practice.minds.callers import HonestCaller


async def ask(model: MindModel, messages: list[Message]) -> dict[str, str]:
    pieces = [piece async for piece in model.reply(tuple(messages), "{}")]
    reply: dict[str, str] = json.loads("".join(pieces))
    return reply


async def test_a_call_through_the_port_books_once_and_ends() -> None:
    written: list[Booking] = []
    person = Restaurant("Bella Vista, how can I help you?", 7)
    model = MindModel(person, written.append)
    caller = HonestCaller()
    messages = [Message("system", "You take bookings."), Message("assistant", person.greeting)]
    said, done = person.greeting, "none"
    while done != "end" and len(messages) < 40:
        messages.append(Message("user", caller(said)))
        reply = await ask(model, messages)
        assert set(reply) == {"say", "do", "arg"}
        messages.append(Message("assistant", reply["say"]))
        said, done = reply["say"], reply["do"]
    assert done == "end"
    assert [(booking.size, booking.day, booking.time) for booking in written] == [(4, "tuesday", "20:00")]


async def test_with_nothing_heard_the_person_greets() -> None:
    person = Restaurant("Bella Vista, how can I help you?", 7)
    reply = await ask(MindModel(person, lambda booking: None), [Message("system", "")])
    assert reply["say"] == "Bella Vista, how can I help you?"


async def test_the_same_reply_asked_for_twice_books_once() -> None:
    written: list[Booking] = []
    model = MindModel(Restaurant("Bella Vista, how can I help you?", 11), written.append)
    heard = ("my name is alex morgan a table for four on tuesday at eight", "yes that's right")
    messages = [Message("user", text) for text in heard]
    await ask(model, messages)
    await ask(model, messages)
    assert len(written) == 1
