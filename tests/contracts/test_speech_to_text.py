"""What every ``SpeechToText`` keeps, run on the fake and on the engine host."""

from __future__ import annotations

import asyncio
import math
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.engines.clients import WyomingTranscriber
from agent.errors import EngineRefused, EngineUnavailable
from agent.ports import SpeechToText
from tests.contracts.fakes import FakeEars
from tests.engines.support import RATE, running_host, telephone, word_errors

SENTENCE = "I would like to book a table for four people on Tuesday at half past seven."
SENTENCES = (
    SENTENCE,
    "For reservations, press one. For opening hours, press two. Press star to repeat these options.",
    "All of our agents are currently busy. Please stay on the line.",
    "For how many people?",
    "What day would you like?",
    "Would eight o'clock work for you?",
    "The phone number is five five five zero one seven two.",
    "Your reservation is confirmed for Tuesday at eight o'clock. Is there anything else I can help you with?",
)


@pytest.fixture(scope="module")
def real() -> Iterator[WyomingTranscriber]:
    with running_host() as settings:
        yield WyomingTranscriber(settings.stt)


@pytest.fixture(params=["fake", "engine host"])
def ears(request: pytest.FixtureRequest) -> SpeechToText:
    if request.param == "fake":
        return FakeEars({telephone(SENTENCE): SENTENCE})
    ears: SpeechToText = request.getfixturevalue("real")
    return ears


async def test_a_sentence_heard_is_that_sentence(ears: SpeechToText) -> None:
    heard = await ears.transcribe(telephone(SENTENCE), RATE, "en")
    errors, words = word_errors(SENTENCE, heard.text)
    assert errors <= 0.1 * words
    assert 0.5 < heard.confidence <= 1


async def test_silence_is_no_text(ears: SpeechToText) -> None:
    assert (await ears.transcribe(bytes(2 * RATE), RATE, "en")).text == ""


async def test_no_sound_at_all_is_no_text(ears: SpeechToText) -> None:
    assert (await ears.transcribe(b"", RATE, "en")).text == ""


async def test_a_language_it_does_not_know_is_refused(ears: SpeechToText) -> None:
    with pytest.raises(EngineRefused):
        await ears.transcribe(telephone(SENTENCE), RATE, "xx")


async def test_requests_at_the_same_time_get_each_its_own_answer(ears: SpeechToText) -> None:
    spoken = telephone(SENTENCE)
    sounds = [spoken, bytes(2 * RATE), spoken]
    heard = await asyncio.gather(*(ears.transcribe(sound, RATE, "en") for sound in sounds))
    assert [bool(one.text) for one in heard] == [True, False, True]


@pytest.mark.parametrize("voice", ["slt", "rms", "awb"])
async def test_telephone_sentences_are_recognised(real: WyomingTranscriber, voice: str) -> None:
    errors = words = 0
    for sentence in SENTENCES:
        heard = await real.transcribe(telephone(sentence, voice), RATE, "en")
        wrong, count = word_errors(sentence, heard.text)
        errors, words = errors + wrong, words + count
    assert errors / words < 0.08


async def test_a_tone_is_no_text(real: WyomingTranscriber) -> None:
    wave = [int(8000 * math.sin(2 * math.pi * 440 * at / RATE)) for at in range(2 * RATE)]
    assert (await real.transcribe(struct.pack(f"<{len(wave)}h", *wave), RATE, "en")).text == ""


async def test_a_request_that_was_given_up_does_not_hold_up_the_next(real: WyomingTranscriber) -> None:
    long, short = telephone(" ".join(SENTENCES)), telephone("For how many people?")
    given_up = [asyncio.ensure_future(real.transcribe(long, RATE, "en")) for _ in range(8)]
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)
    # eight times this takes many seconds when it is all worked off
    async with asyncio.timeout(5):
        assert (await real.transcribe(short, RATE, "en")).text


async def test_without_a_host_the_engine_is_unavailable_and_says_where(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"nobody\.sock"):
        await WyomingTranscriber(str(tmp_path / "nobody.sock")).transcribe(bytes(RATE), RATE, "en")
