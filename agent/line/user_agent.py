"""The SIP user agent of a line: one pjsua2 Endpoint, one account, one thread that talks to both.

pjsua2 has no thread of its own here (``threadCnt=0``): everything that touches it runs on the
thread made by ``UserAgent.start``; others hand it jobs with ``post``. Only media callbacks come
from elsewhere, the clock thread of pjmedia's null sound device.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

import pjsua2 as pj

from agent.errors import CallFailed, PbxUnavailable
from agent.line import mapping
from agent.ports import LineSetup

Job = Callable[[], None]

POLL_MILLISECONDS = 10
FRAME_MILLISECONDS = 20
JITTER_MOST_MILLISECONDS = 60
JITTER_BUFFER_MILLISECONDS = 240
RETRY_SECONDS = 5


class UserAgent:
    """An INVITE is offered to ``takers`` by pjsua2's call id; who answers True has it (486 if nobody does).

    An account without a secret does not register: two user agents can then call each other directly.
    """

    def __init__(self, setup: LineSetup, log_file: Path | None = None) -> None:
        self.setup = setup
        self.account: _Account | None = None
        self.peer = (setup.account.host, setup.account.port)
        self.port = 0
        self.takers: list[Callable[[int], bool]] = []
        self.at_close: list[Job] = []
        """Run before the stack goes: whoever holds objects of pjsua2 must let go of them by then."""
        self.on_registration_lost: Callable[[int, str], None] = lambda code, reason: None
        self.trouble: Callable[[str], None] = lambda detail: None
        self._log_file = log_file
        self._endpoint: pj.Endpoint | None = None
        self._thread: threading.Thread | None = None
        self._ready: Future[None] = Future()
        self._jobs: list[tuple[float, int, Job]] = []
        self._jobs_lock = threading.Lock()
        self._order = itertools.count()
        self._stopping = False

    # -- from any thread ---------------------------------------------------------------------

    def start(self, timeout_seconds: float = 10.0) -> None:
        """Start the stack and register.

        Raises PbxUnavailable when no answer came in time, CallFailed with the SIP code of a refusal.
        """
        self._thread = threading.Thread(target=self._run, name="sip", daemon=True)
        self._thread.start()
        try:
            self._ready.result(timeout_seconds)
        except TimeoutError as error:
            host, port = self.peer
            raise PbxUnavailable(f"no answer to REGISTER from {host}:{port}") from error

    def post(self, job: Job, delay_seconds: float = 0.0) -> None:
        """Run ``job`` on the stack's thread."""
        with self._jobs_lock:
            heapq.heappush(self._jobs, (time.monotonic() + delay_seconds, next(self._order), job))

    def target(self, number: str) -> str:
        """The request URI of ``number``. RFC 3261 section 25.1: ``#`` must be escaped in it."""
        host, port = self.peer
        return f"sip:{number.replace('#', '%23')}@{host}:{port}"

    def close(self, timeout_seconds: float = 3.0) -> None:
        """Unregister, end what is left of calls, destroy the stack. Idempotent."""
        self._stopping = True
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout_seconds)

    # -- the stack's thread ------------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._open()
        except pj.Error as error:
            self._registered(503, error.reason)
        while not self._stopping:
            self._turn()
        self._shut()

    def _turn(self) -> None:
        for job in self._due():
            try:
                job()
            except pj.Error as error:  # the call it was meant for is gone, or never was
                self.trouble(f"{error.title}: {error.reason}")
        if self._endpoint is not None:
            self._endpoint.libHandleEvents(POLL_MILLISECONDS)

    def _due(self) -> list[Job]:
        now = time.monotonic()
        due: list[Job] = []
        with self._jobs_lock:
            while self._jobs and self._jobs[0][0] <= now:
                due.append(heapq.heappop(self._jobs)[2])
        return due

    def _open(self) -> None:
        self._endpoint = endpoint = pj.Endpoint()
        endpoint.libCreate()
        endpoint.libInit(self._endpoint_config())
        self._choose_codecs(endpoint)
        transport = pj.TransportConfig()
        transport.boundAddress = self.setup.bind_host
        transport.port = 0
        transport_id = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        endpoint.libStart()
        endpoint.audDevManager().setNullDev()
        self.port = int(endpoint.transportGetInfo(transport_id).localName.rpartition(":")[2])
        self.account = _Account(self)
        self.account.create(self._account_config(transport_id))
        if not self.setup.account.secret:
            self._registered(200, "")

    def _endpoint_config(self) -> pj.EpConfig:
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = False
        config.uaConfig.userAgent = "offhook"
        config.uaConfig.maxCalls = 8
        media = config.medConfig
        media.clockRate = media.sndClockRate = self.setup.rate
        media.audioFramePtime = media.ptime = FRAME_MILLISECONDS
        media.channelCount = 1
        media.ecTailLen = 0
        media.noVad = True
        media.threadCnt = 1
        # pjmedia's own bounds (400 and 500 ms) keep us late for several turns after one stall of 0.2 s;
        # with these it is made up for within one.
        media.jbMaxPre = JITTER_MOST_MILLISECONDS
        media.jbMax = JITTER_BUFFER_MILLISECONDS
        log = config.logConfig
        log.consoleLevel = 0
        log.msgLogging = 0
        log.level = 3 if self._log_file else 0
        log.filename = str(self._log_file) if self._log_file else ""
        return config

    def _choose_codecs(self, endpoint: pj.Endpoint) -> None:
        wanted = mapping.CODEC_PRIORITIES[self.setup.rate]
        for codec in endpoint.codecEnum2():
            name = codec.codecId.rpartition("/")[0]
            endpoint.codecSetPriority(codec.codecId, wanted.get(name, 0))

    def _account_config(self, transport_id: int) -> pj.AccountConfig:
        account, (host, port) = self.setup.account, self.peer
        config = pj.AccountConfig()
        config.idUri = f"sip:{account.user}@{host}:{port}"
        config.sipConfig.transportId = transport_id
        if account.secret:
            config.regConfig.registrarUri = f"sip:{host}:{port}"
            config.regConfig.retryIntervalSec = RETRY_SECONDS
            config.regConfig.firstRetryIntervalSec = RETRY_SECONDS
            config.regConfig.unregWaitMsec = 500
            credentials = pj.AuthCredInfo("digest", "*", account.user, 0, account.secret)
            config.sipConfig.authCreds.append(credentials)
        # RTP binds to 0.0.0.0 unless told, even when SIP is bound to loopback.
        rtp = config.mediaConfig.transportConfig
        rtp.boundAddress = self.setup.bind_host
        rtp.port = self.setup.rtp_port_start
        rtp.portRange = self.setup.rtp_port_end - self.setup.rtp_port_start
        # Lines share the range: from a random start two of them seldom try for the same port.
        rtp.randomizePort = True
        return config

    def _registered(self, code: int, reason: str) -> None:
        if not self._ready.done():
            if code < 300:
                self._ready.set_result(None)
            elif code in (408, 502, 503):
                host, port = self.peer
                self._ready.set_exception(PbxUnavailable(f"{host}:{port}: {code} {reason}"))
            else:
                self._ready.set_exception(CallFailed(code, reason))
        elif code >= 300 and not self._stopping:
            self.on_registration_lost(code, reason)

    def _shut(self) -> None:
        endpoint, self._endpoint = self._endpoint, None
        if endpoint is None:
            return
        # A Call that the garbage collector meets after the stack has gone aborts the process.
        for let_go in list(self.at_close):
            with suppress(pj.Error):
                let_go()
        with suppress(pj.Error):  # going anyway; the watchdog of the process stands behind
            endpoint.hangupAllCalls()
            # Polls up to a second for the answers to our last BYE and REGISTER.
            endpoint.libDestroy()
        # An Account that outlives its endpoint must not try to leave it once more.
        self.account = None


class _Account(pj.Account):
    """Passes on what pjsua2 calls back with; called on the stack's thread."""

    def __init__(self, agent: UserAgent) -> None:
        super().__init__()
        self._agent = agent

    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        self._agent._registered(prm.code, prm.reason)

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        if not any(take(prm.callId) for take in self._agent.takers):
            call = pj.Call(self, prm.callId)
            self._agent.post(lambda: _refuse(call))


def _refuse(call: pj.Call) -> None:
    """486: a line has one call."""
    answer = pj.CallOpParam()
    answer.statusCode = pj.PJSIP_SC_BUSY_HERE
    call.hangup(answer)
    destroy(call)


def destroy(thing: pj.Call | pj.AudioMediaPort) -> None:
    """Run the destructor now, on the stack's thread; what is left of ``thing`` is an empty shell.

    Left to reference counts, it runs on whichever thread lets go last: the clock's, in the middle of
    its own callback, or any that collects garbage. Both end in a crash.
    """
    type(thing).__swig_destroy__(thing)
