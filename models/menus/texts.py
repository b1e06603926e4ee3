"""Texts of recorded voices, and of people, with what is said where: what the network is trained on.

Menus are put together of ``forms.toml``, of the practice town's tuning words, and of ``options.toml``; the
rest is of ``sentences.toml``. Like a recogniser's text they lack signs and capitals sometimes, and are
misheard.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.call.recorded_voice import KINDS, Tag, words_of
from agent.practice.episodes.businesses import BUSINESSES, DECOYS, OUTER, OUTER_DECOYS
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.template import expand, fill, tidy
from agent.practice.menu_trees import tuning, tuning_departments
from models.menus import marked
from models.menus.businesses import businesses, ways
from models.menus.marked import FIGURES, KEYS

HERE = Path(__file__).resolve().parent
MISHEARD = {
    "one": ("won",), "two": ("to", "too"), "three": ("free", "tree"), "four": ("for", "fore"),
    "five": ("fife",),
    "six": ("sicks",), "eight": ("ate",), "zero": ("oh", "o"), "to": ("two",), "for": ("four",),
    "press": ("pres", "presses", "pressed", "prest"), "pound": ("found",), "our": ("are",), "your": ("you",),
}  # fmt: skip
COMPANIES = (
    "Harbour Grill", "Northside Dental", "the Linden Hotel", "First County Bank", "Blue Sky Airways",
    "Miller's Garage", "the City Library",
    "Paws and Claws", "Greenfield Pharmacy", "the Orpheum Theatre", "Westland Energy",
    "Doctor Patel's office", "Swift Parcels",
    "Oakwood Clinic", "Casa Lucia", "the Grand", "Sunrise Physiotherapy", "Bright Smiles",
    "Kingsway Motors", "Riverside Veterinary Centre",
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
    "half past seven", "Tuesday", "four people", "Maria Jones", "twenty dollars", "Bella Vista",
    "the second of June", "a window table",
    "two", "one", "three o'clock", "eight", "five five five, one two three four", "six", "nine thirty",
    "Mr. Miller", "it",
)  # fmt: skip
UNTOLD = "untold"
"""In place of kinds: which they are is not known."""
_HOLE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\b(?:(?:the )?(?:number|digit|option|choice)|a) \{key\}")
"""No star is a number."""
_ARTICLE = re.compile(r"(?:the|our|your|an?|this|all)\b")
_DOUBLE = re.compile(r"\b(?i:our|the) (?=\{label\})")
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
def forms() -> dict[str, list[str]]:
    """The lists of ``forms.toml``, with its macros put in."""
    read = tomllib.loads((HERE / "forms.toml").read_text("utf-8"))
    macros = {name.upper(): text for name, text in read.items() if isinstance(text, str)}
    macro = re.compile(rf"\b(?:{'|'.join(macros)})\b")

    def whole(form: str) -> str:
        while macro.search(form):
            form = macro.sub(lambda found: macros[found[0]], form)
        return form

    return {name: [whole(form) for form in some] for name, some in read.items() if isinstance(some, list)}


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
    found += [way for business in businesses() for way in ways(business)]
    return [*found, *tuning.NOT_CUSTOMERS, *tuning.ANYTHING, *tuning.BANK_ANSWERS]


@cache
def labels_by_sort() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in labels():
        found.setdefault(marked.sort_of(label), []).append(label)
    return found


class Writer:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def text(self) -> Text:
        drawn = self._dice.random()
        if drawn < 0.3 and marked.menus():
            text = self._marked()
        elif drawn < 0.6:
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
            text.join(self._form(forms()["refuses"], tuning.FORMS["invalid"], "refuses"))
        if dice.random() < 0.5:
            text.join(self._form(forms()["intro"], tuning.FORMS["intro"], ""))
        for _ in range(dice.choice((0, 0, 0, 1, 2))):
            text.join(self._form(forms()["notice"], tuning.FORMS["notice"], "leads"))
        if dice.random() < 0.4:
            text.join(self._form(forms()["deeper"], tuning.FORMS["deeper"], "leads"))
        led = bool(text.kinds & {"leads"})
        self._options(text)
        if dice.random() < 0.1:
            text.join(self._form(forms()["waits"], tuning.FORMS["number or"], "waits"))
        text.kinds.discard("leads")
        if dice.random() < 0.25:
            cut = dice.randint(1, len(text.words))
            text = replace(text, words=text.words[:cut], tags=text.tags[:cut], kinds=text.kinds & {"refuses"})
            text.kinds |= {"leads"} if led and Tag.KEY not in text.tags else set()
        return text

    def _marked(self) -> Text:
        dice, text = self._dice, Text(kinds={UNTOLD})
        for part, tag in marked.drawn(labels_by_sort(), dice):
            text.add(part, tag)
        if dice.random() < 0.2:
            cut = dice.randint(1, len(text.words))
            text = replace(text, words=text.words[:cut], tags=text.tags[:cut])
        return text

    def _options(self, text: Text) -> None:
        dice = self._dice
        keys = list(dice.choice((KEYS, KEYS, FIGURES)))
        names = [self._joined() for _ in range(dice.randint(1, 7))]
        behind = dice.random() < 0.4
        style = {sort: self._style(sort, behind) for sort in ("noun", "to", "do", "if")}
        said = dice.random() < 0.12
        at = 0
        for number, (sort, label) in enumerate(names):
            last = number == len(names) - 1
            if dice.random() < 0.2:
                style[sort] = self._style(sort, behind if dice.random() < 0.85 else not behind)
            form = dice.choice(forms()["said"]) if said and sort == "noun" else style[sort]
            if said and sort == "noun" and dice.random() < 0.4:
                form = dice.choice(tuning.FORMS["option spoken"])
            if last and dice.random() < 0.3:
                lead = dice.choice(forms()["late"])
            else:
                lead = dice.choice(forms()["before_all"]) if dice.random() < 0.15 else ""
            at += 1 if dice.random() < 0.85 else dice.randint(1, 2)
            key = keys[min(at - 1, 8)] if not (last and dice.random() < 0.2) else keys[9]
            option = self._option(form, lead, label, key)
            if text.words[-1:] == [","] and option.words:  # "one for tables, two for rooms"
                option.words[0] = option.words[0].lower()
            text.join(option)
        if dice.random() < 0.3:
            key = keys[dice.randint(8, 11)]
            label = self._expanded(dice.choice(forms()["again"]))
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

    def _joined(self) -> tuple[str, str]:
        """A label, or two or three of a sort under one key."""
        dice = self._dice
        sort, label = self._label()
        if dice.random() > 0.1:
            return sort, label
        others = [other for of, other in (self._label() for _ in range(12)) if of == sort]
        if sort == "to" and dice.random() < 0.5:
            others = [other.removeprefix("to ") for other in others]
        if len(others) > 1 and dice.random() < 0.2 and sort == "noun":
            return sort, f"{label}, {others[0]}{dice.choice((' or ', ', or ', ' and ', ', and '))}{others[1]}"
        joint = dice.choice((" or ", ", or ", " and ") if sort == "noun" else (" or ", ", or "))
        return sort, joint.join((label, *others[:1]))

    def _style(self, sort: str, behind: bool) -> str:
        own = {
            "noun": (forms()["noun_first"], forms()["noun_behind"]),
            "to": (forms()["to_first"], forms()["to_behind"]),
            "do": (forms()["do_first"], forms()["do_behind"]),
            "if": (forms()["if_first"], forms()["if_behind"]),
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
        text, form = Text(), self._expanded(form)
        if key in ("star", "pound"):
            form = _NUMBER.sub("{key}", form)
        if "{label}" not in form:
            text.add(lead)
            self._whole(text, form, key)
            return text
        if _ARTICLE.match(label):
            form = _DOUBLE.sub("", form)
        if lead:
            form = f"{self._expanded(lead)} {form[0].lower() if lead[-1] not in '.?!' else form[0]}{form[1:]}"
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
        if text.words:
            text.words[0] = text.words[0][:1].upper() + text.words[0][1:]
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
            text.join(self._form(forms()["refuses"], tuning.FORMS["invalid"], "refuses"))
        if dice.random() < 0.4:
            text.join(self._form(forms()["intro"], tuning.FORMS["intro"], ""))
        if dice.random() < 0.2:
            text.join(self._form(forms()["notice"], tuning.FORMS["notice"], ""))
        if dice.random() < 0.45:
            text.join(self._form(forms()["asks_words"], tuning.FORMS["question"], "asks_words"))
            return text
        text.join(self._form(forms()["asks_number"], tuning.FORMS["number"], "asks_number"))
        if dice.random() < 0.5:
            text.join(self._form(forms()["waits"], tuning.FORMS["number or"], "waits"))
        return text

    def _said(self) -> Text:
        dice, text = self._dice, Text()
        kind = dice.choice(
            (*KINDS, "person", "person", "person", "leads", "refuses", "asks_words", "asks_number")
        )
        for _ in range(dice.choice((1, 1, 2, 3))):
            if kind == "leads" and dice.random() < 0.6:
                own = dice.choice((forms()["notice"], forms()["notice"], forms()["deeper"]))
                text.join(self._form(own, tuning.FORMS["notice"], kind))
            elif kind == "leads" and dice.random() < 0.3:
                text.join(self._form(forms()["intro"], tuning.FORMS["intro"], ""))
            elif kind in TOWN and dice.random() < 0.5:
                text.join(self._sentence(self._of_the_town(kind), kind))
            elif kind == "refuses" and dice.random() < 0.6:
                text.join(self._form(forms()["refuses"], tuning.FORMS["invalid"], kind))
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

    def _form(self, own: Sequence[str], town: Sequence[str], kind: str) -> Text:
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
        bare = dice.random() < 0.3
        flat = dice.random() < 0.3
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
