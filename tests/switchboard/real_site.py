"""``offhook up --practice`` as a process, on free ports, in a home of its own; and a client of it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from agent.cli.local import read_key
from agent.config import Paths
from tests.pbx.pair import free_port, temporary_paths

ROOT = Path(__file__).parents[2]
T = TypeVar("T")

CONFIGURATION = """\
[pbx]
sip_port = {sip}
ami_port = {ami}
rtp_port_start = {rtp}
rtp_port_end = {rtp_end}
[practice]
sip_port = {carrier_sip}
ami_port = {carrier_ami}
rtp_port_start = {carrier_rtp}
rtp_port_end = {carrier_rtp_end}
[web]
port = {web}
[lines]
count = 2
rtp_port_start = {lines}
rtp_port_end = {lines_end}
[limits]
ring_seconds = 14.0
media_loss_seconds = 5.0
"""


def until(probe: Callable[[], T | None], seconds: float = 30.0) -> T:
    """The first result of ``probe`` that is true."""
    deadline = time.monotonic() + seconds
    while not (found := probe()):
        assert time.monotonic() < deadline, f"it did not come to that within {seconds:.0f} s"
        time.sleep(0.05)
    return found


@dataclass
class RealSite:
    paths: Paths
    web_port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.paths.data / "up.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "agent", "up", "--practice"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "OFFHOOK_HOME": str(self.paths.data), "PYTHONPATH": str(ROOT)},
                cwd=self.paths.data,
            )
        process = self.process

        def ready() -> bool:
            assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
            with contextlib.suppress(httpx.HTTPError):
                return httpx.get(f"{self.url}/readyz", timeout=2.0, trust_env=False).is_success
            return False

        until(ready, 90.0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, seconds: float = 30.0
    ) -> dict[str, Any]:
        key = {"X-Api-Key": read_key(self.paths)}
        url = self.url + path
        answer = httpx.request(method, url, json=body, headers=key, timeout=seconds, trust_env=False)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def place(self, number: str) -> str:
        return str(self.ask("POST", "/call", {"to": number, "task": "Say hello."})["call_id"])

    def view(self, call_id: str) -> dict[str, Any]:
        return self.ask("GET", f"/call/{call_id}")

    def until_status(self, call_id: str, *statuses: str, seconds: float = 40.0) -> dict[str, Any]:
        def reached() -> dict[str, Any] | None:
            view = self.view(call_id)
            return view if view["status"] in statuses else None

        return until(reached, seconds)

    def ended(self, call_id: str, seconds: float = 40.0) -> dict[str, Any]:
        return self.until_status(call_id, "completed", "failed", seconds=seconds)

    def status(self) -> dict[str, Any]:
        return self.ask("GET", "/status")

    def idle(self) -> bool:
        states = [line["state"] for line in self.status()["lines"]]
        return "leased" not in states and "spare" in states

    def leased_pid(self) -> int:
        [pid] = [line["pid"] for line in self.status()["lines"] if line["state"] == "leased"]
        return int(pid)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40.0)

    def processes(self) -> list[str]:
        """Command lines of all living processes that work in, or on, this home."""
        home = str(self.paths.data)
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                where = os.readlink(folder / "cwd")
                environment = (folder / "environ").read_bytes().decode("utf-8", "replace")
                if int(folder.name) != os.getpid() and home in command + where + environment:
                    found.append(f"{folder.name}: {command}")
        return found


@contextlib.contextmanager
def real_site() -> Iterator[RealSite]:
    with temporary_paths() as paths:
        base = random.SystemRandom().randrange(33000, 60000, 1000)
        web = free_port()
        paths.config_file.write_text(
            CONFIGURATION.format(
                sip=free_port(),
                ami=free_port(),
                rtp=base,
                rtp_end=base + 199,
                carrier_sip=free_port(),
                carrier_ami=free_port(),
                carrier_rtp=base + 200,
                carrier_rtp_end=base + 399,
                lines=base + 400,
                lines_end=base + 599,
                web=web,
            ),
            "utf-8",
        )
        site = RealSite(paths, web)
        try:
            site.start()
            yield site
        finally:
            site.stop()
