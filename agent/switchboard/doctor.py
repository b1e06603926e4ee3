"""Tries every part for real: ``{ok, checks: [{id, ok, message}]}``."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import struct
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.call.actions import Message
from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.phase import Phase
from agent.call.prompt import head, prompt
from agent.call.reply import ACTIONS, reply_schema
from agent.errors import EngineError, OffhookError, PbxError
from agent.pbx.manager import Manager
from agent.ports import LanguageModel, SpeechToText, TextToSpeech
from agent.store.calls import CallStore
from agent.switchboard.pool import LinePool

PROBE_SECONDS = 100.0
ENGINE_SECONDS = 60.0
TRUNK_SECONDS = 5.0
LOOK_SECONDS = 0.2
RATE = 8000
SENTENCE = "I would like to book a table for two people."
"""Words that the practice recogniser knows, too."""
HEARD_SHARE = 0.5
"""So many of the sentence's words must be recognised: less is a recogniser that does not work."""
ENOUGH_DISK_BYTES = 500 * 1024 * 1024
"""About eight hours of recordings."""
QUIET_LEVEL = 200
"""Below this peak a voice said nothing."""


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    ok: bool
    message: str


@dataclass(frozen=True, slots=True)
class DoctorParts:
    """``probe``: the command of ``agent.line.probe``; ``echoes``: name -> a number that echoes."""

    pool: LinePool
    manager: Manager
    store: CallStore
    stt: SpeechToText
    tts: TextToSpeech
    llm: LanguageModel
    voice: str
    language: str
    probe: Sequence[str]
    environment: Mapping[str, str]
    setup: Callable[[int, Path], dict[str, Any]]
    echoes: Mapping[str, str]
    folder: Path
    trunk_server: str
    trunk_registers: bool
    qualify: Callable[[], object] | None = None
    """Have the PBX send OPTIONS to the trunk now (blocks); None: it cannot be told to."""


