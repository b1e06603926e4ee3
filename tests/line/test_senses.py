"""All that is heard in received sound, by the real detectors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.audio import dtmf
from agent.audio.levels import SILENCE_DBOV
from agent.audio.music import MUSIC
from agent.audio.progress import DigitHeard, FloorMoved
from agent.call.background import SOUND_SECONDS
from agent.call.events import VoiceMeasured
from agent.line.senses import Senses
from agent.line.vad import SileroDetector
from tests.audio.sounds import RATE, mixed, noise, on_off, silence, tone
from tests.audio.test_music import chords, pcm


def heard(sound: bytes, rate: int = RATE, piece: int = 320) -> Iterator[object]:
    senses = Senses(rate, SileroDetector(rate))
    for at in range(0, len(sound), piece):
        yield from senses.hear(sound[at : at + piece])


def frames(sound: bytes, rate: int = RATE, piece: int = 320) -> list[VoiceMeasured]:
    return [event for event in heard(sound, rate, piece) if isinstance(event, VoiceMeasured)]


@pytest.mark.parametrize("rate", [8000, 16000])
def test_music_is_measured_with_the_voice(rate: int) -> None:
    last = frames(pcm(chords(4.0, rate)), rate)[-1]
    assert last.music > 0.8
    assert last.probability < 0.5
    assert -30 < last.level < -5


def test_a_telephone_that_rings_is_no_music_and_music_behind_it_is_some() -> None:
    rings = on_off((440, 480), 2.0, 4.0, 2)
    found = frames(rings + pcm(chords(4.0)))
    known, over = (round(seconds / found[0].seconds) for seconds in (3.0, 12.0))
    music = [frame for frame in found[known:over] if frame.music >= MUSIC]
    assert sum(frame.seconds for frame in music) < SOUND_SECONDS, "too short to be kept silent for"
    assert found[-1].music > MUSIC


def test_the_frames_add_up_however_the_sound_is_cut() -> None:
    sound = noise(2.0, -40.0)
    once, cut = frames(sound, piece=len(sound)), frames(sound, piece=100)
    assert [frame.level for frame in once] == [frame.level for frame in cut]
    assert sum(frame.seconds for frame in once) == pytest.approx(2.0, abs=0.032)


def test_a_tone_is_one_and_noise_is_none() -> None:
    assert frames(tone(1.0, 440))[-1].tone
    assert not frames(noise(1.0, -30.0))[-1].tone


def test_a_key_is_told() -> None:
    sound = silence(0.5) + dtmf.tone("5", 0.1, RATE) + silence(0.5)
    assert [event for event in heard(sound) if isinstance(event, DigitHeard)] == [DigitHeard("5")]


def test_a_step_of_the_noise_floor_is_told_and_not_where_it_is_music_s() -> None:
    before = noise(4.0, -60.0)
    assert any(isinstance(event, FloorMoved) for event in heard(before + noise(4.0, -40.0)))
    music = before + mixed(noise(6.0, -60.0), pcm(chords(6.0)))
    assert not any(isinstance(event, FloorMoved) for event in heard(music))


def test_what_may_be_left_of_our_own_voice_is_no_speech_and_what_is_louder_is_theirs() -> None:
    sound = noise(1.0, -30.0)
    for doubt, ours in ((-35.0, True), (-45.0, False), (SILENCE_DBOV, False)):
        senses = Senses(RATE, Sure(RATE))
        told = [
            event for at in range(0, len(sound), 320) for event in senses.hear(sound[at : at + 320], doubt)
        ]
        voices = [event for event in told if isinstance(event, VoiceMeasured)]
        assert {event.ours for event in voices} == {ours}
        assert {event.probability for event in voices} == {0.0 if ours else 1.0}


def test_how_clear_a_voice_is_is_measured_where_there_may_be_one() -> None:
    sound = tone(0.5, 300)
    assert [event for event in heard(sound) if isinstance(event, VoiceMeasured)][-1].voiced == 0.0
    senses = Senses(RATE, SileroDetector(RATE))
    over_us = [event for event in senses.hear(sound, -60.0) if isinstance(event, VoiceMeasured)]
    assert over_us[-1].voiced > 0.9


class Sure(SileroDetector):
    """Takes everything for speech."""

    def probability(self, pcm: bytes) -> float:
        return 1.0
