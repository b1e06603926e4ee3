"""Everything that a call knows, by reference.

A fact stands in the prompt by its id; ``agent.call.gate`` puts its value in where its rule allows. Facts come
from the briefing's list, its principal, and what stands as a value in its task, preferences and constraints::

    Book a table for four on Tuesday at 19:30 for Anna Davies.
    {people} = 4, {day} = tuesday, {time} = 19:30, {name} = Anna Davies with {name.first}, {name.last}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from agent.call.affirmation import affirms
from agent.call.briefing import Briefing, Fact, Release
from agent.call.fact_kinds import canonical, fact_id, guess_kind, use_of
from agent.call.limits import Limit, limits_of, magnitudes
from agent.call.prose import IDS, Mention, Use, mentions
from agent.call.secrecy import is_secret
from agent.call.values import Kind, Value, find, same

_PROSE_RELEASE: dict[Kind, Release] = {
    Kind.PHONE: "if_asked",
    Kind.EMAIL: "if_asked",
    Kind.CODE: "if_asked",
    Kind.ADDRESS: "if_asked",
    Kind.AMOUNT: "never",
}
_ERRAND = frozenset({Kind.DATE, Kind.TIME, Kind.COUNT})
KINDS = {"day": "date", "people": "count"}
"""What a kind may be called besides in an id: ``{answer.day}`` is ``{answer.date}``."""
_COMPARABLE = frozenset({Kind.PHONE, Kind.CODE, Kind.COUNT, Kind.NAME})
_CONSTRAINING = (Kind.DATE, Kind.TIME, Kind.COUNT, Kind.NAME)
_TELL = re.compile(
    r"^(?:please )?(?:(?:just )?say|tell (?:them|him|her))(?: that)?(?! (?:so|it|nothing)$)[\s,:]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """``value`` is canonical (``agent.call.values.kinds``) where the kind has such a form, else as written.

    ``source``: ``fact``, ``principal``, ``prose`` or ``owner``. ``name``: its words, to be asked for by.
    """

    id: str
    kind: Kind
    value: str
    release: Release
    keys: bool = False
    source: str = "fact"
    name: str = ""
    use: Use = Use.WANTED
    secret: bool = False

    @property
    def as_value(self) -> Value:
        return Value(self.kind, self.value, 0, len(self.value), self.value)

    @property
    def strict(self) -> bool:
        """It is not even repeated when the far party says it. (A limit of money or time may be: they say it
        by chance.)"""
        by_chance = (Kind.AMOUNT, Kind.COUNT, Kind.TIME, Kind.DURATION)
        return self.secret or (self.release == "never" and self.kind not in by_chance)


def _to_be_said(answer: str) -> str:
    """The owner's answer in the words for the other side: of "tell them it's inside" what they are told."""
    words = " ".join(answer.split())
    return _TELL.sub("", words) or words


