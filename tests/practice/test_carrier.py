"""The practice town's telephone network, called by a line of ours through the real PBX."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import wave
from array import array
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import count

import pytest

from agent.call.events import Answered, CallEnded, DigitHeard, KeysPressed, Ringing
from agent.config import Config, Lines
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.pbx.trunk_events import TrunkResult
from agent.ports import LineSetup, SipAccount
from agent.practice import numbers as n
from agent.practice.carrier import Carrier, CarrierPorts, Habits, practice_config
from tests.contracts.legs import RATE, Side, wait_until
from tests.pbx.callers import call
from tests.pbx.pair import Pair, free_port, running_pair

pytestmark = pytest.mark.pbx
HOLD_SECONDS = 3
_calls = count(1)


@pytest.fixture(scope="module")
def town() -> Iterator[Pair]:
    with running_pair(habits=Habits(hold_seconds=HOLD_SECONDS, ring_seconds=1)) as pair:
        yield pair


@pytest.fixture(scope="module")
def agent(town: Pair) -> Iterator[UserAgent]:
    account = SipAccount("line-1", town.line_secret(), "127.0.0.1", town.config.pbx.sip_port)
    agent = UserAgent(LineSetup(account, "127.0.0.1", 26000, 27999, RATE, "", "", ""))
    agent.start()
    yield agent
    agent.close()


class Line(Side):
    def __init__(self, agent: UserAgent) -> None:
        self.call_id = f"town-{next(_calls)}"
        super().__init__(SipLeg(agent, self.call_id, 60.0))
        self.start()

    def dial(self, number: str) -> None:
        self.leg.dial(number)
        wait_until(lambda: self.has(Answered), 10, lambda: f"not answered: {self.events}")

    def loud_since(self, tick: int) -> bool:
        """Whether anything but silence came since that tick."""
        return any(level(t.received) > 300 for t in list(self.ticks)[tick:])


@pytest.fixture
def line(agent: UserAgent) -> Iterator[Line]:
    line = Line(agent)
    yield line
    line.leg.hang_up("test over")
    wait_until(lambda: line.has(CallEnded), 10)
    line.leg.close()


def level(pcm: bytes) -> int:
    return max((abs(sample) for sample in array("h", pcm)), default=0)


def test_a_far_reader_hears_all_sixteen_keys_with_their_pauses(town: Pair, line: Line) -> None:
    line.dial(n.READ_DIGITS)
    wait_until(lambda: line.loud_since(0), 5)  # its beep
    line.leg.press("12w34567890*#ABCDw1")

    event = town.carrier_watch.user_event("PracticeDigits", seconds=20)
    assert line.has(KeysPressed("12w34567890*#ABCDw1", "rfc4733"))
    assert event["Digits"] == "1234567890*#ABCD1"


def test_all_sixteen_keys_come_back_from_the_network(line: Line) -> None:
    line.dial(n.SEND_DIGITS)
    wait_until(lambda: len(line.of(DigitHeard)) == len(n.DIGITS), 15)

    assert "".join(event.digit for event in line.of(DigitHeard) if isinstance(event, DigitHeard)) == n.DIGITS


def test_early_media_is_heard_before_the_refusal(town: Pair, line: Line) -> None:
    line.leg.dial(n.UNALLOCATED)
    wait_until(lambda: line.has(CallEnded), 20)

    assert line.has(Ringing(early_media=True))
    assert not line.has(Answered)
    assert line.loud_since(0)
    told = town.watch.trunk(TrunkResult, line.call_id)
    assert isinstance(told, TrunkResult)
    assert told.fail_reason == "invalid_number"


def test_a_number_out_of_service_may_also_answer_and_say_so(line: Line) -> None:
    line.dial(n.NOT_IN_SERVICE)
    wait_until(lambda: line.has(CallEnded), 20)

    assert line.loud_since(0)


def test_nobody_who_is_called_directly_and_has_no_telephone_answers(town: Pair, line: Line) -> None:
    line.leg.dial(n.DIRECT)
    wait_until(lambda: line.has(CallEnded), 10)

    told = town.watch.trunk(TrunkResult, line.call_id)
    assert isinstance(told, TrunkResult)
    assert (told.sip_code, told.outcome) == (480, "no_answer")


def test_the_voicemail_greets_beeps_and_keeps_the_message(town: Pair, line: Line) -> None:
    line.dial(n.VOICEMAIL)
    wait_until(lambda: line.loud_since(0), 5)
    # Until the recording begins: the greeting and the beep are heard.
    wait_until(lambda: list(town.carrier.voicemail.glob("*.wav")), 20)
    tone = b"".join(
        (8000 * (1 if (k // 8) % 2 else -1)).to_bytes(2, "little", signed=True) for k in range(RATE)
    )
    line.leg.play(1, 0, tone, True)
    _pass(line, 2.0)
    line.leg.hang_up("said all")

    file = town.carrier_watch.user_event("PracticeVoicemail", seconds=10)["File"]
    with wave.open(file) as message:
        assert message.getnframes() / message.getframerate() > 1
        assert level(message.readframes(message.getnframes())) > 2000


def test_the_restaurants_menu_has_two_levels_a_decoy_and_a_queue(town: Pair, line: Line) -> None:
    watch = town.carrier_watch
    watch.events.clear()

    def choose(key: str, option: str) -> None:
        line.leg.press(key)
        watch.user_event("PracticeMenu", Option=option)
        watch.events.clear()

    line.dial(n.RESTAURANT)
    wait_until(lambda: line.loud_since(0), 5)
    choose("9", "repeat")
    choose("1", "reservations")
    choose("1", "change")
    wait_until(lambda: line.loud_since(len(line.ticks) - 5), 5)
    _pass(line, 5.0)  # "I'm sorry, we do not have a reservation for your number"
    choose("9", "repeat")
    choose("2", "new")

    assert watch.user_event("PracticeQueue", seconds=15)["Seconds"] == str(HOLD_SECONDS)
    begun = len(line.ticks)
    _pass(line, HOLD_SECONDS - 1)
    assert line.loud_since(begun)  # music
    # Nobody has registered as the person: back to the queue.
    watch.wait(lambda e: e.get("UserEvent") == "PracticeQueue" and e.get("Seconds") == "10", 10)


def _pass(line: Line, seconds: float) -> None:
    """Let that much sound go by."""
    until = len(line.ticks) + round(seconds * 50)
    wait_until(lambda: len(line.ticks) >= until, seconds + 5)


def test_silence_without_rtp_ends_the_call_as_a_network_error() -> None:
    config = Config(lines=Lines(count=1))
    config = replace(config, limits=replace(config.limits, media_loss_seconds=2.0))
    with running_pair(config) as pair:
        begun = time.monotonic()
        call(pair, n.SILENT, "X-Offhook-Call: silent", talk_seconds=10)
        told = pair.watch.trunk(TrunkResult, "silent")

    assert isinstance(told, TrunkResult)
    assert time.monotonic() - begun < 12
    assert (told.fail_reason, told.outcome) == ("network_error", "network_error"), told


PRESS = """
import os, sys, time
from pydantic import TypeAdapter
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.ports import LineSetup
number, keys = sys.argv[1:]
agent = UserAgent(TypeAdapter(LineSetup).validate_json(sys.stdin.readline()))
agent.start()
leg, ticks = SipLeg(agent, "inband", 60.0), []
leg.start(lambda event: None, ticks.append)
leg.dial(number)
while not any(any(tick.received) for tick in ticks[-5:]):  # the reader's beep
    time.sleep(0.02)
