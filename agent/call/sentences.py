"""Cuts text, as it is written, into clauses that can be synthesised one by one.

The first clause is cut early, so that sound starts early; later ones are whole sentences, which
sound better. A cut needs the character after it: ``7.30``, ``p.m.``, ``1,000`` are never cut in two.
"""

from __future__ import annotations

import re

FIRST_CLAUSE_CHARACTERS = 20
"""The first clause may end at a comma when it has so many characters."""
LONG_CLAUSE_CHARACTERS = 100
"""Any other may when it has so many."""

_END = re.compile(r"(?P<mark>[.!?…]+|[,;:]|\s[–—-])[\"')\]”’]*(?P<gap>\s+)(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“])(?:[a-z]|[ap]\.?m|mr|mrs|ms|dr|prof|st|ave|rd|no|nr|vs|etc|approx|ext|tel|inc|ltd|co|jr|sr"
    r"|e\.g|i\.e|(?:[a-z]\.)+[a-z])\.$",
    re.IGNORECASE,
)


class ClauseSplitter:
    """Feed text in pieces of any size; the clauses do not depend on how it was cut.

    ``early``: the first clause may be shorter than a sentence.
    """

    def __init__(self, early: bool = True) -> None:
        self._text = ""
        self._searched = 0
        self._first = early

    def feed(self, text: str) -> list[str]:
        """The clauses that are complete with ``text``."""
        self._text += text
        clauses = []
        while (clause := self._next()) is not None:
            clauses.append(clause)
        return clauses

    def finish(self) -> list[str]:
        """What is left."""
        clause, self._text, self._searched = _clean(self._text), "", 0
        return [clause] if clause else []

    def _next(self) -> str | None:
        for end in _END.finditer(self._text, self._searched):
            if self._may_cut(end):
                clause = _clean(self._text[: end.end()])
                self._text, self._searched = self._text[end.end() :], 0
                if clause:
                    self._first = False
                    return clause
                return self._next()
            self._searched = end.end() - 1
        return None

    def _may_cut(self, end: re.Match[str]) -> bool:
        before, after = self._text[: end.end("mark")], self._text[end.end()]
        mark = end["mark"]
        between_digits = before[: -len(mark)][-1:].isdigit() and after.isdigit()
        if between_digits or _ABBREVIATION.search(before):
            return False
        if mark[-1] in ".!?…":
            return True
        enough = FIRST_CLAUSE_CHARACTERS if self._first else LONG_CLAUSE_CHARACTERS
        return end.end("mark") >= enough


def _clean(text: str) -> str:
    """Single spaces; nothing where there is nothing to pronounce."""
    text = " ".join(text.split())
    return text if any(character.isalnum() for character in text) else ""
