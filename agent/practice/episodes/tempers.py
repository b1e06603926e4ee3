"""Tempers: a few numbers each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Temper:
    """Chances are of 1. ``start`` and ``end`` fix how the call begins and what becomes of it."""

    name: str
    weight: float = 1.0
    start: str = ""
    end: str = ""
    """full, call_back, wrong_number, no_machines, screened_out, or "" for a deal."""
    wordy: float = 0.3
    chat: float = 0.05
    fragments: bool = False
    again: float = 0.1
    wrong: float = 0.12
    """A wrong read-back."""
    read_back: float = 0.6
    robot: float = 0.08
    offers: float = 0.25
    """The wanted time is not to be had, others are offered."""
    bad_offers: int = 1
    extras: float = 0.2
    hold: float = 0.2
    transfer: float = 0.06
    tricks: float = 0.06
    fee: float = 0.04
    bare: float = 0.15
    """Picks up without naming the business."""


TEMPERS: dict[str, Temper] = {
    temper.name: temper
    for temper in (
        Temper("brisk", 2.0, wordy=0.05, read_back=0.5, again=0.02, hold=0.1),
        Temper("chatty", 1.5, wordy=0.9, chat=0.7, extras=0.3),
        Temper("forgetful", 1.5, again=0.8, wrong=0.7, read_back=1.0),
        Temper("offering", 2.0, offers=1.0, bad_offers=2),
        Temper("curious", 1.2, extras=1.0),
        Temper("busy", 1.2, hold=0.95),
        Temper("fragments", 1.2, fragments=True, wordy=0.0, bare=0.3),
        Temper("passing-on", 1.2, transfer=1.0),
        Temper("tricky", 1.5, tricks=1.0, fee=0.3, wrong=0.3, read_back=0.9),
        Temper("costly", 0.8, fee=1.0),
        Temper("wary", 0.8, robot=1.0),
        Temper("no-machines", 0.5, robot=1.0, end="no_machines"),
        Temper("full", 0.8, end="full", offers=1.0),
        Temper("calls-back", 0.7, end="call_back"),
        Temper("wrong-number", 0.5, end="wrong_number", bare=1.0),
        Temper("menu", 2.0, start="menu"),
        Temper("queue", 0.8, start="queue"),
        Temper("voicemail", 0.6, start="voicemail"),
        Temper("closed", 0.4, start="closed"),
        Temper("screening", 0.0, start="screening"),
        Temper("screened-out", 0.0, start="screening", end="screened_out"),
        Temper("mailbox-full", 0.0, start="mailbox_full"),
        Temper("not-in-service", 0.0, start="not_in_service"),
        Temper("fax", 0.0, start="fax"),
    )
}
MACHINES = tuple(temper.name for temper in TEMPERS.values() if not temper.weight)
"""What a model has nothing to say to: never trained on, and drawn apart, so that no other episode changes."""
MACHINE_SHARE = 0.05
"""So many of the held-out episodes are theirs."""