leg.press(keys)
sys.stdin.readline()
leg.hang_up("done")
os._exit(0)
"""


def test_keys_go_in_the_sound_where_the_network_has_no_telephone_event() -> None:
    """In a process of its own: one has one SIP stack."""
    with running_pair(habits=Habits(ring_seconds=1, telephone_event=False)) as pair:
        account = SipAccount("line-1", pair.line_secret(), "127.0.0.1", pair.config.pbx.sip_port)
        setup = LineSetup(account, "127.0.0.1", 26000, 27999, RATE, "", "", "")
        presser = subprocess.Popen(
            [sys.executable, "-c", PRESS, n.READ_DIGITS, n.DIGITS], stdin=subprocess.PIPE, text=True
        )
        assert presser.stdin is not None
        try:
            presser.stdin.write(json.dumps(asdict(setup)) + "\n")
            presser.stdin.flush()
            heard = pair.carrier_watch.user_event("PracticeDigits", seconds=25)["Digits"]
        finally:
            presser.communicate("over\n", timeout=10)

    assert heard == n.DIGITS


def test_the_same_seed_gives_the_same_habits() -> None:
    holds = [Habits.of(seed).hold_seconds for seed in range(200)]

    assert holds == [Habits.of(seed).hold_seconds for seed in range(200)]
    assert min(holds) == 25
    assert max(holds) == 45


def test_the_hold_can_be_changed_while_it_runs(town: Pair) -> None:
    town.carrier.hold_for(7)
    shown = town.carrier.command("dialplan show globals")
    town.carrier.hold_for(HOLD_SECONDS)

    assert "HOLD_SECONDS=7" in shown


def test_every_number_in_the_book_is_in_the_dialplan(town: Pair) -> None:
    plan = town.carrier.command("dialplan show network")

    for number in [entry.number for entry in n.TOWN] + list(n.REFUSALS):
        assert f"'{number}'" in plan
        assert number.startswith(n.PREFIX)


def test_people_have_accounts_of_their_own(town: Pair) -> None:
    accounts = town.carrier.accounts()

    assert set(accounts) == set(n.PEOPLE)
    assert len({account.secret for account in accounts.values()}) == len(n.PEOPLE)
    assert {account.port for account in accounts.values()} == {town.ports.sip}


def test_the_practice_trunk_permits_the_town_and_nothing_else(town: Pair) -> None:
    config = practice_config(town.config, town.paths, CarrierPorts(sip=free_port()))

    assert config.policy.allow == n.ALLOW
    assert config.trunk.server == "127.0.0.1"
    assert isinstance(Carrier(config, town.paths).accounts(), dict)
