from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from setup_steps.board import Board
from setup_steps.files import only_one
from setup_steps.machine import Machine
from setup_steps.plan import Plan, all_steps, missing_steps
from setup_steps.task import Step, StepFailed, Task
from tests.scripts.conftest import REPO


def nothing(task: Task) -> None:
    pass


@dataclass(frozen=True)
class Pretended:
    name: str
    needs: tuple[str, ...] = ()
    does: Callable[[Task], object] = nothing
    reason: str | None = "not there"

    def missing(self) -> str | None:
        return self.reason

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        self.does(task)
        return "made"


def run(machine: Machine, *steps: Step) -> tuple[Plan, str]:
    out = io.StringIO()
    plan = Plan(machine, Board(out), steps, missing_steps(steps))
    plan.run()
    return plan, out.getvalue()


def fail(task: Task) -> None:
    raise StepFailed("no network", "Plug it in.")


def test_a_step_waits_for_what_it_needs_and_not_for_what_is_already_there(machine: Machine) -> None:
    order: list[str] = []

    def note(task: Task) -> None:
        order.append(task.name)

    run(
        machine,
        Pretended("project", ("packages",), note),
        Pretended("packages", ("environment", "system"), note),
        Pretended("environment", (), note),
        Pretended("system", (), note, reason=None),
    )
    assert order == ["environment", "packages", "project"]


def test_steps_that_do_not_need_each_other_run_side_by_side(machine: Machine) -> None:
    both_there = threading.Barrier(2, timeout=10)
    plan, _ = run(
        machine,
        Pretended("pjsua2", (), lambda task: both_there.wait()),
        Pretended("llama", (), lambda task: both_there.wait()),
    )
    assert plan.failures == {}


def test_a_failed_step_keeps_back_only_what_needs_it(machine: Machine) -> None:
    ran: list[str] = []
    plan, shown = run(
        machine,
        Pretended("asterisk", (), fail),
        Pretended("prompts", ("asterisk",), lambda task: ran.append("prompts")),
        Pretended("environment", (), lambda task: ran.append("environment")),
    )
    assert ran == ["environment"]
    assert plan.failures["asterisk"].remedy == "Plug it in."
    assert "FAIL asterisk" in shown
    assert " ok  environment" in shown


def test_a_fault_of_the_step_itself_is_that_steps_failure(machine: Machine) -> None:
    plan, _ = run(machine, Pretended("asterisk", (), lambda task: 1 / 0))
    assert "ZeroDivisionError" in plan.failures["asterisk"].what


def test_a_commands_last_lines_and_its_log_come_with_its_failure(machine: Machine) -> None:
    def work(task: Task) -> None:
        task.run(["sh", "-c", "echo unpacking; echo no space left; exit 3"])

    plan, _ = run(machine, Pretended("asterisk", (), work))
    failed = plan.failures["asterisk"]
    assert failed.what.endswith("ended with code 3")
    assert failed.tail == ("unpacking", "no space left")
    assert failed.log is not None
    assert "no space left" in failed.log.read_text()


def test_a_command_that_is_not_there_is_named(machine: Machine) -> None:
    plan, _ = run(machine, Pretended("asterisk", (), lambda task: task.run(["no-such-program"])))
    assert plan.failures["asterisk"].what == "there is no program 'no-such-program' on the PATH"


def test_a_commands_lines_become_progress(machine: Machine) -> None:
    class Watched(Board):
        said: list[str]

        def progress(self, name: str, detail: str) -> None:
            self.said.append(detail)

    board = Watched(io.StringIO())
    board.said = []
    step = Pretended("llama", (), lambda task: task.run(["printf", "1\n2\n"], watch=str.strip))
    Plan(machine, board, [step], {"llama": "not there"}).run()
    assert board.said == ["1", "2"]


def test_an_interruption_ends_the_programs_under_way(machine: Machine) -> None:
    started = threading.Event()

    def tell(line: str) -> None:
        started.set()

    class Interrupting(Board):
        def tick(self) -> None:
            if started.wait(10):
                raise KeyboardInterrupt

    step = Pretended("llama", (), lambda task: task.run(["sh", "-c", "echo up; sleep 600"], watch=tell))
    plan = Plan(machine, Interrupting(io.StringIO()), [step], {"llama": "not there"})
    with pytest.raises(KeyboardInterrupt):
        plan.run()
    assert plan.failures["llama"].what == "interrupted"


def test_every_need_of_the_real_steps_names_a_step(machine: Machine) -> None:
    steps = all_steps(machine, {})
    names = [step.name for step in steps]
    assert len(set(names)) == len(names)
    for number, step in enumerate(steps):
        assert set(step.needs) <= set(names[:number])


def test_the_programs_of_a_killed_set_up_die_with_it(machine: Machine, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from setup_steps.board import Board
from setup_steps.files import only_one
from setup_steps.files import only_one
from setup_steps.task import Children, Task
import tests.scripts.conftest
lock, machine = Path(sys.argv[1]), tests.scripts.conftest.machine_in(Path(sys.argv[2]))
with only_one(lock, print) as held:
    task = Task("llama", machine, Board(), Children((held,)))
    task.run(["sh", "-c", "echo up; exec sleep 600"], watch=lambda line: print(line, end="", flush=True))
"""
    lock = tmp_path / "setup.lock"
    path = os.pathsep.join([str(REPO), str(REPO / "scripts")])
    with subprocess.Popen(
        [sys.executable, "-c", program, lock, tmp_path / "other"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "up\n"
        killed.kill()
        killed.wait()
    with only_one(lock, lambda process: None):
        pass  # it would wait ten minutes for the orphan, were there one
