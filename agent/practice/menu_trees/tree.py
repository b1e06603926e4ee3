"""What a tree of menus is: data. ``agent.practice.menu_trees.drawing`` draws one, ``machine`` speaks it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """Somebody, or a queue."""

    name: str
    """The department, as the menu calls it."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    leads: Node
    late: bool = False
    """It is offered after a pause, as an afterthought: "or, for anything else, press zero"."""


@dataclass(frozen=True, slots=True)
class Menu:
    """``lines``: what is said, in pieces with a pause before each (seconds)."""

    lines: tuple[tuple[float, str], ...]
    choices: tuple[Choice, ...]
    again: str = ""
    """The key that repeats; ``back``: the key that leads to the menu before. Empty: there is none."""
    back: str = ""
    deaf: bool = False
    """The first key has no effect."""
    spoken: bool = False
    """A choice may be said, too: "say billing, or press one"."""
    right: str = ""
    """The key that leads on to the right leaf; empty where none does."""


@dataclass(frozen=True, slots=True)
class Question:
    """Why do you call? Wants to be told in a few words; keys choose nothing."""

    lines: tuple[tuple[float, str], ...]
    words: tuple[str, ...]
    """One of these is understood (regular expressions)."""
    leads: Node


@dataclass(frozen=True, slots=True)
class Number:
    """Wants a number keyed, and ``#``. Who keys none is let through after a while, or by the operator."""

    lines: tuple[tuple[float, str], ...]
    digits: str
    leads: Node
    patient: bool
    """Silence is let through; otherwise only 0 leads on."""


Node = Leaf | Menu | Question | Number


@dataclass(frozen=True, slots=True)
class Tree:
    notices: tuple[str, ...]
    """Said before the first menu."""
    top: Node
    invalid: str
    """After a key that chooses nothing, and after words that were not understood."""
    goodbye: str
    levels: int
