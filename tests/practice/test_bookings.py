"""The booking book: whole lines, corrections, several writers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from agent.practice import bookings
from agent.practice.bookings import Entry
from agent.practice.minds.restaurant import Booking

BOOKING = Booking("Alex Morgan", 4, "tuesday", "20:00", "4721")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "town" / "bookings.jsonl"
    bookings.write(file, Entry("person-bella", "1", BOOKING))
    assert bookings.read(file) == [Entry("person-bella", "1", BOOKING)]


def test_no_book_is_an_empty_book(tmp_path: Path) -> None:
    assert bookings.read(tmp_path / "none.jsonl") == []


def test_a_correction_in_the_same_call_replaces_the_first_version(tmp_path: Path) -> None:
    file = tmp_path / "bookings.jsonl"
    corrected = replace(BOOKING, size=5)
    for call, booking in (("1", BOOKING), ("2", BOOKING), ("1", corrected)):
        bookings.write(file, Entry("person-bella", call, booking))
    assert [(entry.call_id, entry.booking.size) for entry in bookings.read(file)] == [("2", 4), ("1", 5)]


def test_many_writers_at_once_never_mix_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "bookings.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: bookings.write(file, Entry("person-bella", str(n), BOOKING)), range(100)))
    assert {entry.call_id for entry in bookings.read(file)} == {str(n) for n in range(100)}
