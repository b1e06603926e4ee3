"""Hanging up in every phase, and speaking over the agent, on real calls through a real PBX."""

from __future__ import annotations

import asyncio
import wave
from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agent import config as configuration
from agent.call.events import Invited
from agent.engines.clients import WyomingSynthesizer
from agent.engines.settings import for_site
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.pbx import secrets
from agent.pbx.manager import Manager
from agent.ports import LineSetup, SipAccount
from agent.practice import carrier, numbers
from agent.practice.demo.errand import Errand
from tests.contracts.legs import RATE, Side
from tests.switchboard.real_site import RealSite, until

pytestmark = [pytest.mark.pbx, pytest.mark.slow, pytest.mark.timeout(300)]

NOTHING_DONE = ("unknown", "needs_follow_up", "failed")
PHASE_SECONDS = 60.0
"""The longest way to a phase: both menus of the restaurant, one of them heard twice."""


@pytest.fixture(autouse=True)
def _quiet(site: RealSite) -> None:
    until(site.idle, 60.0)


@pytest.mark.parametrize("phase", ["ivr-navigation", "hold-waiting"])
def test_two_calls_hung_up_in_a_phase_by_either_side_are_completed_and_free_their_lines(
    site: RealSite, phase: str
) -> None:
    """Both at once, for the way there is long; the end of the one leaves the other alone."""
    first = order(site, numbers.RESTAURANT)
    until(lambda: "spare" in [line["state"] for line in site.status()["lines"]], 20.0)
    second = order(site, numbers.RESTAURANT)
    until_phase(site, first, phase)
    hang_up_here(site, first)
    until_phase(site, second, phase)
    hang_up_at_the_carrier(site, second)
    ended_well(site, first, "api")
    ended_well(site, second, "callee")
    the_next_call_can_begin(site)


@pytest.mark.parametrize(
    ("hang_up", "source"),
    [
        pytest.param(lambda *call: hang_up_here(*call), "api", id="by us"),
        pytest.param(lambda *call: hang_up_at_the_carrier(*call), "callee", id="by the far side"),
    ],
)
def test_a_call_hung_up_in_conversation_is_completed_and_frees_its_line(
    site: RealSite, hang_up: Callable[[RealSite, str], None], source: str
) -> None:
    call_id = order(site, numbers.DIRECT)
    until_phase(site, call_id, "active-conversation")
    hang_up(site, call_id)
    ended_well(site, call_id, source)
    the_next_call_can_begin(site)


def order(site: RealSite, number: str) -> str:
    return str(site.ask("POST", "/call", Errand(to=number).body())["call_id"])


def until_phase(site: RealSite, call_id: str, phase: str) -> None:
    def reached() -> bool:
        view = site.view(call_id)
        assert view["status"] not in ("completed", "failed"), f"over before {phase}: {view}"
        return bool(view["phase"] == phase)

    until(reached, PHASE_SECONDS)


def hang_up_here(site: RealSite, call_id: str) -> None:
    site.ask("POST", f"/call/{call_id}/hangup")


def hang_up_at_the_carrier(site: RealSite, call_id: str) -> None:
    """The carrier ends the one call that there is, as it does when the person called hangs up."""
    until(lambda: asyncio.run(_hang_up_the_only_call(site)), 5.0)


async def _hang_up_the_only_call(site: RealSite) -> bool:
    port = configuration.load(site.paths).practice.ami_port
    secret = secrets.get_or_make(site.paths.secrets, carrier.AMI_SECRET)
    manager = Manager("127.0.0.1", port, carrier.AMI_USER, secret)
    await manager.start()
    try:
        names = await _trunk_channels(manager)
        return len(names) == 1 and await manager.hangup(names[0])
    finally:
        await manager.stop()


async def _trunk_channels(manager: Manager) -> list[str]:
    names = [channel.name for channel in await manager.channels()]
    return [name for name in names if name.startswith(f"PJSIP/{carrier.SUBSCRIBER}-")]


def ended_well(site: RealSite, call_id: str, source: str) -> None:
    view = site.ended(call_id, 10.0)
    assert (view["status"], view["outcome"], view["phase"]) == ("completed", "answered", "ended")
    assert view["outcome_detail"]["hangup_source"] == source
    result = view["result"]
    assert result["status"] in NOTHING_DONE, "the errand is not told to be done"
    assert (result["commitments"], result["confirmation_numbers"]) == ([], []), "and nothing to be agreed"
    assert view["recording_url"]
    # What was recorded is as long as the talk was: the file is whole, whoever hung up.
    assert recorded_seconds(site, call_id) == pytest.approx(view["talk_seconds"], abs=1.5)


