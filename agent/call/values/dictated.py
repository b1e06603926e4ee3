"""Telephone numbers, codes and spelled names: what runs of digits and letters are."""

from __future__ import annotations

from agent.call.values.kinds import Kind
from agent.call.values.lexicon import DURATIONS, PEOPLE, listed
from agent.call.values.run import Run, run_at
from agent.call.values.tokens import Said
from agent.call.values.tokens import said as tokens_of

_CODE_WORDS = frozenset(
    listed(
        "confirmation reference booking order account member membership policy card ticket case tracking pin "
        "code locator reservation invoice record id identification passcode"
    )
)
_IDENTIFIED = frozenset(listed("extension room flight gate suite terminal ext platform locker"))
_PHONE_WORDS = frozenset(listed("phone telephone mobile cell call callback reach fax"))
_LEAST_PHONE, _MOST_PHONE = 7, 15


def dictated_at(said: Said, at: int, expected: Kind | None) -> tuple[Kind, str, int] | None:
    """(PHONE or CODE, canonical value, token behind it) for the run that begins at token ``at``."""
    word = said.words[at]
    plus = _plus(said, at)
    start = at + 1 if word == "plus" else at
    run = run_at(said, start)
    if run is None or (word == "plus" and not run.items[0].isdigit()):
        return None
    _trim(said, run)
    if not run.items:
        return None
    kind = _kind(said, run, plus=plus, expected=expected)
    if kind is None:
        return None
    value = run.signs.upper()
    return kind, f"+{value}" if plus and kind is Kind.PHONE else value, run.end


def digits_of(text: str) -> str:
    """All digits said in ``text``, one after another: ``four seven two one`` is ``4721``."""
    sentence = tokens_of(text)
    read, at = "", 0
    while at < len(sentence):
        run = run_at(sentence, at)
        read += "".join(item for item in run.items if item.isdigit()) if run else ""
        at = run.end if run else at + 1
    return read


def _plus(said: Said, at: int) -> bool:
    start = said.tokens[at].start
    return said.words[at] == "plus" or said.text[max(0, start - 2) : start].rstrip("( ").endswith("+")


def _trim(said: Said, run: Run) -> None:
    """``is a 4 7 2`` begins with an article; ``4 7 2 1 I think`` ends before its speaker."""
    # "I, two, I": a pause behind it makes it a letter
    named = told(said, run.start) or (run.end > run.start + 1 and not said.tight(run.start + 1))
    if (
        run.items[0] in ("a", "i")
        and len(run.items) > 1
        and run.items[1].isdigit()
        and not named
        and not run.named
    ):
        run.items = []
    elif run.items[-1] in ("i", "a") and said.tight(run.end) and _digits(run):
        run.items.pop()
        run.end -= 1


def _digits(run: Run) -> bool:
    return any(item.isdigit() for item in run.items)


def _kind(said: Said, run: Run, *, plus: bool, expected: Kind | None) -> Kind | None:
    code = expected is Kind.CODE or _context(said, run.start) == "code"
    if not run.signs.isdigit():
        return _spelled(run, code=code or expected is Kind.NAME)
    if _is_list(said, run):
        return None
    if len(run.signs) >= _LEAST_PHONE or (expected is Kind.PHONE and len(run.signs) >= 3):
        return _long(run, code=code and not plus)
    counted = said.words[run.end] in PEOPLE or said.words[run.end] in DURATIONS
    if _identified(said, run.start):
        return Kind.CODE
    return None if counted else _short(run, code=code, told=code and told(said, run.start))


def _long(run: Run, *, code: bool) -> Kind | None:
    if code or len(run.signs) > _MOST_PHONE:
        return Kind.CODE
    # "seven thirty eleven thirty" are times
    singles = sum(len(item) == 1 or item.endswith("00") for item in run.items)
    return Kind.PHONE if singles >= 3 or not run.grouped else None


def _short(run: Run, *, code: bool, told: bool) -> Kind | None:
    length, items = len(run.signs), len(run.items)
    if run.grouped:
        pairs = items > 1 and all(len(item) <= 2 for item in run.items)
        return Kind.CODE if pairs and (code or (length <= 6 and items > 2)) else None
    if items == 1:
        return Kind.CODE if length >= 4 or run.repeated or (told and length >= 2) else None
    return Kind.CODE if length >= 3 else None


def _spelled(run: Run, *, code: bool) -> Kind | None:
    letters = [item for item in run.items if item.isalpha()]
    enough = len(run.signs) >= (2 if code else 3)
    if not enough or (run.items == letters and len(run.items) < 3 and not run.named and not code):
        return None
    # words of the alphabet are names and places too: "mike", "hotel"; one of them proves nothing
    plain = len(run.items) == 1 and run.items[0].isalpha()
    return None if plain else Kind.CODE


def _is_list(said: Said, run: Run) -> bool:
    """``five, six or seven`` are three numbers."""
    if len(run.items) > 3 or run.grouped or said.words[run.end] not in ("or", "and"):
        return False
    return run_at(said, run.end + 1) is not None if run.end + 1 < len(said) else False


def told(said: Said, at: int) -> bool:
    """What stands right before announces a number: ``the code is``."""
    return said.words[at - 1] in ("is", "number", "code", "pin", "id", "letter")


def is_code(said: Said, at: int) -> bool:
    """``your code is``, ``flight``: digits behind it are no time."""
    return _identified(said, at) or (told(said, at) and _context(said, at) == "code")


def _identified(said: Said, at: int) -> bool:
    """``room 12``, ``flight number two oh four``"""
    before = said.words[at - 2 : at] if at > 1 else said.words[:at]
    word = before[0] if before[-1:] == ["number"] else "".join(before[-1:])
    return said.tight(at) and word in _IDENTIFIED


def _context(said: Said, at: int) -> str:
    """What the words before say of the number: ``confirmation number is``, ``call us at``."""
    for before in range(at - 1, max(at - 7, -1), -1):
        word = said.words[before]
        if word in _PHONE_WORDS:
            return "phone"
        if word in _CODE_WORDS:
            return "code"
    return ""
