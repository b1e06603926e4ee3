"""Laying parts one after the other; and the line, level and room that a call happens to have."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from agent.practice.composer.music import pick
from agent.practice.composer.noise import Babble, Noise, Typing
from agent.practice.composer.scene import Kind, Label, Line, Part, Scene, Sound, samples
from agent.practice.composer.speech import Recorded, Spoken, Voice
from agent.practice.composer.split import Split, cast, lines
from agent.practice.composer.store import Store, store
from agent.practice.composer.tones import Tone, period

HALF_DB = 3.0
"""Each half of a crowd is so much softer than all of it."""


class Timeline:
    """A scene in the making. ``now``: where the next part begins, in samples; ``level``: of speech, dBov."""

    def __init__(self, name: str, seed: int, split: Split, sounds: Store | None) -> None:
        # One stream of chance for each scenario and split: seed 3 of one has nothing of seed 3 of another.
        self.dice = random.Random(f"composer {name} {split} {seed}")
        self.split = split
        self.sounds = sounds or store()
        self.now = 0
        self.level = round(self.dice.choice((self.dice.uniform(-26, -16), self.dice.uniform(-35, -5))), 1)
        self._parts: list[Part] = []
        self._spans: list[Label] = []

    def wait(self, seconds: float) -> None:
        self.now += samples(seconds)

    def between(self, low: float, high: float) -> float:
        return round(self.dice.uniform(low, high), 3)

    def add(self, part: Part) -> None:
        """Anywhere; ``now`` stays."""
        self._parts.append(part)

    def play(self, sound: Sound, kind: Kind, detail: str, level: float = 0.0, ducks: float = 0.0) -> Part:
        """All of ``sound``, at ``level`` dB above the call's own; ``now`` is its end."""
        part = Part(
            sound, self.now, self.sounds.samples(sound), kind, self.level + level, detail, ducks=ducks
        )
        self._parts.append(part)
        self.now = part.end
        return part

    def say(self, text: str, voice: Voice, kind: Kind = "person", level: float = 0.0) -> Part:
        return self.play(Spoken(text, voice), kind, text, level)

    def ring(self, name: str, rounds: int, kind: Kind = "ringback") -> None:
        """A tone's rounds, each a part; ``now`` is the end of the last one."""
        for at in range(rounds):
            begun = self.now
            self.play(Tone(name), kind, name, level=-4)
            if at < rounds - 1:
                self.now = begun + period(name)

    def span(self, start: int, kind: Kind, detail: str) -> None:
        self._spans.append(Label(start, self.now, kind, detail))

    def scene(self, seconds: float | None = None, line: Line | None = None) -> Scene:
        """So long, or up to ``now``."""
        end = self.now if seconds is None else samples(seconds)
        parts = sorted(self._parts, key=lambda part: (part.start, part.end))
        return Scene(tuple(parts), end, line or some_line(self.dice), tuple(self._spans))

    # -- what is drawn -----------------------------------------------------------------------------

    def voice(self, other_than: Voice | None = None) -> Voice:
        return self.dice.choice([voice for voice in cast(self.split) if voice != other_than])

    def text(self, what: str) -> str:
        return self.dice.choice(lines(self.split, what))

    def machine(self, what: str, voice: Voice) -> tuple[Sound, str]:
        """A machine's words: one in three times the recorded human voice."""
        if self.dice.random() < 1 / 3:
            name = self.dice.choice(lines(self.split, f"recorded-{what}"))
            return Recorded(name), name
        text = self.text(what)
        return Spoken(text, voice), text

    def room(self, start: int, end: int) -> None:
        """Sometimes what else is heard where the person sits: a call centre, a keyboard, a ventilator, the
        music of a restaurant."""
        if self.dice.random() < 0.5:
            return
        seed = self.dice.randrange(4)
        crowd = self._people(seed)
        rooms: Sequence[tuple[tuple[Sound, str], ...]] = (
            crowd,
            crowd,
            ((Noise("brown", seed), "ventilation"),),
            ((Noise("pink", seed), "pink noise"),),
            ((Noise("hum", seed), "hum"),),
            ((pick(self.dice, self.split).sound, "radio"),),
        )
        chosen = list(self.dice.choice(rooms))
        if self.dice.random() < 0.4:
            chosen.append((Typing(seed), "typing"))
        below = {detail: self.dice.uniform(12, 32) for _, detail in chosen}
        if chosen[0] in crowd:
            below["babble"] += HALF_DB
        self._around(start, end, chosen, below)

    def crowd(self, start: int, end: int, below: float) -> None:
        """A room full of people, so many dB below speech."""
        self._around(start, end, self._people(self.dice.randrange(4)), {"babble": below + HALF_DB})

    def _people(self, seed: int) -> tuple[tuple[Sound, str], ...]:
        """Two rounds of different lengths, for a room never sounds twice alike, as a recording does."""
        return (Babble(self.split, seed, 5), "babble"), (Babble(self.split, seed + 4, 4, 17.3), "babble")

    def _around(
        self, start: int, end: int, what: Sequence[tuple[Sound, str]], below: Mapping[str, float]
    ) -> None:
        for sound, detail in what:
            level = round(self.level - below[detail], 1)
            offset = self.dice.randrange(samples(20))
            self.add(Part(sound, start, end - start, "noise", level, detail, offset))


def some_line(dice: random.Random) -> Line:
    """Half of the lines only code; the others have noise, lost packets (up to 5 %) or gaps."""
    law, band = dice.choice(("mu", "mu", "a")), dice.random() < 0.6
    noise = round(dice.uniform(-72, -48), 1) if dice.random() < 0.6 else None
    loss = round(dice.uniform(0.002, 0.05), 4) if dice.random() < 0.25 else 0.0
    gaps = round(dice.uniform(0.5, 6), 2) if dice.random() < 0.1 else 0.0
    return Line(law, band, 0.0, noise, loss, round(dice.uniform(1.5, 5), 2), gaps)  # type: ignore[arg-type]
