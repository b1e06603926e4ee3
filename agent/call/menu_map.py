"""The way through a number's menu as it was on an earlier call: learned, used, dropped when it changes.

A step is known by the first words of its menu and by the options among them. Numbers are no part of either:
a recogniser writes them in two ways, and what was keyed may be read back. A key is kept as it was chosen,
``2`` or ``{phone}#``, so no value of a fact is in a map.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.call.briefing import MenuStep
from agent.call.machine_asks import wants_number
from agent.call.menu import Option, options, same_menu
from agent.call.phase import Phase
from agent.call.purpose import Purpose, best
from agent.call.recordings import FEWEST_WORDS, alike, words
from agent.call.reports import MenuLearned
from agent.call.values.lexicon import listed

LEADS = frozenset(("for", "to", "if"))
WELCOME = re.compile(
    r"^(?:\w+\s+){0,3}?(?:thank you for calling|thanks for calling|welcome to|you have reached)\b"
)
WELCOME_WORDS = 4
PROMPT_WORDS = 12
LEEWAY = 2
"""So many words more or fewer may come before the same word."""
NUMBER = "…"
"""Stands in a prompt for every number."""
_KEYS = re.compile(r"[0-9*#]{1,2}|\{[\w.-]+\}[#*]?")
_NUMBERS = frozenset(listed("zero oh one two three four five six seven eight nine"))


class MenuMap:
    """``known``: the steps that got an errand of this purpose through, in order."""

    def __init__(self, known: Sequence[MenuStep], purpose: Purpose) -> None:
        self._purpose = purpose
        self._left = list(known)
        self._told = [step.keys for step in known]
        """The keys of the map that is kept for this number; empty where there is none."""
        self._steps: list[MenuStep] = []
        self._text = ""
        self._offered: dict[str, str] = {}
        """What the menu has said since the last key."""
        self._taken: MenuStep | None = None
        self._learns = True
        self._forget = self._through = False
        self.quiet = False
        """The queue that we seem to be in is a silence."""

    def step(self, text: str = "") -> MenuStep | None:
        """The next step, if what the menu has said is its prompt; ``text``: the turn that it is about."""
        heard = f"{self._text} {text}"
        if not self._left or not _same(self._left[0], heard):
            return None
        return self._left[0] if self._fits(self._left[0].options) == self._left[0].fits else None

    def take(self) -> None:
        """The next step's key is being pressed: it is used this once."""
        self._taken = self._left.pop(0)

    def heard(self, text: str) -> None:
        """A turn of a menu. One that is not the next step's drops the map."""
        offered = _offered(text)
        if self._through or not (offered or wants_number(text)):
            return
        self._text, self._offered = f"{self._text} {text}", {**self._offered, **offered}
        self.quiet = False
        if len(_telling(self._text)) >= FEWEST_WORDS and self.step() is None:
            self.drop()

    def pressed(self, keys: str) -> None:
        """``keys`` went out, as a reply of ours wrote them; empty: somebody else's, which are not kept."""
        taken, self._taken = self._taken, None
        if taken is not None and taken.keys == keys:
            self._add(taken)
        elif self._text:
            self._chosen(keys)
        self._text, self._offered = "", {}

    def drop(self) -> None:
        """It is of no use: the menu has changed."""
        self._forget = self._forget or bool(self._told)
        self._left, self._told = [], []

    def talked(self) -> None:
        """A person talks with us: the menu is behind us."""
        self._through = bool(self._steps)

    def news(self, phase: Phase) -> MenuLearned | None:
        """What is to be kept from now on, once it is known."""
        if self._forget:
            self._forget = False
            return MenuLearned(self._purpose.words)
        queued = phase is Phase.HOLD_WAITING and not self.quiet
        if not self._learns or not (self._through or queued):
            return None
        self._learns = not self._through
        keys = [step.keys for step in self._steps]
        if keys in ([], self._told):
            return None
        self._told = keys
        return MenuLearned(self._purpose.words, tuple(self._steps))

    # -- inside ------------------------------------------------------------------------------

    def _chosen(self, keys: str) -> None:
        """They were found without the map."""
        self._learns = self._learns and learnable(keys)
        if self._left and self._left[0].keys == keys:
            self._left.pop(0)
        else:
            self.drop()
        prompt = " ".join(_telling(self._text))
        self._add(MenuStep(prompt, keys, self._offered, self._fits(self._offered)))

    def _add(self, step: MenuStep) -> None:
        """The same menu again: what was pressed in it before led nowhere."""
        said = step.prompt.split()
        again = (at for at, one in enumerate(self._steps) if _alike(one, said, step.options))
        self._steps = [*self._steps[: next(again, len(self._steps))], step]

    def _fits(self, offered: dict[str, str]) -> str:
        return best(self._purpose, offered)


def learnable(keys: str) -> bool:
    """A menu's choice, or a fact by reference; anything else may be a number that is nobody's business."""
    return _KEYS.fullmatch(keys) is not None


def expected(step: MenuStep) -> tuple[Option, ...]:
    """The options of a step that may not yet have been said; its key is one of them."""
    offered = {step.keys: "", **step.options} if step.options else {}
    return tuple(Option(key, text) for key, text in offered.items())


def _same(step: MenuStep, text: str) -> bool:
    """Whether ``text`` is the step's menu, or the beginning of it, as far as it offers something."""
    return _alike(step, _telling(text), _offered(text))


def _alike(step: MenuStep, said: list[str], offered: dict[str, str]) -> bool:
    """Both may be the beginning of a menu that was cut short by a key."""
    known = step.prompt.split()
    both = min(len(said), len(known))
    if both < FEWEST_WORDS or not alike(said[:both], known[: both + LEEWAY]):
        return False
    fewer, more = sorted((offered, step.options), key=len)
    return not more or same_menu(fewer, more)


def _offered(text: str) -> dict[str, str]:
    found = () if wants_number(text) else options(text)
    return {option.key: " ".join(_numberless(option.text.split(), "")) for option in found}


def _telling(text: str) -> list[str]:
    """The first words that tell one menu from another: the welcome does not."""
    said = words(text)
    if WELCOME.match(" ".join(said)):
        said = said[WELCOME_WORDS:]
        said = said[next((at for at, word in enumerate(said) if word in LEADS), 0) :]
    return _numberless(said, NUMBER)[:PROMPT_WORDS]


def _numberless(said: list[str], number: str) -> list[str]:
    plain = (number if word in _NUMBERS or re.search(r"\d", word) else word for word in said)
    return [word for word in plain if word]
