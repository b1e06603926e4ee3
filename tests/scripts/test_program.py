from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from setup_steps.machine import Machine
from setup_steps.program import check_disk, check_report, chosen, failure_report, main, parse, with_dependents
from setup_steps.task import StepFailed
from tests.scripts.test_plan import Pretended

REPO = Path(__file__).resolve().parents[2]
STEPS = [Pretended("asterisk"), Pretended("pjsua2", reason=None)]


def test_the_report_names_what_is_missing_and_the_command_that_gets_it() -> None:
    lines = check_report(STEPS, {"asterisk": "not fetched"}, as_json=False).splitlines()
    assert lines[0].split() == ["none", "asterisk", "not", "fetched"]
    assert lines[1].strip() == "scripts/setup"
    assert lines[2].split() == ["ok", "pjsua2"]


def test_the_report_as_json_says_the_same() -> None:
    report = json.loads(check_report(STEPS, {"asterisk": "not fetched"}, as_json=True))
    assert report == {
        "ok": False,
        "steps": [
            {"name": "asterisk", "ok": False, "missing": "not fetched", "command": "scripts/setup"},
            {"name": "pjsua2", "ok": True, "missing": None},
        ],
    }
    assert json.loads(check_report(STEPS, {}, as_json=True))["ok"] is True


def test_a_failure_is_reported_with_its_last_lines_its_log_and_what_to_do() -> None:
    failed = StepFailed(
        "make ended with code 2", "Run: apt-get install x", log=Path("/c/x.log"), tail=["no x.h"]
    )
    report = failure_report({"pjsua2": failed})
    for part in ("pjsua2: make ended with code 2", "| no x.h", "/c/x.log", "Run: apt-get install x"):
        assert part in report


def test_a_full_disk_is_told_before_anything_is_built(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(machine.repo)._replace(free=1_000_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage)
    machine.cache.mkdir(parents=True)
    with pytest.raises(StepFailed, match=r"1\.0 GB are free") as failed:
        check_disk(machine)
    assert "XDG_CACHE_HOME" in failed.value.remedy


def test_a_new_wheel_is_installed_and_a_new_environment_is_filled() -> None:
    names = [
        "virtual environment",
        "pjsua2",
        "llama-cpp-python",
        "python packages",
        "built packages",
        "offhook",
    ]
    steps = [Pretended(name) for name in names]
    assert with_dependents(steps, {"pjsua2": "x"}).keys() == {"pjsua2", "built packages"}
    assert with_dependents(steps, {"virtual environment": "x"}).keys() == {
        "virtual environment",
        "python packages",
        "built packages",
        "offhook",
    }
    assert with_dependents(steps[:2], {"pjsua2": "x"}).keys() == {"pjsua2"}


def test_a_step_can_be_left_out_and_an_unknown_one_is_told() -> None:
    assert [step.name for step in chosen(STEPS, ["asterisk"])] == ["pjsua2"]
    with pytest.raises(StepFailed, match="no step 'asterix'") as failed:
        chosen(STEPS, ["asterix"])
    assert "asterisk, pjsua2" in failed.value.remedy


def test_json_goes_with_check_only(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(["--json"])
    assert stopped.value.code == 2
    assert "--json goes with --check" in capsys.readouterr().err


@pytest.fixture
def bare_clone(tmp_path: Path) -> Path:
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("requirements.lock", "requirements-built.lock", "pyproject.toml"):
        shutil.copy(REPO / name, clone)
    return clone


def test_a_check_changes_nothing(bare_clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = sorted(tmp_path.rglob("*"))
    assert main(bare_clone, ["--check"]) == 1
    assert main(bare_clone, ["--check", "--json"]) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_the_command_itself_checks_in_a_moment(bare_clone: Path, tmp_path: Path) -> None:
    (bare_clone / "scripts").mkdir()
    shutil.copy(REPO / "scripts" / "setup", bare_clone / "scripts")
    shutil.copytree(REPO / "scripts" / "setup_steps", bare_clone / "scripts" / "setup_steps")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    asked = subprocess.run(
        [sys.executable, bare_clone / "scripts" / "setup", "--check", "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=30,
    )
    assert asked.returncode == 1, asked.stderr
    assert {step["name"] for step in json.loads(asked.stdout)["steps"] if not step["ok"]} >= {
        "pjsua2",
        "offhook",
    }
