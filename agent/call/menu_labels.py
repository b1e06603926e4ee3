"""Which words of a menu's sentence say what a key is for: those before it, or those behind it.

``for hours press one`` and ``press one for hours`` occur in one breath, and full stops get lost. So
every way to give the words out is weighed, and the cheapest is taken.
"""

from __future__ import annotations

import re

LEADS = frozenset(("for", "to", "if"))
ENDS = frozenset(".?!,;:^")
CAPITAL = "^"
"""Stands before a word with a capital: perhaps another sentence begins."""
LONGEST = 8
"""Of more words the first are no part of it: a greeting without full stops."""

_EMPTY, _BROKEN, _STOLEN, _A_WORD, _GUESSED, _LOST, _LEFT_OVER = 4.0, 0.5, 3.5, 0.25, 1.0, 2.0, 1.0
_NO_LEAD_BEHIND, _NO_LEAD_FIRST, _TWO_IN_ONE, _SHARED, _OTHER_WAY = 1.5, 0.5, 1.0, 0.5, 0.4
"""What speaks against a way: a key for nothing, and for
what is not yet said, words for two keys (the more, the
likelier), or such as may be two options, words of no key, and at
the end; ``press one hours``; a first option that nothing leads to; two options as one; words shared by two
keys; a key that has its words on the other side than the key before."""

_OPENING = re.compile(
    r"^(?:and|or|now|please|then|otherwise|also|but|so|say|just|"
    r"(?:if you have |for )?(?:a |any )?(?:request|question)s? about(?! our (?:services?|prices))|"
    r"if you need|(?:to )?(?:speak|talk) (?:to |with )?(?:(?:us|someone|somebody|anyone) )?abou\w*|"
    r"(?:if )?(?:your|the) call (?:is about|concerns|is regarding)|help with|regarding|"
    r"if (?:you|your) (?:would like|want|wish|need|are calling|calling|'d like)(?: to| for| about)?|"
    r"if you'd like(?: to)?|(?:if )?you would like(?: to| for)?|if you (?:have|are)|"
    r"if (?:it )?is(?: about)?|if it's(?: about)?|if this is|"
    r"to (?:reach|speak (?:to|with)|talk (?:to|with)|contact|get|be connected (?:to|with)|be put through to)|"
    r"for|to|the|a|an|our|your|you (?:can|may)|with|about|thank you|okay|alright)\s+"
)
_CLOSING = re.compile(
    r"(?:^|\s+)(?:please|or|and|now|then|say|you can|you may|simply|just|at any time|for|to)$"
)
_GREETING = re.compile(
    r"^.*(?:(?:from (?:these|our)|all (?:of )?(?:the|our)|several|your|following) (?:options|choices)\b|"
    r"of the following|"
    r"(?:options have|menu has)(?: recently)? changed|changed recently|listen carefully|"
    r"(?:choose|select) (?:again|a (?:topic|department))|what (?:it is|your call is|you are calling) about|"
    r"make (?:a|your) (?:choice|selection)|to the right (?:person|place|department|team)|"
    r"one more (?:question|thing)|(?:can|may) (?:we|i) help(?: you)?(?: with| today)*|"
    r"(?:need|like) help with|know the topic|after listening to the list)\b\s*"
)
WELCOME = re.compile(
    r"^(?:\w+\s+){0,3}?(?:thank you for calling|thanks for calling|welcome to|you have reached)\b"
)
WELCOME_WORDS = 4
_LAST_LEAD = re.compile(r"^.*\b((?:if|for) .*)$")
_CAPITAL_LEAD = re.compile(r"^.*\^ (?=(?:for|to|if|press|dial|say)\b)")
_LEAD = re.compile(
    r"\b(?:if (?:you|your|it)\b|for (?!calling|your call|holding|getting)|to (?:reach|speak|talk|hear)\b)"
)
_SAY = re.compile(r"(?<=\w) say .*$")
_SECOND_LEAD = re.compile(
    r"\b(?:for|if|(?<!want )(?<!like )(?<!wish )(?<!need )to (?:repeat|hear|return|go|listen|speak|start))\b"
)


