"""Episodes from seeds."""

from __future__ import annotations

import hashlib
import time

import pytest

from agent.practice.episodes import far_side, make, owner_says
from agent.practice.episodes.__main__ import script
from agent.practice.episodes.businesses import BUSINESSES
from agent.practice.episodes.episode import STATUS
from agent.practice.episodes.tempers import MACHINES, TEMPERS
from agent.practice.episodes.types import SLOTS

MOST_STEPS = 60
SILENT, BABBLING, AGREEING = "", "well the thing is you know", "yes"


def test_an_episode_is_the_same_for_ever() -> None:
    """Change the pin only together with the practice models: they were trained on these."""
    drawn = ""
    for seed in range(20):
        episode = make(seed, "train")
        drawn += (
            f"{episode.plan} {episode.truth} {episode.briefing.task} {episode.briefing.facts} {episode.owner}"
        )
        drawn += str(far_side(episode).opens())
    assert hashlib.sha256(drawn.encode()).hexdigest()[:16] == "a3258ad669e687df"


def test_both_splits_and_different_seeds_differ() -> None:
    drawn = {make(seed, split).briefing.task for seed in range(20) for split in ("train", "held-out")}
    assert len(drawn) > 30


def test_every_business_and_every_temper_comes_up() -> None:
    drawn = [make(seed, "train") for seed in range(400)]
    assert {episode.business for episode in drawn} == set(BUSINESSES)
    assert {episode.temper for episode in drawn} == set(TEMPERS) - set(MACHINES)


def test_machines_that_answer_come_up_where_nothing_is_trained() -> None:
    drawn = [make(seed, "held-out") for seed in range(600)]
    machines = [episode for episode in drawn if episode.temper in MACHINES]
    assert {episode.temper for episode in machines} == set(MACHINES)
    assert 0.02 < len(machines) / len(drawn) < 0.08


@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("said", [SILENT, BABBLING, AGREEING])
def test_no_call_is_endless(temper: str, said: str) -> None:
    for seed in range(4):
        far = far_side(make(seed, "train", temper=temper))
        step, steps = far.opens(), 0
        while not step.hangs_up:
            step, steps = far.hears(said) if said else far.silence(), steps + 1
            assert steps <= MOST_STEPS
        assert far.book.deed in ("", "message", "answered", "call_back", "cancelled") or said == AGREEING


def test_a_good_partner_gets_what_the_truth_says() -> None:
    for seed in range(150):
        episode = make(seed, "held-out")
        wanted = f"written down: {episode.truth.deed or 'nothing'}"
        if episode.plan.start in ("voicemail", "closed", *STATUS):
            wanted = "written down: nothing"
        assert wanted in script(episode), episode.id


def test_the_owner_answers_what_was_foreseen() -> None:
    for seed in range(200):
        episode = make(seed, "train", business="restaurant", temper="curious")
        if "seating" in dict(episode.truth.may):
            assert dict(episode.truth.may)["seating"][0] in owner_says(
                episode, "Would you like to sit inside or outside?"
            )
            break
    else:
        pytest.fail("nobody asked about seating")
    assert owner_says(episode, "What is the meaning of it all?") == "I don't know, please leave it out."
    assert "No" in owner_says(episode, "They want a fee of ten dollars")


def test_the_truth_names_slots_with_kinds_and_secrets_stay_in_facts() -> None:
    for seed in range(100):
        truth = (episode := make(seed, "held-out")).truth
        assert {slot for slot, _ in (*truth.may, *truth.never, *truth.releases)} <= set(SLOTS)
        assert {slot for slot, _ in truth.never} == {
            fact.name for fact in episode.briefing.facts if fact.release == "never"
        }
        assert not [value for _, value in truth.never if value in episode.briefing.task]


def test_making_and_playing_takes_milliseconds() -> None:
    start = time.perf_counter()
    for seed in range(40):
        script(make(seed, "train"))
    assert (time.perf_counter() - start) / 40 < 0.05  # about 3 ms on an idle core
