#!/usr/bin/env python3
"""Barge-in: how soon we are silent when somebody speaks over us, and what else makes us stop.

Our side says a long sentence with a voice of its own. Meanwhile the far side (composed, test split)
interrupts, says "mhm", coughs, types, plays music, or is silent; in half of the calls, and in all of the
silent ones, our own voice comes back: 10 to 30 dB below what we send, 20 to 200 ms late, over a line or
through a room. Sent and received sound go through the echo canceller, the detectors, the practice recogniser
and the real session in virtual time, 20 ms at a time, as the line's process does it.

``silent``: until nothing of ours sounds, from the first sample of their speech, or from where it can be
heard; ``broken off``: until our sentence is given up. A false stop is a sentence that was given up; after a
false pause it went on.

Run it with:  scripts/bench barge_in [--calls N] [--seed N] [--split S] [--recogniser-seconds S] [--json]
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import numpy.typing as npt
from composed_call import Call, Ears, spread

from agent.audio.echo import EchoCanceller
from agent.audio.playout import PlayoutBuffer
from agent.call import actions, events
from agent.call.actions import Action
from agent.call.briefing import Briefing
from agent.call.events import Event
from agent.engines.models import practice
from agent.engines.whisper import WhisperEngine
from agent.line.senses import Senses
from agent.line.vad import SileroDetector
from agent.practice.composer import OVER, Composed, Over, compose, spoken_over
from agent.practice.composer.levels import gain
from agent.practice.composer.line import table
from agent.practice.composer.scene import PACKET, RATE, Label, samples
from agent.practice.composer.speech import Spoken, Voice
from agent.practice.composer.store import store

OUR_VOICE = Voice("flite", "slt")
OUR_LEVEL = -20.0
BRIEFING = Briefing(call_id="bench", to="+12025550100", task="Book a table.")
LONG = (
    "I would like to book a table for four people, please. It should be on Tuesday, around half past seven "
    "in the evening. If that is not possible, Wednesday would be fine as well, at the same time or a little "
    "later. We would prefer a table by the window, and one of us needs a chair for a child."
)
SYNTHESIS_SECONDS = 0.05
ROOM_SECONDS = 0.06
SHORT_SECONDS = 0.3
FAINT = 30.0
"""A voice that clicks and murmurs so many dB below itself before it speaks is not heard yet."""
Sound = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Echo:
    """What comes back of our voice: decibels below it, milliseconds late, and whether a room did it."""

    below: float
    late: int
    room: bool
    seed: int

    def way(self) -> Sound:
        start = self.late * RATE // 1000
        taps = np.zeros(start + samples(ROOM_SECONDS) + 1)
        taps[start] = 1
        if self.room:
            size = samples(ROOM_SECONDS)
            dice = np.random.default_rng(self.seed)
            taps[start + 1 :] = 0.5 * dice.standard_normal(size) * np.exp(-np.arange(size) / samples(0.015))
        return taps / np.sqrt((taps**2).sum()) * gain(-self.below)


def some_echo(dice: random.Random) -> Echo:
    return Echo(dice.uniform(10, 30), dice.randrange(20, 201), dice.random() < 0.5, dice.randrange(1 << 30))


class SpokenCall(Call):
    """Our side really speaks, and may hear itself."""

    def __init__(self, sound: Composed, ears: Ears, echo: Echo | None) -> None:
        super().__init__(sound, ears, (LONG,), briefing=BRIEFING)
        self._playout = PlayoutBuffer(RATE)
        self._canceller = EchoCanceller(RATE)
        self._way = np.zeros(1) if echo is None else echo.way()
        self._sent = np.zeros(len(self._way) + PACKET)
        self._clean = bytearray()
        self.silences: list[tuple[float, bool]] = []
        """When our sound stopped, or went on (True), in the middle of what we say."""
        self.broken_off: list[float] = []

    def _frames(self) -> Iterator[Event]:
        senses = Senses(RATE, SileroDetector(RATE))
        for at in range(0, len(self.pcm) - PACKET, PACKET):
            self._until(at / RATE)
            sent, played = self._playout.read(PACKET)
            received = self._received(self.pcm[at : at + PACKET], sent)
            clean = self._canceller.hear(received, sent)
            self._clean += clean
            yield from senses.hear(clean, self._canceller.doubt)
            for clause in played:
                self._give(clause)

    def _received(self, far: npt.NDArray[np.int16], sent: bytes) -> bytes:
        """Theirs and what comes back of ours, coded once more."""
        ours = np.frombuffer(sent, "<i2").astype(np.float64)
        self._sent = np.concatenate((self._sent, ours))[-(len(self._way) + PACKET) :]
        back = np.convolve(self._sent, self._way)[-PACKET - len(self._way) + 1 :][:PACKET]
        both = np.clip(np.round(far + back), -32768, 32767).astype(np.int16)
        return table("mu")[both.view(np.uint16)].astype("<i2").tobytes()

    def _carry_out(self, action: Action) -> None:
        now = self._agenda.now
        match action:
            case actions.Say(utterance, clause, text):
                wave = store().wave(Spoken(text, OUR_VOICE)) * gain(OUR_LEVEL)
                pcm = np.clip(np.round(wave * 32768), -32768, 32767).astype("<i2").tobytes()
                self._agenda.later(SYNTHESIS_SECONDS, lambda: self._made(utterance, clause, pcm))
            case actions.PausePlayout() | actions.ResumePlayout():
                self._playout.paused = isinstance(action, actions.PausePlayout)
                self.silences.append((now, not self._playout.paused))
            case actions.StopSaying(utterance):
                self.silences.append((now, False))
                self.broken_off.append(now)
                stopped = self._playout.stop(utterance)
                self._later(0.01, stopped)
            case _:
                super()._carry_out(action)

    def _made(self, utterance: int, clause: int, pcm: bytes) -> None:
        self._give(events.ClauseQueued(utterance, clause, len(pcm) / (2 * RATE)))
        self._playout.push(utterance, clause, pcm, True)

    def _sound(self, start: float, end: float) -> bytes:
        return bytes(self._clean[2 * round(start * RATE) : 2 * round(end * RATE)])


@dataclass(slots=True)
class Found:
    calls: int = 0
    stopped: int = 0
    paused: int = 0
    silent: list[float] = field(default_factory=list)
    audible: list[float] = field(default_factory=list)
    for_good: list[float] = field(default_factory=list)
    """From their first sound to our last one."""
    broken_off: list[float] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    """Each time that our sound stopped and went on."""


def measure(found: Found, what: Over, sound: Composed, call: SpokenCall) -> bool:
    """Whether it went as it should."""
    greeted = next(label.end for label in sound.labels if label.kind == "turn") / RATE
    parts = [
        label for label in sound.labels if label.start / RATE > greeted and label.kind not in ("silence",)
    ]
    begin = parts[0].start / RATE if parts else greeted
    found.calls += 1
    broken = [at for at in call.broken_off if at >= begin]
    silences = [(at, on) for at, on in call.silences if at >= begin]
    found.stopped += bool(broken)
    for (at, on), (then, goes_on) in itertools.pairwise(silences):
        if not on and goes_on and not (broken and then > broken[0]):
            found.pauses.append(then - at)
    if what == "interruption":
        if broken:
            found.broken_off.append(broken[0] - begin)
        found.silent += [at - begin for at, on in silences if not on][:1]
        found.for_good += [last_silence(silences, broken[0]) - begin] if broken else []
        found.audible += [at - audible(sound, parts[0]) for at, on in silences if not on][:1]
        return bool(broken)
    found.paused += any(not on for _, on in silences) and not broken
    return not broken


def last_silence(silences: list[tuple[float, bool]], broken_off: float) -> float:
    """When the silence began in which our sentence was given up."""
    began = broken_off
    for at, on in reversed([one for one in silences if one[0] <= broken_off]):
        if on:
            break
        began = at
    return began


def audible(sound: Composed, spoken: Label) -> float:
    """When what is spoken first comes within ``FAINT`` dB of its loudest 10 ms."""
    size = samples(0.01)
    pieces = sound.pcm[spoken.start : spoken.end].astype(np.float64)
    powers = (pieces[: len(pieces) // size * size].reshape(-1, size) ** 2).mean(axis=1)
    return (spoken.start + size * int(np.argmax(powers >= powers.max() * gain(-2 * FAINT)))) / RATE


def rows(found: dict[Over, Found]) -> Iterator[tuple[str, str]]:
    real = found["interruption"]
    yield (
        "interruption: we are silent",
        f"{spread(real.silent)} (n = {len(real.silent)})",
    )
    yield "interruption: from where they can be heard", spread(real.audible)
    yield "interruption: we are silent for good", spread(real.for_good)
    yield (
        "interruption: broken off",
        f"{spread(real.broken_off)}, missed {real.calls - len(real.broken_off)} of {real.calls}; "
        f"went on in between {len(real.pauses)} times",
    )
    for what, one in found.items():
        if what == "interruption":
            continue
        short = sum(pause < SHORT_SECONDS for pause in one.pauses)
        pauses = f"{len(one.pauses)} times for {spread(one.pauses)}, {short} below {SHORT_SECONDS} s"
        yield (
            f"{what}: false stops",
            f"{one.stopped} of {one.calls} ({100 * one.stopped / max(1, one.calls):.1f} %); "
            f"paused and went on in {one.paused}, {pauses}",
        )
    others = [one for what, one in found.items() if what != "interruption"]
    stops, calls = sum(one.stopped for one in others), sum(one.calls for one in others)
    yield "false stops in all", f"{stops} of {calls} ({100 * stops / max(1, calls):.1f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon we stop, and for what.")
    parser.add_argument("--calls", type=int, default=60, help="of each kind")
    parser.add_argument("--seed", type=int, default=40_000)
    parser.add_argument("--split", choices=("tuning", "test"), default="test")
    parser.add_argument("--kinds", nargs="+", choices=OVER, default=OVER)
    parser.add_argument("--recogniser-seconds", type=float, default=0.15)
    parser.add_argument("--show", action="store_true", help="every call that went wrong")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ears = Ears(WhisperEngine(practice("whisper")), options.recogniser_seconds)
    found: dict[Over, Found] = {what: Found() for what in OVER}
    for what in options.kinds:
        for seed in range(options.seed, options.seed + options.calls):
            dice = random.Random(f"echo {what} {seed}")
            echo = some_echo(dice) if what == "nothing" or dice.random() < 0.5 else None
            sound = compose(spoken_over(what, seed, options.split), seed)
            call = SpokenCall(sound, ears, echo)
            call.play()
            if not measure(found[what], what, sound, call) and options.show:
                words = [label.detail for label in sound.labels if label.kind not in ("turn", "silence")][1:]
                print(f"  {what} {seed}: {words} {echo} heard {call.texts[1:]}", file=sys.stderr)
    if options.json:
        print(json.dumps(dict(rows(found))))
    else:
        for what_, figure in rows(found):
            print(f"{what_:44} {figure}")


if __name__ == "__main__":
    main()
