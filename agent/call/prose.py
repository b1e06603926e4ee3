"""The values that stand in a briefing's prose: dates, times, counts, telephone numbers, names, ...

Names are found by what stands before them ("for", "on behalf of", "under the name", "name is", "with"),
everything else by ``agent.call.values.find``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from agent.call.secrecy import card_numbers
from agent.call.values import Kind, Value, find
from agent.call.values.lexicon import listed


class Use(Enum):
    """What a value is for, as the words around it tell."""

    WANTED = auto()
    """What is to be had: offers have to match it."""
    LOW = auto()
    """Nothing below it: "after six", "not before six"."""
    HIGH = auto()
    """Nothing above it: "by eight", "no more than 50 dollars"."""
    REFUSED = auto()
    """Not to be had: "not on Monday"."""
    GIVEN_UP = auto()
    """What is to be given up: the day of an appointment that is to be moved."""
    ABOUT = auto()
    """Something known, such as a date of birth: offers have nothing to do with it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """``id`` is the name of a fact made of it; ``secret``: never to be told."""

    kind: Kind
    value: str
    id: str
    start: int
    end: int
    words: str
    use: Use = Use.WANTED
    secret: bool = False

    @property
    def as_value(self) -> Value:
        return Value(self.kind, self.value, self.start, self.end, self.words)


IDS = {
    Kind.NAME: "name",
    Kind.PHONE: "phone",
    Kind.EMAIL: "email",
    Kind.ADDRESS: "address",
    Kind.DATE: "day",
    Kind.TIME: "time",
    Kind.DURATION: "duration",
    Kind.COUNT: "count",
    Kind.AMOUNT: "amount",
    Kind.CODE: "code",
    Kind.TEXT: "text",
}
_PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mister|Dr|Doctor|Prof|Professor)\b\.?\s+)?[A-Z][\w'’-]+"
    r"(?:\s+(?:[A-Z]\.|[A-Z][\w'’-]*|van|von|der|den|de|di|da|la|le|del|bin|al)(?=\s+[A-Z]|[^\w]|$))*"
)
_OWNERS = re.compile(
    r"\b(?:[Ff]or|[Oo]n\s+behalf\s+of|[Uu]nder(?:\s+the)?(?:\s+name)?(?:\s+of)?|[Nn]ame\s+(?:is|of)"
    r"|[Nn]ame:|named|called"
    rf"|I\s+am|I'm|name's)\s+({_PERSON})"
)
_OTHERS = re.compile(rf"\b(?:[Ww]ith|[Ss]ee|[Aa]sk\s+for|[Ss]peak\s+(?:to|with)|[Rr]each)\s+({_PERSON})")
_NO_NAMES = frozenset(
    listed(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august "
        "september october november december christmas easter thanksgiving halloween ramadan i the a an my "
        "our your his her "
        "their this that these those new year years day eve am pm ok and or"
    )
)
_TITLES = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mister|Dr|Doctor|Prof|Professor)\b\.?\s+")
_AFTER_NAME = re.compile(
    r"\s+(?:on|at|in|and|or|with|from|to|by|this|next|tomorrow|today|tonight|who|if|for|as|is|the|a"
    r"|please|but|around"
    r"|about|between|under|via|regarding|because|party|table|[\d{])|\s*(?:[^\w\s]|$)"
)
_PEOPLE = re.compile(r"\s+(?:people|persons?|guests?|adults?|diners?|of\s+us|seats?|covers?|heads?)\b")
_NOUN = re.compile(r"\s+([a-z]{3,})\b")
_NO_NOUNS = frozenset(
    listed(
        "and but for from the with that this these those then than are was were will would can could may "
        "must not which "
        "who when where please into onto per off out over under about more less fewer times"
    )
)
_FOR = re.compile(r"\b(?:for|(?:party|table|group)\s+(?:of|for))\s+$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([a-z]{3,})\s+(?:number\s+|no\.?\s+|#\s*)?$", re.IGNORECASE)
_CALLED = (
    ("plate", r"plates?|registration|car|vehicle|licen[cs]e"),
    ("member", r"member(?:ship)?"),
    ("account", r"account|customer|client"),
    ("card", r"card|library"),
    ("policy", r"policy|insurance"),
    ("reference", r"reference|booking|confirmation|reservation|order|ticket|case|record"),
    ("date_of_birth", r"birth(?:day)?|born|dob"),
)
"""What a code or a date is called by a word shortly before it, and so what it is asked for by."""
_WORDS_BEFORE = 4
_MOVES = re.compile(
    r"\b(?:mov\w+|chang\w+|reschedul\w+|postpon\w+|shift\w*|switch\w*|push|bring)\b", re.IGNORECASE
)
_TO = re.compile(r"\bto\s+(?:the\s+|on\s+)?$", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:not|never|except(?:\s+for)?|other\s+than|avoid|instead\s+of|rather\s+than|don'?t|do\s+not"
    r"|isn'?t|can'?t|cannot"
    r"|won'?t|no)\b(?:\s+(?!but\b|only\b)[\w'-]+){0,3}\s+$",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:(?:no|not)\s+(?:later|more|longer|higher|greater)\s+than|not\s+after|not\s+over|before|by"
    r"|until|till|up\s+to"
    r"|at\s+most|at\s+the\s+latest|(?-i:max)(?:imum)?(?:\s+of)?|under|below|less\s+than|latest|within"
    r"|budget(?:\s+(?:is|of))?)"
    r"(?:\s+(?:a\s+)?(?:total\s+of|about))?\s+$",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:(?:no|not)\s+(?:earlier|sooner|less|fewer|before)(?:\s+than)?|after|from|at\s+least"
    r"|min(?:imum)?(?:\s+of)?|over|above"
    r"|more\s+than|earliest|since)\s+$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:due|expires?|ends?|was|were|born|since|currently|originally|existing|made|issued|bought|has|have|had)\b[^.;,]{0,24}$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:any\s*time|anything|any\s+day|whenever)\s+$", re.IGNORECASE)
