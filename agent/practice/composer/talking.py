"""The far side of a conversation as people speak it: with a pause in the middle of what they say."""

from __future__ import annotations

import math
import re
from typing import Literal

from agent.practice.composer.music import pick
from agent.practice.composer.noise import Babble, Cough, Noise, Typing
from agent.practice.composer.scene import Line, Part, Scene, Sound, samples
from agent.practice.composer.speech import Voice
from agent.practice.composer.split import Split
from agent.practice.composer.store import Store
from agent.practice.composer.timeline import Timeline

Over = Literal["interruption", "assent", "noise", "music", "nothing"]
OVER: tuple[Over, ...] = ("interruption", "assent", "noise", "music", "nothing")
PAUSES = {"|": (0.4, 0.2, 1.4), "||": (1.0, 0.5, 2.2), "/": (0.35, 0.12, 1.2)}
"""Median, shortest and longest, seconds: of hesitation and between groups of digits; while something is
looked up; between two sentences. Their logarithms are spread normally: half of the pauses within turns are
shorter than about 0.4 s, few longer than a second (Heldner and Edlund, Pauses, gaps and overlaps, 2010)."""
SPREAD = 0.5
CROWD_BELOW = (6.0, 10.0)
"""So many dB, where it is loud; rooms elsewhere (``Timeline.room``) are 12 to 32 dB below."""
_PAUSE = re.compile(r"\s*(\|\||\||/)\s*")


def telling(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """Turns with hesitations, dictated numbers, something looked up. Labels as in ``talk``: each piece of
    speech is a ``person``, and a ``turn`` is all that is said before the near side may speak."""
    return _conversation("telling", "turns", seconds, seed, split, line, sounds)


def in_a_crowd(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """``telling`` from a room full of people who are 6 to 10 dB below the one who speaks to us."""
    return _conversation("in a crowd", "turns", seconds, seed, split, line, sounds, CROWD_BELOW)


def answers(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """A greeting, then answers to questions that can be answered with yes or no: three of four are short, the
    others go on after a pause. The near side has four seconds to ask the next one."""
    return _conversation("answers", "answers", seconds, seed, split, line, sounds)


def spoken_over(
    what: Over, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """A greeting, then ``what`` while the near side speaks at length: two to six seconds after its answer may
    have begun. Six seconds are left for it to go on."""
    timeline = Timeline(f"spoken over {what}", seed, split, sounds)
    voice = timeline.voice()
    timeline.wait(timeline.between(0.3, 1))
    begun = timeline.now
    timeline.say(timeline.text("greeting"), voice)
    timeline.span(begun, "turn", "turn 1")
    timeline.wait(1.0 + timeline.between(2, 6))
    dice = timeline.dice
    match what:
        case "interruption" | "assent":
            timeline.say(timeline.text(f"{what}s" if what == "interruption" else what), voice)
        case "music":
            piece = pick(dice, split, None)
            length, level = samples(timeline.between(3, 6)), timeline.level - dice.uniform(0, 12)
            timeline.add(Part(piece.sound, timeline.now, length, piece.kind, round(level, 1), piece.name))
            timeline.now += length
        case "noise":
            _noise(timeline)
        case "nothing":
            pass
    timeline.wait(6)
    return timeline.scene(line=line)


def _noise(timeline: Timeline) -> None:
    dice = timeline.dice
    seed, level = dice.randrange(50), timeline.between(-10, 3)
    kind = dice.choice(("cough", "cough", "typing", "ventilation", "babble"))
    if kind == "cough":
        timeline.play(Cough(seed), "noise", kind, level)
        return
    sounds: dict[str, Sound] = {
        "typing": Typing(seed),
        "ventilation": Noise("brown", seed),
        "babble": Babble(timeline.split, seed % 4),
    }
    length = samples(timeline.between(1, 4))
    below = round(timeline.level + level - 8, 1)
    timeline.add(Part(sounds[kind], timeline.now, length, "noise", below, kind, dice.randrange(samples(20))))
    timeline.now += length


def _conversation(
    name: str,
    what: str,
    seconds: float,
    seed: int,
    split: Split,
    line: Line | None,
    sounds: Store | None,
    crowd: tuple[float, float] | None = None,
) -> Scene:
    timeline = Timeline(name, seed, split, sounds)
    voice, end, turn = timeline.voice(), samples(seconds), 0
    if crowd is None:
        timeline.room(0, end)
    else:
        timeline.crowd(0, end, timeline.between(*crowd))
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
