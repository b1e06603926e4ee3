from __future__ import annotations

import pytest

from agent.call.phase import RULES, TRANSITIONS, Phase
from agent.call.reply import ACTIONS


def test_every_phase_has_its_transitions_and_its_rules() -> None:
    assert set(TRANSITIONS) == set(RULES) == set(Phase)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_every_phase_can_end(phase: Phase) -> None:
    assert Phase.ENDED in TRANSITIONS[phase]


def test_nothing_follows_the_end_and_nothing_but_it_the_wrap_up() -> None:
    assert TRANSITIONS[Phase.ENDED] == set()
    assert TRANSITIONS[Phase.WRAP_UP] == {Phase.ENDED}


def test_no_phase_leads_to_itself() -> None:
    assert not any(phase in after for phase, after in TRANSITIONS.items())


def test_menu_hold_and_conversation_lead_to_each_other() -> None:
    three = {Phase.IVR_NAVIGATION, Phase.HOLD_WAITING, Phase.ACTIVE_CONVERSATION}
    assert all(three - {phase} <= TRANSITIONS[phase] for phase in three)


@pytest.mark.parametrize("phase", Phase)
def test_what_a_phase_permits_is_known_to_the_model(phase: Phase) -> None:
    rules = RULES[phase]
    assert set(rules.actions) <= set(ACTIONS)
    assert rules.actions or not rules.answers
