"""The containers, as far as they can be looked at without an engine."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scripts.conftest import REPO

Service = dict[str, Any]


@pytest.fixture(scope="module")
def stack() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())
    return loaded


def ways_out(stack: dict[str, Any], service: Service) -> list[str]:
    """The networks of the service from which an answer finds its way back."""
    if service.get("network_mode") == "none":
        return []
    networks: list[str] = list(service.get("networks", ["default"]))
    closed = [
        name
        for name, network in stack["networks"].items()
        if network.get("internal")
        or network.get("driver_opts", {}).get("com.docker.network.bridge.enable_ip_masquerade") == "false"
    ]
    return [name for name in networks if name not in closed]


def test_only_the_pbx_has_a_way_out(stack: dict[str, Any]) -> None:
    assert {name: ways_out(stack, service) for name, service in stack["services"].items()} == {
        "render": [],
        "pbx": ["trunk"],
        "carrier": [],
        "offhook": [],
    }


def test_what_is_published_is_published_on_loopback(stack: dict[str, Any]) -> None:
    ports = [port for service in stack["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_service_is_privileged(stack: dict[str, Any]) -> None:
    for service in stack["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service


def test_secrets_are_files(stack: dict[str, Any]) -> None:
    assert stack["secrets"] == {"trunk": {"file": "${OFFHOOK_TRUNK_SECRET:-/dev/null}"}}
    for service in stack["services"].values():
        assert not any("SECRET" in name or "PASSWORD" in name for name in service.get("environment", {}))


def test_the_configuration_names_the_addresses_that_the_stack_gives(stack: dict[str, Any]) -> None:
    settings = tomllib.loads((REPO / "docker" / "offhook.toml").read_text())
    services = stack["services"]
    assert settings["pbx"]["host"] == services["pbx"]["networks"]["inside"]["ipv4_address"]
    assert settings["trunk"]["server"] == services["carrier"]["networks"]["inside"]["ipv4_address"]
    assert (
        f'"{services["carrier"]["networks"]["inside"]["ipv4_address"]}"'
        in (REPO / "docker/render.py").read_text()
    )


def test_everything_that_an_image_copies_is_let_through_to_it() -> None:
    let_through = {
        line[1:].split("*")[0]
        for line in (REPO / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    for line in (REPO / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (REPO / source).exists(), source
                assert any(source.startswith(name) for name in let_through), source


@pytest.mark.parametrize("command", [["docker", "compose"], ["docker-compose"]], ids=" ".join)
def test_compose_accepts_the_file(command: list[str]) -> None:
    if (
        shutil.which(command[0]) is None
        or subprocess.run([*command, "version"], capture_output=True).returncode
    ):
        pytest.skip(f"no {' '.join(command)} on this machine")
    done = subprocess.run([*command, "config"], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_start_program_of_the_pbx_is_a_shell_script_that_parses() -> None:
    program = REPO / "asterisk" / "start-asterisk"
    assert program.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", program], check=True)
    assert Path(program.parent / "fence.nft").exists()
