"""Which voices, music, words and recorded prompts are for tuning, and which for the test. For good.

The one thing on both sides is the human voice of the recorded prompts: there is only one; its prompts differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from agent.practice.composer.speech import Voice

Split = Literal["tuning", "test"]
SPLITS: tuple[Split, ...] = ("tuning", "test")

VOICES: Mapping[Split, tuple[Voice, ...]] = {
    "tuning": (
        Voice("flite", "slt"),
        Voice("flite", "awb"),
        Voice("flite", "slt", size=0.93, pitch=0.95, speed=1.08),
        Voice("flite", "kal16"),
        Voice("flite", "awb", size=1.06, pitch=0.95, speed=0.95),
        Voice("espeak", "en-us+f2"),
        Voice("espeak", "en-us+m1"),
        Voice("espeak", "en-gb-scotland+f3", pitch=0.95),
        Voice("espeak", "en-us+m3", speed=1.1),
    ),
    "test": (
        Voice("flite", "rms"),
        Voice("flite", "rms", size=0.86, pitch=1.75, speed=1.05),
        Voice("flite", "rms", size=1.07, pitch=0.92, speed=0.95),
        Voice("flite", "rms", size=0.9, pitch=1.2, speed=1.1),
        Voice("espeak", "en-gb-x-rp+f4"),
        Voice("espeak", "en-us+m7"),
        Voice("espeak", "en-029+f5", pitch=1.1),
        Voice("espeak", "en-gb-x-gbcwmd+m2", speed=1.05),
    ),
}
TRACKS: Mapping[Split, tuple[str, ...]] = {
    "tuning": ("macroform-cold_day", "macroform-robot_dity", "reno_project-system"),
    "test": ("macroform-the_simplicity", "manolo_camp-morning_coffee"),
}
STYLES: Mapping[Split, tuple[str, ...]] = {
    "tuning": ("piano ballad", "strings adagio", "bossa nova", "synth pop", "ambient"),
    "test": ("smooth jazz", "counterpoint", "choir", "music box", "accordion waltz"),
}
"""Names of ``agent.practice.composer.styles``; songs are accompanied in their own split's."""


def cast(split: Split) -> tuple[Voice, ...]:
    return VOICES[split]


def lines(split: Split, what: str) -> tuple[str, ...]:
    """The texts of a sort (``talk``, ``greeting``, ``queue`` ...); ``recorded-...`` are names of prompts."""
    return _texts()[split][what]


@cache
def _texts() -> dict[str, dict[str, tuple[str, ...]]]:
    raw = json.loads((files("agent.practice.composer") / "texts.json").read_text(encoding="utf-8"))
    return {split: {what: tuple(found) for what, found in sorts.items()} for split, sorts in raw.items()}
