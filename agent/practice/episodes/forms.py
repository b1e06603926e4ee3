"""Forms of words, by act, from ``data/forms``. ``ask.people`` is the act ``ask`` for the slot ``people``,
``short.`` is for people who speak in fragments. The syntax of a form: ``template``."""

from __future__ import annotations

from importlib.resources import files

_FILES = ("talking", "asking", "short", "offering", "ending", "tricks", "machines", "tasks")


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    key = ""
    for name in _FILES:
        text = (files("agent.practice.episodes") / "data" / "forms" / f"{name}.txt").read_text(
            encoding="utf-8"
        )
        for line in text.splitlines():
            if line.startswith("= "):
                key = line[2:]
                found[key] = []
            elif line and not line.startswith("#"):
                found[key].append(line)
    return {key: tuple(forms) for key, forms in found.items()}


FORMS = _read()
