"""What is learned of a call in which our side was not perfect."""

from __future__ import annotations

import json

from agent.call.actions import Message
from agent.call.reply import reply_json
from agent.practice.rehearsal.training import Text
from models.llm import shadowed

RIGHT, WRONG = reply_json("It's {name}."), reply_json("Thank you.")


class Stubborn:
    """Thanks for everything."""

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        if "account" in json.loads(messages[-1].content)["do"]:
            return '{"status": "unknown", "summary": "", "claims": [], "missing": []}'
        return WRONG


def learned(text: Text) -> list[str]:
    return [one.content for one, ours in zip(text.messages, text.ours, strict=True) if ours]


def test_a_wrong_reply_is_read_but_what_is_learned_is_the_correction() -> None:
    *corrections, whole = shadowed.corrected(7, "none", Stubborn())
    assert corrections
    for text in corrections:
        assert learned(text) == [text.messages[-1].content]
        assert text.messages[-1].content != WRONG
    played = [one.content for one in whole.messages if one.role == "assistant"]
    assert len(learned(whole)) < len(played)


def test_who_stumbles_is_not_imitated_in_it() -> None:
    stumbler = shadowed.Stumbling(1)
    state = Message("system", '{"phase": "active-conversation", "do": ["none", "end"]}')
    asked = (Message("user", "t1: what name?"), state)
    replies = [stumbler.reply(asked, RIGHT) for _ in range(400)]
    share = sum(reply != RIGHT for reply in replies) / len(replies)
    assert 0.02 < share < 0.15


def test_a_stumble_in_a_menu_is_a_key_of_it_or_waiting() -> None:
    stumbler = shadowed.Stumbling(1)
    state = Message("system", '{"phase": "ivr-navigation", "do": ["press", "wait"]}')
    asked = (Message("user", "t1: for billing press two [menu: 2 billing, 3 sales]"), state)
    right = reply_json("", "press", "2")
    keys = {json.loads(stumbler.reply(asked, right))["arg"] for _ in range(400)}
    assert keys == {"2", "3"}
