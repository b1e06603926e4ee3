"""The booking book of the practice town: what was really agreed, as the far side understood it."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from agent.practice.minds.restaurant import Booking


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking, and in which call whose person wrote it down."""

    person: str
    call_id: str
    booking: Booking


def write(file: Path, entry: Entry) -> None:
    """Append one line, whole or not at all; the persons of the town share the book."""
    file.parent.mkdir(parents=True, exist_ok=True)
    line = {"person": entry.person, "call_id": entry.call_id, **asdict(entry.booking)}
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # One write: a reader never sees half a line.
        os.write(descriptor, json.dumps(line).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(file: Path) -> list[Entry]:
    """All bookings, oldest first; of several in one call only the last, which is the corrected one."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    entries: dict[str, Entry] = {}
    for line in lines:
        fields = json.loads(line)
        person, call_id = fields.pop("person"), fields.pop("call_id")
        entries.pop(call_id, None)
        entries[call_id] = Entry(person, call_id, Booking(**fields))
    return list(entries.values())