class FactBook:
    """``known`` in the order of the prompt. ``today`` (if given) tells which date a weekday is."""

    def __init__(self, limits: Iterable[Limit] = (), today: date | None = None) -> None:
        self._known: dict[str, Known] = {}
        self._alias: dict[str, str] = {}
        self._today = today
        self._earlier: list[Known] = []
        self.limits = tuple(limits)
        self.answers: list[tuple[str, str]] = []
        """What the owner was asked and has answered, in order."""

    @classmethod
    def of(cls, briefing: Briefing, today: date | None = None) -> FactBook:
        book = cls(limits_of(briefing.commitments), today)
        for fact in briefing.facts:
            book._add_fact(fact)
        book._add_principal(briefing.principal)
        message = str(briefing.voicemail.get("message") or "")
        for text in (briefing.task, *briefing.preferences, *briefing.constraints):
            book._add_prose(text)
        book._add_prose(message, said_freely=True)
        book._open_what_is_wanted(briefing.task)
        book._keep_what_is_never_told()
        return book

    @property
    def known(self) -> tuple[Known, ...]:
        return tuple(self._known.values())

    @property
    def all(self) -> tuple[Known, ...]:
        """With what the owner answered before the last answer."""
        return (*self._known.values(), *self._earlier)

    def get(self, identity: str) -> Known | None:
        """The fact of this id, or None; ``{name.first}`` and ``{name.last}`` are parts of ``{name}``."""
        identity = self._alias.get(identity, identity)
        if identity in self._known:
            return self._known[identity]
        whole, _, part = identity.rpartition(".")
        if whole == "answer" and part in KINDS:
            return self._known.get(f"answer.{KINDS[part]}")
        one = self._known.get(self._alias.get(whole, whole))
        if one is None or one.kind is not Kind.NAME or part not in ("first", "last"):
            return None
        words = one.value.split()
        return replace(one, value=words[0] if part == "first" else words[-1])

    def equal(self, value: Value, one: Known) -> bool:
        """Whether ``value`` says what ``one`` knows."""
        if value.kind is not one.kind and not (value.kind in _COMPARABLE and one.kind in _COMPARABLE):
            return False
        if {value.kind, one.kind} == {Kind.PHONE, Kind.CODE}:
            return same((Kind.PHONE, value.value), (Kind.PHONE, one.value))
        return same(value, one.as_value, today=self._today)

    def matches(self, value: Value) -> tuple[str, ...]:
        """The ids of the facts that ``value`` equals (or lies within); not what is to be refused."""
        named = (one for one in self.known if one.use in (Use.WANTED, Use.GIVEN_UP, Use.ABOUT))
        return tuple(one.id for one in named if self.equal(value, one))

    def constrains(self, kind: Kind) -> bool:
        """Whether offers of this kind have to match a fact or keep within a limit."""
        if any(limit.kind is kind for limit in self.limits):
            return True
        return kind in _CONSTRAINING and any(
            one.kind is kind and one.use is not Use.ABOUT and one.source != "owner" for one in self.known
        )

    def acceptable(self, value: Value) -> bool:
        """Whether an offer of ``value`` may be agreed to. Anything may of a kind that nothing constrains; no
        money may where the briefing says nothing of money."""
        own = [one for one in self.all if one.kind is value.kind and one.use is not Use.ABOUT]
        if any(
            one.source == "owner" and one.use is not Use.REFUSED and self.equal(value, one) for one in own
        ):
            return True
        given = [limit for limit in self.limits if limit.kind is value.kind]
        stated = [limit for one in own if (limit := _bound(one))]
        if any(not limit.allows(value) for limit in (*given, *stated)):
            return False
        if any(one.use is Use.REFUSED and self.equal(value, one) for one in own):
            return False
        stated_ones = [one for one in own if one.source != "owner"]
        wanted = [one for one in stated_ones if one.use is Use.WANTED] or [
            one for one in stated_ones if one.use is Use.GIVEN_UP
        ]
        if any(self.equal(value, one) for one in wanted):
            return True
        if value.kind is Kind.AMOUNT:
            return bool(given or stated)
        return not wanted or {"low", "high"} <= {side for limit in given for side in limit.sides}

    def owner_said(self, text: str, question: str = "") -> None:
        """The owner answered ``question``: ``{answer}``, and the values in it ``{answer.time}``, ..., freely.

        The ids stand for the last answer; what was answered before stays known.
        """
        self.answers.append((question, text))
        for identity in [identity for identity in self._known if identity.split(".")[0] == "answer"]:
            self._earlier.append(self._known.pop(identity))
        self._add(Known("answer", Kind.TEXT, _to_be_said(text), "freely", source="owner", use=Use.ABOUT))
        for mention in mentions(text):
            if not mention.secret:
                one = Known(f"answer.{mention.kind}", mention.kind, mention.value, "freely", source="owner")
                self._add(replace(one, use=mention.use))

    def owner_allows(self, one: Known) -> bool:
        """Whether the owner agreed, when asked about it by its name, that it be told."""
        return any(
            affirms(text)
            and one.name
            and re.search(rf"\b{re.escape(one.name)}\b", f"{question} {text}".lower())
            for question, text in self.answers
        )

    def referenced(self, text: str) -> str:
        """``text`` with a reference in place of every value that is known."""
        pieces, end = [], 0
        for start, stop, identity in self._places(text):
            pieces += [text[end:start], f"{{{identity}}}"]
            end = stop
        return "".join([*pieces, text[end:]])

    # -- inside ------------------------------------------------------------------------------

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        places: list[tuple[int, int, str]] = []
        spans = list(self._verbatim(text))
        spans += [
            (mention.start, mention.end, one) for mention in mentions(text) if (one := self._of(mention))
        ]
        for place in [*((start, end, one.id) for start, end, one in spans), *self._parts(text)]:
            if all(place[1] <= other[0] or other[1] <= place[0] for other in places):
                places.append(place)
        return sorted(places)

    def _verbatim(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Where names, addresses and texts stand word for word."""
        for one in self.known:
            if one.kind in (Kind.NAME, Kind.ADDRESS) or (
                one.kind is Kind.TEXT and one.release in ("verified", "never")
            ):
                words = r"\s+".join(re.escape(word) for word in one.value.split())
                for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
                    yield match.start(), match.end(), one

    def _parts(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a first or a last name stands alone."""
        for one in self.known:
            words = one.value.split() if one.kind is Kind.NAME else []
            for part, word in (("last", words[-1]), ("first", words[0])) if len(words) > 1 else ():
                for match in re.finditer(rf"\b{re.escape(word)}\b", text):
                    yield match.start(), match.end(), f"{one.id}.{part}"

    def _of(self, mention: Mention) -> Known | None:
        """The fact that a mention is; a range is another fact than a time within it."""
        alike = [one for one in self.known if one.kind is mention.kind and one.value == mention.value]
        if not alike and "/" not in mention.value:
            alike = [one for one in self.known if "/" not in one.value and self.equal(mention.as_value, one)]
        return alike[0] if alike else None

    def _add(self, one: Known) -> None:
        identity, number = one.id, 1
        while identity in self._known:
            number += 1
            identity = f"{one.id}.{number}"
        self._known[identity] = replace(one, id=identity)

    def _add_fact(self, fact: Fact) -> None:
        kind = fact.kind or guess_kind(fact.name, fact.value)
        secret = is_secret(fact.name, fact.value)
        one = Known(
            fact_id(fact.name), kind, "", fact.release, fact.keys, name=_words(fact.name), secret=secret,
            use=use_of(fact.name, kind),
        )  # fmt: skip
        values = canonical(kind, fact.value)
        for value in values:
            self._add(replace(one, value=value))
        if kind is Kind.TEXT and not secret:
            for inner in find(fact.value):
                identity = f"{one.id}.{IDS[inner.kind]}"
                self._add(replace(one, id=identity, kind=inner.kind, value=inner.value, keys=False))

    def _add_principal(self, principal: str) -> None:
        words = " ".join(principal.split())
        names = [one for one in self.known if one.kind is Kind.NAME]
        if not words:
            if names:
                self._alias["principal"] = names[0].id
            return
        equal = next((one for one in names if one.value.lower() == words.lower()), None)
        if equal is None:
            identity = "principal" if "name" in self._known else "name"
            equal = Known(identity, Kind.NAME, words, "freely", source="principal", name="name")
            self._add(equal)
        if equal.id != "principal":
            self._alias["principal"] = equal.id

    def _add_prose(self, text: str, said_freely: bool = False) -> None:
        for mention in mentions(re.sub(r"[{}]", " ", text)):
            if self._of(mention) is not None or self._is_part(mention):
                continue
            release = "never" if mention.secret else _PROSE_RELEASE.get(mention.kind, "freely")
            if said_freely and not mention.secret:
                release = "freely"
            self._add(
                Known(
                    mention.id,
                    mention.kind,
                    mention.value,
                    release,
                    source="prose",
                    use=mention.use,
                    name=mention.id.replace("_", " "),
                    secret=mention.secret,
                )
            )

    def _open_what_is_wanted(self, task: str) -> None:
        """What the task itself asks for cannot wait to be asked for."""
        for mention in mentions(task):
            one = self._of(mention)
            if one is not None and one.kind in _ERRAND and one.release == "if_asked":
                self._known[one.id] = replace(one, release="freely")

    def _keep_what_is_never_told(self) -> None:
        """ "never" wins: the same name or number under another id is not told either."""
        for kept in [one for one in self.known if one.strict]:
            for one in self.known:
                if one.kind is kept.kind and one.kind not in _ERRAND and self.equal(kept.as_value, one):
                    self._known[one.id] = replace(one, release="never", keys=one.keys and not kept.secret)

    def _is_part(self, mention: Mention) -> bool:
        """A first or last name of somebody known is nobody new."""
        if mention.kind is not Kind.NAME:
            return False
        words = set(_name_words(mention.value))
        return any(one.kind is Kind.NAME and words <= set(_name_words(one.value)) for one in self.known)


def _words(name: str) -> str:
    return " ".join(re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower().split())


def _name_words(name: str) -> list[str]:
    return re.findall(r"[\w'’-]+", name.lower())


def _bound(one: Known) -> Limit | None:
    """What "by eight" or "up to 50 dollars" in the prose forbids."""
    if one.use not in (Use.LOW, Use.HIGH):
        return None
    low = one.use is Use.LOW
    value = one.as_value
    if "/" in one.value:
        value = replace(value, value=one.value.split("/")[0 if low else 1])
    found = magnitudes(value)
    if not found:
        return None
    return Limit(one.kind, low=found[0]) if low else Limit(one.kind, high=found[-1])
