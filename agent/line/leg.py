"""One call leg over pjsua2: signalling, keys and sound of one SIP call (``agent.ports.Leg``).

What is asked of a leg is posted to the user agent's thread; what comes of it arrives as events,
also on that thread (``DigitHeard``, ``Ringing`` ...) or on pjmedia's clock (``Tick``).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import pjsua2 as pj

from agent.call.events import (
    Answered,
    CallEnded,
    DigitHeard,
    Event,
    HeldByPeer,
    Invited,
    KeysFailed,
    MediaLost,
    PlayoutStopped,
    ResumedByPeer,
    Ringing,
)
from agent.line import mapping
from agent.line.counters import MediaCounters
from agent.line.keys import KeySender
from agent.line.mapping import Flow, LegState
from agent.line.media_port import MediaPort
from agent.line.user_agent import UserAgent, destroy
from agent.ports import Tick

CALL_HEADER = "X-Offhook-Call"
WATCH_SECONDS = 0.5
_NUMBER = re.compile(r"[+0-9A-Za-z*#_.-]{1,64}")

By = Literal["far", "us", "network"]


class SipLeg:
    """Serves one call. ``call_id`` goes out with the INVITE so that the PBX can tell whose call it is."""

    def __init__(self, agent: UserAgent, call_id: str, media_loss_seconds: float) -> None:
        self.rate: int = agent.setup.rate
        self._agent = agent
        self._call_id = call_id
        self._media_loss_seconds = media_loss_seconds
        self._on_event: Callable[[Event], None] = lambda event: None
        self._call: _Call | None = None
        self._port: MediaPort | None = None
        self._keys = KeySender(self.rate, self._send_key, self._send_tones, agent.post, self._emit)
        self._state = LegState.IDLE
        self._flow = Flow.NONE
        self._early_media = False
        self._hung_up = ""
        self._packets = 0
        self._packets_since = 0.0
        self._media_lost = False

    @property
    def counters(self) -> MediaCounters | None:
        return self._port.counters if self._port else None

    # -- any thread --------------------------------------------------------------------------

    def start(self, on_event: Callable[[Event], None], on_tick: Callable[[Tick], None]) -> None:
        """Prepare the sound and take the next INVITE that comes to the user agent."""
        self._on_event = on_event

        def prepare() -> None:
            self._port = MediaPort(self.rate, on_tick)
            self._agent.takers.append(self._invited)
            self._agent.at_close.append(self._release)

        self._agent.post(prepare)

    def dial(self, number: str) -> None:
        self._agent.post(lambda: self._dial(number))

    def accept(self) -> None:
        self._agent.post(self._accept)

    def hang_up(self, reason: str) -> None:
        self._agent.post(lambda: self._hang_up(reason))

    def press(self, digits: str) -> None:
        self._agent.post(lambda: self._press(digits))

    def play(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        if self._port is not None:
            self._port.play(utterance, clause, pcm, last)

    def stop_playing(self, utterance: int) -> None:
        stopped = self._port.stop_playing(utterance) if self._port else PlayoutStopped(utterance, 0, 0.0)
        self._emit(stopped)

    def pause_playing(self, paused: bool) -> None:
        if self._port is not None:
            self._port.pause_playing(paused)

    def close(self) -> None:
        """End the call if it lives, and give the sound back. The user agent stays."""
        self._on_event = lambda event: None
        if self._port is not None:
            self._port.shut()
        self._agent.post(self._release)

    # -- the user agent's thread -------------------------------------------------------------

    def _emit(self, event: Event) -> None:
        self._on_event(event)

    def _dial(self, number: str) -> None:
        if self._state is not LegState.IDLE or self._agent.account is None:
            self._end(0, "the line is not free", "us")
            return
        if not _NUMBER.fullmatch(number):
            self._end(484, "Address Incomplete", "us")
            return
        header = pj.SipHeader()
        header.hName, header.hValue = CALL_HEADER, self._call_id
        parameters = _parameters()
        parameters.txOption.headers.append(header)
        self._state = LegState.CALLING
        self._call = _Call(self._agent.account, self)
        try:
            self._call.makeCall(self._agent.target(number), parameters)
        except pj.Error as error:
            self._end(503, error.reason, "network")

    def _invited(self, call_id: int) -> bool:
        if self._state is not LegState.IDLE or self._agent.account is None:
            return False
        self._state = LegState.INVITED
        self._call = _Call(self._agent.account, self, call_id)
        self._answer(pj.PJSIP_SC_RINGING)
        self._emit(Invited(_user_of(self._call.getInfo().remoteUri)))
        return True

    def _accept(self) -> None:
        if self._state is LegState.INVITED:
            self._answer(pj.PJSIP_SC_OK)

    def _answer(self, code: int) -> None:
        if self._call is not None:
            parameters = _parameters()
            parameters.statusCode = code
            self._call.answer(parameters)

    def _hang_up(self, reason: str) -> None:
        if self._hung_up or self._state is LegState.ENDED:
            return
        self._hung_up = reason or "hang-up"
        if self._call is None:
            self._end(0, self._hung_up, "us")
            return
        # pjsua tells BYE, CANCEL and 603 apart by itself, and calls back with the end at once.
        self._call.hangup(pj.CallOpParam())

    def _press(self, digits: str) -> None:
        if self._flow is Flow.NONE or self._state is LegState.ENDED:
            self._emit(KeysFailed(digits, "there is no sound path"))
        else:
            self._keys.press(digits)

    def _send_key(self, key: str, seconds: float) -> bool:
        if self._call is None or self._state is LegState.ENDED:
            return True
        if self._call.getStreamInfo(0).audTxEventPt < 0:
            return False
        parameters = pj.CallSendDtmfParam()
        parameters.method = pj.PJSUA_DTMF_METHOD_RFC2833
        parameters.digits = key
        parameters.duration = int(seconds * 1000)
        self._call.sendDtmf(parameters)
        return True

    def _send_tones(self, pcm: bytes, on_out: Callable[[], None]) -> None:
        if self._port is not None:
            self._port.play_tones(pcm, on_out)

    # -- callbacks of the call, on the user agent's thread -----------------------------------

    def _state_changed(self, state: LegState, info: pj.CallInfo, by: By) -> None:
        if self._state is LegState.ENDED:
            return
        if state is LegState.EARLY and info.role == pj.PJSIP_ROLE_UAC:
            self._ringing(info)
        elif state is LegState.CONFIRMED and self._state is not LegState.CONFIRMED:
            self._state = state
            self._emit(Answered())
        elif state is LegState.ENDED:
            reason = self._hung_up or str(info.lastReason)
            self._end(int(info.lastStatusCode), reason, "us" if self._hung_up else by)

    def _ringing(self, info: pj.CallInfo) -> None:
        early_media = int(info.lastStatusCode) == pj.PJSIP_SC_PROGRESS
        if self._state is LegState.CALLING or (early_media and not self._early_media):
            self._state = LegState.EARLY
            self._early_media = early_media
            self._emit(Ringing(early_media))

    def _media_changed(self, flow: Flow) -> None:
        """A negotiation made new streams: join them with our port again; hold is told once."""
        if self._call is None or self._port is None or flow is Flow.NONE:
            return
        sound = self._call.getAudioMedia(-1)
        sound.startTransmit(self._port)
        self._port.startTransmit(sound)
        before, self._flow = self._flow, flow
        if before is Flow.NONE:
            self._port.open()
            self._packets, self._packets_since = 0, time.monotonic()
            self._agent.post(self._watch_media, WATCH_SECONDS)
        if flow is Flow.HELD and before is not Flow.HELD:
            self._emit(HeldByPeer())
        elif flow is Flow.TALKING and before is Flow.HELD:
            self._emit(ResumedByPeer())

    def _digit_heard(self, digit: str) -> None:
        self._emit(DigitHeard(digit))

    def _watch_media(self) -> None:
        """Tell once when no RTP came for too long; a peer that holds us owes us none."""
        if self._call is None or self._state is LegState.ENDED:
            return
        now = time.monotonic()
        statistics = self._call.getStreamStat(0)
        rtcp = statistics.rtcp
        received = rtcp.rxStat
        packets = int(received.pkt)
        if packets != self._packets or self._flow is Flow.HELD:
            self._packets, self._packets_since, self._media_lost = packets, now, False
        silent = now - self._packets_since
        if silent >= self._media_loss_seconds and not self._media_lost:
            self._media_lost = True
            self._emit(MediaLost(round(silent, 1)))
        self._agent.post(self._watch_media, WATCH_SECONDS)

    def _end(self, sip_code: int, reason: str, by: By) -> None:
        if self._state is LegState.ENDED:
            return
        self._state = LegState.ENDED
        self._flow = Flow.NONE
        self._emit(CallEnded(sip_code, reason, by))

    def _release(self) -> None:
        if self._release not in self._agent.at_close:
            return
        self._agent.at_close.remove(self._release)
        self._agent.takers.remove(self._invited)
        call, port, self._call, self._port = self._call, self._port, None, None
        live, self._state = self._state is not LegState.ENDED, LegState.ENDED
        if call is not None:
            with suppress(pj.Error):  # it ended by itself in this very moment
                if live:
                    call.hangup(pj.CallOpParam())
            destroy(call)
        if port is not None:
            destroy(port)


class _Call(pj.Call):
    """Passes on what pjsua2 calls back with."""

    def __init__(self, account: pj.Account, leg: SipLeg, call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(account, call_id)
        self._leg = leg

    def onCallState(self, prm: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        state = mapping.LEG_STATES[info.state]
        self._leg._state_changed(state, info, _ended_by(prm.e))

    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:
        # A proxy of a member does not keep its parent alive: hold the parent while members are read.
        info = self.getInfo()
        for media in info.media:
            if media.type == pj.PJMEDIA_TYPE_AUDIO:
                self._leg._media_changed(mapping.FLOWS[media.status])

    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:
        self._leg._digit_heard(prm.digit)


def _parameters() -> pj.CallOpParam:
    """One stream of sound; pjsua would also offer real-time text."""
    parameters = pj.CallOpParam(True)
    parameters.opt.audioCount = 1
    parameters.opt.videoCount = parameters.opt.textCount = 0
    return parameters


def _ended_by(event: pj.SipEvent) -> By:
    """Whether a final state came from the peer's message or because none came (RFC 3261 section 17)."""
    if event.type == pj.PJSIP_EVENT_TSX_STATE and event.body.tsxState.type in mapping.NETWORK_EVENTS:
        return "network"
    return "far"


def _user_of(uri: str) -> str:
    """``"Ann" <sip:100@host>`` -> ``100``."""
    found = re.search(r"sips?:([^@>;]+)@", uri)
    return found.group(1) if found else ""
