"""Texts of recorded voices, and of people, with what is said where: what the network is trained on.

Menus are put together of ``forms``, of the practice town's tuning words, and of ``options.toml``; the rest
is of ``sentences.toml``. Like a recogniser's text they lack signs and capitals sometimes, and are misheard.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.call.recorded_voice import KINDS, Tag, words_of
from agent.practice.episodes.businesses import BUSINESSES, DECOYS, OUTER, OUTER_DECOYS
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.template import expand, fill, tidy
from agent.practice.menu_trees import tuning, tuning_departments
from models.menus import forms

HERE = Path(__file__).resolve().parent
KEYS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero", "star", "pound")
FIGURES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "star", "pound")
MISHEARD = {
    "one": ("won",), "two": ("to", "too"), "three": ("free", "tree"), "four": ("for", "fore"), "five": ("fife",),
    "six": ("sicks",), "eight": ("ate",), "zero": ("oh", "o"), "to": ("two",), "for": ("four",),
    "press": ("pres", "presses", "pressed", "prest"), "pound": ("found",), "our": ("are",), "your": ("you",),
}  # fmt: skip
COMPANIES = (
    "Harbour Grill", "Northside Dental", "the Linden Hotel", "First County Bank", "Blue Sky Airways", "Miller's Garage", "the City Library",
    "Paws and Claws", "Greenfield Pharmacy", "the Orpheum Theatre", "Westland Energy", "Doctor Patel's office", "Swift Parcels",
    "Oakwood Clinic", "Casa Lucia", "the Grand", "Sunrise Physiotherapy", "Bright Smiles", "Kingsway Motors", "Riverside Veterinary Centre",
)  # fmt: skip
TOWN = {
    "person": r"(?!menu|invalid|queue|recording|closed|voicemail|detour|screen|mailbox|not_in|task)",
    "queue": r"queue|recording",
    "voicemail": r"voicemail|mailbox",
    "screening": r"screening$",
    "not_in_service": r"not_in_service",
}
"""Which of the practice town's forms are of a kind."""
FILLED = (
    "half past seven", "Tuesday", "four people", "Maria Jones", "twenty dollars", "Bella Vista", "the second of June", "a window table",
    "two", "one", "three o'clock", "eight", "five five five, one two three four", "six", "nine thirty", "Mr. Miller", "it",
)  # fmt: skip
_HOLE = re.compile(r"\{(\w+)\}")
_WELCOME = re.compile(r"(?i)welcome|thank|reached|happy")


@dataclass
class Text:
    words: list[str] = field(default_factory=list)
    """As ``words_of`` gives them: signs among them, capitals kept."""
    tags: list[Tag] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)

    def add(self, text: str, tag: Tag = Tag.OTHER) -> None:
        first = True
        for word in words_of(text):
            inside = {Tag.BEGINS_BEFORE: Tag.IN_BEFORE, Tag.BEGINS_BEHIND: Tag.IN_BEHIND}
            self.words.append(word)
            self.tags.append(tag if first else inside.get(tag, tag))
            first = False

    def join(self, other: Text) -> None:
        self.words += other.words
        self.tags += other.tags
        self.kinds |= other.kinds


@cache
def sentences() -> dict[str, list[str]]:
    return tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))


