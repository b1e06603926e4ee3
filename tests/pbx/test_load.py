"""Many calls at once, by SIPp."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from agent.practice import numbers as n
from tests.pbx.callers import run_sipp
from tests.pbx.pair import Pair, wait_until

pytestmark = [pytest.mark.pbx, pytest.mark.slow, pytest.mark.usefixtures("sipp")]
RATE, SECONDS = 50, 6


def cumulative(screen: str, what: str) -> int:
    found = re.findall(rf"{what}\s*\|\s*\d+\s*\|\s*(\d+)", screen)
    return int(found[-1])


def test_fifty_calls_a_second_from_outside_are_all_turned_away(pbx_pair: Pair) -> None:
    calls = RATE * SECONDS
    begun = time.monotonic()
    done, _ = run_sipp(
        pbx_pair, "inbound", {"number": n.OWNER}, ["-r", str(RATE), "-m", str(calls), "-l", "200"], 30
    )
    took = time.monotonic() - begun

    screen = done.stdout + done.stderr
    assert cumulative(screen, "Successful call") == calls
    assert cumulative(screen, "Failed call") == 0
    assert took < SECONDS + 3
    wait_until(lambda: "0 active channels" in pbx_pair.pbx.command("core show channels"))


def test_fifty_answered_calls_a_second_leave_nothing_behind(pbx_pair: Pair) -> None:
    calls = RATE * SECONDS
    keys = {"number": "echo", "header": "X-Nothing: 0", "user": "line-1", "secret": pbx_pair.line_secret()}
    before = descriptors(pbx_pair)
    done, _ = run_sipp(
        pbx_pair, "call", keys, ["-r", str(RATE), "-m", str(calls), "-l", "100", "-d", "200"], 60
    )

    screen = done.stdout + done.stderr
    assert cumulative(screen, "Successful call") == calls
    wait_until(lambda: "0 active channels" in pbx_pair.pbx.command("core show channels"))
    wait_until(lambda: descriptors(pbx_pair) <= before)


def descriptors(pair: Pair) -> int:
    return sum(1 for _ in Path(f"/proc/{pair.pbx.pid}/fd").iterdir())
