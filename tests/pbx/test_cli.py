from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agent.config import default_paths, load
from agent.pbx import cli
from agent.pbx.server import Pbx
from tests.pbx.pair import Pair, free_pbx_section, temporary_paths


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with temporary_paths() as paths:
        pbx = free_pbx_section()
        paths.config_file.write_text(f"[pbx]\nsip_port = {pbx.sip_port}\nami_port = {pbx.ami_port}\n")
        monkeypatch.setenv("OFFHOOK_HOME", str(paths.data))
        yield paths.data


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, arguments)
    return done.exit_code, done.output


def test_render_writes_where_it_is_told(home: Path, tmp_path: Path) -> None:
    assert run("render", "--into", str(tmp_path / "etc")) == (0, f"wrote {tmp_path / 'etc'}\n")

    assert (tmp_path / "etc/pjsip.conf").stat().st_mode & 0o777 == 0o600


def test_a_wrong_setting_is_one_line_and_exit_1(home: Path, tmp_path: Path) -> None:
    with (home / "offhook.toml").open("a") as file:
        file.write('host = "a;b"\n')

    code, output = run("render", "--into", str(tmp_path))

    assert code == 1
    assert output.startswith("offhook: pbx.host = 'a;b'")
    assert not list(tmp_path.iterdir())


def test_check_names_what_stops_the_start(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "offhook.toml").write_text('[policy]\nallow = ["12"]\n[pbx]\nroot = "/nowhere"\n')

    code, output = run("check", "--json")

    told = json.loads(output)
    assert (code, told["ok"]) == (1, False)
    failed = {check["id"]: check["message"] for check in told["checks"] if not check["ok"]}
    assert "policy.allow" in failed["pbx-config"]
    assert "/nowhere" in failed["asterisk"]


@pytest.mark.pbx
def test_check_and_reload_see_whether_it_runs(home: Path, pbx_pair: Pair) -> None:
    assert run("check")[0] == 0
    code, output = run("reload")
    assert code == 1
    assert output.startswith("offhook: ")

    paths = default_paths(os.environ)
    pbx = Pbx(load(paths), paths)
    pbx.start()
    try:
        assert "the PBX runs" in run("check")[1]
        assert run("reload") == (0, "reloaded\n")
    finally:
        pbx.stop()


def test_the_console_of_what_does_not_run_is_an_error(home: Path, pbx_pair: Pair) -> None:
    code, output = run("console")

    assert code == 1
    assert "offhook: the PBX" in output
