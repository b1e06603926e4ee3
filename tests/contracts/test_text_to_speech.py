"""What every ``TextToSpeech`` keeps, run on the fake and on the engine host with flite and Piper."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from agent.config import Engines
from agent.engines.clients import WyomingSynthesizer
from agent.errors import EngineRefused, EngineUnavailable
from agent.ports import TextToSpeech
from tests.contracts.fakes import FakeVoice
from tests.engines.support import running_host
from tests.engines.tiny_models import write_piper_voice

TEXT = "For how many people? We have a table at 7:30 pm."


@pytest.fixture(scope="module")
def real() -> Iterator[WyomingSynthesizer]:
    with tempfile.TemporaryDirectory() as folder:
        write_piper_voice(Path(folder))
        with running_host(Engines(piper_voices=Path(folder))) as settings:
            yield WyomingSynthesizer(settings.tts)


@pytest.fixture(params=["fake", "flite", "piper"])
def voice(request: pytest.FixtureRequest) -> tuple[TextToSpeech, str]:
    if request.param == "fake":
        return FakeVoice(), "jessica"
    name = {"flite": "jessica", "piper": "piper:tiny"}[request.param]
    return request.getfixturevalue("real"), name


async def sound(engine: TextToSpeech, text: str, voice: str, rate: int) -> list[bytes]:
    return [piece async for piece in engine.synthesize(text, voice, rate)]


async def test_text_becomes_sound_of_whole_samples(voice: tuple[TextToSpeech, str]) -> None:
    pieces = await sound(voice[0], TEXT, voice[1], 8000)
    assert all(len(piece) % 2 == 0 for piece in pieces)
    samples = np.frombuffer(b"".join(pieces), dtype="<i2")
    assert np.abs(samples).max() > 1000


async def test_it_is_as_long_at_any_rate(voice: tuple[TextToSpeech, str]) -> None:
    narrow = len(b"".join(await sound(voice[0], TEXT, voice[1], 8000))) / 8000
    wide = len(b"".join(await sound(voice[0], TEXT, voice[1], 16000))) / 16000
    assert narrow == pytest.approx(wide, rel=0.02)


async def test_more_text_is_more_sound(voice: tuple[TextToSpeech, str]) -> None:
    short = len(b"".join(await sound(voice[0], "Hello.", voice[1], 8000)))
    assert (
        len(b"".join(await sound(voice[0], "Hello there, how are you today?", voice[1], 8000))) > 1.5 * short
    )


async def test_an_unknown_voice_is_refused_with_those_there_are(voice: tuple[TextToSpeech, str]) -> None:
    with pytest.raises(EngineRefused, match="jessica"):
        await sound(voice[0], TEXT, "nobody", 8000)


async def test_a_reader_that_leaves_early_spoils_nothing(voice: tuple[TextToSpeech, str]) -> None:
    async with aclosing(cast(Any, voice[0].synthesize(TEXT * 20, voice[1], 8000))) as pieces:
        async for _ in pieces:
            break
    assert b"".join(await sound(voice[0], "Hello.", voice[1], 8000))


async def test_long_text_comes_by_the_clause(real: WyomingSynthesizer) -> None:
    assert len(await sound(real, TEXT, "jessica", 8000)) >= 2


async def test_text_without_anything_to_say_is_no_sound(real: WyomingSynthesizer) -> None:
    assert b"".join(await sound(real, " ... ", "jessica", 8000)) == b""


async def test_what_8_khz_cannot_carry_is_not_folded_into_it(real: WyomingSynthesizer) -> None:
    """The tiny voice hums up to 400 Hz and nothing above; aliases would be new tones."""
    pcm = b"".join(await sound(real, "hello there", "piper:tiny", 8000))
    spectrum = np.abs(np.fft.rfft(np.frombuffer(pcm, dtype="<i2").astype(float)))
    above = spectrum[int(len(spectrum) * 0.5) :]
    assert above.max() < 0.05 * spectrum.max()


async def test_without_a_host_the_engine_is_unavailable_and_says_where(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"nobody\.sock"):
        await sound(WyomingSynthesizer(str(tmp_path / "nobody.sock")), TEXT, "jessica", 8000)
