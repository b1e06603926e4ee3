"""The model's reply: one JSON object, read while it is written.

::

    {"say": "A table for {people}, please.", "do": "none", "arg": ""}
    {"say": "", "do": "press", "arg": "1"}
    {"say": "Let me check that.", "do": "ask_owner", "arg": "Is outside fine?", "options": ["yes", "no"]}
    {"say": "Thank you, goodbye.", "do": "end", "arg": "completed", "why": "the table is booked"}

``say`` comes first and is passed on as it comes, so that sound can start at the first clause. ``arg`` is
the keys to press, the question to the owner, or the status at the end. What is known is named, not copied:
``{people}`` is a reference (``agent.call.references``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ACTIONS = ("none", "press", "wait", "ask_owner", "hand_off", "leave_message", "end")
LONGEST_CHARACTERS = 8000
LONGEST_SAY = 600
MOST_OPTIONS = 6
"""Answers for the owner to choose from."""

_SAY = re.compile(r'\s*\{\s*"say"\s*:\s*"')
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": " ", "f": " ", "n": "\n", "r": " ", "t": " "}


@dataclass(frozen=True, slots=True)
class Reply:
    say: str
    do: str = "none"
    arg: str = ""
    why: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """The reply is not one; ``why`` is for the log."""

    why: str


def reply_json(say: str, do: str = "none", arg: str = "") -> str:
    """A reply as it stands in the prompt's transcript, byte for byte."""
    return json.dumps({"say": say, "do": do, "arg": arg}, ensure_ascii=False)


def reply_schema(actions: Iterable[str]) -> str:
    """JSON Schema, as JSON text, of a reply that may do only ``actions``."""
    actions = list(actions)
    properties: dict[str, Any] = {
        "say": {"type": "string", "maxLength": LONGEST_SAY},
        "do": {"type": "string", "enum": actions},
        "arg": {"type": "string"},
    }
    if "ask_owner" in actions:
        options = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_OPTIONS}
        properties["options"] = options
    if "end" in actions:
        properties["why"] = {"type": "string"}
    schema = {
        "type": "object",
        "properties": properties,
        "required": ["say", "do", "arg"],
        "additionalProperties": False,
    }
    return json.dumps(schema)


class ReplyReader:
    """Reads one reply in pieces of any size."""

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None
        self._said: list[str] = []
        self._closed = False

    @property
    def too_long(self) -> bool:
        return len(self._text) > LONGEST_CHARACTERS

    def feed(self, piece: str) -> str:
        """What ``piece`` adds to ``say``, unescaped."""
        self._text += piece
        if self._at is None:
            opening = _SAY.match(self._text)
            if opening is None:
                return ""
            self._at = opening.end()
        new = ""
        while not self._closed and (character := self._character()):
            new += character
        new = new[: max(0, LONGEST_SAY - sum(map(len, self._said)))]
        self._said.append(new)
        return new

    def finish(self) -> Reply | Broken:
        """The whole reply, or what is wrong with it."""
        if self.too_long:
            return Broken("too long")
        try:
            value = json.loads(self._text, strict=False, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            return Broken(f"not JSON: {type(error).__name__}")
        return _checked(_sound(value))

    def _character(self) -> str:
        """The next character of ``say``; empty where more has to come first, and at its end."""
        assert self._at is not None
        rest = self._text[self._at : self._at + 12]
        if rest.startswith('"'):
            self._closed = True
            return ""
        length, character = _unescape(rest)
        self._at += length
        return character


def _unescape(rest: str) -> tuple[int, str]:
    """Length and value of the first character of a JSON string's ``rest``; 0 where it is not complete."""
    if not rest.startswith("\\"):
        return len(rest[:1]), _sound(rest[:1])
    if rest[1:2] != "u":
        return (2, _ESCAPES.get(rest[1], " ")) if len(rest) > 1 else (0, "")
    if len(rest) < 6:
        return 0, ""
    code = _hex(rest[2:6])
    if not 0xD800 <= code < 0xDC00:
        return 6, _sound(chr(code))
    # The first half of a pair (RFC 8259 section 7): what follows decides.
    if len(rest) < 12 and "\\u".startswith(rest[6:8]):
        return 0, ""
    low = _hex(rest[8:12]) if rest[6:8] == "\\u" else 0
    if 0xDC00 <= low < 0xE000:
        return 12, chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
    return 6, "\ufffd"


def _hex(digits: str) -> int:
    return int(digits, 16) if re.fullmatch("[0-9a-fA-F]{4}", digits) else 0x20


def _checked(value: Any) -> Reply | Broken:
    if not isinstance(value, dict):
        return Broken("not an object")
    say, do, arg, why = (value.get(key, "") for key in ("say", "do", "arg", "why"))
    options = value.get("options", [])
    if not isinstance(say, str) or do not in ACTIONS:
        return Broken("no such action" if isinstance(say, str) else "say is not text")
    if not isinstance(options, list):
        return Broken("options is not a list")
    arg = arg if isinstance(arg, str) else json.dumps(arg)
    chosen = tuple(text for option in options if (text := str(option).strip()))[:MOST_OPTIONS]
    return Reply(say[:LONGEST_SAY], do, arg.strip(), str(why).strip(), chosen)


def _sound(value: Any) -> Any:
    """``value`` without half surrogate pairs, which no encoding can carry."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list) else value


def _refuse(constant: str) -> None:
    raise ValueError(constant)
