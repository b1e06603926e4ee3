from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from agent.switchboard import pool as pool_module
from agent.switchboard.pool import address_towards, scrubbed_environment
from tests.switchboard.bench import bench, eventually


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "BACK_OFF_SECONDS", (0.05,))


async def test_as_many_lines_wait_as_wanted_and_no_more(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=4, spare=2) as site:
        await eventually(lambda: site.states().count("spare") == 2)
        assert site.states() == ["spare", "spare", "idle", "idle"]
        assert len(set(site.pids())) == 2


async def test_a_spare_line_that_dies_is_replaced(tmp_path: Path) -> None:
    async with bench(tmp_path) as site:
        await eventually(lambda: "spare" in site.states())
        [killed] = site.pids()
        os.kill(killed, signal.SIGKILL)
        await eventually(lambda: "spare" in site.states() and killed not in site.pids())


async def test_leasing_takes_the_warm_line_and_warms_another(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=2) as site:
        await eventually(lambda: "spare" in site.states())
        [warm] = site.pids()
        lease = site.pool.lease()
        assert lease is not None
        line = await lease.line()
        assert line is not None
        assert line.pid == warm
        await eventually(lambda: site.states() == ["leased", "spare"])
        assert site.pool.lease() is not None
        assert site.pool.lease() is None
        await lease.release()


async def test_a_leased_account_is_used_by_one_process_only(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1) as site:
        lease = site.pool.lease()  # before its line was warm
        assert lease is not None
        first, second = await lease.line(), await lease.line()
        assert first is second
        await lease.release()


async def test_a_vacated_slot_stays_leased_and_has_no_process(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1) as site:
        await eventually(lambda: "spare" in site.states())
        lease = site.pool.lease()
        assert lease is not None
        await lease.vacate()
        assert (site.states(), site.pids()) == (["leased"], [])
        await lease.release()
        await eventually(lambda: site.states() == ["spare"])


async def test_what_keeps_a_line_from_registering_is_told(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1, setup={"refuses": True}) as site:
        trouble = await eventually(lambda: site.pool.status[0]["trouble"])
        assert trouble == "408 no answer from the PBX"
        assert not site.pool.ready


async def test_a_command_that_cannot_be_run_is_told(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=1, start=False) as site:
        site.pool._settings.command[0] = "/no/such/python"  # type: ignore[index]
        await site.pool.start()
        trouble = await eventually(lambda: site.pool.status[0]["trouble"])
        assert "/no/such/python" in trouble


async def test_folders_of_lines_without_a_call_are_removed(tmp_path: Path) -> None:
    (tmp_path / "calls" / ".line-1-left").mkdir(parents=True)
    async with bench(tmp_path) as site:
        await eventually(lambda: "spare" in site.states())
        assert len(list((tmp_path / "calls").iterdir())) == 1
    assert list((tmp_path / "calls").iterdir()) == []


async def test_stopping_ends_every_line(tmp_path: Path) -> None:
    async with bench(tmp_path, lines=3, spare=3) as site:
        await eventually(lambda: site.states().count("spare") == 3)
        pids = site.pids()
        await site.pool.stop()
        assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
        assert site.pool.lease() is None


def test_only_harmless_variables_are_passed_on() -> None:
    passed = scrubbed_environment(
        {"PATH": "/bin", "HOME": "/h", "API_KEY": "x", "LANG": "C", "PYTHONPATH": "/evil"}
    )
    assert set(passed) == {"PATH", "LANG", "PYTHONPATH", "PYTHONSAFEPATH", "PYTHONUNBUFFERED"}
    assert "/evil" not in json.dumps(passed)


def test_loopback_is_reached_from_loopback() -> None:
    assert address_towards("127.0.0.1") == "127.0.0.1"


async def test_stopping_while_lines_are_being_started_leaves_none(tmp_path: Path) -> None:
    for turns in range(12):
        async with bench(tmp_path / str(turns), lines=3, spare=3) as site:
            for _ in range(turns):
                await asyncio.sleep(0.001)
            await site.pool.stop()
            assert site.pids() == []
            assert list((tmp_path / str(turns) / "calls").iterdir()) == []
