"""The application: routes, guards and error forms put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from agent.store.calls import CallStore
from agent.store.keys import KeyStore
from agent.switchboard.calls import CallDesk
from agent.switchboard.events import EventBus
from agent.web import calls, errors, site
from agent.web.guards import BodyLimit, HostGuard


@dataclass(frozen=True, slots=True)
class WebParts:
    """What the routes work with. ``status``: everything ``/status`` says, ``ready`` among it."""

    calls: CallStore
    keys: KeyStore
    desk: CallDesk
    bus: EventBus
    recordings: Path
    status: Callable[[], dict[str, Any]]
    doctor: Callable[[], Awaitable[dict[str, Any]]]
    bound_to: str = "127.0.0.1"
    caller: str = ""


def make_app(parts: WebParts) -> FastAPI:
    app = _routes()
    for name in ("calls", "keys", "desk", "bus", "recordings", "status", "doctor", "caller"):
        setattr(app.state, name, getattr(parts, name))
    app.add_middleware(BodyLimit)
    app.add_middleware(HostGuard, bound_to=parts.bound_to)
    return app


def openapi_document() -> dict[str, Any]:
    """What ``/openapi.json`` answers."""
    return _routes().openapi()


def _routes() -> FastAPI:
    app = FastAPI(
        title="offhook",
        version=_version(),
        description="Telephone calls, made and held by an agent on this machine.",
        # The interactive pages load scripts from the network; the document itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        # In place of the framework's own 422, which no route answers with.
        responses={"4XX": {"model": errors.ErrorBody, "description": "refused"}},
    )
    app.include_router(calls.router)
    app.include_router(site.router)
    errors.install(app)
    return app


def _version() -> str:
    try:
        return version("offhook")
    except PackageNotFoundError:  # run from a source tree that was not installed
        return "0"
