"""The scripted model in the form of the language model's server."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agent.call.prompt_before import briefing_of, state_of
from agent.engines.chat import ChatRequest
from agent.engines.scripted.errand import errand_of
from agent.engines.scripted.policy import Answer, decide
from agent.errors import EngineRefused


class ScriptedModel:
    name = "scripted"

    def reply(self, request: ChatRequest, stop: threading.Event) -> Iterator[str]:
        """One reply, a word at a time. Raises EngineRefused: not a prompt of ``agent.call.prompt``."""
        messages = request.as_messages()
        try:
            briefing, state = briefing_of(messages), state_of(messages)
        except (ValueError, AssertionError) as error:
            raise EngineRefused("the scripted model only understands prompts of agent.call.prompt") from error
        phase = str(state.get("phase", ""))
        answer = decide(errand_of(briefing), messages[1:-1], phase)
        text = json.dumps(_permitted(answer, state.get("do", ())), ensure_ascii=False)
        yield from re.findall(r"\S+\s*", text)

    def warm(self, request: ChatRequest, stop: threading.Event) -> None:
        """Nothing to prefill."""


def _permitted(answer: Answer, actions: Sequence[str]) -> Mapping[str, Any]:
    """The reply as an object; where the phase does not permit what the rules want, it only waits."""
    if actions and answer.do not in actions:
        calm = next((action for action in ("wait", "none") if action in actions), actions[0])
        return {"say": "", "do": calm, "arg": ""}
    reply: dict[str, Any] = {"say": answer.say, "do": answer.do, "arg": answer.arg}
    if answer.do == "end":
        reply |= {"why": answer.why, "fields": answer.fields}
    return reply
