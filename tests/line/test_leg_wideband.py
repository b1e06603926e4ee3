"""A line at 16 kHz: G.722 is offered first and carries what G.711 cannot."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
import pytest

from agent.call.events import Answered, Invited
from agent.line.leg import SipLeg
from tests.contracts.legs import SipBench, loopback_agent
from tests.line.fakes import sound

RATE = 16000
HERTZ = 6000


@pytest.fixture
def bench() -> Iterator[SipBench]:
    agent = loopback_agent(rate=RATE)
    bench = SipBench(agent)
    yield bench
    bench.close()
    agent.close()


def codec(bench: SipBench) -> str:
    names: list[str] = []

    def ask() -> None:
        leg = bench.near.leg
        assert isinstance(leg, SipLeg)
        assert leg._call is not None
        names.append(leg._call.getStreamInfo(0).codecName)

    bench.agent.post(ask)
    bench.until(lambda: names)
    return names[0]


def test_a_tone_above_the_telephone_band_gets_through(bench: SipBench) -> None:
    bench.near.leg.dial("100")
    bench.until(lambda: bench.far.has(Invited))
    bench.far.leg.accept()
    bench.until(lambda: bench.near.has(Answered) and len(bench.near.ticks) > 5)
    assert codec(bench).startswith("G722")
    bench.near.leg.play(1, 0, sound(0.5, RATE, HERTZ), True)
    ticks = len(bench.far.ticks)
    bench.until(lambda: len(bench.far.ticks) > ticks + 40)
    heard = np.array(array("h", bench.far.heard), dtype=float)
    spectrum = np.abs(np.fft.rfft(heard))
    loudest = np.argmax(spectrum) * RATE / len(heard)
    assert abs(loudest - HERTZ) < 20
