"""Calls at the PBX by SIPp: who the caller is, what it dials, what it hears from the PBX."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.pbx.pair import Pair, free_port

SCENARIOS = Path(__file__).parent / "sipp"

_STATUSES = (
    400,
    401,
    402,
    403,
    404,
    408,
    410,
    480,
    481,
    482,
    483,
    484,
    485,
    486,
    487,
    488,
    500,
    501,
    502,
    503,
    504,
)
REFUSALS = "\n".join(
    f'  <recv response="{status}" optional="true" next="1"/>'
    for status in (*_STATUSES, 600, 603, 604, 606, 607, 608)
)


@dataclass(frozen=True)
class Done:
    """``final``: status of the last final answer to the INVITE. ``provisional``: those before it."""

    ok: bool
    final: int
    provisional: tuple[int, ...]
    screen: str


def call(
    pair: Pair,
    number: str,
    header: str = "",
    *,
    scenario: str = "call",
    user: str = "line-1",
    secret: str = "",
    talk_seconds: float = 0.5,
    seconds: float = 30.0,
) -> Done:
    """One call by a line. ``header`` is a whole header line, as ``X-Offhook-Call: 1``."""
    done, trace = run_sipp(
        pair,
        scenario,
        {
            "number": number,
            "header": header or "X-Nothing: 0",
            "user": user,
            "secret": secret or pair.line_secret(user),
        },
        ["-m", "1", "-d", str(round(talk_seconds * 1000))],
        seconds,
    )
    # Only answers to the second INVITE count: the first is always challenged.
    answers = [
        int(status)
        for status, sequence in re.findall(r"SIP/2\.0 (\d{3}).*?CSeq: (\d+ \w+)", trace, re.DOTALL)
        if sequence == "2 INVITE"
    ]
    finals = [status for status in answers if status >= 200]
    return Done(
        ok=done.returncode == 0,
        final=finals[-1] if finals else 0,
        provisional=tuple(status for status in answers if status < 200),
        screen=done.stdout + done.stderr,
    )


def run_sipp(
    pair: Pair, scenario: str, keys: dict[str, str], options: list[str], seconds: float
) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a scenario against the PBX; return the process and all messages it saw."""
    done, trace = _sipp(pair, scenario, keys, options, seconds)
    if "Address already in use" in done.stderr:  # somebody took a port that was free a moment ago
        done, trace = _sipp(pair, scenario, keys, options, seconds)
    return done, trace


def _sipp(
    pair: Pair, scenario: str, keys: dict[str, str], options: list[str], seconds: float
) -> tuple[subprocess.CompletedProcess[str], str]:
    name = pair.paths.data / f"sipp-{free_port()}"
    trace, written = name.with_suffix(".log"), name.with_suffix(".xml")
    text = (SCENARIOS / f"{scenario}.xml").read_text().replace("[refusals]", REFUSALS)
    for key, value in keys.items():
        text = text.replace(f"[{key}]", value)
    written.write_text(text)
    command = ["sipp", f"127.0.0.1:{pair.config.pbx.sip_port}", "-sf", str(written)]
    command += ["-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", str(free_port()), "-mp", str(free_port())]
    command += [
        "-trace_msg",
        "-message_file",
        str(trace),
        "-nostdin",
        "-timeout",
        f"{seconds:.0f}s",
        *options,
    ]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds + 10,
        cwd=pair.paths.data,
        env={"TERM": "dumb"},
    )
    return done, trace.read_text("utf-8", "replace") if trace.exists() else ""
