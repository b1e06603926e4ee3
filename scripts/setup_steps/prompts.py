"""The practice town's recordings: made here, from the voices of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import read_stamp, write_whole
from setup_steps.machine import Machine, digest
from setup_steps.task import Task

MODULE = "agent.practice.prompts"
STAMP = "offhook-setup"


@dataclass(frozen=True)
class PracticePrompts:
    machine: Machine
    name: str = "practice prompts"
    needs: tuple[str, ...] = ("offhook", "asterisk")

    @property
    def folder(self) -> Path:
        return self.machine.cache / "prompts"

    def missing(self) -> str | None:
        if not self._program.exists():
            return None
        if read_stamp(self.folder / STAMP) == self._made_from():
            return None
        return f"the practice town's recordings are not in {self.folder}"

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        # The program replaces file by file what has changed: a carrier that runs meanwhile misses nothing.
        program: list[str | Path] = [self.machine.venv_python, "-m", MODULE, "--into", self.folder]
        told = task.run(program, cwd=self.machine.repo, watch=lambda line: line.strip()[:60] or None)
        write_whole(self.folder / STAMP, self._made_from())
        return told.splitlines()[-1].split(":")[0] if told else "made"

    @property
    def _program(self) -> Path:
        return self.machine.repo / "agent" / "practice" / "prompts.py"

    def _made_from(self) -> str:
        return digest(self._program.read_text("utf-8"))
