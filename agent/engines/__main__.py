"""``python -m agent.engines``: the engine host's process. See ``agent.engines`` for how to start it."""

from __future__ import annotations

import os

# Before any engine's library is loaded: idle OpenMP threads that spin starve everything else on a small
# machine, and nothing may be fetched unasked.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import argparse
import asyncio
import json
import logging
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from agent.config import default_paths
from agent.config import load as load_config
from agent.engines.host import run
from agent.engines.settings import HostSettings, for_site
from agent.errors import OffhookError

NICENESS = 5
"""The media clock of the lines goes first."""


def announce(message: Mapping[str, str]) -> None:
    print(json.dumps(message), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m agent.engines", description=__doc__)
    parser.add_argument(
        "--config", type=Path, help="an offhook.toml, instead of a JSON line on standard input"
    )
    config_file = parser.parse_args().config
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    os.nice(NICENESS)
    try:
        settings = _from_file(config_file) if config_file else HostSettings.from_json(sys.stdin.readline())
        asyncio.run(_serve(settings, ends_with_stdin=not config_file))
    except OffhookError as error:
        announce({"event": "failed", "reason": str(error)})
        return 1
    return 0


def _from_file(path: Path) -> HostSettings:
    paths = replace(default_paths(), config_file=path)
    return for_site(paths, load_config(paths))


async def _serve(settings: HostSettings, *, ends_with_stdin: bool) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if ends_with_stdin:
        threading.Thread(target=_watch_stdin, args=(loop, stop), daemon=True).start()
    await run(settings, announce, stop)


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """The end of standard input is the end of whoever started this host."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    loop.call_soon_threadsafe(stop.set)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # a decoder in mid-sentence cannot be interrupted, and nobody waits for it: do not join its thread
    os._exit(code)
