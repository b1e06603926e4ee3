"""docs/reference.md names every setting, command, route, report and error, and nothing that is gone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import agent.errors
from agent import cli, config
from agent.call.phase import Phase
from agent.call.reports import REPORTS
from agent.web import app as web
from agent.web.models import Result

REFERENCE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text("utf-8")
SECTIONS = {field.name: field for field in dataclasses.fields(config.Config)}


def settings() -> list[str]:
    names = []
    for section, field in SECTIONS.items():
        kind: Any = config.Phone if section == "phones" else type(field.default)
        names += [f"{section}.{item.name}" for item in dataclasses.fields(kind)]
    return names


def commands() -> list[str]:
    return list(below(typer.main.get_group(cli.app), "offhook"))


def below(group: Any, prefix: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from below(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def errors() -> list[str]:
    return [name for name, kind in vars(agent.errors).items() if isinstance(kind, type)]


def routes() -> list[str]:
    paths = web.openapi_document()["paths"]
    return [f"{method.upper()} {path}" for path, item in paths.items() for method in item]


def documented(heading: str) -> set[str]:
    """The names in the first column of the tables below ``heading``."""
    section = REFERENCE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)`", section, flags=re.MULTILINE))


def variables() -> list[str]:
    roots = (Path(agent.errors.__file__).parent, Path(__file__).parent.parent / "scripts")
    texts = [path.read_text("utf-8") for root in roots for path in root.rglob("*.py")]
    return [name for text in texts for name in re.findall(r"\"(OFFHOOK_[A-Z_]+)\"", text)]


@pytest.mark.parametrize(
    ("heading", "actual"),
    [
        ("Environment", variables),
        ("Settings", settings),
        ("Commands", commands),
        ("Routes", routes),
        ("Reports", lambda: list(REPORTS)),
        ("Result", lambda: list(Result.model_fields)),
        ("Phases", lambda: [phase.value for phase in Phase]),
        ("Errors", errors),
    ],
)
def test_the_reference_and_the_code_name_the_same_things(
    heading: str, actual: Callable[[], list[str]]
) -> None:
    assert documented(heading) == set(actual())
