from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_steps.llama import LOCK, LlamaWheel, ninja_progress
from setup_steps.machine import Machine
from setup_steps.pjsua2 import Pjsua2Wheel, check_configured, compiled_file, pjproject_version
from setup_steps.task import StepFailed
from setup_steps.wheels import WheelPlace


def build(folder: Path, name: str) -> Path:
    folder.mkdir()
    (folder / name).touch()
    return folder


def test_a_finished_wheel_is_found_again_and_its_forerunner_is_gone(tmp_path: Path) -> None:
    for key in ("old", "new"):
        place = WheelPlace(tmp_path / "wheels", "pjsua2", key)
        assert place.wheel() is None
        kept = place.keep(build(tmp_path / "made", "pjsua2-2.17-cp311-cp311-linux_x86_64.whl"))
        assert place.wheel() == kept
    assert [path.name for path in (tmp_path / "wheels").iterdir()] == ["pjsua2-new"]


def test_one_cache_serves_several_pythons(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    for tag in ("cp311", "cp312"):
        WheelPlace(wheels, "pjsua2", tag).keep(
            build(tmp_path / "made", f"pjsua2-2.17-{tag}-{tag}-linux_x86_64.whl")
        )
    assert sorted(path.name for path in wheels.iterdir()) == ["pjsua2-cp311", "pjsua2-cp312"]


def test_a_build_that_was_cut_short_leaves_no_wheel(tmp_path: Path) -> None:
    place = WheelPlace(tmp_path / "wheels", "pjsua2", "key")
    place.folder.mkdir(parents=True)
    assert place.wheel() is None


def test_pjsua2_is_built_for_one_python_on_one_release(machine: Machine) -> None:
    keys = {
        Pjsua2Wheel(each, {}).place.key
        for each in (machine, replace(machine, python_version=(3, 12)), replace(machine, release="debian-13"))
    }
    assert len(keys) == 3
    assert Pjsua2Wheel(replace(machine, cpu="other"), {}).place.key in keys


def test_llama_is_built_for_one_processor_unless_it_is_to_be_portable(machine: Machine) -> None:
    (machine.repo / LOCK).write_text("llama-cpp-python==0.3.36\n")

    def key(cpu: str, *, portable: bool = False) -> str:
        return LlamaWheel(replace(machine, cpu=cpu, portable=portable)).place.key

    assert key("a") != key("b")
    assert key("a", portable=True) == key("b", portable=True) != key("a")


def test_llama_is_built_without_amx(machine: Machine) -> None:
    arguments = LlamaWheel(machine)._environment()["CMAKE_ARGS"]
    assert "-DGGML_AMX_INT8=OFF" in arguments
    assert "-DGGML_AMX_TILE=OFF" in arguments
    assert "-DCMAKE_CXX_FLAGS='-mno-amx-tile -mno-amx-int8 -mno-amx-bf16'" in arguments
    assert "GGML_NATIVE" not in arguments
    portable = replace(machine, portable=True)
    assert "-DGGML_NATIVE=OFF -DGGML_AVX2=ON" in LlamaWheel(portable)._environment()["CMAKE_ARGS"]
    elsewhere = LlamaWheel(replace(portable, arch="aarch64"))._environment()["CMAKE_ARGS"]
    assert "AVX" not in elsewhere
    assert "amx-" not in elsewhere


def test_the_version_of_pjproject_is_read_from_its_makefile() -> None:
    text = "export PJ_VERSION_MAJOR  := 2\nexport PJ_VERSION_MINOR  := 17\nexport PJ_VERSION_REV    :=\n"
    assert pjproject_version(text) == (2, 17)
    assert pjproject_version("") == (0, 0)


def test_a_pjproject_without_tls_is_refused_before_it_is_compiled() -> None:
    check_configured("#define PJ_HAS_SSL_SOCK 1\n")
    with pytest.raises(StepFailed, match="without TLS") as failed:
        check_configured("/* #undef PJ_HAS_SSL_SOCK */\n")
    assert "libssl-dev" in failed.value.remedy


def test_compilers_lines_become_progress() -> None:
    assert ninja_progress("  [54/193] /usr/bin/g++ -o x.o -c x.cpp\n") == "compiled 54 of 193"
    assert ninja_progress("warning: [-Wall]\n") is None
    assert (
        compiled_file("gcc -c -Wall -o output/os_core.o ../src/pj/os_core_unix.c\n")
        == "compiling os_core_unix.c"
    )
    assert compiled_file("\n") is None
