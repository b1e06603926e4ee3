from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from agent.web.app import WebParts, make_app
from tests.switchboard.bench import TO, Bench, bench


@dataclass
class Site:
    bench: Bench
    app: FastAPI
    client: httpx.AsyncClient
    key: str

    async def place(self, script: str, **more: Any) -> str:
        answer = await self.client.post("/call", json={"to": TO, "task": script, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["call_id"])

    async def view(self, call_id: str) -> dict[str, Any]:
        answer = await self.client.get(f"/call/{call_id}")
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    async def run(self, script: str) -> dict[str, Any]:
        """Order a call and see it through."""
        call_id = await self.place(script)
        await self.bench.ended(call_id)
        return await self.view(call_id)


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr("agent.switchboard.trunk.WAIT_SECONDS", 0.05)

    async def doctor() -> dict[str, Any]:
        return {"ok": True, "checks": []}

    async with bench(tmp_path) as made:
        app = make_app(
            WebParts(
                calls=made.calls,
                keys=made.keys,
                desk=made.desk,
                bus=made.bus,
                recordings=tmp_path / "calls",
                status=lambda: {"ready": {"lines": made.pool.ready}, "lines": made.pool.status},
                doctor=doctor,
                caller="+12025550100",
            )
        )
        _, key = made.keys.create("test")
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8470", headers={"X-Api-Key": key}
        ) as client:
            yield Site(made, app, client, key)
