from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from agent.errors import ConfigError, SetupError
from agent.pbx import templates


def test_an_unknown_set_of_templates_is_a_broken_installation() -> None:
    with pytest.raises(SetupError, match="asterisk/nothing"):
        templates.folder("nothing")


def test_a_forgotten_value_is_an_error_not_an_empty_setting(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        templates.render("pbx", {}, tmp_path)

    assert not list(tmp_path.iterdir())


def test_control_characters_do_not_get_through_and_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.conf.j2").write_text("secret = {{ secret }}")
    monkeypatch.setattr(templates, "folder", lambda name: tmp_path)

    with pytest.raises(ConfigError) as caught:
        templates.render("x", {"secret": "hush\nadmin = yes"}, tmp_path / "etc")
    assert "hush" not in str(caught.value)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.conf"
    templates.write(path, "old")

    with pytest.raises(UnicodeEncodeError):
        templates.write(path, "new \udc80")

    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.conf"]
