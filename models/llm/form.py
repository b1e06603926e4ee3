"""A dialogue as the model reads and writes it: ``chat_template.jinja`` once more, cut into pieces.

::

    <|head|>Task: Book a table ...<|them|>t1: good evening<|us|>{"say": ...}<|end|><|note|>[press] 1
    <|account|>{"status": ...}<|end|>

The rules and the state line are left out. A test holds this and the template together, byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agent.call.actions import Message

TEMPLATE = Path(__file__).with_name("chat_template.jinja")
HEAD, THEM, US, NOTE, ACCOUNT, END, PAD = (
    f"<|{name}|>" for name in ("head", "them", "us", "note", "account", "end", "pad")
)
SPECIAL = (PAD, HEAD, THEM, US, NOTE, ACCOUNT, END)


class Said(NamedTuple):
    """A message of a dialogue. ``ours``: written by the one who is to be imitated."""

    message: Message
    ours: bool


class Piece(NamedTuple):
    text: str
    learned: bool
    """What the model is to write itself; the rest is only read."""


def pieces(dialogue: Iterable[Said]) -> Iterator[Piece]:
    """What follows the state line of the account is the account."""
    account = False
    for count, (message, ours) in enumerate(dialogue):
        text = message.content.replace("<|", "")
        if message.role == "assistant":
            yield Piece(ACCOUNT if account else US, False)
            yield Piece(text + END, ours)
        elif message.role == "user":
            yield Piece(THEM + text, False)
        elif not count:
            yield Piece(HEAD + text.split("Briefing:\n", 1)[-1], False)
        elif text.startswith('{"phase"'):
            account = '"account"' in text
        else:
            yield Piece(NOTE + text, False)
