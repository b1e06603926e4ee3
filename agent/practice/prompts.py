"""The practice town's recorded announcements: what they say, and making them with flite and sox.

``python -m agent.practice.prompts --into DIR`` makes what is missing or has changed. What the Debian
sound packages say in a human voice (not in service, goodbye, the queue's announcement) is taken from them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from agent.config import Paths, default_paths
from agent.errors import SetupError

RATE = 8000
_STAMP = "prompts.json"


@dataclass(frozen=True, slots=True)
class Prompt:
    """``voice`` is one of flite's own."""

    text: str
    voice: str = "slt"


PROMPTS: Mapping[str, Prompt] = {
    "bella-welcome": Prompt(
        "Hello and welcome to Bella Vista. For reservations, press one. For opening hours, press two. "
        "To hear this again, press nine."
    ),
    "bella-hours": Prompt("We are open from five PM until ten PM. We are closed on Monday."),
    "bella-reservations": Prompt(
        "Please choose one of the following options. For changes to a reservation, press one. "
        "For booking a table, press two. For gift cards, press three. To hear this again, press nine."
    ),
    "bella-change": Prompt("I'm sorry, we do not have a reservation for your number."),
    "bella-vouchers": Prompt("Gift cards are sold at the restaurant only."),
    "bella-invalid": Prompt("I'm sorry, that is not a valid option."),
    "bella-busy": Prompt("All of our agents are busy. Please stay on the line."),
    "bella-queue": Prompt("Your call is important to us. Please stay on the line."),
    "bella-goodbye": Prompt("Thank you for your call, goodbye."),
    "voicemail-greeting": Prompt(
        "Hello. You have reached the voicemail of Robert Miller. Please leave a message after the tone.",
        "rms",
    ),
}


def folder(paths: Paths) -> Path:
    """Where set-up puts them; the carrier makes them there itself when they are missing."""
    return paths.cache / "prompts"


def make(into: Path, prompts: Mapping[str, Prompt] = PROMPTS) -> list[str]:
    """Make the prompts that ``into`` lacks (``<name>.wav``, 8 kHz 16-bit mono); return their names.

    Raises SetupError where flite or sox is missing or fails.
    """
    into.mkdir(parents=True, exist_ok=True)
    wanted = {name: _hash(prompt) for name, prompt in prompts.items()}
    made = _stamps(into)
    missing = [
        name for name in wanted if made.get(name) != wanted[name] or not (into / f"{name}.wav").exists()
    ]
    if missing:
        _need("flite", "sox")
        _check_voices({prompts[name].voice for name in missing})
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            list(pool.map(lambda name: _speak(prompts[name], into / f"{name}.wav"), missing))
        aside = into / f".{_STAMP}.{os.getpid()}"
        aside.write_text(json.dumps(made | wanted, indent=1), "utf-8")
        aside.replace(into / _STAMP)
    return missing


def _speak(prompt: Prompt, path: Path) -> None:
    raw, done = (path.with_name(f".{path.stem}.{os.getpid()}.{step}.wav") for step in ("raw", "done"))
    try:
        _run(["flite", "-voice", prompt.voice, "-t", prompt.text, "-o", str(raw)])
        # Half a second of silence after it: a menu's options end before the wait for a key begins.
        _run(
            [
                "sox",
                "-D",
                str(raw),
                "-r",
                str(RATE),
                "-b",
                "16",
                "-c",
                "1",
                str(done),
                "norm",
                "-6",
                "pad",
                "0",
                "0.5",
            ]
        )
        done.replace(path)
    finally:
        raw.unlink(missing_ok=True)
        done.unlink(missing_ok=True)


def _check_voices(voices: set[str]) -> None:
    # flite speaks with another voice instead of failing.
    if unknown := voices - set(_run(["flite", "-lv"]).split()):
        raise SetupError(f"flite has no voice {', '.join(sorted(unknown))}: run  scripts/setup")


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode("utf-8", "replace").strip()
        raise SetupError(f"{command[0]} could not make an announcement: {words}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetupError(f"{command[0]} could not make an announcement: {error}") from error
    return done.stdout.decode("utf-8", "replace")


def _need(*programs: str) -> None:
    if missing := [program for program in programs if shutil.which(program) is None]:
        raise SetupError(f"{' and '.join(missing)} missing: run  scripts/setup")


def _hash(prompt: Prompt) -> str:
    return hashlib.sha256(json.dumps([RATE, asdict(prompt)]).encode()).hexdigest()


def _stamps(into: Path) -> dict[str, str]:
    try:
        stamps = json.loads((into / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the practice town's announcements.")
    parser.add_argument("--into", type=Path, default=folder(default_paths()))
    into: Path = parser.parse_args().into
    made = make(into)
    print(f"{len(made)} made, {len(PROMPTS) - len(made)} were there: {into}")


if __name__ == "__main__":
    main()
