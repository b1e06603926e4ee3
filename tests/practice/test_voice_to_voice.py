"""Voice to voice on recordings whose answer times are known to the sample."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from agent.practice.voice_to_voice import measure

RATE = 8000
Pieces = list[tuple[float, float]]


def recording(folder: Path, heard: Pieces, said: Pieces, seconds: float = 20.0) -> Path:
    """A stereo file with tones (start, end) on either side and faint noise everywhere."""
    dice = np.random.default_rng(1)
    sound = dice.normal(0, 4, (int(seconds * RATE), 2))
    for channel, pieces in enumerate((heard, said)):
        for start, end in pieces:
            first, last = int(start * RATE), int(end * RATE)
            sound[first:last, channel] += 6000 * np.sin(np.arange(last - first) * 0.3)
    path = folder / "recording.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.astype("<i2").tobytes())
    return path


def story(folder: Path, *turns: tuple[str, str, float, float]) -> Path:
    path = folder / "events.jsonl"
    reports = [
        {"event": "turn", "role": role, "text": text, "start_seconds": start, "end_seconds": end}
        for role, text, start, end in turns
    ]
    path.write_text("".join(json.dumps(report) + "\n" for report in reports))
    return path


def test_the_answer_is_timed_from_the_last_spoken_sample_to_the_first_heard_one(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[(3.0, 5.0), (8.9, 10.0)], said=[(0.5, 2.0), (6.0, 8.0)])
    # the transcript's end is late, as it is when the tail of a clause is silent: the sound decides
    events = story(
        tmp_path,
        ("assistant", "Hello", 0.5, 2.2),
        ("user", "a table please", 3.0, 5.0),
        ("assistant", "For how many people?", 6.0, 8.2),
        ("user", "four", 8.9, 10.0),
    )
    replies = measure(sound, events)
    assert len(replies) == 1, "the greeting is skipped"
    assert replies[0].seconds == pytest.approx(0.9, abs=0.011)
    assert not replies[0].cut_off
    assert not replies[0].filler


def test_pauses_inside_a_stimulus_do_not_end_it(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[(9.0, 10.0)], said=[(0.5, 1.0), (5.0, 6.0), (7.5, 8.5)])
    events = story(tmp_path, ("assistant", "Hello", 0.5, 1.0), ("assistant", "One. Two.", 5.0, 8.5))
    assert measure(sound, events)[0].seconds == pytest.approx(0.5, abs=0.011)


def test_speaking_into_the_stimulus_is_a_cut_off_with_negative_time(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[(7.0, 10.0)], said=[(0.5, 1.0), (5.0, 8.0)])
    events = story(tmp_path, ("assistant", "Hello", 0.5, 1.0), ("assistant", "A long sentence", 5.0, 8.0))
    reply = measure(sound, events)[0]
    assert reply.cut_off
    assert reply.seconds == pytest.approx(-1.0, abs=0.011)


def test_a_short_noise_that_is_over_before_the_stimulus_ends_is_no_answer(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[(5.5, 5.7), (9.0, 10.0)], said=[(0.5, 1.0), (5.0, 8.0)])
    events = story(tmp_path, ("assistant", "Hello", 0.5, 1.0), ("assistant", "A long sentence", 5.0, 8.0))
    reply = measure(sound, events)[0]
    assert not reply.cut_off
    assert reply.seconds == pytest.approx(1.0, abs=0.011)


def test_no_answer_before_the_person_speaks_again_is_none(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[], said=[(0.5, 1.0), (4.0, 5.0), (12.0, 13.0)])
    events = story(
        tmp_path,
        ("assistant", "Hello", 0.5, 1.0),
        ("assistant", "Anybody?", 4.0, 5.0),
        ("assistant", "Hello?", 12.0, 13.0),
    )
    assert [reply.seconds for reply in measure(sound, events)] == [None, None]


def test_a_request_for_patience_is_flagged_as_a_filler(tmp_path: Path) -> None:
    sound = recording(tmp_path, heard=[(6.0, 7.0)], said=[(0.5, 1.0), (4.0, 5.0)])
    events = story(
        tmp_path,
        ("assistant", "Hello", 0.5, 1.0),
        ("assistant", "Your number?", 4.0, 5.0),
        ("user", "one moment please", 6.0, 7.0),
    )
    assert measure(sound, events)[0].filler


def test_a_mono_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mono.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
    with pytest.raises(ValueError, match="stereo"):
        measure(path, story(tmp_path))