def the_next_call_can_begin(site: RealSite) -> None:
    until(site.idle, 20.0)
    assert site.ended(site.place(numbers.BUSY))["failReason"] == "busy"


def recorded_seconds(site: RealSite, call_id: str) -> float:
    with wave.open(str(site.paths.calls / call_id / "recording.wav")) as recording:
        assert recording.getnchannels() == 2
        return float(recording.getnframes() / recording.getframerate())


# -- speaking over the agent -----------------------------------------------------------------

ACCOUNT = "person-shop"
GREETING = (
    "Hello, I am calling on behalf of Daniel Martin because he would like to come to you for dinner on "
    "Tuesday evening with three of his friends and wants to know whether there is a table free for them."
)
"""Some ten seconds of speech without a pause that could be taken for its end."""
OVER_IT = "Excuse me, we are closed on Tuesday, what other day would you like?"
LISTENED_SECONDS = 0.7
STOPS_WITHIN_SECONDS = 1.5
WATCHED_SECONDS = 2.5
"""How long ours must be heard to be silent: longer than any pause between its words."""
FRAME_SECONDS = 0.02
LOUD = 500


@pytest.fixture
def person(site: RealSite) -> Iterator[Side]:
    """Who is called at the shop's number: a softphone of the test's own, which says nothing by itself.

    It takes the number from the town's own person, who is not called in this file.
    """
    settings = configuration.load(site.paths)
    secret = secrets.get_or_make(site.paths.secrets, ACCOUNT)
    account = SipAccount(ACCOUNT, secret, "127.0.0.1", settings.practice.sip_port)
    agent = UserAgent(LineSetup(account, "127.0.0.1", 28000, 28099, RATE, "", "", ""))
    agent.start()
    side = Side(SipLeg(agent, "the-person", 30.0))
    side.start()
    try:
        yield side
    finally:
        side.leg.close()
        agent.close()


def test_the_agent_stops_when_it_is_spoken_over(site: RealSite, person: Side) -> None:
    over_it = asyncio.run(synthesized(site, OVER_IT))
    call_id = call_greeted_with_silence(site, person)
    until(lambda: len(loud(heard(person))) * FRAME_SECONDS > LISTENED_SECONDS, 20.0)
    begins = speak(person, over_it)
    watched = begins + round(WATCHED_SECONDS / FRAME_SECONDS)
    until(lambda: len(person.ticks) > watched, 20.0)

    ours = [frame for frame in loud(heard(person)[:watched]) if frame >= begins]
    assert ours, "it still spoke when the person began"
    went_on = (ours[-1] + 1 - begins) * FRAME_SECONDS
    at = [f"{(frame - begins) * FRAME_SECONDS:.2f}" for frame in ours]
    assert went_on <= STOPS_WITHIN_SECONDS, f"it went on for {went_on:.2f} s: loud at {' '.join(at)}"

    said = until(lambda: assistant_turn(site, call_id), 10.0)
    site.ask("POST", f"/call/{call_id}/hangup")
    assert said.get("interrupted") is True
    assert GREETING.startswith(said["text"].rstrip(" .-\u2026")), "what it had said by then, and no more"
    assert len(said["text"]) < len(GREETING) * 0.6


def call_greeted_with_silence(site: RealSite, person: Side) -> str:
    """A call to the person, who takes it and waits; its id once the call is answered."""
    body = {**Errand(to=numbers.SHOP).body(), "greeting": GREETING}
    call_id = str(site.ask("POST", "/call", body)["call_id"])
    until(lambda: person.has(Invited), 20.0)
    person.leg.accept()
    site.until_status(call_id, "in_progress")
    return call_id


def speak(person: Side, pcm: bytes) -> int:
    """Say it; the number of the tick in which it began, on the person's own clock."""
    person.leg.play(1, 0, pcm, True)
    return until(lambda: next(iter(loud([tick.sent for tick in list(person.ticks)])), None), 5.0)


async def synthesized(site: RealSite, text: str) -> bytes:
    voice = WyomingSynthesizer(for_site(site.paths, configuration.load(site.paths)).tts)
    return b"".join([chunk async for chunk in voice.synthesize(text, "eric", RATE)])


def heard(person: Side) -> list[bytes]:
    return [tick.received for tick in list(person.ticks)]


def loud(frames: list[bytes]) -> list[int]:
    """The numbers of those that hold more than line noise."""
    return [number for number, pcm in enumerate(frames) if max(map(abs, array("h", pcm)), default=0) > LOUD]


def assistant_turn(site: RealSite, call_id: str) -> dict[str, Any] | None:
    turns = site.view(call_id)["transcript"]
    return next((turn for turn in turns if turn["role"] == "assistant"), None)
