"""One tree of menus for a case, by its dice."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from agent.call.briefing import Briefing, Fact
from agent.call.values import Kind
from agent.practice.episodes.case import Case
from agent.practice.episodes.saying import DIGITS
from agent.practice.episodes.template import expand
from agent.practice.menu_trees.tree import Choice, Leaf, Menu, Node, Number, Question, Tree
from agent.practice.menu_trees.wording import (
    ANYTHING,
    AWAY,
    BANK_ANSWERS,
    CUSTOMERS,
    FORMS,
    LANGUAGES,
    NOT_CUSTOMERS,
    OTHERS,
    OURS,
    OUTERS,
    Split,
    departments,
    pick,
)

LEVELS = ((1, 2, 3, 4), (3, 4, 3, 2))
MOST_KEYS = 8
IN_STYLE, IN_ORDER = 0.9, 0.97
"""So many options of a menu are said alike; and with the key on the same side."""
LATE_SECONDS = (0.6, 2.4)
"""The pause before an afterthought: a turn may be over, or not."""
UNDERSTOOD = {
    "book": r"\b(?:book|reserv|appointment|schedul|table|room|tickets?|buy)",
    "move": r"\b(?:mov|chang|reschedul|postpon)",
    "cancel": r"\b(?:cancel|call(?:ing)? off)",
    "confirm": r"\b(?:confirm|check)",
    "status": r"\b(?:status|ready|collect|due|when|bag|car|card|prescription|order)",
    "ask": r"\b(?:hour|open|clos|price|cost|how much|how many|question|stock|until|what|information)",
}
"""By errand, what a machine that asks in words understands."""

AS_WELL = {
    "confirm": ("changes",),
    "status": ("meter",),
    "ask": (
        "bags",
        "special",
        "contract",
        "tickets",
        "shots",
        "service",
        "insurance",
        "spa",
        "restaurant",
        "reservations",
        "loans",
        "parts",
    ),
}
"""By errand, departments that would do as well: they answer such a question, too."""
OF_NO_DEPARTMENT = ("book", "move", "cancel", "confirm")
NEARLY = (
    "appointments",
    "bookings",
    "changes",
    "desk",
    "front",
    "hours",
    "information",
    "meter",
    "orders",
    "other",
    "prices",
    "reservations",
    "sales",
    "service",
    "store",
    "tickets",
    "workshop",
)
"""Where nothing is to fit, these would."""


class Drawing:
    def __init__(self, dice: random.Random, case: Case, split: Split) -> None:
        self._dice, self._case, self._split = dice, case, split
        self._breath = dice.choice((0.0, 0.0, 0.4, 0.55))
        """Between the options; 0: they are said in one go."""
        self._figures = dice.random() < 0.25
        self._style = self._pick("option")
        self._had: set[str] = set()
        self._outermost = False

    def tree(self) -> Tree:
        levels = self._dice.choices(*LEVELS)[0]
        self._outermost = levels == 1
        node: Node = self._department()
        for level in range(2, levels + 1):
            self._outermost = level == levels
            node = self._outer(node)
        notices = self._dice.choice((0, 0, 1, 2))
        chosen = {self._pick("notice") for _ in range(notices)}
        return Tree(
            tuple(sorted(chosen)), self._greeted(node), self._say("invalid"), self._say("goodbye"), levels
        )

    # -- nodes -------------------------------------------------------------------------------

    def _department(self) -> Node:
        dice, case = self._dice, self._case
        own = departments(case.business, self._split)
        right = dice.choice(self._right_ways(own.pop(case.errand.department)))
        for name in AS_WELL.get(case.errand.name, ()):
            own.pop(name, None)
        nowhere = dice.random() < 0.12 and case.errand.name in OF_NO_DEPARTMENT
        for name in NEARLY if nowhere else ():
            own.pop(name, None)
        others = [
            self._label(own[name]) for name in dice.sample(sorted(own), min(len(own), dice.randint(1, 5)))
        ]
        others += [self._label(dice.choice(OTHERS[self._split])[1])] if dice.random() < 0.4 else []
        if dice.random() < 0.12:
            return Question(
                self._lines([self._say("question")]), (UNDERSTOOD[case.errand.name],), Leaf(right, True)
            )
        if nowhere:
            return self._menu(
                [(label, Leaf(label)) for label in others], (pick(dice, ANYTHING, self._split), None)
            )
        return self._menu([(label, Leaf(label)) for label in others], (right, Leaf(right, True)))

    def _right_ways(self, ways: tuple[str, ...]) -> tuple[str, ...]:
        """Without those that say something else than the errand."""
        match self._case.errand.name:
            case "confirm" | "move" | "cancel":
                kept = tuple(way for way in ways if not re.search(r"\bnew\b|\bmaking|\bbooking an?\b", way))
                return kept or ways
            case "ask" if self._case.business.kind == "bank":
                return BANK_ANSWERS[self._split]
        return ways

    def _outer(self, inner: Node) -> Node:
        """Further out: number, branch, language, kind of customer, each but the last once."""
        dice, drawn = self._dice, self._dice.random()
        if drawn < 0.25 and "number" not in self._had:
            self._had.add("number")
            return self._number(inner)
        if "branch" not in self._had:
            self._had.add("branch")
            decoys = [label for label in dice.sample(AWAY[self._split], dice.randint(1, 5))]
            away = [(label, self._elsewhere(label)) for label in decoys]
            return self._menu(away, (dice.choice(OUTERS[self._split][self._case.errand.name]), inner))
        if drawn < 0.6 and "language" not in self._had:
            self._had.add("language")
            away = [(name, Leaf(name)) for name in dice.sample(LANGUAGES[self._split], dice.randint(1, 2))]
            return self._menu(away, (pick(dice, OURS, self._split), inner), whom=True, first=True)
        away = [(name, Leaf(name)) for name in dice.sample(NOT_CUSTOMERS[self._split], dice.randint(1, 3))]
        return self._menu(away, (pick(dice, CUSTOMERS, self._split), inner), whom=True)

    def _elsewhere(self, label: str) -> Node:
        """What a wrong key leads to: a department, or a menu with a way back."""
        if self._dice.random() < 0.6:
            return Leaf(label)
        names = [self._label(ways) for _, ways in self._dice.sample(OTHERS[self._split], 2)]
        choices = tuple(Choice(str(key), name, Leaf(name)) for key, name in enumerate(names, start=1))
        lines = [self._say("deeper"), *(self._option(one) for one in choices)]
        return Menu(
            self._lines([*lines, self._say("back", ordered=True, key=self._key("9"))]), choices, back="9"
        )

    def _number(self, inner: Node) -> Number:
        digits = self._case.wanted.get("phone") or "2025550199"
        patient = self._dice.random() < 0.6
        lines = [self._say("number"), *([self._say("number or")] if patient else [])]
        return Number(self._lines(lines), digits, inner, patient)

    def _menu(
        self,
        away: list[tuple[str, Node]],
        right: tuple[str, Node | None],
        *,
        whom: bool = False,
        first: bool = False,
    ) -> Menu:
        """``right``: led to None where it takes all that nothing else does: it is said last. ``whom``: the
        options say who calls, not about what. ``first``: the right one is the first."""
        dice = self._dice
        label, leads = right
        at = len(away) if leads is None else 0 if first else dice.randint(0, len(away))
        pairs = [*away[:at], (label, leads or Leaf(label, True)), *away[at:]]
        if leads is not None and dice.random() < 0.25 and not first:
            other = pick(dice, ANYTHING, self._split)
            pairs.append((other, Leaf(other)))
        pairs = pairs[-MOST_KEYS:] if at >= MOST_KEYS else pairs[:MOST_KEYS]
        keys = self._keys(pairs)
        late = pairs[-1][0] in ANYTHING[self._split] and dice.random() < 0.5
        choices = tuple(
            Choice(key, name, node, late and name == pairs[-1][0])
            for key, (name, node) in zip(keys, pairs, strict=True)
        )
        spoken = dice.random() < 0.12
        free = [key for key in "9*0#8" if key not in keys]
        again = dice.choice(free[:2]) if dice.random() < 0.35 else ""
        found = next(one.key for one in choices if one.label == label)
        style = self._style_of_whom() if whom else self._style
        # the outermost menu begins with the business's name instead
        lines = [] if self._outermost else [self._say("deeper")]
        lines += [self._option(one, spoken, style) for one in choices if not one.late]
        said = self._lines(
            lines + ([self._say("again", ordered=True, key=self._key(again))] if again else [])
        )
        afterthought = tuple((dice.uniform(*LATE_SECONDS), self._option(one)) for one in choices if one.late)
        return Menu(
            (*said, *afterthought), choices, again, deaf=dice.random() < 0.1, spoken=spoken, right=found
        )

    def _keys(self, pairs: list[tuple[str, Node]]) -> list[str]:
        keys = [str(key) for key in range(1, len(pairs) + 1)]
        if self._dice.random() < 0.3:
            keys = sorted(self._dice.sample("123456789", len(pairs)))
        if self._dice.random() < 0.2:
            self._dice.shuffle(keys)
        if pairs[-1][0] in ANYTHING[self._split] and self._dice.random() < 0.7:
            keys[-1] = "0"
        return keys

    # -- words -------------------------------------------------------------------------------

    def _pick(self, sort: str) -> str:
        return self._dice.choice(FORMS[self._split][sort])

    def _say(self, sort: str, *, ordered: bool = False, **values: str) -> str:
        form = self._ordered(sort) if ordered else self._pick(sort)
        return expand(form, self._dice, {"business": self._case.company, **values})

    def _label(self, ways: tuple[str, ...]) -> str:
        return self._dice.choice(ways)

    def _key(self, key: str) -> str:
        if not key.isdigit():
            return {"*": "star", "#": "pound"}[key]
        return key if self._figures else DIGITS[int(key)]

    def _ordered(self, sort: str) -> str:
        """One in which the key stands where the menu's style has it, nearly always."""
        alike = [form for form in FORMS[self._split][sort] if _key_first(form) is _key_first(self._style)]
        return self._dice.choice(alike) if alike and self._dice.random() < IN_ORDER else self._pick(sort)

    def _style_of_whom(self) -> str:
        """Nobody calls "about" French or the press."""
        return self._dice.choice([form for form in FORMS[self._split]["option"] if "or {label}" in form])

    def _option(self, one: Choice, spoken: bool = False, style: str = "") -> str:
        """In the menu's style, mostly; what begins with "to" or "if" has its own forms."""
        begins = re.match(r"(to|if) \w", one.label)
        if begins:
            form = self._ordered(f"option {begins[1]}")
        elif one.late:
            form = self._ordered("late")
        elif spoken:
            form = self._ordered("option spoken")
        else:
            form = style or self._style
            if style in ("", self._style) and self._dice.random() >= IN_STYLE:
                form = self._ordered("option")
        return expand(form, self._dice, {"label": one.label, "key": self._key(one.key)})

    def _lines(self, texts: list[str]) -> tuple[tuple[float, str], ...]:
        if not self._breath:
            return ((0.0, " ".join(texts)),)
        return tuple((self._breath, text) for text in texts)

    def _greeted(self, node: Node) -> Node:
        """It begins with the business's name."""
        if isinstance(node, Leaf):
            return node
        (pause, first), *rest = node.lines
        return replace(node, lines=((pause, f"{self._say('intro')} {first}"), *rest))


def _key_first(form: str) -> bool:
    return form.index("{key}") < (form.index("{label}") if "{label}" in form else len(form) / 2)


def keyed(seed: int, case: Case, briefing: Briefing) -> Briefing:
    """``briefing`` in which the telephone number, where there is one, may be keyed, or may not."""
    phone = case.wanted.get("phone")
    if phone is None:
        return briefing
    may = random.Random(f"menu tree keys:{seed}").random() < 0.7
    others = tuple(fact for fact in briefing.facts if fact.name != "phone")
    fact = Fact(name="phone", value=phone, release="if_asked", kind=Kind.PHONE, keys=may)
    return briefing.model_copy(update={"facts": (*others, fact)})


def draw(seed: int, case: Case, split: Split) -> Tree:
    """The same tree for the same arguments, for ever."""
    return Drawing(random.Random(f"menu tree:{seed}:{split}"), case, split).tree()