def labels(gaps: list[list[str]]) -> list[str]:
    """What the keys of a sentence are for. ``gaps``: the words before, between and behind them, one more than
    there are keys."""
    ways: dict[bool, tuple[float, tuple[bool, ...]]] = {
        behind: (_cost(gaps, 0, behind, None), (behind,)) for behind in (False, True)
    }
    for at in range(1, len(gaps) - 1):
        ways = {
            behind: min(
                (cost + _cost(gaps, at, behind, before), (*way, behind))
                for before, (cost, way) in ways.items()
            )
            for behind in (False, True)
        }
    left = _LEFT_OVER if about(gaps[-1]) else 0.0
    way = min((cost + (0.0 if behind else left), way) for behind, (cost, way) in ways.items())[1]
    return [about(_words_of_key(gaps, at, way)) for at in range(len(way))]


def about(words: list[str]) -> str:
    """The words that name the option, without those that only lead to them."""
    text = _without_greeting(words)
    if WELCOME.match(text):
        rest = text.split()[WELCOME_WORDS:]
        lead = next((at for at, word in enumerate(rest) if word in LEADS), 0)
        text = " ".join(rest[lead:])
    if len(text.split()) > LONGEST and (found := _LAST_LEAD.match(text)):
        text = found[1]
    while (shorter := _CLOSING.sub("", _OPENING.sub("", text + " ").strip())) != text:
        text = shorter
    return _SAY.sub("", text)


def _cost(gaps: list[list[str]], at: int, behind: bool, before: bool | None) -> float:
    """Of the key ``at`` having its words ``behind`` it, after one that had them so (``before``)."""
    mine = gaps[at + 1] if behind else gaps[at]
    cost = _OTHER_WAY if before is not None and before is not behind else 0.0
    breaks_off = behind and at + 2 == len(gaps) and bool(_said(mine))
    cost += 0.0 if about(mine) else _BROKEN if breaks_off else _EMPTY
    if not behind and before and about(mine):
        return cost + (
            _SHARED if _split(mine) else _GUESSED if _perhaps(mine) else _STOLEN - _A_WORD * len(mine)
        )
    cost += _TWO_IN_ONE if _split(mine) and not (behind and at + 2 < len(gaps)) else 0.0
    if behind:
        lost = _LOST if about(gaps[at]) and (before is False or (before is None and _leads(gaps[0]))) else 0.0
        return cost + lost + (0.0 if mine[:1] and mine[0] in LEADS else _NO_LEAD_BEHIND)
    return cost + (_NO_LEAD_FIRST if before is None and not _leads(mine) else 0.0)


def _words_of_key(gaps: list[list[str]], at: int, way: tuple[bool, ...]) -> list[str]:
    place = at + way[at]
    words = gaps[place]
    shared = 0 < place < len(way) and way[place - 1] and not way[place]
    if not shared:
        return words
    end = _split(words) or _perhaps(words)
    if not end:  # nobody can tell
        return words
    return words[:end] if way[at] else words[end:]


def _split(words: list[str]) -> int:
    """Where the second of two options begins in ``words``; 0 where there is one."""
    text = " ".join(words)
    starts = [len(text[: one.start()].split()) for one in _SECOND_LEAD.finditer(text)]
    return starts[-1] if len(starts) > 1 and starts[0] <= 1 else 0


def _perhaps(words: list[str]) -> int:
    """Where the second of two options may begin: at the last word with a capital, or the last "to"; or 0."""
    last = {sign: at for at, word in enumerate(words) if (sign := word) in (CAPITAL, "to") and at > 1}
    return last.get(CAPITAL, last.get("to", 0))


def _leads(words: list[str]) -> bool:
    """Whether these words say what the key behind them is for."""
    text = _without_greeting(words)
    return _LEAD.search(text) is not None or (
        bool(text) and not WELCOME.match(text) and any(word in LEADS for word in text.split()[:2])
    )


def _without_greeting(words: list[str]) -> str:
    text = _CAPITAL_LEAD.sub("", " ".join(words))
    return _GREETING.sub("", " ".join(_said(text.split())))


def _said(words: list[str]) -> list[str]:
    return [word for word in words if word not in ENDS]
