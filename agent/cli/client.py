"""The HTTP interface as the commands use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx

from agent.cli.local import read_key
from agent.config import Config, Paths
from agent.errors import CallRefused, SwitchboardError

ANSWER_SECONDS = 20.0
DOCTOR_SECONDS = 400.0
SILENT_SECONDS = 60.0
"""Longest time between two lines of an event stream; pings come every 15 s."""


class Client:
    """Raises SwitchboardError when nobody answers, CallRefused with the answer's code when it refuses."""

    def __init__(self, config: Config, paths: Paths) -> None:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.web.host, config.web.host)
        shown = f"[{host}]" if ":" in host else host
        self._http = httpx.Client(
            base_url=f"http://{shown}:{config.web.port}",
            headers={"X-Api-Key": read_key(paths)},
            timeout=ANSWER_SECONDS,
            trust_env=False,
        )

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path)

    def post(
        self, path: str, body: dict[str, Any] | None = None, seconds: float = ANSWER_SECONDS
    ) -> dict[str, Any]:
        return self._ask("POST", path, body, seconds)

    def events(self, path: str) -> Iterator[dict[str, Any]]:
        """The data of a stream of server-sent events, as they come."""
        timeout = httpx.Timeout(ANSWER_SECONDS, read=SILENT_SECONDS)
        try:
            with self._http.stream("GET", path, timeout=timeout) as answer:
                if answer.is_error:
                    answer.read()
                _check(answer)
                for line in answer.iter_lines():
                    if line.startswith("data:"):
                        yield json.loads(line.removeprefix("data:"))
        except httpx.HTTPError as error:
            raise _gone(error) from error

    def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, seconds: float = ANSWER_SECONDS
    ) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, json=body, timeout=seconds)
        except httpx.HTTPError as error:
            raise _gone(error) from error
        _check(answer)
        body = answer.json()
        assert isinstance(body, dict)
        return body


def _check(answer: httpx.Response) -> None:
    if not answer.is_error:
        return
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError):
        raise SwitchboardError(
            f"{answer.request.url} answered {answer.status_code}: is that offhook?"
        ) from None
    raise CallRefused(error["code"], error["message"])


def _gone(error: httpx.HTTPError) -> SwitchboardError:
    if isinstance(error, httpx.ConnectError):
        return SwitchboardError("offhook does not run: start it with `offhook up`")
    return SwitchboardError(f"offhook stopped answering ({type(error).__name__}): see `offhook status`")
