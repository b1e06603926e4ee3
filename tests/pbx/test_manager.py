"""The manager that an event loop uses: lists and hang-ups on a real PBX, reconnecting on a fake one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from agent.errors import PbxRefused, PbxUnavailable
from agent.pbx import manager as module
from agent.pbx.connection import Event
from agent.pbx.manager import Manager
from agent.practice import numbers as n
from tests.pbx.callers import call
from tests.pbx.fake_ami import FakeAmi, fake_ami
from tests.pbx.pair import Pair


@pytest.fixture
def ami() -> Iterator[FakeAmi]:
    with fake_ami() as server:
        yield server


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.02)


async def until_up(manager: Manager, call_id: str) -> None:
    async with asyncio.timeout(10):
        while not [c for c in await manager.channels() if c.account == call_id and c.state == "Up"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def broken(event: Event) -> None:
    raise RuntimeError("a subscriber's fault")


def of(ami: FakeAmi, ping_seconds: float = 0.1) -> Manager:
    return Manager("127.0.0.1", ami.port, "u", "s", ping_seconds=ping_seconds, action_seconds=0.2)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", (0.05,))


async def test_events_reach_every_subscriber_in_the_loop(ami: FakeAmi) -> None:
    manager, heard, loop = of(ami), list[tuple[str, bool]](), asyncio.get_running_loop()
    manager.subscribe(broken)
    end = manager.subscribe(lambda event: heard.append((event["Event"], asyncio.get_running_loop() is loop)))
    await manager.start()
    ami.say("Event: Hangup\r\n\r\n")
    await until(lambda: bool(heard))
    end()
    ami.say("Event: Hangup\r\n\r\n")
    await manager.ping()
    await manager.stop()

    assert heard == [("Hangup", True)]


async def test_two_missed_pings_rebuild_the_connection(ami: FakeAmi) -> None:
    manager, seen = of(ami), list[bool]()
    manager.on_connected(seen.append)
    await manager.start()
    answer, ami.answer = ami.answer, lambda action: None
    await until(lambda: seen == [True, False])
    ami.answer = answer
    await until(lambda: seen[:3] == [True, False, True])
    await manager.ping()
    await manager.stop()

    assert len(ami.connections) >= 2


async def test_one_missed_ping_does_not(ami: FakeAmi) -> None:
    manager, seen = of(ami), list[bool]()
    manager.on_connected(seen.append)
    answer, missed = ami.answer, list[dict[str, str]]()

    def miss_one(action: dict[str, str]) -> str | None:
        missed.append(action)
        return answer(action) if len(missed) > 1 else None

    ami.answer = miss_one
    await manager.start()
    await until(lambda: len(missed) > 3)
    await manager.stop()

    assert (seen, len(ami.connections)) == ([True], 1)


async def test_a_closed_connection_is_rebuilt_and_still_subscribed(ami: FakeAmi) -> None:
    manager, heard, seen = of(ami, ping_seconds=30), list[Event](), list[bool]()
    manager.subscribe(heard.append)
    manager.on_connected(seen.append)
    await manager.start()
    ami.hang_up()
    await until(lambda: seen == [True, False, True])
    ami.say("Event: Hangup\r\n\r\n")
    await until(lambda: bool(heard))
    await manager.stop()


async def test_while_the_pbx_is_away_actions_fail_at_once(ami: FakeAmi) -> None:
    manager = of(ami)
    with pytest.raises(PbxUnavailable, match="no connection"):
        await manager.ping()
    await manager.start()
    await manager.stop()

    assert not manager.connected
    with pytest.raises(PbxUnavailable, match="no connection"):
        await manager.channels()


async def test_the_first_connection_tells_what_is_wrong(pbx_pair: Pair) -> None:
    wrong = Manager("127.0.0.1", pbx_pair.config.pbx.ami_port, "switchboard", "wrong")

    with pytest.raises(PbxRefused, match="refused the login"):
        await wrong.start()


@pytest.mark.pbx
async def test_the_real_pbx_lists_its_registrations_contacts_and_channels(pbx_pair: Pair, sipp: None) -> None:
    manager = Manager.of(pbx_pair.config, pbx_pair.paths)
    await manager.start()
    talk = asyncio.create_task(
        asyncio.to_thread(call, pbx_pair, n.ECHO, "X-Offhook-Call: listed", talk_seconds=20)
    )
    await until_up(manager, "listed")
    registrations, devices = await manager.registrations(), await manager.devices()
    hung_up = await manager.hangup_call("listed")
    await talk
    again = await manager.hangup_call("listed")
    gone = await manager.hangup("PJSIP/line-1-99999999")
    await manager.stop()

    assert [r.status for r in registrations] == ["Registered"]
    states = {device.name: device for device in devices}
    assert states["trunk"].reachable
    assert not states["line-2"].reachable  # nobody has registered as it
    assert (hung_up >= 1, again, gone) == (True, 0, False)


@pytest.mark.pbx
async def test_the_manager_user_can_do_no_more_than_it_must(pbx_pair: Pair) -> None:
    manager = Manager.of(pbx_pair.config, pbx_pair.paths)
    await manager.start()
    refused = []
    for action, fields in (
        ("Command", {"Command": "core show version"}),
        ("Originate", {"Channel": "Local/echo@tests", "Application": "Echo"}),
        ("UpdateConfig", {"SrcFilename": "manager.conf", "DstFilename": "manager.conf"}),
        ("GetConfig", {"Filename": "manager.conf"}),
        ("Reload", {}),
        ("ModuleLoad", {"LoadType": "unload", "Module": "app_dial.so"}),
    ):
        try:
            await manager._ask(action, fields)
        except PbxRefused:
            refused.append(action)
    await manager.stop()

    assert refused == ["Command", "Originate", "UpdateConfig", "GetConfig", "Reload", "ModuleLoad"]
