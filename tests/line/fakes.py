"""Stand-ins for the ports, driven by the loop's clock (virtual in most tests)."""

from __future__ import annotations

import asyncio
import math
from array import array
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Literal

from agent.audio.playout import PlayoutBuffer
from agent.call.actions import Message
from agent.call.events import (
    Answered,
    CallEnded,
    DigitHeard,
    Event,
    HeldByPeer,
    Invited,
    KeysFailed,
    KeysPressed,
    ResumedByPeer,
    Ringing,
)
from agent.errors import EngineUnavailable
from agent.ports import Tick, Transcript

FRAME_SECONDS = 0.02
KEY_SECONDS = 0.28
RATE = 8000


def sound(seconds: float, rate: int = RATE, hertz: float = 440.0) -> bytes:
    """A loud tone, 16-bit mono PCM."""
    step = 2 * math.pi * hertz / rate
    return array("h", (int(8000 * math.sin(step * i)) for i in range(round(seconds * rate)))).tobytes()


def is_loud(pcm: bytes) -> bool:
    return any(abs(sample) > 500 for sample in array("h", pcm))


class FakeLeg:
    """One end of a wire; ``connect`` gives it the other end. Sound ticks on the loop's clock."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self.peer: FakeLeg | None = None
        self.state: Literal["idle", "calling", "invited", "confirmed", "ended"] = "idle"
        self.dialled: list[str] = []
        self.has_telephone_event = True
        self.hang_ups = 0
        self.closed = False
        self._playout = PlayoutBuffer(rate)
        self._inbox: deque[bytes] = deque()
        self._on_event: Callable[[Event], None] = lambda event: None
        self._on_tick: Callable[[Tick], None] = lambda tick: None
        self._clock: asyncio.TimerHandle | None = None

    # -- the port ----------------------------------------------------------------------------

    def start(self, on_event: Callable[[Event], None], on_tick: Callable[[Tick], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_event, self._on_tick = on_event, on_tick

    def dial(self, number: str) -> None:
        self.dialled.append(number)
        self.state = "calling"
        if self.peer is None or self.peer.state != "idle":
            self._loop.call_later(0.05, self._end, 486, "Busy Here", "far")
            return
        peer = self.peer
        self._loop.call_later(0.05, peer._invited)
        self._loop.call_later(0.06, self._ringing)

    def accept(self) -> None:
        if self.state == "invited" and self.peer is not None:
            self._loop.call_later(0.01, self._confirmed)
            self._loop.call_later(0.01, self.peer._confirmed)

    def hang_up(self, reason: str) -> None:
        if self.state == "ended":
            return
        self.hang_ups += 1
        before, code = self.state, {"confirmed": 200, "calling": 487, "invited": 603}.get(self.state, 0)
        self._end(code, reason, "us")
        if self.peer is not None and before != "idle":
            self._loop.call_later(0.01, self.peer._end, code, "Normal call clearing", "far")

    def press(self, digits: str) -> None:
        if self.state != "confirmed" or self.peer is None:
            self._tell(KeysFailed(digits, "there is no sound path"))
            return
        if wrong := [key for key in digits if key not in "0123456789*#ABCDw"]:
            self._tell(KeysFailed(digits, f"not a key: {wrong[0]!r}"))
            return
        at = 0.0
        for key in digits:
            if key != "w":
                self._loop.call_later(at, self.peer._tell, DigitHeard(key))
            at += 0.5 if key == "w" else KEY_SECONDS
        self._loop.call_later(at, self._tell, KeysPressed(digits, "rfc4733"))

    def play(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        self._playout.push(utterance, clause, pcm, last)

    def stop_playing(self, utterance: int) -> None:
        self._tell(self._playout.stop(utterance))

    def pause_playing(self, paused: bool) -> None:
        self._playout.paused = paused

    def close(self) -> None:
        if self.state not in ("idle", "ended"):
            self.hang_up("closed")
        self.closed = True
        self._stop_clock()

    # -- for tests ---------------------------------------------------------------------------

    def hold(self, on: bool) -> None:
        """Send the re-INVITE that puts the other side on hold or takes it off."""
        assert self.peer is not None
        self._loop.call_later(0.01, self.peer._tell, HeldByPeer() if on else ResumedByPeer())

    def fail(self, code: int, reason: str) -> None:
        self._end(code, reason, "network")

    def tell(self, event: Event) -> None:
        """Let ``event`` come from this leg."""
        self._tell(event)

    # -- inside ------------------------------------------------------------------------------

    def _tell(self, event: Event) -> None:
        if not self.closed:
            self._on_event(event)

    def _invited(self) -> None:
        if self.state == "idle":
            self.state = "invited"
            self._tell(Invited("caller"))

    def _ringing(self) -> None:
        if self.state == "calling":
            self._tell(Ringing())

    def _confirmed(self) -> None:
        self.state = "confirmed"
        self._tell(Answered())
        self._clock = self._loop.call_later(FRAME_SECONDS, self._tick)

    def _tick(self) -> None:
        sent, played = self._playout.read(round(FRAME_SECONDS * self.rate))
        if self.peer is not None:
            self.peer._inbox.append(sent)
        received = self._inbox.popleft() if self._inbox else bytes(len(sent))
        self._on_tick(Tick(received, sent, played))
        self._clock = self._loop.call_later(FRAME_SECONDS, self._tick)

    def _end(self, code: int, reason: str, by: Literal["far", "us", "network"]) -> None:
        if self.state == "ended":
            return
        self.state = "ended"
        self._stop_clock()
        self._tell(CallEnded(code, reason, by))

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()


def connect(near: FakeLeg, far: FakeLeg) -> None:
    near.peer, far.peer = far, near


class FakeEars:
    """Answers with the next of ``texts`` after ``seconds``; keeps the sound it was given."""

    def __init__(self, texts: list[str], seconds: float = 0.1) -> None:
        self.texts = deque(texts)
        self.seconds = seconds
        self.heard: list[bytes] = []
        self.dropped = 0
        self.dead = False

    async def transcribe(self, pcm: bytes, rate: int, language: str) -> Transcript:
        if self.dead:
            raise EngineUnavailable("ears: nobody answers")
        self.heard.append(pcm)
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.dropped += 1
            raise
        return Transcript(self.texts.popleft() if self.texts else "")


class FakeVoice:
    """Speaks ``seconds_per_character`` of tone for each character, in pieces of 0.1 s."""

    def __init__(self, seconds: float = 0.05, seconds_per_character: float = 0.06) -> None:
        self.seconds = seconds
        self.seconds_per_character = seconds_per_character
        self.texts: list[str] = []
        self.dead = False

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        if self.dead:
            raise EngineUnavailable("voice: nobody answers")
        self.texts.append(text)
        whole = sound(len(text) * self.seconds_per_character, rate)
        for start in range(0, len(whole), rate // 5):
            await asyncio.sleep(self.seconds)
            yield whole[start : start + rate // 5]


class FakeMind:
    """Writes the next of ``replies`` in pieces of four characters; ``closed`` counts those given up."""

    def __init__(self, replies: list[str], seconds: float = 0.02) -> None:
        self.replies = deque(replies)
        self.seconds = seconds
        self.first_seconds = 0.0
        """Before the first piece, as while a prompt is read."""
        self.asked: list[tuple[Message, ...]] = []
        self.warmed: list[tuple[Message, ...]] = []
        self.closed = 0
        self.warm_seconds = 0.0
        self.dead = False

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        if self.dead:
            raise EngineUnavailable("mind: nobody answers")
        self.asked.append(messages)
        text = self.replies.popleft()
        finished = False
        try:
            await asyncio.sleep(self.first_seconds)
            for start in range(0, len(text), 4):
                await asyncio.sleep(self.seconds)
                yield text[start : start + 4]
            finished = True
        finally:
            self.closed += not finished

    async def warm(self, messages: tuple[Message, ...]) -> None:
        await asyncio.sleep(self.warm_seconds)
        self.warmed.append(messages)


class LoudnessDetector:
    """Calls speech whatever is loud."""

    frame_samples = 256

    def probability(self, pcm: bytes) -> float:
        return 1.0 if is_loud(pcm) else 0.0


class MemoryRecorder:
    def __init__(self) -> None:
        self.far = bytearray()
        self.near = bytearray()
        self.closed = False

    def write(self, far: bytes, near: bytes) -> None:
        self.far += far
        self.near += near

    def close(self) -> None:
        self.closed = True
