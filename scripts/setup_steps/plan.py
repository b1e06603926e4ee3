"""Which steps there are, and running those that have something to do, side by side where they can be."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from setup_steps.asterisk import Asterisk
from setup_steps.board import Board
from setup_steps.environment import BuiltPackages, Project, PythonPackages, VirtualEnvironment
from setup_steps.llama import LlamaWheel
from setup_steps.machine import Machine
from setup_steps.pjsua2 import Pjsua2Wheel
from setup_steps.prompts import PracticePrompts
from setup_steps.system_packages import SystemPackages
from setup_steps.task import Children, Step, StepFailed, Task


def all_steps(machine: Machine, environment: Mapping[str, str]) -> list[Step]:
    pjsua2, llama = Pjsua2Wheel(machine, environment), LlamaWheel(machine)
    return [
        SystemPackages(machine),
        VirtualEnvironment(machine),
        Asterisk(machine, environment),
        pjsua2,
        llama,
        PythonPackages(machine),
        BuiltPackages(machine, pjsua2, llama),
        Project(machine),
        PracticePrompts(machine),
    ]


@dataclass
class Plan:
    """The steps that have something to do, and how far they are."""

    machine: Machine
    board: Board
    steps: Sequence[Step]
    reasons: Mapping[str, str]
    """What is missing, by the name of the step that gets it."""
    children: Children = field(default_factory=Children)
    failures: dict[str, StepFailed] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _started: set[str] = field(default_factory=set)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.steps = [step for step in self.steps if step.name in self.reasons]

    def run(self) -> None:
        """Run to the end; a step that fails keeps back only those that need it. See ``failures``."""
        threads: list[threading.Thread] = []
        try:
            with self._changed:
                while ready := self._wait_for_ready():
                    for step in ready:
                        self._started.add(step.name)
                        threads.append(threading.Thread(target=self._one, args=(step,), name=step.name))
                        threads[-1].start()
        except BaseException:
            self.children.stop()
            raise
        finally:
            for thread in threads:
                thread.join()

    def _wait_for_ready(self) -> list[Step]:
        """The steps that can start now; empty when nothing is left that ever can."""
        while True:
            ready = [step for step in self.steps if self._can_start(step)]
            if ready or self._started == self._done | self.failures.keys():
                return ready
            self._changed.wait(0.5)
            self.board.tick()

    def _can_start(self, step: Step) -> bool:
        if step.name in self._started:
            return False
        return all(need in self._done or need not in self.reasons for need in step.needs)

    def _one(self, step: Step) -> None:
        self.board.start(step.name, self.reasons[step.name])
        failure: StepFailed | None = None
        try:
            result = step.run(Task(step.name, self.machine, self.board, self.children))
        except StepFailed as failed:
            failure = failed
        except Exception as error:  # the thread's edge: whatever goes wrong in a step is that step's failure
            failure = StepFailed(f"{type(error).__name__}: {error}")
        else:
            self.board.done(step.name, result)
        with self._changed:
            if failure is None:
                self._done.add(step.name)
            else:
                self.failures[step.name] = failure
                if not self.children.stopped:
                    self.board.failed(step.name, failure.what)
            self._changed.notify_all()


def missing_steps(steps: Sequence[Step]) -> dict[str, str]:
    """What is missing, by the name of the step that gets it."""
    return {step.name: reason for step in steps if (reason := step.missing()) is not None}
