"""A home that collides with nothing, and a stop that leaves nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agent.config import load
from agent.errors import SetupError
from agent.practice.demo import home as homes
from agent.practice.demo import site as sites
from agent.practice.demo.home import free_ports
from agent.practice.demo.site import Site, running


def test_the_home_is_private_short_valid_and_gone_afterwards() -> None:
    with homes.made() as home:
        config = load(home.paths)
        assert home.folder.stat().st_mode & 0o777 == 0o700
        assert len(str(home.paths.run / "engines.sock")) < 60
        assert config.web.port == home.web_port
        assert len({config.web.port, config.pbx.sip_port, config.pbx.ami_port}) == 3
    assert not home.folder.exists()


def test_free_ports_are_all_different() -> None:
    assert len(set(free_ports(20))) == 20


def test_stop_ends_the_process_and_kills_and_tells_what_it_left() -> None:
    # a parent that ends at SIGTERM, its child that does not
    child = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', flush=True); time.sleep(60)"
    )
    parent = (
        "import subprocess, sys, time; "
        f"c = subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    with homes.made() as home:
        site = Site(home, process)
        site.stop()
    process.stdout.close()
    assert process.returncode is not None
    assert len(site.left_over) == 1
    assert "SIG_IGN" in site.left_over[0]


def test_a_start_that_fails_is_told_with_the_end_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "COMMAND", (sys.executable, "-c", "import sys; sys.exit('no PBX here')"))
    failing = pytest.raises(SetupError, match="no PBX here")
    with homes.made() as home, failing, running(home, 0, tmp_path / "log"):
        pytest.fail("it did not start")
