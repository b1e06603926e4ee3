"""The PBX as a process: what it loads, where it listens, and how it starts and ends."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from agent.config import Config, Paths, Trunk
from agent.errors import PbxRefused, PbxUnavailable
from agent.pbx import process
from agent.pbx.modules import CARRIER_MODULES, PBX_MODULES
from agent.pbx.server import Pbx
from agent.practice import numbers as n
from tests.pbx.callers import call
from tests.pbx.pair import Pair, free_pbx_section, temporary_paths, wait_until

pytestmark = pytest.mark.pbx


@pytest.fixture
def paths() -> Iterator[Paths]:
    with temporary_paths() as paths:
        yield paths


@pytest.fixture
def config() -> Config:
    return Config(pbx=free_pbx_section())


def listening(pid: int) -> set[str]:
    """Local addresses of the process's UDP sockets and listening TCP sockets."""
    out = subprocess.run(["ss", "-Hnlptu"], capture_output=True, text=True, check=True).stdout
    return {line.split()[4] for line in out.splitlines() if f"pid={pid}," in line}


def answers_sip(port: int) -> bool:
    """Whether whatever has the UDP port says anything to a SIP request."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(0.5)
        asker.connect(("127.0.0.1", port))
        here = f"127.0.0.1:{asker.getsockname()[1]}"
        asker.send(
            f"OPTIONS sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bK1\r\n"
            f"From: <sip:a@{here}>;tag=1\r\nTo: <sip:x@127.0.0.1>\r\nCall-ID: 1@x\r\n"
            "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n".encode()
        )
        try:
            return bool(asker.recv(2000))
        except (TimeoutError, ConnectionRefusedError):
            return False


def test_the_sip_port_itself_does_answer(pbx_pair: Pair) -> None:
    assert answers_sip(pbx_pair.config.pbx.sip_port)


@pytest.mark.parametrize("who", ["pbx", "carrier"])
def test_exactly_the_listed_modules_run(pbx_pair: Pair, who: str) -> None:
    wanted = {"pbx": PBX_MODULES, "carrier": CARRIER_MODULES}[who]
    shown = getattr(pbx_pair, who).command("module show")
    loaded = {line.split(".so")[0] for line in shown.splitlines() if ".so " in line}

    assert loaded == set(wanted)
    assert "Not Running" not in shown


@pytest.mark.parametrize("who", ["pbx", "carrier"])
def test_nothing_listens_beyond_the_loopback_also_in_a_call(pbx_pair: Pair, who: str, sipp: None) -> None:
    server = getattr(pbx_pair, who)
    at_rest = listening(server.pid)
    talk = Thread(target=call, args=(pbx_pair, n.ECHO, "X-Offhook-Call: listen"), kwargs={"talk_seconds": 2})
    talk.start()
    wait_until(lambda: len(listening(server.pid)) > len(at_rest))
    in_call = listening(server.pid)
    talk.join()

    wide = {address for address in at_rest | in_call if not address.startswith("127.0.0.1:")}
    # pjproject's DNS client has one socket for IPv4 and one for IPv6, at ports of the kernel's choice.
    assert len(in_call) - len(wide) >= 4
    assert {address.rsplit(":", 1)[0] for address in wide} <= {"0.0.0.0", "[::]"}
    assert len(wide) <= 2
    assert wide == at_rest & wide
    assert not any(answers_sip(int(address.rsplit(":", 1)[1])) for address in wide)


@pytest.mark.parametrize("who", ["pbx", "carrier"])
def test_rtp_stays_in_its_range(pbx_pair: Pair, who: str) -> None:
    shown = getattr(pbx_pair, who).command("rtp show settings")
    pbx, ports = pbx_pair.config.pbx, pbx_pair.ports
    start, end = {"pbx": (pbx.rtp_port_start, pbx.rtp_port_end), "carrier": (ports.rtp_start, ports.rtp_end)}[
        who
    ]

    assert f"Port start:      {start}" in shown
    assert f"Port end:        {end}" in shown
    assert "Strict RTP:      Yes" in shown


def test_the_start_is_quiet(config: Config, paths: Paths) -> None:
    pbx = Pbx(config, paths)
    pbx.start()
    pbx.stop()

    log = (paths.logs / "pbx/messages.log").read_text()
    assert [line for line in log.splitlines() if "ERROR" in line or "WARNING" in line] == []


def test_it_starts_stops_and_starts_again(config: Config, paths: Paths) -> None:
    pbx = Pbx(config, paths)
    for _ in range(2):
        pbx.start()
        assert pbx.alive
        pid = pbx.pid
        pbx.stop()
        assert not pbx.alive
        assert not Path(f"/proc/{pid}").exists()
    pbx.stop()


def test_a_second_start_on_the_same_folder_is_refused(config: Config, paths: Paths) -> None:
    first, second = Pbx(config, paths), Pbx(config, paths)
    first.start()
    try:
        with pytest.raises(PbxUnavailable, match="already runs"):
            second.start()
        assert first.alive
    finally:
        first.stop()


def test_a_taken_port_is_named_and_nothing_is_left(config: Config, paths: Paths) -> None:
    first = Pbx(config, paths)
    first.start()
    try:
        with temporary_paths() as elsewhere:
            second = Pbx(config, elsewhere)
            with pytest.raises(
                PbxUnavailable, match=rf"{config.pbx.sip_port}.*process {first.pid}.*pbx\.sip_port"
            ):
                second.start()
            assert not second.alive
    finally:
        first.stop()


def test_an_asterisk_whose_owner_was_killed_is_replaced(config: Config, paths: Paths) -> None:
    code = (
        "import sys, os, pickle; from agent.pbx.server import Pbx; p = Pbx(*pickle.load(sys.stdin.buffer));"
        "p.start(); print(p.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps((config, paths)), capture_output=True
    )
    orphan = int(done.stdout)
    assert done.returncode == -signal.SIGKILL
    assert Path(f"/proc/{orphan}").exists()

    pbx = Pbx(config, paths)
    pbx.start()
    try:
        assert pbx.pid != orphan
        assert process._ended(orphan)
    finally:
        pbx.stop()


def test_a_killed_pbx_is_known_to_be_dead_and_starts_again(config: Config, paths: Paths) -> None:
    pbx = Pbx(config, paths)
    pbx.start()
    assert pbx.pid is not None
    os.kill(pbx.pid, signal.SIGKILL)
    wait_until(lambda: not pbx.alive)
    with pytest.raises(PbxUnavailable, match=r"does not answer|refused"):
        _command(pbx)
    pbx.stop()
    pbx.start()
    assert pbx.alive
    pbx.stop()


def _command(pbx: Pbx) -> None:
    try:
        pbx.command("core show version")
    except PbxRefused as error:
        raise PbxUnavailable(str(error)) from error


def test_a_module_that_does_not_load_stops_the_start(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    pbx = Pbx(config, paths)
    monkeypatch.setattr(pbx._process, "_modules", (*PBX_MODULES, "app_that_is_not"))

    with pytest.raises(PbxUnavailable, match="app_that_is_not"):
        pbx.start()
    assert not pbx.alive


def test_a_folder_with_a_long_path_is_refused_with_the_reason(config: Config, paths: Paths) -> None:
    deep = replace(paths, data=paths.data / ("x" * 100))

    with pytest.raises(PbxUnavailable, match="OFFHOOK_HOME"):
        Pbx(config, deep).start()


def test_what_asterisk_says_at_a_failed_start_is_passed_on(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    pbx = Pbx(config, paths)
    monkeypatch.setattr(pbx._process, "_configured", lambda: ("-C", "/nowhere/asterisk.conf"))

    with pytest.raises(PbxUnavailable, match=r"ended at its start: .*nable"):
        pbx.start()


def test_reloading_takes_a_new_allow_list_over(pbx_pair: Pair) -> None:
    before = pbx_pair.pbx.command("dialplan show allowed")
    pbx_pair.pbx.reload()

    assert pbx_pair.pbx.command("dialplan show allowed") == before


def test_reloading_what_does_not_run_is_an_error(config: Config, paths: Paths) -> None:
    with pytest.raises((PbxUnavailable, PbxRefused)):
        Pbx(config, paths).reload()


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_the_trunk_section_is_accepted_for_each_transport(
    config: Config, paths: Paths, transport: str
) -> None:
    secret = paths.data / "trunk"
    secret.write_text("a;b")
    secret.chmod(0o600)
    trunk = Trunk(
        server="127.0.0.1", port=9, user="u", secret_file=secret, srtp=True, bind_host="127.0.0.2",
        public_host="192.0.2.1", transport=transport,  # type: ignore[arg-type]
    )  # fmt: skip
    pbx = Pbx(replace(config, trunk=trunk), paths)
    pbx.start()
    try:
        shown = pbx.command("pjsip show endpoint trunk") + pbx.command("pjsip show registrations")
        log = (paths.logs / "pbx/messages.log").read_text()
    finally:
        pbx.stop()

    assert "media_encryption                   : sdes" in shown
    assert "trunk/sip:127.0.0.1:9" in shown
    assert [line for line in log.splitlines() if "ERROR" in line and "pjsip" in line.lower()] == []


def test_a_pbx_managed_elsewhere_is_looked_for_and_left_alone(pbx_pair: Pair) -> None:
    section = replace(pbx_pair.config.pbx, managed=False)
    there = Pbx(replace(pbx_pair.config, pbx=section), pbx_pair.paths)
    there.start()
    there.stop()
    nowhere = Pbx(Config(pbx=replace(free_pbx_section(), managed=False)), pbx_pair.paths)

    assert there.alive
    assert pbx_pair.pbx.alive
    with pytest.raises(PbxUnavailable, match=r"pbx\.managed"):
        nowhere.start()
