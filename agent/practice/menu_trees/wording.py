"""Words of the trees, by split: rules may be tuned on those of ``tuning``, not on those of ``unseen``."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Literal

from agent.practice.episodes.businesses import DECOYS, OUTER, OUTER_DECOYS, Business
from agent.practice.menu_trees import tuning, tuning_departments, unseen, unseen_departments

Split = Literal["tuning", "test"]

FORMS: Mapping[Split, dict[str, tuple[str, ...]]] = {"tuning": tuning.FORMS, "test": unseen.FORMS}
LANGUAGES: Mapping[Split, tuple[str, ...]] = {"tuning": tuning.LANGUAGES, "test": unseen.LANGUAGES}
OURS: Mapping[Split, tuple[str, ...]] = {"tuning": tuning.OURS, "test": unseen.OURS}
CUSTOMERS: Mapping[Split, tuple[str, ...]] = {"tuning": tuning.CUSTOMERS, "test": unseen.CUSTOMERS}
NOT_CUSTOMERS: Mapping[Split, tuple[str, ...]] = {
    "tuning": tuning.NOT_CUSTOMERS,
    "test": unseen.NOT_CUSTOMERS,
}
ANYTHING: Mapping[Split, tuple[str, ...]] = {"tuning": tuning.ANYTHING, "test": unseen.ANYTHING}
OUTERS: Mapping[Split, dict[str, tuple[str, ...]]] = {
    "tuning": {errand: ways + tuning.OUTER[errand] for errand, ways in OUTER.items()},
    "test": unseen.OUTER,
}
BANK_ANSWERS: Mapping[Split, tuple[str, ...]] = {"tuning": tuning.BANK_ANSWERS, "test": unseen.BANK_ANSWERS}
AWAY: Mapping[Split, tuple[str, ...]] = {
    "tuning": OUTER_DECOYS + tuning.OUTER_DECOYS,
    "test": unseen.OUTER_DECOYS,
}
"""Such branches of an outer menu as no errand wants; ``OTHERS``: such departments."""
OTHERS: Mapping[Split, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "tuning": DECOYS + tuning.DECOYS,
    "test": unseen.DECOYS,
}


def departments(business: Business, split: Split) -> dict[str, tuple[str, ...]]:
    """Of each department of ``business``, the ways a menu calls it."""
    if split == "test":
        return dict(unseen_departments.DEPARTMENTS[business.kind])
    own, more = dict(business.departments), tuning_departments.DEPARTMENTS[business.kind]
    return {name: own.get(name, ()) + more.get(name, ()) for name in (*own, *(more.keys() - own.keys()))}


def pick(dice: random.Random, texts: Mapping[Split, tuple[str, ...]], split: Split) -> str:
    return dice.choice(texts[split])
