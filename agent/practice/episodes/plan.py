"""What the far side is going to do in an episode: data, drawn once from the seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from agent.practice.menu_trees.tree import Tree

Pairs = tuple[tuple[str, str], ...]
Scene = Literal[
    "person", "menu", "queue", "voicemail", "closed", "screening", "mailbox_full", "not_in_service", "fax"
]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a person brings up. ``name``: ask, again, table, hold, robot, trick, ... (``policy``)."""

    name: str
    slot: str = ""
    value: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    options: Pairs
    """(key, label) in the order spoken."""
    right: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    split: str
    seed: int
    kind: str
    business: str
    errand: str
    thing: str
    deed: str
    """``thing``: ``a table``; ``deed``: what is written down when it is done, ``booked``."""
    person: str
    other: str
    """First names of who picks up, and of whom we are put through to."""
    start: Scene
    agenda: tuple[Topic, ...]
    wanted: Pairs
    """What the briefing is after, by slot: so the people know the names in their own books."""
    accepts: tuple[tuple[str, tuple[str, ...]], ...]
    """As ``Truth.may``."""
    free: tuple[str, ...]
    """The times that can be had."""
    offers: tuple[Pairs, ...]
    answer: tuple[str, str] = ("", "")
    asks: str = ""
    """What our side wants to know, in words."""
    code: str = ""
    menus: tuple[Menu, ...] = ()
    tree: Tree | None = field(default=None, repr=False)
    """In place of ``menus``."""
    queue: int = 0
    recording: bool = False
    names_business: bool = True
    fragments: bool = False
    wordy: float = 0.3
    insists: tuple[str, ...] = ()
    """Without these slots nothing is written down."""
    refuses_machines: bool = False
    screened_out: bool = field(default=False, repr=False)
    """Call screening was told no."""
    secrets: Pairs = ()
    """What its people fish for, so that they know it when they hear it."""
