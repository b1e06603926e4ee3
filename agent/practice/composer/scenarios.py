"""Ready scenes: on hold, being picked up, and the far side of a conversation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from agent.practice.composer.music import Music, pick
from agent.practice.composer.scene import Line, Part, Scene, samples
from agent.practice.composer.speech import Voice
from agent.practice.composer.split import Split
from agent.practice.composer.store import Store
from agent.practice.composer.timeline import Timeline

Variant = Literal["cut", "fade", "overlap", "silence", "ringing"]
"""How music gives way to a person: cut short before they speak; faded out before; the first words fall
into the fade; half a second or more of silence between; the extension rings."""
VARIANTS: tuple[Variant, ...] = ("cut", "fade", "overlap", "silence", "ringing")
PIECE_SECONDS = (45.0, 150.0)
"""So long a piece of music plays before the next one."""
LOOPS = (1, 2, 2, 3, 4)
"""So many announcements a queue has, one after the other, again and again."""
_SHORTEST = samples(5.0)
"""With less than that to go the next one is not begun."""


def hold(
    seconds: float,
    seed: int,
    split: Split,
    *,
    music: Collection[str] | None = None,
    every: tuple[float, float] = (20.0, 60.0),
    picks_up: bool = False,
    line: Line | None = None,
    sounds: Store | None = None,
) -> Scene:
    """Music with announcements ``every`` so many seconds: over it (lowered or not), or between.

    ``music``: of these kinds only (``agent.practice.composer.music.kinds``); ``picks_up``: a person answers
    after ``seconds``. Raises SetupError.
    """
    timeline = Timeline("hold", seed, split, sounds)
    queue = Queue(timeline, music)
    queue.run(samples(seconds), every)
    if not picks_up:
        return timeline.scene(seconds, line)
    _pick_up(timeline, queue, timeline.dice.choice(VARIANTS))
    return timeline.scene(line=line)


def pick_up(
    seed: int,
    split: Split,
    *,
    variant: Variant | None = None,
    music: Collection[str] | None = None,
    line: Line | None = None,
    sounds: Store | None = None,
) -> Scene:
    """10 to 40 s on hold, then a person. The first label ``person`` begins with their first word."""
    timeline = Timeline("pick-up", seed, split, sounds)
    queue = Queue(timeline, music)
    queue.run(samples(timeline.between(10, 40)), (8.0, 30.0))
    chosen = timeline.dice.choice(VARIANTS) if variant is None else variant
    _pick_up(timeline, queue, chosen)
    return timeline.scene(line=line)


def talk(
    seconds: float, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """The far side of a conversation. Each stretch of speech is a ``person``, and all that is said before
    the near side may speak is a ``turn``: the pauses within it end nothing."""
    timeline = Timeline("talk", seed, split, sounds)
    voice, end, turn = timeline.voice(), samples(seconds), 0
    timeline.room(0, end)
    timeline.wait(timeline.between(0.3, 2))
    while timeline.now < end - samples(6):
        begun, turn = timeline.now, turn + 1
        for at in range(timeline.dice.choice((1, 1, 2, 2, 3))):
            if at:
                timeline.wait(timeline.between(0.12, 1.3))
            timeline.say(timeline.text("talk"), voice, level=timeline.between(-2, 2))
        timeline.span(begun, "turn", f"turn {turn}")
        timeline.wait(timeline.between(1.5, 7))
    return timeline.scene(max(seconds, timeline.now / samples(1)), line)


class Queue:
    """Plays music and announcements; what is played goes on where it was, as a PBX does it."""

    def __init__(self, timeline: Timeline, music: Collection[str] | None) -> None:
        self._timeline = timeline
        self._wanted = music
        dice = timeline.dice
        self.level = round(timeline.level - dice.uniform(-3, 9), 1)
        self._over = dice.random() < 0.5
        self._ducks = dice.choice((0.0, 6.0, 12.0, 18.0))
        self._edge = samples(1.0) if dice.random() < 0.4 else 0
        self.voice = timeline.voice()
        self._loop = [timeline.machine("queue", self.voice) for _ in range(dice.choice(LOOPS))]
        self._announced = 0
        self._piece, self._offset, self._left = self._next_piece()

    def run(self, end: int, every: tuple[float, float]) -> None:
        """Up to sample ``end``, where the music is cut; ``now`` is there."""
        timeline = self._timeline
        begun = timeline.now
        timeline.wait(timeline.between(every[0] / 4, every[1]))
        while True:
            sound, detail = self._loop[self._announced % len(self._loop)]
            self._announced += 1
            if timeline.now + timeline.sounds.samples(sound) >= end:
                break
            if not self._over:
                self._fill(begun, timeline.now, self._edge)
                timeline.wait(timeline.between(0, 0.6))
            timeline.play(sound, "announcement", detail, ducks=self._ducks if self._over else 0.0)
            if not self._over:
                timeline.wait(timeline.between(0, 0.8))
                begun = timeline.now
            timeline.wait(timeline.between(*every))
        self._fill(min(begun, end), end, 0)
        timeline.now = end

    def fade_away(self, start: int, length: int) -> None:
        """What plays plays on, fainter and fainter."""
        self._add(start, length, 0, length)

    def _fill(self, start: int, end: int, fade_out: int) -> None:
        """Music for that stretch; a piece gives way to the next with a short silence, a fade or a cut."""
        while start < end:
            if self._left <= 0:
                self._piece, self._offset, self._left = self._next_piece()
            plays_on = end - start < self._left + _SHORTEST
            length = end - start if plays_on else self._left
            self._add(start, length, self._edge, fade_out if plays_on else self._edge)
            pause = self._timeline.dice.choice((0.0, self._timeline.between(0, 2)))
            start += length + samples(pause)

    def _add(self, start: int, length: int, fade_in: int, fade_out: int) -> None:
        piece, fade_in = self._piece, min(fade_in, length // 2)
        part = Part(piece.sound, start, length, piece.kind, self.level, piece.name, self._offset, fade_in)
        self._timeline.add(replace(part, fade_out=min(fade_out, length)))
        self._offset, self._left = self._offset + length, self._left - length

    def _next_piece(self) -> tuple[Music, int, int]:
        """A piece, the sample it begins at, and for how many samples it plays."""
        timeline = self._timeline
        piece = pick(timeline.dice, timeline.split, self._wanted)
        offset = timeline.dice.randrange(timeline.sounds.samples(piece.sound))
        return piece, offset, samples(timeline.between(*PIECE_SECONDS))


def _pick_up(timeline: Timeline, queue: Queue, variant: Variant) -> None:
    """Music up to ``now`` is there; what follows is the change and the person."""
    if variant in ("fade", "overlap"):
        fade = samples(timeline.between(0.6, 2.5))
        queue.fade_away(timeline.now, fade)
        share = timeline.between(0.2, 0.8) if variant == "overlap" else 1.0
        timeline.now += int(fade * share)
    picked_up = timeline.now
    if variant == "ringing":
        timeline.wait(timeline.between(0.1, 1))
        timeline.ring(timeline.dice.choice(("ringback-us", "ringback-eu")), timeline.dice.choice((1, 2)))
        picked_up = timeline.now
    if variant != "overlap":
        timeline.wait(timeline.between(0.5, 3) if variant == "silence" else timeline.between(0.05, 0.5))
    person(timeline, timeline.voice(other_than=queue.voice))
    timeline.room(picked_up, timeline.now)


def person(timeline: Timeline, voice: Voice, first: str = "greeting") -> None:
    """A greeting (the sort of text ``first``), waiting for an answer, and often a word more."""
    begun = timeline.now
    timeline.say(timeline.text(first), voice)
    timeline.span(begun, "turn", "turn 1")
    timeline.wait(timeline.between(1, 3))
    if timeline.dice.random() < 0.6:
        begun = timeline.now
        timeline.say(timeline.text("greeting"), voice)
        timeline.span(begun, "turn", "turn 2")
        timeline.wait(timeline.between(1, 3))
