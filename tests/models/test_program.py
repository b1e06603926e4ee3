"""`models/train`: which programs run, in which order, with what."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from models import program


@pytest.mark.parametrize("model", ["whisper", "llm"])
def test_every_step_is_a_program_of_the_repository(model: str, tmp_path: Path) -> None:
    asked = program._asked([model, "--minutes", "2"])
    for module, *_ in program.steps(model, tmp_path, asked):
        found = importlib.util.find_spec(module)
        assert found is not None, module
        assert found.origin is not None
        assert 'if __name__ == "__main__":' in Path(found.origin).read_text("utf-8")


def test_the_language_model_is_evaluated_last_and_only_installed_when_asked_for(tmp_path: Path) -> None:
    plain = program.steps("llm", tmp_path, program._asked(["llm"]))
    installing = program.steps("llm", tmp_path, program._asked(["llm", "--install"]))
    assert [step[0] for step in plain] == [
        "models.llm.write_texts",
        "models.llm.train",
        "models.llm.evaluate",
    ]
    assert not any("--install" in step for step in plain)
    assert installing[-1][-1] == "--install"


def test_resuming_keeps_texts_and_checkpoint(tmp_path: Path) -> None:
    steps = program.steps("llm", tmp_path, program._asked(["llm", "--resume", "--minutes", "5"]))
    assert all("--resume" in step for step in steps[:2])
    assert steps[1][2:4] == ("--minutes", "5.0")


def test_the_recogniser_is_exported_installed_when_asked_for_and_evaluated_last(tmp_path: Path) -> None:
    plain = program.steps("whisper", tmp_path, program._asked(["whisper"]))
    installing = program.steps("whisper", tmp_path, program._asked(["whisper", "--install"]))
    assert [step[0] for step in plain] == [
        "models.whisper.train",
        "models.whisper.export",
        "models.whisper.evaluate",
    ]
    assert not any("--install" in step for step in plain)
    assert installing[1][-1] == "--install"


@pytest.mark.parametrize("model", ["whisper", "llm"])
def test_training_may_start_from_what_is_shipped(model: str, tmp_path: Path) -> None:
    plain = program.steps(model, tmp_path, program._asked([model]))
    going_on = program.steps(model, tmp_path, program._asked([model, "--from-installed"]))
    train = next(at for at, step in enumerate(plain) if step[0].endswith(".train"))
    assert set(going_on[train]) - set(plain[train]) == {"--from-installed"}
