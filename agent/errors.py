"""Everything that offhook raises on purpose.

::

    OffhookError
    ├── ConfigError          the configuration is wrong; the message names the key and what to write
    ├── SetupError           something that has to be installed is missing; the message has the command
    ├── CallError
    │   ├── BriefingRefused  the briefing does not hold together (malformed, too large)
    │   ├── DialRefused      policy forbids the number
    │   ├── CallRefused      the switchboard cannot do what was asked; has the code of the HTTP interface
    │   └── CallFailed       signalling failed; has the SIP status code
    ├── EngineError
    │   ├── EngineUnavailable  nobody answers at the engine's socket, or it stopped in mid-answer
    │   └── EngineRefused      the engine understood and said no (unknown voice, missing model)
    ├── PbxError
    │   ├── PbxUnavailable   Asterisk does not run or does not answer
    │   └── PbxRefused       Asterisk answered an action with an error
    ├── SwitchboardError     the switchboard does not run, runs already, or does not stop
    └── StoreError           the database cannot be used (full disk, wrong version, locked)

A busy line, a silence, an unclear answer are not errors: they are events of a call.
"""

from __future__ import annotations


class OffhookError(Exception):
    """Base of all errors above. ``str(error)`` is fit to be shown to a person."""


class ConfigError(OffhookError):
    pass


class SetupError(OffhookError):
    pass


class CallError(OffhookError):
    pass


class BriefingRefused(CallError):
    pass


class DialRefused(CallError):
    pass


class CallRefused(CallError):
    """``code`` is an error code of the HTTP interface: ``invalid_phone``, ``not_found``, ``conflict`` ..."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class CallFailed(CallError):
    """``sip_code`` is the SIP status (RFC 3261 section 21), or 0 where there was none."""

    def __init__(self, sip_code: int, reason: str) -> None:
        super().__init__(f"{sip_code} {reason}")
        self.sip_code = sip_code
        self.reason = reason


class EngineError(OffhookError):
    pass


class EngineUnavailable(EngineError):
    pass


class EngineRefused(EngineError):
    pass


class PbxError(OffhookError):
    pass


class PbxUnavailable(PbxError):
    pass


class PbxRefused(PbxError):
    pass


class SwitchboardError(OffhookError):
    pass


class StoreError(OffhookError):
    pass
