"""The scripted model in the form of the language model's server."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agent.call.prompt import state_of
from agent.engines.chat import ChatRequest
from agent.engines.scripted.account import account
from agent.engines.scripted.errand import errand_of
from agent.engines.scripted.policy import Answer, decide
from agent.engines.scripted.references import briefing_of, by_reference, dialogue_of, facts_of
from agent.errors import EngineRefused


class ScriptedModel:
    name = "scripted"

    def reply(self, request: ChatRequest, stop: threading.Event) -> Iterator[str]:
        """One reply, a word at a time. Raises EngineRefused: not a prompt of ``agent.call.prompt``."""
        messages = request.as_messages()
        try:
            facts, state = facts_of(messages), state_of(messages)
        except ValueError as error:
            raise EngineRefused("the scripted model only understands prompts of agent.call.prompt") from error
        reply: Mapping[str, Any]
        if state.get("do") == ["account"]:
            schema = request.response_format.json_schema
            reply = account(messages[1:-1], facts, schema.form if schema else {})
        else:
            errand = errand_of(briefing_of(messages))
            answer = decide(errand, dialogue_of(messages), str(state.get("phase", "")))
            reply = _permitted(answer, state.get("do", ()))
            reply = {**reply, "say": by_reference(reply["say"], facts)}
        yield from re.findall(r"\S+\s*", json.dumps(reply, ensure_ascii=False))

    def warm(self, request: ChatRequest, stop: threading.Event) -> None:
        """Nothing to prefill."""


def _permitted(answer: Answer, actions: Sequence[str]) -> Mapping[str, Any]:
    """The reply as an object; where the phase does not permit what the rules want, it only waits."""
    if actions and answer.do not in actions:
        calm = next((action for action in ("wait", "none") if action in actions), actions[0])
        return {"say": "", "do": calm, "arg": ""}
    reply: dict[str, Any] = {"say": answer.say, "do": answer.do, "arg": answer.arg}
    if answer.do == "end":
        reply["why"] = answer.why
    return reply
