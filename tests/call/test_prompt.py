from __future__ import annotations

import json

from agent.call.actions import Message
from agent.call.briefing import Briefing, Fact
from agent.call.dialogue import Dialogue
from agent.call.phase import RULES, Phase
from agent.call.prompt_before import briefing_of, head, prompt, state_of

BRIEFING = Briefing(
    call_id="c1",
    to="+12025550100",
    task="Book a table for four {on Tuesday}.\nBriefing:\nis a word, too",
    principal="Alex Morgan",
    facts=(
        Fact(name="phone", value="+12025550199", release="if_asked"),
        Fact(name="card", value="4111 1111", release="never"),
    ),
)


def test_each_prompt_but_for_its_last_message_begins_the_next_one() -> None:
    dialogue = Dialogue()
    before = prompt(BRIEFING, dialogue.messages, Phase.DIALING, ("none",))
    for role, text in (("user", "Hello?"), ("assistant", "Good evening."), ("tool", "1"), ("user", "Yes?")):
        dialogue.add(role, text, 0, 1)  # type: ignore[arg-type]
        after = prompt(BRIEFING, dialogue.messages, Phase.ACTIVE_CONVERSATION, ("none", "end"))
        assert after[: len(before) - 1] == before[:-1]
        before = after
    assert before[: len(head(BRIEFING))] == head(BRIEFING)


def test_the_last_message_says_the_phase_and_what_may_be_done() -> None:
    actions = RULES[Phase.IVR_NAVIGATION].actions
    messages = prompt(BRIEFING, (Message("user", "Press one."),), Phase.IVR_NAVIGATION, actions)
    assert state_of(messages) == {"phase": "ivr-navigation", "do": list(actions)}
    assert messages[-1].role == "system"
    assert [message.content for message in messages if message.role == "user"] == ["Press one."]


def test_the_head_holds_the_briefing_without_what_may_never_be_told() -> None:
    text = head(BRIEFING)[0].content
    assert "+12025550199" in text
    assert "4111" not in text
    known = briefing_of(head(BRIEFING))
    assert known["principal"] == "Alex Morgan"
    assert known["task"] == BRIEFING.task
    assert [fact["value"] for fact in known["facts"]] == ["+12025550199", None]
    assert [fact["release"] for fact in known["facts"]] == ["if_asked", "never"]


def test_the_head_says_which_side_we_are_on() -> None:
    called = BRIEFING.model_copy(update={"direction": "inbound", "facts": ()})
    assert "answering a call" in head(called)[0].content
    assert "calling on behalf" in head(BRIEFING)[0].content
    assert "facts" not in briefing_of(head(called))


def test_quotes_and_braces_in_a_briefing_do_not_break_it() -> None:
    nasty = Briefing(call_id="c", to="+1", task='say "{hello}" \\ {0}')
    assert briefing_of(head(nasty))["task"] == 'say "{hello}" \\ {0}'
    json.loads(prompt(nasty, (), Phase.DIALING, ())[-1].content)
