from __future__ import annotations

import json
import os
import socket

from agent.switchboard.presence import Presence
from tests.cli.conftest import Home, Running


async def test_help_names_every_command(home: Home) -> None:
    ran = await home.run("--help")
    assert ran.code == 0
    for command in ("up", "down", "doctor", "call", "status", "tail", "hangup", "latency", "keys", "pbx"):
        assert f" {command} " in ran.out


async def test_a_second_up_says_that_it_runs_already(home: Home) -> None:
    first = Presence(home.paths)
    first.take()
    for arguments in (("up",), ("up", "--detach")):
        ran = await home.run(*arguments)
        assert ran.code == 1
        assert f"offhook runs already (pid {os.getpid()})" in ran.err
        assert len(ran.err.splitlines()) == 1
    first.release()


async def test_a_taken_port_names_the_port_and_the_setting(home: Home) -> None:
    with socket.create_server(("127.0.0.1", home.web_port)):
        ran = await home.run("up")
    assert ran.code == 1
    assert f"port {home.web_port}" in ran.err
    assert "web.port" in ran.err
    assert Presence(home.paths).pid() is None


async def test_a_taken_port_is_told_by_a_detached_up_too(home: Home) -> None:
    with socket.create_server(("127.0.0.1", home.web_port)):
        ran = await home.run("up", "--detach")
    assert ran.code == 1
    assert "web.port" in ran.err
    assert Presence(home.paths).pid() is None


async def test_a_wrong_configuration_names_the_key(home: Home) -> None:
    (home.folder / "offhook.toml").write_text("[lines]\ncount = 'many'\n")
    ran = await home.run("up")
    assert ran.code == 1
    assert "lines.count" in ran.err


async def test_a_pattern_that_matches_nothing_is_named_before_anything_starts(home: Home) -> None:
    (home.folder / "offhook.toml").write_text(f"[web]\nport = {home.web_port}\n[policy]\nallow = ['0044*']\n")
    ran = await home.run("up")
    assert ran.code == 1
    assert '"0044*"' in ran.err


async def test_another_programs_database_stops_the_start(home: Home) -> None:
    (home.folder / "offhook.sqlite3").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    ran = await home.run("up")
    assert ran.code == 1
    assert "is not a database" in ran.err


async def test_the_key_is_not_printed_into_a_log(home: Home) -> None:
    with socket.create_server(("127.0.0.1", home.web_port)):
        ran = await home.run("up")
    key = (home.paths.secrets / "api-key").read_text().strip()
    assert key not in ran.out + ran.err
    assert str(home.paths.secrets / "api-key") in ran.out


async def test_down_and_status_without_a_running_offhook(home: Home) -> None:
    assert (await home.run("down")).out == "offhook does not run\n"
    ran = await home.run("status", "--json")
    assert (ran.code, json.loads(ran.out)) == (1, {"running": False})


async def test_status_tells_lines_and_calls(running: Running) -> None:
    presence = Presence(running.home.paths)
    presence.take()
    ran = await running.home.run("status")
    told = json.loads((await running.home.run("status", "--json")).out)
    presence.release()
    assert "line-1" in ran.out
    assert told["running"]
    assert {line["line"] for line in told["lines"]} == {"line-1", "line-2"}


async def test_doctor_asks_the_running_offhook_and_exits_with_1_when_something_is_wrong(
    running: Running,
) -> None:
    presence = Presence(running.home.paths)
    presence.take()
    ran = await running.home.run("doctor", "--json")
    shown = await running.home.run("doctor")
    presence.release()
    assert (ran.code, json.loads(ran.out)["checks"][0]["id"]) == (1, "disk")
    assert "FAIL  disk" in shown.out
