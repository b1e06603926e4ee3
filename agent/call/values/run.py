"""Runs of digits and letters said one by one, in groups, doubled, or by the words of a spelling alphabet."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.call.values.lexicon import DIGITS, LETTER_NAMES, NATO, REPEATS, TENS, UNITS
from agent.call.values.tokens import Said

_BETWEEN = frozenset(("dash", "hyphen", "slash"))
_CAPITAL = frozenset(("capital", "uppercase", "lowercase", "letter"))
_AS_IN = frozenset(("as", "for", "like"))


@dataclass(slots=True)
class Run:
    """``items`` are what was said each at a time: ``["2", "0", "2"]``, ``["55", "17"]``, ``["k", "9"]``."""

    start: int
    end: int
    items: list[str] = field(default_factory=list)
    grouped: bool = False
    """Numbers above nine, said as words, are among it: ``fifty five``, ``eight hundred``."""
    named: int = 0
    """Letters said by a word (``kilo``, ``k as in kilo``, ``double e``)."""

    repeated: bool = False
    """A "double" or "triple" was said."""

    @property
    def signs(self) -> str:
        return "".join(self.items)


def run_at(said: Said, at: int, *, dashes: bool = True) -> Run | None:
    """The longest run that begins at token ``at``; None when nothing there is a digit or a letter.

    ``dashes``: a "dash" said between signs belongs to it and says nothing.
    """
    run = Run(at, at)
    while run.end < len(said):
        if not (dashes or said.words[run.end] not in _BETWEEN) or not _one_more(said, run):
            break
    while run.items and run.items[-1] == "":
        run.items.pop()
    _settle_o(run)
    return run if run.items else None


def _one_more(said: Said, run: Run) -> bool:
    at = run.end
    word = said.words[at]
    if at > run.start and not _continues(said, at):
        return False
    if word in _BETWEEN and run.items:
        return _take_behind(said, run, at + 1, 1)
    if word in REPEATS:
        if said.words[at + 1] in ("u", "you") and word == "double":
            return _take(run, "w", at + 2, named=True)
        run.repeated = True
        return _take_behind(said, run, at + 1, REPEATS[word])
    if word in _CAPITAL or (word in ("upper", "lower") and said.words[at + 1] == "case"):
        return _take_behind(said, run, at + (1 if word in _CAPITAL else 2), 1)
    return _take_behind(said, run, at, 1)


def _continues(said: Said, at: int) -> bool:
    gap = said.tokens[at].gap
    if gap.strip(" -.,()/\n\t"):
        return False
    if "." not in gap or gap == ".":
        return True
    # "D. A. V." goes on; "seven thirty. I could" and "at seven. Eleven is free" do not
    lone = len(said.words[at - 1]) == len(said.words[at]) == 1
    return lone and not (said.words[at] in ("i", "a") and said.tight(at + 1))


def _take(run: Run, signs: str, end: int, *, named: bool = False, grouped: bool = False) -> bool:
    run.items.append(signs)
    run.end = end
    run.named += named
    run.grouped |= grouped
    return True


def _take_behind(said: Said, run: Run, at: int, times: int) -> bool:
    """The sign at token ``at``, so many times over."""
    word = said.words[at]
    figures = said.figures(at)
    if figures:
        if len(figures) > 16 or said.tokens[at].shape == "thousands":
            return False
        return _take(run, figures * times, at + 1)
    digit = DIGITS.get(word) or ("0" if word == "oh" else "")
    if digit:
        return _take(run, digit * times, at + 1)
    letter = _letter(word)
    if letter:
        end = _as_in(said, at + 1, letter)
        return _take(run, letter * times, end, named=times > 1 or len(word) > 1 or end > at + 1)
    if said.tokens[at].shape == "mixed" if at < len(said) else False:
        return _take(run, word.replace("-", "") * times, at + 1)
    return _group(said, run, at)


def _letter(word: str) -> str:
    if len(word) == 1 and "a" <= word <= "z":
        return word
    return NATO.get(word) or LETTER_NAMES.get(word, "")


def _as_in(said: Said, at: int, letter: str) -> int:
    """Behind ``as in kilo``, ``for kilo``, ``like dog``; ``at`` itself when none of these stands there."""
    if said.words[at] not in _AS_IN:
        return at
    start = at + 2 if said.words[at] == "as" and said.words[at + 1] == "in" else at + 1
    word = said.words[start]
    return start + 1 if len(word) > 1 and word.startswith(letter) else at


def _group(said: Said, run: Run, at: int) -> bool:
    """``fifty five``, ``seventeen``; ``hundred`` and ``thousand`` behind a digit."""
    word = said.words[at]
    if word in ("hundred", "thousand") and run.items and run.items[-1].isdigit() and len(run.items[-1]) <= 2:
        run.items[-1] += "00" if word == "hundred" else "000"
        run.end, run.grouped = at + 1, True
        return True
    if word in TENS:
        unit = UNITS.get(said.words[at + 1], 0)
        joined = 1 <= unit <= 9 and said.tight(at + 1)
        return _take(run, str(TENS[word] + (unit if joined else 0)), at + 1 + joined, grouped=True)
    if UNITS.get(word, 0) >= 10:
        return _take(run, str(UNITS[word]), at + 1, grouped=True)
    return False


def _settle_o(run: Run) -> None:
    """``o`` among digits is a zero, among letters a letter."""
    letters = any(item.isalpha() and item != "o" * len(item) for item in run.items)
    if not letters and not run.named and any(item.isdigit() for item in run.items):
        run.items = [item.replace("o", "0") for item in run.items]
