"""Models come from the hub or from a folder, go on where they stopped, and are checked ever after.

The hub is a small one of our own on loopback, in the hub's own form.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from agent.config import Engines
from agent.engines import catalogue, choosing, fetching, models
from agent.engines.catalogue import Entry
from agent.errors import ConfigError, SetupError

VOICE = Entry(
    "en_XX-test-medium",
    "piper",
    "town/voices",
    ("en/test.onnx", "en/test.onnx.json"),
    "CC0",
    1,
    "",
    (),
    "jessica",
)
WHISPER = Entry("whisper-test", "whisper", "town/whisper", ("model.bin", "config.json"), "MIT", 1, "")
CONTENT = {
    "en/test.onnx": b"voice " * 30_000,
    "en/test.onnx.json": b"{}",
    "model.bin": b"weights " * 50_000,
    "config.json": b'{"a": 1}',
}


class Hub(BaseHTTPRequestHandler):
    """``lies``: the checksum it states is another. ``breaks_at``: it hangs up after so many bytes, once."""

    lies = False
    breaks_at = 0
    asked: list[str]
    server: ThreadingHTTPServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length).decode()
        paths = json.loads(body)["paths"] if body.startswith("{") else parse_qs(body)["paths"]
        answer = []
        for path in paths:
            checksum = hashlib.sha256(CONTENT[path] + (b"x" if Hub.lies else b"")).hexdigest()
            lfs = {"oid": checksum, "size": len(CONTENT[path]), "pointerSize": 130}
            answer.append(
                {"type": "file", "path": path, "size": len(CONTENT[path]), "oid": "0" * 40, "lfs": lfs}
            )
        self._send(json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def do_HEAD(self) -> None:
        self._resolve(with_body=False)

    def do_GET(self) -> None:
        self._resolve(with_body=True)

    def _resolve(self, *, with_body: bool) -> None:
        name = self.path.partition("/resolve/main/")[2] or self.path.partition(f"/resolve/{'c' * 40}/")[2]
        content = CONTENT.get(name)
        if content is None:
            self.send_error(404)
            return
        first = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").partition("-")[0])
        Hub.asked.append(f"{self.command} {name} {first}")
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": "c" * 40}
        if first:
            headers["Content-Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        self._send(content[first:], headers, 206 if first else 200, with_body=with_body)

    def _send(
        self, body: bytes, headers: dict[str, str], status: int = 200, *, with_body: bool = True
    ) -> None:
        self.send_response(status)
        for key, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(key, value)
        self.end_headers()
        if with_body and Hub.breaks_at and len(body) > Hub.breaks_at:
            self.wfile.write(body[: Hub.breaks_at])
            self.wfile.flush()
            Hub.breaks_at = 0
            self.connection.close()
        elif with_body:
            self.wfile.write(body)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    Hub.lies, Hub.breaks_at, Hub.asked = False, 0, []
    yield Hub
    server.shutdown()
    server.server_close()


def test_a_model_is_fetched_recorded_and_found_to_be_what_was_fetched(hub: type[Hub], tmp_path: Path) -> None:
    one = fetching.fetch(WHISPER, tmp_path)
    assert (tmp_path / "whisper-test" / "model.bin").read_bytes() == CONTENT["model.bin"]
    assert catalogue.installed(tmp_path) == {"whisper-test": one}
    assert (one.licence, one.source) == ("MIT", "hub town/whisper")
    assert catalogue.verify(tmp_path, one) == []
    assert not list(tmp_path.glob(".fetching/*"))


def test_a_file_that_has_changed_or_gone_since_is_named(hub: type[Hub], tmp_path: Path) -> None:
    one = fetching.fetch(WHISPER, tmp_path)
    (tmp_path / "whisper-test" / "model.bin").write_bytes(b"other")
    (tmp_path / "whisper-test" / "config.json").unlink()
    changed, gone = catalogue.verify(tmp_path, one)
    assert "model.bin is not the file that was fetched" in changed
    assert "config.json: No such file" in gone


def test_what_came_is_not_what_the_hub_said_it_is(hub: type[Hub], tmp_path: Path) -> None:
    hub.lies = True
    with pytest.raises(SetupError, match=r"model\.bin came damaged"):
        fetching.fetch(WHISPER, tmp_path)
    assert catalogue.installed(tmp_path) == {}
    assert not (tmp_path / "whisper-test" / "model.bin").exists()


def test_a_fetch_that_broke_off_goes_on_where_it_stopped(
    hub: type[Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 10_000)  # else 10 MB
    hub.breaks_at = 100_000
    fetching.fetch(WHISPER, tmp_path)
    assert [line for line in hub.asked if line.startswith("GET model.bin")] == [
        "GET model.bin 0",
        "GET model.bin 100000",
    ]
    assert (tmp_path / "whisper-test" / "model.bin").read_bytes() == CONTENT["model.bin"]


def test_without_a_hub_it_is_said_how_to_carry_the_files_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with pytest.raises(SetupError, match=r"town/whisper.*model\.bin, config\.json.*--from FOLDER"):
        fetching.fetch(WHISPER, tmp_path)


def test_offline_by_the_environment_means_offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(SetupError, match="HF_HUB_OFFLINE is set"):
        fetching.fetch(WHISPER, tmp_path)


def test_files_that_were_carried_over_are_taken_flat_or_as_on_the_hub(tmp_path: Path) -> None:
    carried, here = tmp_path / "stick", tmp_path / "models"
    (carried / "en").mkdir(parents=True)
    (carried / "test.onnx").write_bytes(CONTENT["en/test.onnx"])
    (carried / "en" / "test.onnx.json").write_bytes(b"{}")
    one = fetching.take(VOICE, here, carried)
    assert {file.path for file in one.files} == {"voices/test.onnx", "voices/test.onnx.json"}
    assert (carried / "test.onnx").exists()


def test_a_carried_folder_that_lacks_a_file_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"has no model\.bin"):
        fetching.take(WHISPER, tmp_path / "models", tmp_path)
    assert not (tmp_path / "models").exists()


def test_no_space_is_said_before_anything_is_fetched(tmp_path: Path) -> None:
    huge = Entry("huge", "gguf", "town/huge", ("huge.gguf",), "MIT", 10**9, "")
    with pytest.raises(SetupError, match="huge needs 1000000000 MB"):
        fetching.fetch(huge, tmp_path)


def test_using_models_changes_their_settings_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "offhook.toml"
    file.write_text('# mine\n[policy]\nallow = ["+1202555XXXX"]  # the town\n')
    choosing.write(file, choosing.settings_of(WHISPER, tmp_path))
    choosing.write(file, choosing.settings_of(VOICE, tmp_path))
    text = file.read_text()
    assert "# mine" in text
    assert "# the town" in text
    engines = tomllib.loads(text)["engines"]
    assert engines["whisper_model"] == str(tmp_path / "whisper-test")
    assert engines["piper_voices"] == str(tmp_path / "voices")
    assert engines["voices"] == dict(Engines().voices) | {"jessica": "piper:en_XX-test-medium"}


def test_a_configuration_that_is_no_toml_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "offhook.toml"
    file.write_text("[engines\n")
    with pytest.raises(ConfigError, match=r"offhook\.toml"):
        choosing.write(file, {"language_model": "x"})
    assert file.read_text() == "[engines\n"


def test_the_ladder_has_ears_voice_and_mind_on_every_rung_and_all_four_voices() -> None:
    known = catalogue.entries().values()
    for rung in catalogue.RUNGS:
        assert {entry.kind for entry in known if rung in entry.rungs} == {"whisper", "piper", "gguf"}
    assert {entry.voice for entry in known if entry.voice} == set(Engines().voices)
    assert all(set(entry.rungs) <= set(catalogue.RUNGS) for entry in known)


def test_a_whisper_of_the_ladder_has_the_files_that_the_engine_asks_for() -> None:
    for entry in catalogue.entries().values():
        if entry.kind == "whisper":
            assert set(models.WHISPER_FILES) <= set(entry.files)


def test_an_unknown_model_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SetupError, match=r"no model 'gpt'.*whisper-base\.en"):
        catalogue.entry("gpt")


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / catalogue.INSTALLED).write_text("{")
    with pytest.raises(SetupError, match=r"installed\.json"):
        catalogue.installed(tmp_path)
