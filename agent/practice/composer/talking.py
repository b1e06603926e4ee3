"""The far side of a conversation as people speak it: with a pause in the middle of what they say."""

from __future__ import annotations

import math
import re

from agent.practice.composer.scene import Line, Scene, samples
from agent.practice.composer.speech import Voice
from agent.practice.composer.split import Split
from agent.practice.composer.store import Store
from agent.practice.composer.timeline import Timeline

PAUSES = {"|": (0.4, 0.2, 1.4), "||": (1.0, 0.5, 2.2), "/": (0.35, 0.12, 1.2)}
"""Median, shortest and longest, seconds: of hesitation and between groups of digits; while something is
looked up; between two sentences. Their logarithms are spread normally: half of the pauses within turns are
shorter than about 0.4 s, few longer than a second (Heldner and Edlund, Pauses, gaps and overlaps, 2010)."""
SPREAD = 0.5
_PAUSE = re.compile(r"\s*(\|\||\||/)\s*")


def telling(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """Turns with hesitations, dictated numbers, something looked up. Labels as in ``talk``: each piece of
    speech is a ``person``, and a ``turn`` is all that is said before the near side may speak."""
    return _conversation("telling", "turns", seconds, seed, split, line, sounds)


def answers(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """A greeting, then answers to questions that can be answered with yes or no: three of four are short, the
    others go on after a pause. The near side has four seconds to ask the next one."""
    return _conversation("answers", "answers", seconds, seed, split, line, sounds)


def _conversation(
    name: str, what: str, seconds: float, seed: int, split: Split, line: Line | None, sounds: Store | None
) -> Scene:
    timeline = Timeline(name, seed, split, sounds)
    voice, end, turn = timeline.voice(), samples(seconds), 0
    timeline.room(0, end)
    timeline.wait(timeline.between(0.3, 1.5))
    while timeline.now < end - samples(12):
        begun, turn = timeline.now, turn + 1
        _say(timeline, timeline.text(what if turn > 1 else "greeting"), voice)
        timeline.span(begun, "turn", f"turn {turn}")
        timeline.wait(timeline.between(4.0, 6.0))
    return timeline.scene(max(seconds, timeline.now / samples(1)), line)


def _say(timeline: Timeline, text: str, voice: Voice) -> None:
    level = timeline.between(-2, 2)
    first, *rest = _PAUSE.split(text)
    timeline.say(_piece(first, last=not rest), voice, level=level)
    for at, (pause, piece) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        timeline.wait(_seconds(timeline, pause))
        timeline.say(_piece(piece, last=2 * at + 2 == len(rest)), voice, level=level)


def _piece(text: str, *, last: bool) -> str:
    """What goes on is said with the voice up: a voice that reads hears so from a comma."""
    return text if last or text[-1] in ".,!?" else f"{text},"


def _seconds(timeline: Timeline, pause: str) -> float:
    median, shortest, longest = PAUSES[pause]
    drawn = median * math.exp(timeline.dice.gauss(0.0, SPREAD))
    return round(min(longest, max(shortest, drawn)), 3)
