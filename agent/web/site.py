"""The routes of the site itself: who am I, how is everything."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from agent.web.errors import ErrorBody
from agent.web.guards import Admin, Reader
from agent.web.models import Health, KeyView, Me, Ready

_AUTH: dict[int | str, dict[str, Any]] = {401: {"model": ErrorBody}, 403: {"model": ErrorBody}}

router = APIRouter(tags=["site"])


@router.get("/me", response_model=Me, responses=_AUTH)
async def me(request: Request, key: Reader) -> Me:
    """Whose key this is."""
    shown = KeyView(id=key.id, name=key.name, prefix=key.prefix, scopes=list(key.scopes))
    return Me(key=shown, caller=request.app.state.caller or None)


@router.get("/healthz", response_model=Health)
async def healthz() -> Health:
    """Whether the process answers. Needs no key."""
    return Health(ok=True)


@router.get("/readyz", response_model=Ready, responses={503: {"model": Ready}})
async def readyz(request: Request) -> JSONResponse:
    """Whether a call could begin now. Needs no key; says nothing but which part is ready."""
    parts = request.app.state.status()["ready"]
    ready = all(parts.values())
    return JSONResponse({"ready": ready, "parts": parts}, 200 if ready else 503)


@router.get("/status", responses=_AUTH)
async def status(request: Request, key: Admin) -> dict[str, Any]:
    """What runs: processes, lines, calls in progress."""
    answer: dict[str, Any] = request.app.state.status()
    return answer


@router.post("/doctor", responses=_AUTH)
async def doctor(request: Request, key: Admin) -> dict[str, Any]:
    """Try every part for real: ``{ok, checks: [{id, ok, message}]}``. Takes a line for some seconds."""
    answer: dict[str, Any] = await request.app.state.doctor()
    return answer
