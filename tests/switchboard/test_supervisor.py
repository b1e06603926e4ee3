from __future__ import annotations

import pytest

from agent.errors import EngineUnavailable
from agent.switchboard import supervisor
from agent.switchboard.supervisor import Supervisor
from tests.switchboard.bench import eventually


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(supervisor, "BACK_OFF_SECONDS", (0.005,))


class FakePart:
    """Notes in ``log`` what is done to it; fails ``failures`` starts, the first one spared if ``later``."""

    def __init__(self, name: str, log: list[str], failures: int = 0, later: bool = False) -> None:
        self.name = name
        self.log = log
        self.failures = failures
        self.later = later
        self.running = False

    @property
    def alive(self) -> bool:
        return self.running

    @property
    def pid(self) -> int | None:
        return 1 if self.running else None

    async def start(self) -> None:
        self.log.append(f"start {self.name}")
        if self.failures and not self.later:
            self.failures -= 1
            raise EngineUnavailable(f"{self.name} cannot start")
        self.later = False
        self.running = True

    async def stop(self) -> None:
        self.log.append(f"stop {self.name}")
        self.running = False


def _ignore(name: str) -> None:
    pass


async def test_parts_start_in_order_and_stop_in_reverse() -> None:
    log: list[str] = []
    keeper = Supervisor([[FakePart("engines", log)], [FakePart("pbx", log)]], _ignore, _ignore)
    await keeper.start()
    assert keeper.ready == {"engines": True, "pbx": True}
    await keeper.stop()
    assert log == ["start engines", "start pbx", "stop pbx", "stop engines"]


async def test_a_part_that_cannot_start_stops_the_others_and_says_why() -> None:
    log: list[str] = []
    keeper = Supervisor([[FakePart("engines", log)], [FakePart("pbx", log, failures=1)]], _ignore, _ignore)
    with pytest.raises(EngineUnavailable, match="pbx cannot start"):
        await keeper.start()
    assert "stop engines" in log
    assert not any(keeper.ready.values())


async def test_a_part_that_dies_is_started_again_and_both_are_told() -> None:
    log: list[str] = []
    told: list[str] = []
    part = FakePart("pbx", log)
    keeper = Supervisor(
        [[part]], lambda name: told.append(f"lost {name}"), lambda name: told.append(f"back {name}")
    )
    await keeper.start()
    part.running = False
    await eventually(lambda: "back pbx" in told)
    assert told == ["lost pbx", "back pbx"]
    assert keeper.status["pbx"] == {"state": "running", "pid": 1, "trouble": ""}
    await keeper.stop()


async def test_a_part_that_does_not_come_back_is_tried_on_and_its_trouble_shown() -> None:
    log: list[str] = []
    told: list[str] = []
    part = FakePart("pbx", log, failures=3, later=True)
    keeper = Supervisor([[part]], _ignore, told.append)
    await keeper.start()
    part.running = False
    await eventually(lambda: keeper.status["pbx"]["trouble"] == "pbx cannot start")
    assert keeper.ready == {"pbx": False}
    await eventually(lambda: told == ["pbx"])
    assert log.count("start pbx") == 5
    await keeper.stop()


async def test_nothing_is_started_again_after_stop() -> None:
    log: list[str] = []
    part = FakePart("pbx", log)
    keeper = Supervisor([[part]], _ignore, _ignore)
    await keeper.start()
    await keeper.stop()
    assert keeper._watchers == []
    assert log == ["start pbx", "stop pbx"]
