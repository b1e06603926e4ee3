"""Rehearsals: an errand of the practice town, played many times, before a real one goes out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agent.cli.local import home

if TYPE_CHECKING:
    from agent.config import Engines
    from agent.practice.rehearsal.run import Outcome, Rehearsal


class Mode(StrEnum):
    TEXT = "text"
    AUDIO = "audio"


class Split(StrEnum):
    HELD_OUT = "held-out"
    TRAIN = "train"


class Noise(StrEnum):
    NONE = "none"
    LIGHT = "light"
    MEASURED = "measured"
    REAL = "real"


BRAIN_HELP = (
    "Who answers for our side: oracle (a program that knows what is meant), practice (the model of "
    "the repository), configured (that of offhook.toml), a GGUF file, or the URL of an OpenAI-form server."
)


def register(app: typer.Typer) -> None:
    app.command()(rehearse)


def rehearse(
    episodes: Annotated[int, typer.Option(min=1, help="How many calls are played.")] = 20,
    mode: Annotated[
        Mode,
        typer.Option(help="text: without sound, in virtual time. audio: real calls in a town of its own."),
    ] = Mode.TEXT,
    brain: Annotated[str, typer.Option(help=BRAIN_HELP)] = "configured",
    split: Annotated[
        Split, typer.Option(help="held-out: what no practice model was trained on.")
    ] = Split.HELD_OUT,
    seed: Annotated[int, typer.Option(min=0, help="Of the first episode; the next has the next.")] = 0,
    noise: Annotated[Noise, typer.Option(help="What the recogniser gets wrong.")] = Noise.LIGHT,
    business: Annotated[str, typer.Option(help="Only calls to this kind: restaurant, clinic, ...")] = "",
    situation: Annotated[
        str,
        typer.Option(help="Only calls of this sort: voicemail, screening, mailbox-full, menu, tricky, ..."),
    ] = "",
    jobs: Annotated[int, typer.Option(min=1, help="So many calls are played at the same time.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the records. Default: in the data folder.")
    ] = None,
    keep: Annotated[int, typer.Option(min=0, help="Records kept of calls that went well.")] = 50,
) -> None:
    """Play calls to the practice town's businesses and say how well our side does.

    Exits with 1 when anything was agreed to that must not be, or told that must not be told.
    """
    from agent.practice.rehearsal.brains import configured
    from agent.practice.rehearsal.run import Rehearsal
    from agent.practice.rehearsal.summary import summary, table

    config, paths = home()
    named = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    plan = Rehearsal(
        episodes=episodes,
        brain=configured(config.engines) if brain == "configured" else brain,
        split=split.value,
        seed=seed,
        noise=noise.value,
        business=business,
        situation=situation,
        jobs=jobs,
        folder=out or paths.data / "rehearsals" / named,
        most_records=keep,
    )
    figures = summary(list(_watched(plan, _outcomes(mode, plan, config.engines))))
    if as_json:
        asked = {"brain": brain, "mode": mode.value, "split": split.value, "noise": noise.value, "seed": seed}
        print(json.dumps(figures | asked))
    else:
        print(table(figures))
        print(f"records            {plan.folder}")
    if figures["wrong_commitments"] or figures["undue_disclosures"]:
        raise typer.Exit(1)


def _outcomes(mode: Mode, plan: Rehearsal, engines: Engines) -> Iterator[Outcome]:
    if mode is Mode.AUDIO:
        from agent.practice.rehearsal.audio_run import rehearse as by_telephone

        return by_telephone(plan, engines)
    from agent.practice.rehearsal.run import rehearse as as_text

    return as_text(plan)


def _watched(plan: Rehearsal, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Every outcome, with a line of progress on stderr."""
    began, good = time.monotonic(), 0
    for number, outcome in enumerate(outcomes, start=1):
        good += outcome.score.success
        rate = 60 * number / max(0.01, time.monotonic() - began)
        if sys.stderr.isatty():
            print(
                f"\r{number} of {plan.episodes}, {good} good, {rate:.0f} a minute ", end="", file=sys.stderr
            )
        yield outcome
    if sys.stderr.isatty():
        print(file=sys.stderr)
