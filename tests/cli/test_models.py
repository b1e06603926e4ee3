from __future__ import annotations

import json
import tomllib
from pathlib import Path

from tests.cli.conftest import Home


async def test_models_are_listed_fetched_from_a_folder_verified_and_used(home: Home, tmp_path: Path) -> None:
    for name in ("en_US-john-medium.onnx", "en_US-john-medium.onnx.json"):
        (tmp_path / name).write_text(name)
    fetched = await home.run("models", "fetch", "en_US-john-medium", "--from", str(tmp_path))
    assert (fetched.code, "is installed" in fetched.out) == (0, True)
    listed = json.loads((await home.run("models", "list", "--json")).out)["models"]
    assert {row["name"] for row in listed if row["installed"]} == {"en_US-john-medium"}
    assert (await home.run("models", "verify")).out == "en_US-john-medium: ok\n"
    assert (await home.run("models", "use", "en_US-john-medium")).code == 0
    engines = tomllib.loads(home.paths.config_file.read_text())["engines"]
    assert engines["voices"]["eric"] == "piper:en_US-john-medium"

    (home.paths.models / "voices" / "en_US-john-medium.onnx").write_text("other")
    verified = await home.run("models", "verify", "--json")
    assert verified.code == 1
    assert not json.loads(verified.out)["ok"]


async def test_what_is_not_installed_cannot_be_used_and_the_way_to_it_is_said(home: Home) -> None:
    used = await home.run("models", "use", "whisper-base.en")
    assert used.code == 1
    assert "offhook models fetch whisper-base.en" in used.err
    unknown = await home.run("models", "use", "--rung", "mainframe")
    assert "small-cpu, big-cpu, gpu" in unknown.err
