"""The engine host as a process: how it starts, refuses to start, and ends."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from agent.call.actions import Message
from agent.config import Config, Engines, Lines, Paths
from agent.engines.clients import ChatModel, WyomingTranscriber
from agent.engines.settings import HostSettings, chat_url, for_site
from agent.errors import ConfigError, EngineRefused, EngineUnavailable
from agent.practice.demo.home import free_ports
from tests.engines.support import ROOT, answer_of, end, settings_in, start, telephone


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, because a UNIX socket's path is."""
    with tempfile.TemporaryDirectory(prefix="h") as name:
        yield Path(name)


def ready(settings: HostSettings) -> subprocess.Popen[str]:
    host = start(settings)
    told = answer_of(host)
    if told != {"event": "ready", "stt": settings.stt, "tts": settings.tts, "llm": settings.llm}:
        end(host)
        pytest.fail(f"the host is not ready: {told}")
    return host


def test_its_sockets_are_for_its_user_alone(folder: Path) -> None:
    inside = folder / "run"
    host = ready(settings_in(inside))
    try:
        assert stat.S_IMODE(inside.stat().st_mode) == 0o700
        for name in ("stt.sock", "tts.sock", "llm.sock"):
            assert stat.S_IMODE((inside / name).stat().st_mode) == 0o600
    finally:
        end(host)


def test_it_ends_within_two_seconds_of_sigterm_and_removes_its_sockets(folder: Path) -> None:
    host = ready(settings_in(folder))
    began = time.monotonic()
    host.send_signal(signal.SIGTERM)
    code, _ = end(host)
    assert code == 0
    assert time.monotonic() - began < 2
    assert not list(folder.glob("*.sock"))


def test_sigterm_while_it_loads_ends_it_too(folder: Path) -> None:
    host = start(settings_in(folder))
    while not (folder / "stt.sock").exists():
        assert host.poll() is None
    host.send_signal(signal.SIGTERM)
    assert end(host)[0] == 0


def test_it_ends_with_whoever_started_it(folder: Path) -> None:
    host = ready(settings_in(folder))
    assert host.stdin is not None
    host.stdin.close()
    host.stdin = None
    assert end(host)[0] == 0


def test_a_second_host_at_the_same_place_says_that_there_is_one(folder: Path) -> None:
    first = ready(settings_in(folder))
    try:
        second = start(settings_in(folder))
        answer = answer_of(second)
        assert answer["event"] == "failed"
        assert "another engine host serves" in answer["reason"]
        assert end(second)[0] == 1
        assert first.poll() is None
    finally:
        end(first)


def test_the_sockets_of_a_killed_host_are_replaced(folder: Path) -> None:
    killed = ready(settings_in(folder))
    killed.kill()
    end(killed)
    assert (folder / "stt.sock").exists()
    end(ready(settings_in(folder)))


@pytest.mark.parametrize(
    ("engines", "reason"),
    [
        (Engines(whisper_model=Path("/nowhere")), "engines.whisper_model"),
        (Engines(language_model="/nowhere.gguf"), "engines.language_model"),
        (Engines(piper_voices=Path("/nowhere")), "engines.piper_voices"),
        (Engines(default_voice="nobody"), "unknown voice 'nobody'"),
    ],
)
def test_what_is_missing_is_said_before_it_is_needed(folder: Path, engines: Engines, reason: str) -> None:
    host = start(settings_in(folder, engines))
    answer = answer_of(host)
    assert answer["event"] == "failed"
    assert reason in answer["reason"]
    assert end(host)[0] == 1


def test_a_path_too_long_for_a_socket_is_refused_with_a_way_out(folder: Path) -> None:
    host = start(settings_in(folder / ("x" * 120)))
    assert "OFFHOOK_HOME" in answer_of(host)["reason"]
    end(host)


def test_a_line_that_is_no_settings_is_refused(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agent.engines"],
        input='{"stt": 1}\n',
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert '"failed"' in done.stdout
    assert "Traceback" not in done.stderr


async def test_it_serves_over_tcp_when_asked_to(folder: Path) -> None:
    ports = free_ports(3)
    settings = HostSettings(
        stt=f"tcp://127.0.0.1:{ports[0]}",
        tts=f"tcp://127.0.0.1:{ports[1]}",
        llm=f"http://127.0.0.1:{ports[2]}/v1",
    )
    host = ready(settings)
    try:
        heard = await WyomingTranscriber(settings.stt).transcribe(
            telephone("For how many people?"), 8000, "en"
        )
        assert heard.text
        async with httpx.AsyncClient() as client:
            models = (await client.get(f"{settings.llm}/models")).json()
        assert models["data"][0]["id"] == "model"
    finally:
        end(host)


def test_where_a_server_has_the_language_model_it_serves_none(folder: Path) -> None:
    url = "http://127.0.0.1:9/v1"
    host = start(settings_in(folder, Engines(language_model="/nowhere.gguf", language_model_url=url)))
    try:
        assert answer_of(host)["llm"] == url
        assert sorted(path.name for path in folder.glob("*.sock")) == ["stt.sock", "tts.sock"]
    finally:
        end(host)


async def test_a_killed_host_is_unavailable_and_found_again_after_its_restart(folder: Path) -> None:
    settings = settings_in(folder)
    host = ready(settings)
    ears = WyomingTranscriber(settings.stt)
    host.kill()
    end(host)
    with pytest.raises(EngineUnavailable):
        await ears.transcribe(bytes(8000), 8000, "en")
    again = ready(settings)
    try:
        assert (await ears.transcribe(telephone("Okay."), 8000, "en")).text
    finally:
        end(again)


async def test_nothing_of_a_call_is_logged(folder: Path) -> None:
    settings = settings_in(folder)
    host = ready(settings)
    try:
        await WyomingTranscriber(settings.stt).transcribe(telephone("For how many people?"), 8000, "en")
        endless = (Message("user", "For how many people? " * 5_000),)
        with pytest.raises(EngineRefused, match="tokens"):
            await anext(aiter(ChatModel(settings.llm).reply(endless, "{}")))
    finally:
        _, log = end(host)
    assert "people" not in log.lower()


def test_it_starts_from_a_configuration_file(folder: Path) -> None:
    config = folder / "offhook.toml"
    config.write_text("[engines]\nthreads = 1\n")
    host = subprocess.Popen(
        [sys.executable, "-m", "agent.engines", "--config", str(config)],
        cwd=ROOT,
        env=os.environ | {"OFFHOOK_HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert answer_of(host)["stt"] == str(folder / "run" / "stt.sock")
    finally:
        host.terminate()
        end(host)


def test_settings_survive_the_pipe(folder: Path) -> None:
    settings = replace(
        settings_in(folder, Engines(piper_voices=folder, threads=2)), phrases=("One moment, please.",)
    )
    assert "\n" not in settings.to_json()
    assert HostSettings.from_json(settings.to_json()) == settings


def test_settings_that_are_wrong_name_the_key() -> None:
    with pytest.raises(ConfigError, match="tts"):
        HostSettings.from_json('{"stt": "a", "llm": "b"}')


def test_a_sites_settings_have_a_warm_prompt_for_each_line(folder: Path) -> None:
    paths = Paths(config_file=folder / "c", data=folder, cache=folder)
    config = Config(lines=Lines(count=9), engines=Engines(language_model_url="http://127.0.0.1:1/v1"))
    settings = for_site(paths, config)
    assert settings.sequences == 9
    assert settings.llm == f"unix:{folder}/run/llm.sock"
    assert chat_url(settings) == "http://127.0.0.1:1/v1"
    assert chat_url(for_site(paths, Config())) == settings.llm
