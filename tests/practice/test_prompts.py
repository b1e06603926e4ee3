from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest

from agent.errors import SetupError
from agent.practice.prompts import PROMPTS, Prompt, make

needs_flite = pytest.mark.skipif(
    shutil.which("flite") is None or shutil.which("sox") is None,
    reason="flite or sox is missing: run scripts/setup",
)
HELLO = {"hello": Prompt("Hello there.")}


@needs_flite
def test_a_prompt_is_telephone_sound_with_a_pause_after_it(tmp_path: Path) -> None:
    make(tmp_path, HELLO)

    with wave.open(str(tmp_path / "hello.wav")) as file:
        shape = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        frames = file.readframes(file.getnframes())
    assert shape == (8000, 1, 2)
    assert max(frames) > 0
    assert len(frames) / 16000 > 0.9
    assert not any(frames[-7000:])


@needs_flite
def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    assert make(tmp_path, HELLO) == ["hello"]
    made = (tmp_path / "hello.wav").stat().st_mtime_ns

    assert make(tmp_path, HELLO) == []
    assert (tmp_path / "hello.wav").stat().st_mtime_ns == made


@needs_flite
def test_new_words_or_a_lost_file_are_made_again(tmp_path: Path) -> None:
    both = {**HELLO, "bye": Prompt("Goodbye.")}
    make(tmp_path, both)

    assert make(tmp_path, {**both, "hello": Prompt("Good morning.")}) == ["hello"]
    (tmp_path / "bye.wav").unlink()
    assert make(tmp_path, both) == ["hello", "bye"]


@needs_flite
def test_a_damaged_stamp_only_costs_time(tmp_path: Path) -> None:
    make(tmp_path, HELLO)
    (tmp_path / "prompts.json").write_text("{")

    assert make(tmp_path, HELLO) == ["hello"]


@needs_flite
def test_a_voice_that_flite_lacks_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="flite"):
        make(tmp_path, {"x": Prompt("Hello.", voice="nobody-at-all")})

    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".wav"] == []


def test_missing_programs_are_named_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SetupError, match="flite and sox missing: run  scripts/setup"):
        make(tmp_path, HELLO)


def test_the_menus_offer_what_the_dialplan_understands() -> None:
    plan = (Path(__file__).parents[2] / "asterisk/carrier/extensions.conf.j2").read_text()
    keys = {"one": "1", "two": "2", "three": "3", "nine": "9"}
    for prompt, context in (("bella-welcome", "[bella]"), ("bella-reservations", "[bella-reservations]")):
        menu = plan.split(f"\n{context}\n")[1].split("\n[")[0]
        offered = {key for word, key in keys.items() if f"press {word}" in PROMPTS[prompt].text}
        assert offered == {key for key in keys.values() if f"\nexten => {key},1," in menu}
