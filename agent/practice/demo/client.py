"""A client of the HTTP interface, as anybody could write it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

ANSWER_SECONDS = 15.0
SILENT_SECONDS = 60.0
"""Longest time between two lines of the event stream, pings included."""


class Client:
    """Raises httpx.HTTPError; a refusal's own words are in its message."""

    def __init__(self, url: str, key: str) -> None:
        self._http = httpx.Client(
            base_url=url, headers={"X-Api-Key": key}, timeout=ANSWER_SECONDS, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def place(self, body: dict[str, Any]) -> str:
        """Order a call; its id."""
        return str(_checked(self._http.post("/call", json=body)).json()["call_id"])

    def call(self, call_id: str) -> dict[str, Any]:
        view: dict[str, Any] = _checked(self._http.get(f"/call/{call_id}")).json()
        return view

    def hang_up(self, call_id: str) -> None:
        _checked(self._http.post(f"/call/{call_id}/hangup"))

    def answer(self, call_id: str, question: str, text: str) -> None:
        _checked(self._http.post(f"/call/{call_id}/answer", json={"question": question, "text": text}))

    def events(self, call_id: str) -> Iterator[dict[str, Any]]:
        """What happens on the call, from its beginning to its end, as it happens."""
        timeout = httpx.Timeout(ANSWER_SECONDS, read=SILENT_SECONDS)
        with self._http.stream("GET", f"/call/{call_id}/events", timeout=timeout) as answer:
            if answer.is_error:
                answer.read()
            _checked(answer)
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    def save_recording(self, call_id: str, file: Path) -> None:
        answer = self._http.get(f"/call/{call_id}/recording", follow_redirects=True)
        file.write_bytes(_checked(answer).content)


def is_ready(url: str) -> bool:
    """Whether a call could begin now."""
    try:
        return httpx.get(f"{url}/readyz", timeout=2.0, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        raise httpx.HTTPStatusError(
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:300]}",
            request=answer.request,
            response=answer,
        )
    return answer
