"""A process of the practice town that holds a telephone: how it starts, and how it ends."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import IO, Any, NoReturn

FAILED, BAD_INPUT = 1, 2
log = logging.getLogger(__name__)


def run(program: Callable[[IO[str]], Coroutine[Any, Any, int]]) -> NoReturn:
    """Run ``program``; it gets what was stdout, for its reports, and returns the exit code.

    Never returns: pjsua2 leaves threads and objects behind that a normal exit may stumble over.
    """
    os.umask(0o077)
    sys.setswitchinterval(0.0005)  # the media clock waits for the interpreter lock (see agent.line.process)
    # Whatever else writes to stdout must not break into the reports.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    code = FAILED
    try:
        code = asyncio.run(program(out))
    except Exception:  # the edge of the process: the exit below would swallow what went wrong
        log.exception("! it failed")
    finally:
        logging.shutdown()
        os._exit(code)
