"""`models/train`: one environment for both trainings, and the programs of each in their order.

Everything lies under the user's cache (``offhook/training``): the environment, what is trained
on, checkpoints. The repository's own models are only replaced with ``--install``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "models" / "requirements.txt"
PROJECT_PYTHON = ROOT / ".venv" / "bin" / "python"
Step = tuple[str, ...]
"""A module and its arguments."""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _asked(arguments)
    if not PROJECT_PYTHON.exists():
        print("models/train: the project's own environment comes first: scripts/setup", file=sys.stderr)
        return 1
    folder = training_folder()
    python = environment(folder)
    for name in ("whisper", "llm") if asked.model == "all" else (asked.model,):
        work = folder / name
        work.mkdir(parents=True, exist_ok=True)
        for step in steps(name, work, asked):
            if not _run(python, step):
                return 1
    return 0


def steps(name: str, work: Path, asked: argparse.Namespace) -> tuple[Step, ...]:
    minutes = () if asked.minutes is None else ("--minutes", str(asked.minutes))
    start = ("--from-installed",) if asked.from_installed else ()
    if name == "whisper":
        made = str(work / "model")
        install = ("--install",) if asked.install else ()
        fresh = () if asked.resume else ("--fresh",)
        return (
            ("models.whisper.train", "--work", str(work), *minutes, *fresh, *start),
            ("models.whisper.export", "--work", str(work), "--into", made, *install),
            ("models.whisper.evaluate", made, "--work", str(work)),
        )
    resume = ("--resume",) if asked.resume else ()
    model = str(work / "model.gguf")
    return (
        ("models.llm.write_texts", str(work), *resume),
        ("models.llm.train", str(work), *minutes, *resume, *start),
        ("models.llm.evaluate", model, *(("--install",) if asked.install else ())),
    )


def training_folder() -> Path:
    """Beside what scripts/setup keeps."""
    if given := os.environ.get("OFFHOOK_TRAINING"):
        return Path(given).expanduser().resolve()
    said = "import platformdirs; print(platformdirs.user_cache_dir('offhook'))"
    found = subprocess.run([PROJECT_PYTHON, "-c", said], capture_output=True, text=True, check=True)
    return Path(found.stdout.strip()) / "training"


def environment(folder: Path) -> Path:
    """The Python of the training environment, made or brought up to date where need be.

    It sees the packages of the project's own environment: only torch and its like are added.
    """
    python = folder / "venv" / "bin" / "python"
    made = folder / "venv.made"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and made.exists() and made.read_text("utf-8").strip() == wanted:
        return python
    print(f"= the environment of the trainings: {folder / 'venv'}", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        subprocess.run([PROJECT_PYTHON, "-m", "venv", folder / "venv"], check=True)
        packages = next((ROOT / ".venv").glob("lib/python*/site-packages"))
        beside = next((folder / "venv").glob("lib/python*/site-packages"))
        (beside / "project.pth").write_text(f"{packages}\n", "utf-8")
    subprocess.run([python, "-m", "pip", "install", "-q", "-r", REQUIREMENTS], check=True)
    made.write_text(wanted, "utf-8")
    return python


def _run(python: Path, step: Step) -> bool:
    shown = " ".join(part.replace(str(Path.home()), "~") for part in step)
    print(f"= {shown}", flush=True)
    began = time.monotonic()
    # idle threads that spin make two cores slower than one
    settings = os.environ | {"OMP_WAIT_POLICY": "PASSIVE", "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
    done = subprocess.run([python, "-m", *step], cwd=ROOT, env=settings, check=False)
    took = f"{(time.monotonic() - began) / 60:.1f} min"
    print(f"{'=' if done.returncode == 0 else '!'} {step[0]}: {took}", flush=True)
    return done.returncode == 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="models/train",
        description="Make the practice models: texts or voices, training, export, evaluation.",
    )
    parser.add_argument("model", choices=("whisper", "llm", "all"))
    parser.add_argument("--minutes", type=float, help="of training proper, for each model")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument(
        "--from-installed", action="store_true", help="start from the weights in the repository"
    )
    parser.add_argument("--install", action="store_true", help="put the result into models/practice")
    return parser.parse_args(arguments)
