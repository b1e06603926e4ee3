"""Tries a line's telephone for real: registers, hears its own echo, sends and reads keys.

``python -m agent.line.probe`` reads one line of JSON: ``setup`` (``agent.ports.LineSetup``), ``folder``,
``echoes`` (name -> what to dial) and ``digits`` (what to dial for the extension that presses back what it
reads). It writes one line per thing tried:
``{"what": "registered" | "echo" | "digits", "ok", "message", ...}``.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from agent.call.events import Answered, CallEnded, DigitHeard, Event, KeysPressed
from agent.errors import OffhookError
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.ports import LineSetup, Tick

ANSWER_SECONDS = 15.0
BURST_SECONDS = 0.6
LISTEN_SECONDS = 2.5
KEYS = "1590*#AD"
KEYS_SECONDS = 20.0
ECHO_LIKENESS = 0.5
"""Correlation of what came back with what went out; G.711 leaves it above 0.95, noise below 0.1."""
WATCHDOG_SECONDS = 90
BURSTS = 2
"""The first one may come before the far end's sound path is open."""
LOOK_SECONDS = 0.1

Sound = npt.NDArray[np.float64]
Attempt = Callable[[UserAgent, str], dict[str, Any]]


class Failed(Exception):
    """What was tried does not work; the text says how."""


class Call:
    """One call of the probe's, its events in a queue and its sound kept."""

    def __init__(self, agent: UserAgent, number: str) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self._sound: list[Tick] = []
        self.leg = SipLeg(agent, f"doctor-{os.getpid()}-{time.monotonic_ns()}", ANSWER_SECONDS)
        self.leg.start(self.events.put, self._sound.append)
        self.leg.dial(number)

    def until(self, kind: type[Event], seconds: float) -> Event:
        """The next event of ``kind``. Raises Failed when the call ends first, or nothing comes."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                event = self.events.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise Failed(f"no {kind.__name__} within {seconds:.0f} s") from None
            if isinstance(event, kind):
                return event
            if isinstance(event, CallEnded):
                raise Failed(f"the call ended: {event.sip_code} {event.reason}")

    def sound(self) -> tuple[Sound, Sound]:
        """Sent and received so far, sample by sample on one clock; floats."""
        ticks = list(self._sound)
        sent = np.frombuffer(b"".join(tick.sent for tick in ticks), dtype="<i2").astype(np.float64)
        received = np.frombuffer(b"".join(tick.received for tick in ticks), dtype="<i2").astype(np.float64)
        return sent, received

    def end(self) -> None:
        """Hang up and let go."""
        self.leg.hang_up("probe")
        self.leg.close()


def try_echo(agent: UserAgent, number: str) -> dict[str, Any]:
    """Send a burst of noise and look for it in what comes back."""
    call = Call(agent, number)
    try:
        call.until(Answered, ANSWER_SECONDS)
        rate = call.leg.rate
        likeness = 0.0
        for utterance in range(BURSTS):
            call.leg.play(utterance, 0, _burst(rate), True)
            deadline = time.monotonic() + LISTEN_SECONDS
            while time.monotonic() < deadline:
                time.sleep(LOOK_SECONDS)
                likeness, delay = _echo(*call.sound(), rate)
                if likeness > ECHO_LIKENESS:
                    message = f"our own sound came back after {delay * 1000:.0f} ms"
                    return {"message": message, "delay_seconds": round(delay, 4)}
        raise Failed(f"no echo of our sound came back (likeness {likeness:.2f})")
    finally:
        call.end()


def try_digits(agent: UserAgent, number: str) -> dict[str, Any]:
    """Press keys at an extension that presses back what it read."""
    call = Call(agent, number)
    try:
        call.until(Answered, ANSWER_SECONDS)
        # The extension begins to read with its beep; keys pressed into the beep count too.
        call.leg.press(KEYS)
        sent = call.until(KeysPressed, KEYS_SECONDS)
        assert isinstance(sent, KeysPressed)
        heard = ""
        while len(heard) < len(KEYS):
            event = call.until(DigitHeard, KEYS_SECONDS)
            assert isinstance(event, DigitHeard)
            heard += event.digit
        if heard != KEYS:
            raise Failed(f"sent {KEYS}, and {heard} was read")
        return {"message": f"{KEYS} was sent ({sent.mode}), read at the far end and read back"}
    finally:
        call.end()


def _burst(rate: int) -> bytes:
    """Noise within the telephone band's middle: nothing else on a line is like it."""
    noise = np.random.default_rng(20260101).normal(0.0, 1.0, int(BURST_SECONDS * rate))
    smooth = np.convolve(noise, np.ones(4) / 4.0, mode="same")
    pcm: bytes = (smooth / np.max(np.abs(smooth)) * 12000).astype("<i2").tobytes()
    return pcm


def _echo(sent: Sound, received: Sound, rate: int) -> tuple[float, float]:
    """How much of what was sent is in what was received (0..1), and how many seconds later."""
    heard = np.flatnonzero(sent)
    if heard.size < BURST_SECONDS * rate / 2:
        return 0.0, 0.0
    burst = sent[heard[0] : heard[0] + int(BURST_SECONDS * rate)]
    after = received[heard[0] :]
    if after.size <= burst.size:
        return 0.0, 0.0
    # By Fourier transform and running sums: the direct way holds the interpreter for tens of milliseconds,
    # and the media clock with it.
    size = after.size + burst.size
    spectrum = np.fft.rfft(after, size) * np.conj(np.fft.rfft(burst, size))
    match = np.fft.irfft(spectrum, size)[: after.size - burst.size + 1]
    power = np.concatenate(([0.0], np.cumsum(after**2)))
    energy = np.sqrt((power[burst.size :] - power[: -burst.size]) * np.sum(burst**2))
    likeness = np.abs(match) / np.maximum(energy, 1.0)
    best = int(np.argmax(likeness))
    return float(likeness[best]), best / rate


def _tell(what: str, ok: bool, message: str, **more: Any) -> None:
    print(json.dumps({"what": what, "ok": ok, "message": message, **more}), flush=True)


def _try(what: str, agent: UserAgent, attempt: Attempt, number: str, name: str) -> None:
    try:
        result = attempt(agent, number)
        _tell(what, True, name=name, **result)
    except Failed as failed:
        _tell(what, False, str(failed), name=name)


def main() -> None:
    os.umask(0o077)
    signal.alarm(WATCHDOG_SECONDS)  # a stack that hangs must not hang the doctor
    order = json.loads(sys.stdin.readline())
    agent = UserAgent(
        TypeAdapter(LineSetup).validate_python(order["setup"]), Path(order["folder"]) / "sip.log"
    )
    begun = time.monotonic()
    try:
        agent.start()
        _tell(
            "registered", True, f"{agent.setup.account.user} registered in {time.monotonic() - begun:.2f} s"
        )
        for name, number in order["echoes"].items():
            _try("echo", agent, try_echo, number, name)
        _try("digits", agent, try_digits, order["digits"], "PBX")
    except OffhookError as error:
        _tell("registered", False, str(error))
    agent.close()
    sys.stdout.flush()
    os._exit(0)  # pjsua2's objects do not survive the interpreter's own ending


if __name__ == "__main__":
    main()
