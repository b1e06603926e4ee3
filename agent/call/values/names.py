"""Names: where one is said, and whether what was heard is a known one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from agent.call.values.lexicon import ORDINALS, SMALL, WEEKDAYS, listed

_CUES = re.compile(
    r"\b(?:names? (?:is|it's|its)|name's|under the name(?: of)?|in\W+(?:uh )?(?:the |a )?names?(?: of)?|"
    r"for the name|on behalf of|behalf of|(?:calling|reservation is|booking is|table is) for|under)\s+",
    re.IGNORECASE,
)
_LOOSE_CUES = re.compile(r"\b(?:that(?:'s| is)|it's|it is|this is|for)\s+", re.IGNORECASE)
_NOT_NAMES = frozenset(
    listed(
        "a an the for on at in is it its and or of to please yes yeah yep no sure okay ok hi hello i would "
        "will like we you he she they my name thank thanks table book make reservation booking people person "
        "guests party that this what can could with from by not um uh well of course right correct great "
        "perfect good evening morning afternoon spell spelled spelling phone number calling dinner half past "
        "quarter oclock pm am today tonight tomorrow assistant automated robot which whose who when where "
        "same new how do did does don't dont get they've still been got have has am are was were so then and "
        "but if there we've i'm we're let just "
        "one moment again anything else speaking here"
    )
).union(WEEKDAYS, SMALL, ORDINALS)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MOST_WORDS = 3
_ALIKE = 0.8


def name_in(text: str, *, expected: bool) -> tuple[int, int] | None:
    """Where a name stands (start, end), found by its cue: ``my name is``, ``under``; with ``expected`` also
    by a loose one (``it's``), or the first words that can be one."""
    for cues in (_CUES, _LOOSE_CUES) if expected else (_CUES,):
        for cue in cues.finditer(text):
            if found := _run(text, cue.end(), leading=True):
                return found
    return _run(text, 0, leading=False) if expected else None


def _run(text: str, start: int, *, leading: bool) -> tuple[int, int] | None:
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start):
        fits = len(word[0]) > 1 and word[0].lower() not in _NOT_NAMES
        if fits and (not words or not text[words[-1].end() : word.start()].strip()):
            words.append(word)
        elif words or leading:
            break
        if len(words) == _MOST_WORDS:
            break
    return (words[0].start(), words[-1].end()) if words else None


def same_name(heard: str, known: str) -> bool:
    """Whether a recogniser may have written ``heard`` for ``known``: ``davies`` for ``Davis``.

    Each word of the shorter name must have its like in the longer one. For comparing only, never a ground to
    release anything.
    """
    first, second = (re.findall(r"[^\W\d_]+", name.lower().replace("'", "")) for name in (heard, known))
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return all(any(_alike(word, other) for other in long) for word in short) or _alike(
        "".join(first), "".join(second)
    )


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if min(len(first), len(second)) < 3:
        return False
    key = _sound(first)
    if len(key) > 1 and key == _sound(second):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE and key[:1] == _sound(second)[:1]


def _sound(word: str) -> str:
    """The consonants as they sound, vowels left out but for the first sign: ``catherine`` and ``kathryn``."""
    for written, sounds in (
        ("ph", "f"),
        ("ck", "k"),
        ("gh", ""),
        ("th", "t"),
        ("wh", "w"),
        ("kn", "n"),
        ("sch", "s"),
    ):
        word = word.replace(written, sounds)
    word = word.translate(str.maketrans("cqzvy", "kksfi"))
    sounds = word[0] + re.sub(r"[aeiouhw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", sounds)
