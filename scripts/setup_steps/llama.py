"""llama-cpp-python: compiled here, because no wheel of it is published."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import fresh_folder, remove
from setup_steps.machine import Machine, cores, digest
from setup_steps.task import StepFailed, Task
from setup_steps.wheels import WheelPlace

LOCK = "requirements-built.lock"
NO_AMX = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
# With AMX the engine host dies (0.3.36): on a batch of more than one token, and at the first `ldtilecfg` of a
# model in Q4_K. A build for this very processor has it whatever ggml's switches say: by -march=native.
CMAKE = (
    "-DGGML_AMX_INT8=OFF",
    "-DGGML_AMX_TILE=OFF",
    # Pictures are not offhook's business.
    "-DLLAVA_BUILD=OFF",
)
PORTABLE = ("-DGGML_NATIVE=OFF", "-DGGML_AVX2=ON", "-DGGML_FMA=ON", "-DGGML_F16C=ON", "-DGGML_BMI2=ON")
# The tools' common library is half of the build, and only what LLAVA_BUILD=OFF leaves out needs it.
COMMON, NO_COMMON = "set(LLAMA_BUILD_COMMON ON", "set(LLAMA_BUILD_COMMON OFF"
RECIPE = digest("2", *CMAKE, *PORTABLE, NO_AMX)


@dataclass(frozen=True)
class LlamaWheel:
    machine: Machine
    name: str = "llama-cpp-python"
    needs: tuple[str, ...] = ("system packages", "virtual environment")

    @property
    def place(self) -> WheelPlace:
        machine = self.machine
        lock = (machine.repo / LOCK).read_text("utf-8")
        cpu = "portable" if machine.portable else machine.cpu
        return WheelPlace(
            machine.cache / "wheels", "llama", digest(RECIPE, lock, machine.release, machine.arch, cpu)
        )

    def missing(self) -> str | None:
        return None if self.place.wheel() else "no llama-cpp-python built for this processor yet"

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        work = fresh_folder(self.machine.build / "llama")
        pip: list[str | Path] = [self.machine.venv_python, "-m", "pip"]
        task.say("fetching the source")
        fetch = [
            *pip,
            "download",
            "--no-deps",
            "--no-build-isolation",
            "--no-binary",
            ":all:",
            "--require-hashes",
        ]
        task.run([*fetch, "-r", self.machine.repo / LOCK, "-d", work / "source"], env=self._environment())
        tree = unpack(work, task)
        build = [*pip, "wheel", "-v", "--no-deps", "--no-build-isolation", "-w", work / "wheel", tree]
        task.run(build, env=self._environment(), watch=ninja_progress)
        if not list((work / "wheel").glob("*.whl")):
            raise StepFailed("the build of llama-cpp-python left no wheel", log=task.log)
        wheel = self.place.keep(work / "wheel")
        remove(work)
        return wheel.name

    def _environment(self) -> dict[str, str]:
        intel = self.machine.arch == "x86_64"
        portable = PORTABLE if self.machine.portable and intel else ()
        native_off = PORTABLE[:1] if self.machine.portable and not portable else ()
        no_amx = [f"-DCMAKE_{language}_FLAGS='{NO_AMX}'" for language in ("C", "CXX")] if intel else []
        path = f"{self.machine.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"  # where ninja is
        return {
            "CMAKE_ARGS": " ".join([*CMAKE, *no_amx, *portable, *native_off]),
            "CMAKE_BUILD_PARALLEL_LEVEL": str(cores()),
            "PATH": path,
        }


def unpack(work: Path, task: Task) -> Path:
    tarball = next((work / "source").glob("*.tar.gz"))
    tree = fresh_folder(work / "tree")
    task.run(["tar", "-xf", tarball, "-C", tree, "--strip-components=1"])
    rules = tree / "CMakeLists.txt"
    rules.write_text(rules.read_text("utf-8").replace(COMMON, NO_COMMON, 1), "utf-8")
    return tree


def ninja_progress(line: str) -> str | None:
    match = re.match(r"\s*\[(\d+)/(\d+)\]", line)
    return f"compiled {match.group(1)} of {match.group(2)}" if match else None
