"""Voicemails, from the ringing on: what they have before, in and after their beep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from agent.practice.composer.scene import Line, Scene
from agent.practice.composer.speech import Voice
from agent.practice.composer.split import Split
from agent.practice.composer.store import Store
from agent.practice.composer.timeline import Timeline

Greeting = Literal["plain", "no-beep", "two-beeps", "beep-inside", "long-silence", "skip", "full"]
TONES = ("beep-1000", "beep-1400", "beep-440", "beep-850", "beep-620", "beep-1900")
RECORDS_SECONDS = 25.0


def mailbox(
    greeting: Greeting, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """One ring, a greeting, a beep (the last label ``beep``), then it records. ``full`` takes no message,
    ``no-beep`` has none. Raises SetupError."""
    timeline = Timeline(f"mailbox {greeting}", seed, split, sounds)
    timeline.ring("ringback-us", 1)
    timeline.wait(timeline.between(0.1, 1))
    voice, tone = timeline.voice(), timeline.dice.choice(TONES)
    GREETINGS[greeting](timeline, voice, tone)
    return timeline.scene(line=line)


def _greet(timeline: Timeline, voice: Voice, what: str = "voicemail") -> None:
    sound, detail = timeline.machine(what, voice)
    timeline.play(sound, "voicemail", detail)


def _then(timeline: Timeline, voice: Voice, what: str) -> None:
    timeline.wait(timeline.between(0.3, 0.9))
    timeline.say(timeline.text(what), voice, "voicemail")


def _beep(timeline: Timeline, tone: str, low: float = 0.05, high: float = 1.5) -> None:
    timeline.wait(timeline.between(low, high))
    timeline.ring(tone, 1, "beep")


def _records(timeline: Timeline) -> None:
    timeline.wait(RECORDS_SECONDS)


def _plain(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice)
    _beep(timeline, tone)
    _records(timeline)


def _no_beep(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice)
    _records(timeline)


def _two_beeps(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice)
    _beep(timeline, tone)
    _beep(timeline, tone, 0.12, 0.6)
    _records(timeline)


def _beep_inside(timeline: Timeline, voice: Voice, tone: str) -> None:
    """Its owner's greeting is recorded with the beep at its end, then the network goes on."""
    _greet(timeline, voice)
    _beep(timeline, tone, 0.05, 0.5)
    _then(timeline, voice, "voicemail-end")
    _beep(timeline, tone)
    _records(timeline)


def _long_silence(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice)
    _beep(timeline, tone, 2.5, 4.5)
    _records(timeline)


def _skip(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice)
    _then(timeline, voice, "voicemail-skip")
    _beep(timeline, tone)
    _records(timeline)


def _full(timeline: Timeline, voice: Voice, tone: str) -> None:
    _greet(timeline, voice, "mailbox-unavailable")
    timeline.wait(timeline.between(3, 6))


GREETINGS: Mapping[Greeting, Callable[[Timeline, Voice, str], None]] = {
    "plain": _plain,
    "no-beep": _no_beep,
    "two-beeps": _two_beeps,
    "beep-inside": _beep_inside,
    "long-silence": _long_silence,
    "skip": _skip,
    "full": _full,
}
