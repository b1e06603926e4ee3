"""`scripts/bench`: what there is to measure is listed, and nothing else is run."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts" / "bench", *arguments], capture_output=True, text=True, check=False
    )


def test_every_bench_is_listed_with_what_it_measures() -> None:
    told = bench()
    programs = [
        path for path in (ROOT / "scripts" / "benches").glob("*.py") if "__main__" in path.read_text()
    ]
    listed = [line.split(maxsplit=1) for line in told.stdout.splitlines()[1:]]
    assert told.returncode == 0
    assert sorted(name for name, _ in listed) == sorted(path.stem for path in programs)
    assert all(len(what) > 20 for _, what in listed)


def test_what_there_is_not_is_refused_and_told() -> None:
    told = bench("nothing")
    assert told.returncode == 2
    assert "there is no bench 'nothing'" in told.stderr
    assert "voice_to_voice" in told.stderr


def test_what_a_bench_builds_on_is_no_bench() -> None:
    assert bench("stand_ins").returncode == 2
