#!/usr/bin/env python3
"""How long the line's own media path takes per turn, with engines of fixed delay.

Two processes over the loopback: the near one is a line's inside (leg, media port, runner, recorder,
voice detector) with engines that answer after a fixed time; the far one plays a stimulus whose last
sample is known and listens for the first sample of the answer, both counted on its own clock.

    own media path = answer heard - stimulus ended - pause waited for - delays of the engines

Run it with:  scripts/bench media_path [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.call.actions import Action, AskModel, Dial, Message, Say, Tell, Transcribe
from agent.call.events import (
    CallEnded,
    Event,
    Invited,
    ModelWrote,
    Started,
    Transcribed,
    VoiceMeasured,
)
from agent.call.reports import CallOver
from agent.config import Limits
from agent.line.leg import SipLeg
from agent.line.recorder import WavRecorder
from agent.line.runner import CallRunner, Ports
from agent.line.user_agent import UserAgent
from agent.line.vad import SileroDetector
from agent.ports import LineSetup, SipAccount, Tick, Transcript

RATE = 8000
PAUSE_SECONDS = 0.32
"""Ten frames of the voice detector: the pause after which the near side starts to answer."""
TALK_SECONDS = 0.8
LOUD = 1000


def tone(seconds: float, hertz: float) -> bytes:
    step = 2 * math.pi * hertz / RATE
    return array("h", (int(12000 * math.cos(step * i)) for i in range(round(seconds * RATE)))).tobytes()


def user_agent() -> UserAgent:
    account = SipAccount("bench", "", "127.0.0.1", 5060)
    agent = UserAgent(LineSetup(account, "127.0.0.1", 29000, 29999, RATE, "", "", ""))
    agent.start()
    return agent


# -- the near side: a line with engines of fixed delay ---------------------------------------


class Engines:
    """Each answers after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._sound = tone(0.4, 700.0)

    async def transcribe(self, pcm: bytes, rate: int, language: str) -> Transcript:
        await asyncio.sleep(self.seconds)
        return Transcript("yes")

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        await asyncio.sleep(self.seconds)
        yield "Yes."

    async def warm(self, messages: tuple[Message, ...]) -> None:
        return

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        await asyncio.sleep(self.seconds)
        yield self._sound


class LevelDetector(SileroDetector):
    """Silero runs, as on every line, but the level decides: its hangover is not the media path's."""

    def probability(self, pcm: bytes) -> float:
        super().probability(pcm)
        return 1.0 if max(array("h", pcm)) > LOUD else 0.0


class Turns:
    """Answers ``PAUSE_SECONDS`` after speech has ended."""

    deadline: float | None = None

    def __init__(self) -> None:
        self._turn = 0
        self._heard = 0.0
        self._silent = 0.0
        self._speech = False

    def handle(self, event: Event, now: float) -> Sequence[Action]:
        match event:
            case Started():
                return [Dial("100")]
            case VoiceMeasured(probability, seconds):
                return self._listen(probability > 0.5, seconds)
            case Transcribed():
                return [AskModel(self._turn, (), "{}")]
            case ModelWrote(_, text):
                return [Say(self._turn, 0, text)]
            case CallEnded(code, reason, by):
                return [Tell(CallOver(code, reason, by, True, 0.0))]
        return []

    def _listen(self, speech: bool, seconds: float) -> Sequence[Action]:
        self._heard += seconds
        self._silent = 0.0 if speech else self._silent + seconds
        self._speech = self._speech or speech
        if not self._speech or self._silent < PAUSE_SECONDS - 1e-6:
            return []
        self._speech = False
        self._turn += 1
        return [Transcribe(self._turn, self._heard - self._silent - TALK_SECONDS, self._heard)]