@cache
def departments() -> list[dict[str, Any]]:
    """Of ``options*.toml``: each kind of department once, with all its ways."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(HERE.glob("options*.toml")):
        for one in tomllib.loads(file.read_text("utf-8"))["option"]:
            known = found.setdefault(one["name"], one | {"ways": []})
            known["ways"] += one["ways"]
    return list(found.values())


@cache
def labels() -> list[str]:
    """Everything that an option of a menu is called."""
    found = [way for one in departments() for way in one["ways"]]
    for business in BUSINESSES.values():
        found += [way for _, ways in business.departments for way in ways]
    for names in tuning_departments.DEPARTMENTS.values():
        found += [way for ways in names.values() for way in ways]
    for errand in (OUTER, tuning.OUTER):
        found += [way for ways in errand.values() for way in ways]
    for decoys in (DECOYS, tuning.DECOYS):
        found += [way for _, ways in decoys for way in ways]
    found += [*OUTER_DECOYS, *tuning.OUTER_DECOYS, *tuning.LANGUAGES, *tuning.OURS, *tuning.CUSTOMERS]
    return found + [*tuning.NOT_CUSTOMERS, *tuning.ANYTHING, *tuning.BANK_ANSWERS]


class Writer:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def text(self) -> Text:
        drawn = self._dice.random()
        if drawn < 0.6:
            text = self._menu()
        elif drawn < 0.72:
            text = self._asks()
        else:
            text = self._said()
        return self._misheard(text)

    # -- kinds of texts ----------------------------------------------------------------------

    def _menu(self) -> Text:
        dice, text = self._dice, Text()
        if dice.random() < 0.15:
            text.join(self._form(forms.REFUSES, tuning.FORMS["invalid"], "refuses"))
        if dice.random() < 0.5:
            text.join(self._form(forms.INTRO, tuning.FORMS["intro"], ""))
        for _ in range(dice.choice((0, 0, 0, 1, 2))):
            text.join(self._form(forms.NOTICE, tuning.FORMS["notice"], "leads"))
        if dice.random() < 0.4:
            text.join(self._form(forms.DEEPER, tuning.FORMS["deeper"], "leads"))
        led = bool(text.kinds & {"leads"})
        self._options(text)
        if dice.random() < 0.1:
            text.join(self._form(forms.WAITS, tuning.FORMS["number or"], "waits"))
        text.kinds.discard("leads")
        if dice.random() < 0.25:
            cut = dice.randint(1, len(text.words))
            text = replace(text, words=text.words[:cut], tags=text.tags[:cut], kinds=text.kinds & {"refuses"})
            text.kinds |= {"leads"} if led and Tag.KEY not in text.tags else set()
        return text

    def _options(self, text: Text) -> None:
        dice = self._dice
        keys = list(dice.choice((KEYS, KEYS, FIGURES)))
        names = [self._label() for _ in range(dice.randint(1, 7))]
        behind = dice.random() < 0.4
        style = {sort: self._style(sort, behind) for sort in ("noun", "to", "do", "if")}
        said = dice.random() < 0.12
        at = 0
        for number, (sort, label) in enumerate(names):
            last = number == len(names) - 1
            if dice.random() < 0.2:
                style[sort] = self._style(sort, behind if dice.random() < 0.85 else not behind)
            form = dice.choice(forms.SAID) if said and sort == "noun" else style[sort]
            if said and sort == "noun" and dice.random() < 0.4:
                form = dice.choice(tuning.FORMS["option spoken"])
            if last and dice.random() < 0.3:
                lead = dice.choice(forms.LATE)
            else:
                lead = dice.choice(forms.BEFORE_ALL) if dice.random() < 0.15 else ""
            at += 1 if dice.random() < 0.85 else dice.randint(1, 2)
            key = keys[min(at - 1, 8)] if not (last and dice.random() < 0.2) else keys[9]
            text.join(self._option(form, lead, label, key))
        if dice.random() < 0.3:
            key = keys[dice.randint(8, 11)]
            label = self._expanded(dice.choice(forms.AGAIN))
            sort = "do" if re.match(r"(?:hear|repeat|listen|replay|go|get|start|return)\b", label) else "noun"
            form = self._style(sort, behind)
            if dice.random() < 0.5:
                form, label = dice.choice((*tuning.FORMS["again"], *tuning.FORMS["back"])), ""
            text.join(self._option(form, "", label, key))

    def _label(self) -> tuple[str, str]:
        label = self._dice.choice(labels())
        if label.startswith("if "):
            return "if", label
        if label.startswith("to "):
            return ("to", label) if self._dice.random() < 0.6 else ("do", label.removeprefix("to "))
        verb = re.match(r"(?:book|make|reserve|pay|report|ask|speak|talk|change|cancel|check) ", label)
        return ("do" if verb else "noun"), label

    def _style(self, sort: str, behind: bool) -> str:
        own = {
            "noun": (forms.NOUN_FIRST, forms.NOUN_BEHIND),
            "to": (forms.TO_FIRST, forms.TO_BEHIND),
            "do": (forms.DO_FIRST, forms.DO_BEHIND),
            "if": (forms.IF_FIRST, forms.IF_BEHIND),
        }[sort][behind]
        town = {"noun": "option", "to": "option to", "if": "option if"}.get(sort)
        if town and self._dice.random() < 0.4:
            fitting = [
                one for one in tuning.FORMS[town] if (one.find("{key}") < one.find("{label}")) is behind
            ]
            return self._dice.choice(fitting or own)
        return self._dice.choice(own)

    def _option(self, form: str, lead: str, label: str, key: str) -> Text:
        """``form`` without ``{label}``: one that says itself what it is for."""
        form = form.replace("PRESS", forms.PRESS).replace("SPOKEN", forms.SPOKEN)
        form = self._expanded(form)
        text = Text()
        text.add(lead)
        if "{label}" not in form:
            self._whole(text, form, key)
            return text
        before = form.find("{label}") < form.find("{key}")
        values = {"label": label, "again": label, "key": key}
        had = False
        for number, part in enumerate(_HOLE.split(self._cased(form))):
            if number % 2 == 0:
                text.add(part)
            elif part == "key":
                text.add(key, Tag.KEY)
            else:
                tag = Tag.OTHER if had else Tag.BEGINS_BEFORE if before else Tag.BEGINS_BEHIND
                had = True
                text.add(values[part], tag)
        return text

    def _whole(self, text: Text, form: str, key: str) -> None:
        """The town's "To repeat this menu, press {key}.": what is before, or behind, says what it is for."""
        before, behind = self._cased(form).split("{key}")
        if re.match(r"\W*(?:press|dial)\W*$", before, re.I):
            text.add(before)
            text.add(key, Tag.KEY)
            text.add(behind, Tag.BEGINS_BEHIND)
            return
        what = re.match(r"(.*?),? ((?:please |just )?press )$", before, re.I)
        text.add(what[1] if what else before, Tag.BEGINS_BEFORE)
        text.add(what[2] if what else "")
        text.add(key, Tag.KEY)
        text.add(behind)

    def _asks(self) -> Text:
        dice, text = self._dice, Text()
        if dice.random() < 0.2:
            text.join(self._form(forms.REFUSES, tuning.FORMS["invalid"], "refuses"))
        if dice.random() < 0.4:
            text.join(self._form(forms.INTRO, tuning.FORMS["intro"], ""))
        if dice.random() < 0.2:
            text.join(self._form(forms.NOTICE, tuning.FORMS["notice"], ""))
        if dice.random() < 0.45:
            text.join(self._form(forms.ASKS_WORDS, tuning.FORMS["question"], "asks_words"))
            return text
        text.join(self._form(forms.ASKS_NUMBER, tuning.FORMS["number"], "asks_number"))
        if dice.random() < 0.5:
            text.join(self._form(forms.WAITS, tuning.FORMS["number or"], "waits"))
        return text

    def _said(self) -> Text:
        dice, text = self._dice, Text()
        kind = dice.choice(
            (*KINDS, "person", "person", "person", "leads", "refuses", "asks_words", "asks_number")
        )
        for _ in range(dice.choice((1, 1, 2, 3))):
            if kind == "leads" and dice.random() < 0.6:
                own = dice.choice((forms.NOTICE, forms.NOTICE, forms.DEEPER))
                text.join(self._form(own, tuning.FORMS["notice"], kind))
            elif kind == "leads" and dice.random() < 0.3:
                text.join(self._form(forms.INTRO, tuning.FORMS["intro"], ""))
            elif kind in TOWN and dice.random() < 0.5:
                text.join(self._sentence(self._of_the_town(kind), kind))
            elif kind == "refuses" and dice.random() < 0.6:
                text.join(self._form(forms.REFUSES, tuning.FORMS["invalid"], kind))
            else:
                said = dice.choice(sentences()[kind])
                greets = kind == "leads" and _WELCOME.search(said) is not None
                text.join(self._sentence(said, "" if greets else kind))
        return text

    def _of_the_town(self, kind: str) -> str:
        names = [name for name in FORMS if re.match(TOWN[kind], name)]
        form = self._dice.choice(FORMS[self._dice.choice(names)])
        return expand(form, self._dice, {hole: self._dice.choice(FILLED) for hole in _HOLE.findall(form)})

    # -- inside ------------------------------------------------------------------------------

    def _sentence(self, said: str, kind: str) -> Text:
        """Of a list; a key named in it is none of a menu's, or too rare to be learned."""
        text = Text()
        text.add(said)
        text.kinds |= {kind} - {""}
        return text

    def _form(self, own: tuple[str, ...], town: tuple[str, ...], kind: str) -> Text:
        form = self._dice.choice(own if self._dice.random() < 0.6 else town)
        form = self._expanded(form)
        name = self._dice.choice(COMPANIES)
        filled = form.replace("{business}", name).replace("{label}", self._dice.choice(labels()))
        return self._sentence(self._cased(filled), kind)

    def _expanded(self, form: str) -> str:
        """Alternatives chosen; the holes stay."""
        return fill(form, self._dice, {hole: f"{{{hole}}}" for hole in _HOLE.findall(form)})

    def _cased(self, text: str) -> str:
        """With a capital at the beginning of each sentence."""
        return tidy(text)

    def _misheard(self, text: Text) -> Text:
        dice = self._dice
        bare = dice.random() < 0.15
        flat = dice.random() < 0.15
        lost = dice.choice((0.0, 0.0, 0.02, 0.15))
        wrong = dice.choice((0.0, 0.0, 0.01, 0.03, 0.06))
        out = Text(kinds=text.kinds)
        for word, tag in zip(text.words, text.tags, strict=True):
            sign = not word[0].isalnum() and word not in "*#"
            if sign and (bare or dice.random() < lost):
                continue
            if sign and word != "," and dice.random() < lost:
                word = ","
            if dice.random() < wrong and word.lower() in MISHEARD:
                word = dice.choice(MISHEARD[word.lower()])
            elif dice.random() < wrong and tag is not Tag.KEY and len(word) > 3:
                if dice.random() < 0.4:
                    continue
                at = dice.randrange(len(word))
                word = word[:at] + dice.choice(("", "e", "r", "a")) + word[at + 1 :]
            out.words.append(word.lower() if flat else word)
            out.tags.append(tag)
        return out