_BOUND = re.compile(r"(?:after|before|later|earlier|past|until|till|by|from|since)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every value of ``text``, in its order, none within another."""
    taken: list[Mention] = []
    for mention in (*_cards(text), *names(text), *_values(text)):
        if all(mention.end <= other.start or other.end <= mention.start for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _cards(text: str) -> Iterator[Mention]:
    for start, end in card_numbers(text):
        digits = re.sub(r"\D", "", text[start:end])
        yield Mention(Kind.CODE, digits, "code", start, end, text[start:end], Use.ABOUT, secret=True)


def names(text: str) -> Iterator[Mention]:
    """People of whom it is said that the call is for them ("name") or with them ("person")."""
    for cue, identity in ((_OWNERS, "name"), (_OTHERS, "person")):
        for match in cue.finditer(text):
            words = match[1].rstrip(".'’-")
            start = match.start(1) + (title.end() if (title := _TITLES.match(words)) else 0)
            end = match.start(1) + len(words)
            name = text[start:end]
            if name and not _NO_NAMES & set(name.lower().split()) and _AFTER_NAME.match(text, end):
                use = Use.WANTED if identity == "name" else Use.ABOUT
                yield Mention(Kind.NAME, " ".join(name.split()), identity, start, end, name, use)


def _values(text: str) -> Iterator[Mention]:
    found = find(text)
    new = _moved_to(text, found)
    for value in found:
        if value.kind is Kind.NAME:
            continue
        use = _use(text, value)
        identity = _identity(text, value)
        if value.start < new and use in (Use.WANTED, Use.ABOUT) and identity in ("day", "time"):
            use, identity = Use.GIVEN_UP, f"old_{identity}"
        if value.kind is Kind.COUNT and value.value in ("0", "1") and identity != "people":
            continue
        yield Mention(value.kind, value.value, identity, value.start, value.end, value.words, use)


def _use(text: str, value: Value) -> Use:
    before = text[max(0, value.start - 40) : value.start]
    if value.kind is Kind.TIME and _BOUND.match(value.words):
        # ``find`` has understood "not after" already: which end is open tells.
        first, _, last = value.value.lstrip("?").partition("/")
        low, high = last in ("23:59", "11:59"), first == "00:00" or not last
        if _OPEN.search(before) or not (low or high):
            return Use.WANTED
        return Use.LOW if low else Use.HIGH
    if _KNOWN.search(before) or (_FROM.search(before) and re.match(r"\s+to\b", text[value.end :])):
        return Use.ABOUT if value.kind in (Kind.DATE, Kind.TIME) else Use.WANTED
    for pattern, use in ((_HIGH, Use.HIGH), (_LOW, Use.LOW)):
        if match := pattern.search(before):
            free = _OPEN.search(before[: match.start()]) or (value.kind is Kind.DATE and _FROM.search(before))
            return Use.WANTED if free else use
    return Use.REFUSED if _REFUSED.search(before) else Use.WANTED


def _moved_to(text: str, found: Sequence[Value]) -> int:
    """Where the day or time begins to which something is to be moved; 0 where nothing is."""
    dated = (value for value in found if value.kind in (Kind.DATE, Kind.TIME))
    new = next((value.start for value in dated if _TO.search(text[: value.start])), 0)
    return new if _MOVES.search(text[:new]) else 0


def _identity(text: str, value: Value) -> str:
    if value.kind is Kind.COUNT:
        return _count_id(text, value.start, value.end)
    if value.kind in (Kind.CODE, Kind.DATE):
        sentence = re.split(r"[.;!?]\s", text[: value.start])[-1]
        words = " ".join(sentence.lower().split()[-_WORDS_BEFORE:])
        dated = value.kind is Kind.DATE
        for identity, called in _CALLED:
            if (identity == "date_of_birth") is dated and re.search(rf"\b(?:{called})\b", words):
                return identity
    return IDS[value.kind]


def noun_behind(text: str) -> str:
    """The word that ``text`` begins with, where a count may be of it; else empty."""
    noun = _NOUN.match(text)
    return noun[1] if noun and noun[1] not in _NO_NOUNS else ""


def _count_id(text: str, start: int, end: int) -> str:
    if _PEOPLE.match(text, end):
        return "people"
    if noun := noun_behind(text[end:]):
        return noun
    before = text[max(0, start - 30) : start]
    if _FOR.search(before):
        return "people"
    if (numbered := _NUMBERED.search(before)) and numbered[1].lower() not in _NO_NOUNS:
        return numbered[1].lower()
    return IDS[Kind.COUNT]
