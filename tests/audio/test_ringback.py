from __future__ import annotations

import pytest

from agent.audio.progress import ToneHeard
from tests.audio.sounds import RATE, heard, lost, on_off, silence, timed, tone, voice

RINGS, OVER = ToneHeard("ringback"), ToneHeard("ringback_over")
UK = tone(0.4, 400, 450) + silence(0.2) + tone(0.4, 400, 450) + silence(2.0)
RINGING = {
    "North America": on_off((440, 480), 2.0, 4.0, 2),
    "United Kingdom": UK * 2,
    "Europe": on_off((425,), 1.0, 4.0, 2),
}


@pytest.mark.parametrize("nation", RINGING)
def test_ringing_is_told_when_it_begins_and_when_somebody_answers(nation: str) -> None:
    sound = RINGING[nation]
    told = timed(silence(0.5) + sound + voice(2.0))
    assert [event for _, event in told] == [RINGS, OVER]
    assert told[0][0] < 0.5 + 3.3
    assert told[1][0] == pytest.approx(0.5 + len(sound) / (2 * RATE), abs=0.8)


@pytest.mark.parametrize("nation", RINGING)
def test_ringing_that_stops_is_over_after_its_pause(nation: str) -> None:
    assert heard(RINGING[nation] + silence(4.0)) == [RINGS, OVER]


def test_another_signal_of_the_network_ends_it() -> None:
    busy = on_off((480, 620), 0.5, 0.5, 4)
    assert heard(RINGING["North America"] + busy) == [RINGS, OVER, ToneHeard("busy")]


def test_a_ring_that_is_torn_by_lost_packets_is_one() -> None:
    assert heard(lost(RINGING["North America"], 0.7, seconds=0.22))[:1] == [RINGS]


@pytest.mark.parametrize(
    "sound",
    [
        on_off((425,), 1.0, 1.0, 4),
        tone(0.7, 440, 480) + silence(5.5),
        tone(0.4, 400, 450) + silence(3.5),
        on_off((425,), 1.0, 0.3, 1) + voice(2.0) + silence(2.0),
    ],
    ids=["too soon again", "the end of a ring", "one of two", "answered in it"],
)
def test_what_is_no_whole_ring_is_none(sound: bytes) -> None:
    assert RINGS not in heard(sound)
