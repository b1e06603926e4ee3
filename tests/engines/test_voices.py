"""Names of voices, and the engines behind them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from agent.engines.flite import Flite
from agent.engines.jobs import Stopped
from agent.engines.piper import Piper
from agent.engines.sound import Samples
from agent.engines.speech import clauses
from agent.engines.voices import Voices
from agent.errors import EngineRefused, SetupError
from tests.engines.tiny_models import PIPER_RATE, write_piper_voice


class Hum:
    name = "hum"

    def voices(self) -> tuple[str, ...]:
        return ("low", "high")

    def speak(
        self, text: str, voice: str, speed: float, stop: threading.Event
    ) -> Iterator[tuple[Samples, int]]:
        yield np.zeros(80, dtype=np.float32), 8000


@pytest.fixture
def voices() -> Voices:
    return Voices({"hum": Hum()}, {"jessica": "hum:high@1.2", "eric": "other:deep"}, "jessica")


def test_a_public_name_means_an_engine_its_voice_and_a_speed(voices: Voices) -> None:
    voice = voices.resolve("jessica")
    assert (voice.engine.name, voice.name, voice.speed) == ("hum", "high", 1.2)


def test_no_name_is_the_default_and_an_engines_own_name_works_too(voices: Voices) -> None:
    assert voices.resolve("").key == "hum:high@1.2"
    assert voices.resolve("hum:low").key == "hum:low@1"


@pytest.mark.parametrize("name", ["nobody", "hum:middle", "eric", "hum", ""])
def test_an_unknown_voice_is_refused_with_a_list_of_those_that_work(name: str) -> None:
    voices = Voices({"hum": Hum()}, {"jessica": "hum:high", "eric": "other:deep"}, "nobody")
    with pytest.raises(EngineRefused, match=r"there are: jessica, hum:low, hum:high$"):
        voices.resolve(name)


@pytest.mark.parametrize("speed", ["9", "0.1", "fast"])
def test_a_speed_nobody_could_follow_is_refused(voices: Voices, speed: str) -> None:
    with pytest.raises(EngineRefused, match="speed"):
        voices.resolve(f"hum:low@{speed}")


def test_text_is_cut_behind_sentences_and_behind_commas_of_long_ones() -> None:
    assert clauses("Hello. Press one, please!") == ["Hello.", "Press one, please!"]
    long = "We have a table for four people on Tuesday evening, at half past seven."
    assert clauses(long) == ["We have a table for four people on Tuesday evening,", "at half past seven."]
    assert clauses(" ... ") == []


# -- flite -----------------------------------------------------------------------------------


def spoken(engine: Flite | Piper, text: str, voice: str, speed: float = 1.0) -> Samples:
    return np.concatenate([piece for piece, _ in engine.speak(text, voice, speed, threading.Event())])


def test_flite_knows_its_voices() -> None:
    assert {"slt", "rms", "awb"} <= set(Flite().voices())


def test_flite_speaks_faster_when_told_to() -> None:
    slow, fast = (len(spoken(Flite(), "We have a table at eight.", "slt", speed)) for speed in (1.0, 1.5))
    assert fast < 0.85 * slow


def test_flite_starts_at_once_and_leaves_a_pause_behind_a_sentence() -> None:
    sound = spoken(Flite(), "We have a table.", "slt")
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    assert loud[0] < 0.03 * 16000
    assert 0.25 < (len(sound) - loud[-1]) / 16000 < 0.35


def test_what_flite_says_never_stands_in_its_arguments(tmp_path: Path) -> None:
    arguments = tmp_path / "arguments"
    spy = tmp_path / "flite"
    spy.write_text(f'#!/bin/sh\necho "$@" >> {arguments}\nexec flite "$@"\n')
    spy.chmod(0o700)
    assert len(spoken(Flite(str(spy)), "My secret is safe.", "slt"))
    assert "-voice slt" in arguments.read_text()
    assert "secret" not in arguments.read_text()


def test_a_stopped_flite_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "flite"
    program.write_text('#!/bin/sh\n[ "$1" = -lv ] && echo "Voices available: slt" && exit\nexec sleep 60\n')
    program.chmod(0o700)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        next(Flite(str(program)).speak("Hello.", "slt", 1.0, stop))


def test_a_machine_without_flite_is_told_how_to_get_it() -> None:
    with pytest.raises(SetupError, match="apt install flite"):
        Flite("flite-that-is-not-installed")


# -- Piper -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def piper(tmp_path_factory: pytest.TempPathFactory) -> Piper:
    folder = tmp_path_factory.mktemp("voices")
    write_piper_voice(folder)
    (folder / "half.onnx").write_bytes(b"")
    (folder / "broken.onnx").write_bytes(b"no model")
    (folder / "broken.onnx.json").write_text("{}")
    return Piper(folder)


def test_a_piper_voice_is_a_model_beside_its_settings(piper: Piper) -> None:
    assert piper.voices() == ("broken", "tiny")


def test_piper_gives_sound_at_the_voices_own_rate_clause_by_clause(piper: Piper) -> None:
    pieces = list(piper.speak("hello there. how are you?", "tiny", 1.0, threading.Event()))
    assert [rate for _, rate in pieces] == [PIPER_RATE, PIPER_RATE]


def test_piper_speaks_faster_when_told_to(piper: Piper) -> None:
    slow, fast = (len(spoken(piper, "hello there", "tiny", speed)) for speed in (1.0, 2.0))
    assert fast == pytest.approx(slow / 2, rel=0.01)


def test_piper_stops_between_clauses(piper: Piper) -> None:
    stop = threading.Event()
    pieces = piper.speak("hello there. how are you?", "tiny", 1.0, stop)
    next(pieces)
    stop.set()
    with pytest.raises(Stopped):
        next(pieces)


def test_a_broken_voice_is_refused_by_name(piper: Piper) -> None:
    with pytest.raises(EngineRefused, match="Piper voice broken cannot be loaded"):
        piper.load("broken")


def test_a_voice_whose_phonemes_need_a_download_is_refused(piper: Piper, tmp_path: Path) -> None:
    write_piper_voice(tmp_path, "chinese")
    settings = tmp_path / "chinese.onnx.json"
    settings.write_text(settings.read_text().replace('"phoneme_type": "text"', '"phoneme_type": "pinyin"'))
    with pytest.raises(EngineRefused, match="need a download"):
        Piper(tmp_path).load("chinese")


def test_a_folder_of_voices_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"engines\.piper_voices"):
        Piper(tmp_path / "none")