class Doctor:
    def __init__(self, parts: DoctorParts) -> None:
        self._parts = parts

    async def examine(self) -> dict[str, Any]:
        """Every check, whatever became of the ones before it."""
        checks = await self._telephone()
        checks.append(await self._trunk())
        for check in (self._stt, self._tts, self._llm):
            checks.append(await self._engine(check))
        checks += [self._disk(), await self._clock()]
        checks.sort(key=lambda check: _ORDER.index(check.id))
        shown = [{"id": check.id, "ok": check.ok, "message": check.message} for check in checks]
        return {"ok": all(check.ok for check in checks), "checks": shown}

    # -- the telephone -----------------------------------------------------------------------

    async def _telephone(self) -> list[Check]:
        lease = self._parts.pool.lease()
        if lease is None:
            busy = "all lines are in a call: try again when one is free"
            return [Check(name, False, busy) for name in ("sip-registered", "rtp-loopback", "dtmf")]
        try:
            await lease.vacate()
            folder = self._parts.folder / f".doctor-{lease.name}"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                told = await self._probe(lease.number, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            await lease.release()
        return [
            _summed("sip-registered", told, "registered"),
            _summed("rtp-loopback", told, "echo"),
            _summed("dtmf", told, "digits"),
        ]

    async def _probe(self, slot: int, folder: Path) -> list[dict[str, Any]]:
        parts = self._parts
        process = await asyncio.create_subprocess_exec(
            *parts.probe,
            cwd=folder,
            env=dict(parts.environment),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        order = {**parts.setup(slot, folder), "echoes": dict(parts.echoes), "digits": "digits"}
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                out, errors = await process.communicate(json.dumps(order).encode() + b"\n")
        except TimeoutError:
            process.kill()
            await process.communicate()
            return []
        told = [json.loads(line) for line in out.splitlines() if line.startswith(b"{")]
        if not told:
            said = errors.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
            return [{"what": "registered", "ok": False, "message": f"the probe ended: {said[0]}"}]
        return told

    async def _trunk(self) -> Check:
        parts = self._parts
        if not parts.trunk_server:
            return Check("trunk-qualified", False, "no trunk: set trunk.server in offhook.toml to call out")
        try:
            if parts.qualify is not None:
                await asyncio.to_thread(parts.qualify)
            trouble = await self._trunk_trouble()
            deadline = asyncio.get_running_loop().time() + TRUNK_SECONDS
            while trouble and asyncio.get_running_loop().time() < deadline:
                await asyncio.sleep(LOOK_SECONDS)
                trouble = await self._trunk_trouble()
        except PbxError as error:
            trouble = str(error)
        said = f"{parts.trunk_server} answers OPTIONS"
        return Check("trunk-qualified", not trouble, trouble or said)

    async def _trunk_trouble(self) -> str:
        parts = self._parts
        registrations = [one.status for one in await parts.manager.registrations()]
        trunks = [device for device in await parts.manager.devices() if device.name == "trunk"]
        if parts.trunk_registers and set(registrations) != {"Registered"}:
            status = ", ".join(registrations) or "no registration"
            hint = "look at trunk.user and its secret, then `offhook pbx console`"
            return f"{parts.trunk_server}: {status}: {hint}"
        if trunks and trunks[0].reachable:
            return ""
        status = trunks[0].state if trunks else "no such endpoint"
        return f"{parts.trunk_server} does not answer OPTIONS: {status}"

    # -- the engines -------------------------------------------------------------------------

    async def _engine(self, check: Callable[[], Awaitable[Check]]) -> Check:
        name = _ENGINE_CHECKS[check.__name__]
        try:
            async with asyncio.timeout(ENGINE_SECONDS):
                return await check()
        except EngineError as error:
            return Check(name, False, str(error))
        except TimeoutError:
            return Check(name, False, f"no answer within {ENGINE_SECONDS:.0f} s")

    async def _sound(self) -> bytes:
        parts = self._parts
        return b"".join([piece async for piece in parts.tts.synthesize(SENTENCE, parts.voice, RATE)])

    async def _tts(self) -> Check:
        sound = await self._sound()
        samples = struct.unpack(f"<{len(sound) // 2}h", sound)
        loudest = max((abs(sample) for sample in samples), default=0)
        ok = loudest > QUIET_LEVEL
        message = f"voice {self._parts.voice} spoke {len(samples) / RATE:.1f} s"
        return Check("tts-voice", ok, message if ok else f"voice {self._parts.voice} is silent")

    async def _stt(self) -> Check:
        heard = await self._parts.stt.transcribe(await self._sound(), RATE, self._parts.language)
        asked, got = _words(SENTENCE), _words(heard.text)
        ok = len(asked & got) >= HEARD_SHARE * len(asked)
        return Check("stt-model", ok, f'of "{SENTENCE}" it heard "{heard.text}"')

    async def _llm(self) -> Check:
        briefing = Briefing(call_id="doctor", to="+12025550100", task="Book a table for two people.")
        asked = (Message("user", "Hello, how can I help you?"),)
        messages = prompt(head(briefing, FactBook.of(briefing)), asked, Phase.ACTIVE_CONVERSATION, ACTIONS)
        text = "".join([piece async for piece in self._parts.llm.reply(messages, reply_schema(ACTIONS))])
        try:
            said = json.loads(text)["say"]
        except (ValueError, KeyError, TypeError):
            return Check("llm-model", False, f"the model's answer is not the JSON asked for: {text[:80]!r}")
        return Check("llm-model", True, f'answered "{said}"')

    # -- the machine -------------------------------------------------------------------------

    def _disk(self) -> Check:
        free = shutil.disk_usage(self._parts.folder.parent).free
        where = self._parts.folder.parent
        ok = free > ENOUGH_DISK_BYTES
        room = f"{free / 1e9:.1f} GB free under {where}"
        return Check("disk", ok, room if ok else f"only {room}: free some")

    async def _clock(self) -> Check:
        """Transcripts and signatures carry the wall clock: it must not have gone back."""
        now = datetime.now(UTC)
        try:
            newest = await asyncio.to_thread(self._parts.store.newest, None, None, 1)
        except OffhookError as error:
            return Check("clock", False, str(error))
        last = datetime.fromisoformat(newest[0].queued_at) if newest else datetime(2026, 1, 1, tzinfo=UTC)
        shown = now.isoformat(timespec="seconds")
        if now < last:
            return Check("clock", False, f"{shown} is before {last:%Y-%m-%d %H:%M}: set the machine's clock")
        return Check("clock", True, shown)


_ENGINE_CHECKS = {"_stt": "stt-model", "_tts": "tts-voice", "_llm": "llm-model"}
_ORDER = (
    "sip-registered",
    "trunk-qualified",
    "rtp-loopback",
    "dtmf",
    "stt-model",
    "tts-voice",
    "llm-model",
    "disk",
    "clock",
)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _summed(check: str, told: list[dict[str, Any]], what: str) -> Check:
    """One check from all that the probe told of ``what``."""
    mine = [one for one in told if one["what"] == what]
    if not mine:
        first = next((one["message"] for one in told if not one["ok"]), "the probe did not get to it")
        return Check(check, False, first)
    message = "; ".join(
        f"{one['name']}: {one['message']}" if one.get("name") else one["message"] for one in mine
    )
    return Check(check, all(one["ok"] for one in mine), message)