async def near(port: int, engine_seconds: float) -> dict[str, Any]:
    agent = user_agent()
    agent.peer = ("127.0.0.1", port)
    leg = SipLeg(agent, "bench", 30.0)
    engines = Engines(engine_seconds)
    with tempfile.TemporaryDirectory() as folder:
        recorder = WavRecorder(Path(folder) / "recording.wav", RATE)
        ports = Ports(leg, engines, engines, engines, LevelDetector(RATE), recorder)
        runner = CallRunner(Turns(), ports, Limits(), lambda report: None)
        wall, cpu = time.monotonic(), time.process_time()
        call = asyncio.ensure_future(runner.run())
        await asyncio.sleep(1.0)
        counters = leg.counters
        assert counters is not None
        await call
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        inside = turns_in(Path(folder) / "recording.wav")
    await asyncio.to_thread(agent.close)
    return {
        # The same without RTP and the two jitter buffers.
        "inside_p50_ms": round(1000 * (quantile(inside, 0.5) - PAUSE_SECONDS - 3 * engine_seconds), 1),
        "inside_p95_ms": round(1000 * (quantile(inside, 0.95) - PAUSE_SECONDS - 3 * engine_seconds), 1),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "ticks": counters.ticks,
        "tick_p50_ms": 1000 * counters.gap_quantile(0.5),
        "tick_p99_ms": 1000 * counters.gap_quantile(0.99),
        "tick_max_ms": round(1000 * counters.longest_gap_seconds, 1),
        "frames_without_sound": counters.nothing_received,
        "cpu_share": round(cpu / wall, 4),
        "seconds": round(wall, 1),
    }


def turns_in(recording: Path) -> list[float]:
    """The same turns on the line's own clock, from its recording: without RTP and jitter buffers."""
    watch = StopWatch()
    with wave.open(str(recording)) as sound:
        stereo = array("h", sound.readframes(sound.getnframes()))
    left, right = stereo[0::2], stereo[1::2]
    for start in range(0, len(left), 160):
        watch.tick(
            Tick(received=right[start : start + 160].tobytes(), sent=left[start : start + 160].tobytes())
        )
    return watch.turns


# -- the far side: stimulus and stop-watch ---------------------------------------------------


class StopWatch:
    """Counts samples from the last of the stimulus to the first of the answer, on one clock."""

    def __init__(self) -> None:
        self.turns: list[float] = []
        self.quiet_ticks = 0
        self._samples = 0
        self._ended = 0
        self._waiting = False

    def tick(self, tick: Tick) -> None:
        sent = [index for index, value in enumerate(array("h", tick.sent)) if abs(value) > LOUD]
        heard = [index for index, value in enumerate(array("h", tick.received)) if abs(value) > LOUD]
        if sent:
            self._ended, self._waiting = self._samples + sent[-1], True
        elif heard and self._waiting:
            self.turns.append((self._samples + heard[0] - self._ended) / RATE)
            self._waiting = False
        self.quiet_ticks = 0 if heard or sent else self.quiet_ticks + 1
        self._samples += len(tick.sent) // 2


def far(turns: int, engine_seconds: float) -> tuple[list[float], dict[str, Any]]:
    agent = user_agent()
    leg, watch, events = SipLeg(agent, "bench", 30.0), StopWatch(), []
    leg.start(events.append, watch.tick)
    command = [sys.executable, __file__, "--near", str(agent.port), "--engine-ms", str(1000 * engine_seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        until(lambda: any(isinstance(event, Invited) for event in events), 30)
        leg.accept()
        stimulus = tone(TALK_SECONDS, 440.0)
        for turn in range(turns):
            until(lambda: watch.quiet_ticks > 25, 30)
            leg.play(turn, 0, stimulus, True)
            until(lambda turn=turn: len(watch.turns) > turn, 30)
        leg.hang_up("done")
        result = json.loads(process.stdout.read().splitlines()[-1])
    agent.close()
    return watch.turns, result


def until(condition: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("the other side did not answer in time")
        time.sleep(0.01)


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--turns", type=int, default=30)
    parser.add_argument("--engine-ms", type=float, default=50.0, help="fixed delay of each of three engines")
    parser.add_argument("--busy", type=int, default=0, help="Python processes that keep cores busy meanwhile")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    parser.add_argument("--near", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.setswitchinterval(0.0005)
    delay = options.engine_ms / 1000
    if options.near:
        print(json.dumps(asyncio.run(near(options.near, delay))), flush=True)
        os._exit(0)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.busy)]
    try:
        turns, line = far(options.turns, delay)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    own = [turn - PAUSE_SECONDS - 3 * delay for turn in turns]
    figures = {"n": len(own), "engine_ms": options.engine_ms, "busy": options.busy, "line": line} | {
        f"own_p{share}_ms": round(1000 * quantile(own, share / 100), 1) for share in (50, 95, 100)
    }
    if options.json:
        print(json.dumps(figures), flush=True)
    else:
        for name, value in figures.items():
            print(f"{name:>14}: {value}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
