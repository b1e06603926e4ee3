"""What is held out never comes up in training."""

from __future__ import annotations

import pytest

from agent.practice.episodes import far_side, held_out, make
from agent.practice.episodes.businesses import BUSINESSES, DECOYS, OPERATOR, OUTER
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.partner import KEY, answer
from agent.practice.episodes.split import pick, pick_form
from agent.practice.episodes.types import Episode

EPISODES = 300
FREQUENT = (
    "greet", "ask.people", "ask.day", "ask.time", "ask.name", "ask.phone", "accept", "unavailable", "offer",
    "read_back", "confirm", "goodbye", "pardon", "hold", "back", "robot", "hello", "queue",
)  # fmt: skip


def test_a_fifth_is_held_out_for_good() -> None:
    share = sum(held_out(f"name {number}") for number in range(2000)) / 2000
    assert 0.17 < share < 0.23
    assert held_out("Adams") is held_out("Adams")
    assert [word for word in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j") if held_out(word)] == PINNED


PINNED = ["f", "g"]


def test_no_form_of_a_training_episode_is_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    def noted(dice, forms, split):  # type: ignore[no-untyped-def]  # the signature of pick_form
        used.add(form := pick_form(dice, forms, split))
        return form

    for module in ("surface", "task"):
        monkeypatch.setattr(f"agent.practice.episodes.{module}.pick_form", noted)
    for seed in range(EPISODES):
        _play(make(seed, "train"))
    assert len(used) > EPISODES
    assert not {form for form in used if held_out(form)}


def test_no_name_number_or_business_of_a_training_episode_is_held_out() -> None:
    for seed in range(EPISODES):
        episode = make(seed, "train")
        wanted = dict(episode.plan.wanted)
        picked = [
            *wanted["name"].split(),
            episode.plan.business,
            episode.plan.person,
            episode.plan.code or "-",
        ]
        picked += [
            wanted.get(slot, "-") for slot in ("phone", "reference", "plate", "account", "date_of_birth")
        ]
        assert not [text for text in picked if text != "-" and held_out(text)], episode.id


def test_a_held_out_episode_has_names_that_training_never_saw() -> None:
    for seed in range(50):
        episode = make(seed, "held-out")
        assert all(held_out(part) for part in dict(episode.plan.wanted)["name"].split())


def test_training_never_hears_a_held_out_name_of_a_menu() -> None:
    labels = {label for menu in _menus("train") for _, label in menu}
    assert len(labels) > 30
    assert not {label for label in labels if held_out(label)}


def test_every_act_has_forms_to_train_on_and_the_frequent_ones_many() -> None:
    for key, forms in FORMS.items():
        assert [form for form in forms if not held_out(form)], key
        assert len(set(forms)) == len(forms), key
    assert min(len(FORMS[key]) for key in FREQUENT) >= 12


def test_every_department_can_be_named_in_training() -> None:
    ways = [ways for business in BUSINESSES.values() for _, ways in business.departments]
    ways += [*(ways for _, ways in DECOYS), OPERATOR, *OUTER.values()]
    assert not [way for way in ways if all(map(held_out, way))]


def test_picking_from_nothing_is_an_error() -> None:
    import random

    kept = [word for word in "abcdefghij" if not held_out(word)]
    with pytest.raises(ValueError, match="held-out"):
        pick(random.Random(1), kept, "held-out")


def _menus(split: str) -> list[tuple[tuple[str, str], ...]]:
    episodes = [make(seed, "train", temper="menu") for seed in range(60)]
    return [menu.options for episode in episodes for menu in episode.plan.menus]


def _play(episode: Episode) -> None:
    far = far_side(episode)
    step = far.opens()
    while not step.hangs_up:
        said = answer(episode, step.says[-1].acts[-1]) if step.says else ""
        if said.startswith(KEY):
            step = far.key(said.removeprefix(KEY))
        else:
            step = far.hears(said) if said else far.silence()
