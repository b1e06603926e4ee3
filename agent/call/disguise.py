"""Digits and letters that a text says, however they are dressed up.

In figures, in words, one by one, spelled, in the spelling alphabet, with other words between. For finding
what is to be kept back, not for reading values: what may be a digit counts as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from agent.call.values.lexicon import listed

_UNITS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = listed(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ODD = dict(
    pair.split("=")
    for pair in listed(
        "nought=0 naught=0 nil=0 zilch=0 zeros=0 zeroes=0 ones=1 twos=2 threes=3 fours=4 fives=5 "
        "sixes=6 sevens=7 "
        "eights=8 nines=9 niner=9 fiver=5 tenner=10 thrice=3 dozen=12 dozens=12 score=20 gross=144 "
        "fortnight=14 "
        "trio=3 quartet=4 quintet=5 sextet=6 septet=7 octet=8 threefold=3 fourfold=4 quadruple=4 quintuple=5 "
        "hundred=100 hundreds=100 thousand=1000 thousands=1000 million=1000000 fourty=40 thirtieth=30 "
        "fortieth=40 fiftieth=50 hundredth=100 "
        "cero=0 uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 deux=2 trois=3 "
        "quatre=4 cinq=5 "
        "sept=7 huit=8 neuf=9 eins=1 zwei=2 drei=3 vier=4 sechs=6 sieben=7 acht=8 neun=9"
    )
)
_NUMBERS = {
    **{word: str(number) for number, word in enumerate(_UNITS)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=3)},
    **_ODD,
}
_IN_PLACE = {"first": "1", "second": "2"} | {
    word: str(number) for number, word in enumerate(_ORDINALS, start=3)
}
_ONE_MOMENT = [[word] for word in listed("moment second sec minute more of or thing question")]
_PLACES = frozenset(_ORDINALS)
_WORD_IN_WORDS = re.compile("|".join(sorted((*_UNITS, *_TENS, "hundred", "thousand"), key=len, reverse=True)))
_NUMBERS_IN_ONE = re.compile(f"(?:{_WORD_IN_WORDS.pattern}){{2,}}")
_SOUNDS_LIKE = dict(
    pair.split("=")
    for pair in listed(
        "for=4 fore=4 to=2 too=2 ate=8 won=1 tree=3 free=3 sex=6 sicks=6 oh=0 o=0 hate=8 wun=1 fife=5 nein=9"
    )
)
_REPEATS = {"double": 2, "triple": 3, "treble": 3}
NATO = {
    word: word[0]
    for word in listed(
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike "
        "november oscar "
        "papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu able baker dog "
        "easy fox "
        "george how item jig king love nan oboe peter queen roger sugar tare uncle william yoke zebra"
    )
}
_SURE_NATO = frozenset(
    listed(
        "alpha alfa bravo foxtrot kilo lima quebec sierra tango whiskey whisky xray zulu yankee oscar "
        "romeo juliet "
        "juliett"
    )
)
_LETTER_NAMES = dict(
    pair.split("=")
    for pair in listed(
        "cee=c dee=d eff=f gee=g aitch=h haitch=h jay=j kay=k ell=l em=m pee=p cue=q ess=s tee=t vee=v "
        "zee=z zed=z wye=y"
    )
)
_MAYBE_LETTERS = dict(
    pair.split("=")
    for pair in listed(
        "ay=a eh=a bee=b be=b see=c sea=c ee=e eye=i el=l en=n oh=o o=o queue=q ar=r are=r tea=t you=u yew=u "
        "ex=x why=y a=a i=i"
    )
)
_TOKEN = re.compile(r"[a-z]+|\d+|[,;.!?]")
_GLUE = frozenset(
    (",", ";", "and", "then", "dash", "hyphen", "comma", "dot", "a", "the", "point", "is", "next", "again")
)
_AS_IN = frozenset(("as", "in", "for", "like", "of", "from"))
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """The digits and letters of a text, in order.

    ``numbers``: each by itself. ``runs``: digits that stand together. ``digits``: all; ``counted``: without
    "third" and "one moment"; ``sounded``: with what sounds like one. ``spelled``: letters said one by one;
    ``letters``: with every other word that may mean one. ``mixed``: digits and spelled letters. ``placed``:
    "first", "fourth" as digits. ``words``: in lower case.
    """

    numbers: tuple[str, ...]
    runs: tuple[str, ...]
    digits: str
    counted: str
    sounded: str
    spelled: str
    letters: str
    mixed: str
    placed: str
    words: tuple[str, ...]


class _As(Enum):
    """What a token says a sign as."""

    NUMBER = auto()
    IDLE = auto()
    ZERO = auto()
    SOUND = auto()
    LETTER = auto()
    MAYBE = auto()


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    what: _As
    last: int
    """The token it ends with."""


def folded(text: str) -> str:
    """Lower case, without accents, invisible characters and odd forms of letters and digits."""
    if text.isascii():
        return text.lower().replace("x-ray", "xray")
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    return (
        "".join(one for one in decomposed if not unicodedata.combining(one)).lower().replace("x-ray", "xray")
    )


def signs(text: str) -> Signs:
    tokens = list(_tokens(text))
    found = list(_signs(tokens))

    def string(*kinds: _As) -> str:
        return "".join(sign.text for sign in found if sign.what in kinds)

    return Signs(
        tuple(sign.text for sign in found if sign.what in (_As.NUMBER, _As.IDLE)),
        tuple(_runs(found, tokens)),
        string(_As.NUMBER, _As.IDLE, _As.ZERO),
        string(_As.NUMBER),
        string(_As.NUMBER, _As.ZERO, _As.SOUND),
        string(_As.LETTER),
        string(_As.LETTER, _As.MAYBE),
        string(_As.NUMBER, _As.LETTER),
        "".join(_IN_PLACE[token] for token in tokens if token in _IN_PLACE),
        tuple(token for token in tokens if token.isalpha()),
    )


def number_words(text: str) -> Iterator[re.Match[str]]:
    """Where a number stands, in figures or in words; "one", "two", "first" and "second" are none."""
    for match in re.finditer(r"[^\W\d_]+|\d+", text.lower()):
        word = match[0]
        if (
            word.isdigit()
            or (word in _NUMBERS and word not in ("one", "two", "ones"))
            or _NUMBERS_IN_ONE.fullmatch(word)
        ):
            yield match


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(folded(text).replace("'", "").replace("’", "")):
        yield from _WORD_IN_WORDS.findall(token) if _NUMBERS_IN_ONE.fullmatch(token) else (token,)


def _signs(tokens: list[str]) -> Iterator[_Sign]:
    place, repeat = 0, 1
    while place < len(tokens):
        token, last = tokens[place], place
        taken, digits = _number(tokens, place)
        letter = "" if taken else _letter(tokens, place)
        if taken:
            last = place + taken - 1
            idle = token in _PLACES or (token == "one" and tokens[last + 1 : last + 2] in _ONE_MOMENT)
            yield _Sign(digits, _As.IDLE if idle else _As.NUMBER, last)
        elif letter:
            last = _explained(tokens, place, letter)
            yield _Sign(letter * repeat, _As.LETTER, last)
        if token in ("oh", "o"):
            yield _Sign("0", _As.NUMBER if _beside(tokens, place, _is_digit) else _As.ZERO, place)
        elif not taken and not letter:
            if token in _SOUNDS_LIKE and (_beside(tokens, place, _may_be_digit) or _ends(tokens, place)):
                yield _Sign(_SOUNDS_LIKE[token], _As.SOUND, place)
            if token in ("a", "i") or token in NATO:
                yield _Sign(token[0], _As.MAYBE, place)
        repeat = _REPEATS.get(token, 1)
        place = last + 1


# -- digits ----------------------------------------------------------------------------------


def _runs(found: list[_Sign], tokens: list[str]) -> Iterator[str]:
    """Digits between which nothing stands but commas, "and", "dash"."""
    run, last = "", -1
    for sign in found:
        if sign.what not in (_As.NUMBER, _As.IDLE):
            continue
        between = tokens[last + 1 : sign.last]
        joined = all(token in _GLUE or _number(between, at)[0] for at, token in enumerate(between))
        if run and not joined:
            yield run
            run = ""
        run, last = run + sign.text, sign.last
    if run:
        yield run


def _number(tokens: list[str], place: int) -> tuple[int, str]:
    """(how many tokens it takes, its digits); (0, "") where none begins."""
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if token in _REPEATS and (digit := _NUMBERS.get(following, following)).isdigit() and len(digit) < 3:
        return 2, digit * _REPEATS[token]
    if token.isdigit():
        return 1, token
    if token not in _NUMBERS:
        return 0, ""
    return _composed(tokens, place)


_NONE = 10**9


def _composed(tokens: list[str], place: int) -> tuple[int, str]:
    """ "four thousand seven hundred and twenty one" is 4721; "four seven" is 4, and 7 the next number."""
    total, current, taken, least = 0, 0, 0, _NONE
    for offset, token in enumerate(tokens[place:]):
        if token in ("hundred", "thousand") and taken:
            factor = 100 if token == "hundred" else 1000
            if least < factor:
                total = (total + current) * factor
            elif current:
                total += current * factor
            else:
                break
            current = 0
            taken, least = offset + 1, factor
            continue
        if token == "and" and least < _NONE and current == 0:
            continue
        if (number := _NUMBERS.get(token)) is None:
            break
        value = int(number)
        fits = (
            not taken
            or current == 0 < value < least < _NONE
            or (current in range(20, 100, 10) and 0 < value < 10)
        )
        if not fits or (taken and value >= 100):
            break
        current, taken = current + value, offset + 1
    return taken, str(total + current)


def _beside(tokens: list[str], place: int, wanted: Callable[[str], bool]) -> bool:
    """Whether such a token stands right before or behind, commas aside."""
    near = [token for token in tokens[max(0, place - 2) : place] if token != ","][-1:]
    near += [token for token in tokens[place + 1 : place + 3] if token != ","][:1]
    return any(wanted(token) for token in near)


def _ends(tokens: list[str], place: int) -> bool:
    return place + 1 == len(tokens) or tokens[place + 1] in ".;!?"


def _may_be_digit(token: str) -> bool:
    return _is_digit(token) or token in _SOUNDS_LIKE


def _is_digit(token: str) -> bool:
    return len(_NUMBERS.get(token, token if token.isdigit() else "999")) == 1


# -- letters ---------------------------------------------------------------------------------


def _letter(tokens: list[str], place: int) -> str:
    """The letter that is spelled; words that may mean one do so beside another letter only."""
    token = tokens[place]
    if sure := _sure_letter(token):
        return sure
    maybe = NATO.get(token, "") or _MAYBE_LETTERS.get(token, "")
    if not maybe:
        return ""
    near = [*tokens[max(0, place - 2) : place], *tokens[place + 1 : place + 3]]
    beside = any(_sure_letter(other) for other in near)
    in_alphabet = token in NATO and any(other in NATO or _is_digit(other) for other in near)
    explained = len(token) == 1 and _explained(tokens, place, token) > place
    return maybe if beside or in_alphabet or explained else ""


def _explained(tokens: list[str], place: int, letter: str) -> int:
    """The last token of "D as in delta"."""
    end = place + 1
    while end < len(tokens) and tokens[end] in _AS_IN:
        end += 1
    explains = end > place + 1 and end < len(tokens) and len(tokens[end]) > 1 and tokens[end][0] == letter
    return end if explains else place


def _sure_letter(token: str) -> str:
    if len(token) == 1 and token.isalpha() and token not in ("a", "i"):
        return token
    return _LETTER_NAMES.get(token, token[0] if token in _SURE_NATO else "")
