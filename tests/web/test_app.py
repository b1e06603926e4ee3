from __future__ import annotations

import pytest

from agent.web.app import openapi_document
from agent.web.errors import STATUS
from tests.switchboard.bench import eventually
from tests.web.conftest import Site

OPEN = {"/healthz", "/readyz"}


async def test_health_needs_no_key(site: Site) -> None:
    answer = await site.client.get("/healthz", headers={"X-Api-Key": ""})
    assert answer.json() == {"ok": True}


async def test_ready_when_a_line_waits(site: Site) -> None:
    await eventually(lambda: site.bench.pool.ready)
    assert (await site.client.get("/readyz")).json() == {"ready": True, "parts": {"lines": True}}
    await site.bench.pool.stop()
    stopped = await site.client.get("/readyz")
    assert (stopped.status_code, stopped.json()["ready"]) == (503, False)


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [({}, 401, "auth_required"), ({"X-Api-Key": "ofh_guess"}, 401, "invalid_api_key")],
)
async def test_every_route_but_health_needs_a_key(
    site: Site, header: dict[str, str], status: int, code: str
) -> None:
    del site.client.headers["X-Api-Key"]
    for path, methods in openapi_document()["paths"].items():
        for method in methods:
            if path in OPEN:
                continue
            body = {"to": "x", "task": "x", "text": "x", "digits": "1"} if method == "post" else None
            answer = await site.client.request(
                method.upper(), path.replace("{call_id}", "call_1"), headers=header, json=body
            )
            assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), path


async def test_a_key_does_only_what_its_scopes_say(site: Site) -> None:
    _, reader = site.bench.keys.create("reader", ("read",))
    key = {"X-Api-Key": reader}
    assert (await site.client.get("/me/calls", headers=key)).status_code == 200
    for method, path in (("POST", "/call"), ("POST", "/call/call_1/hangup"), ("GET", "/status")):
        body = {"to": "+12025550101", "task": "busy"} if path == "/call" else None
        answer = await site.client.request(method, path, headers=key, json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
    assert site.bench.calls.newest() == []


async def test_a_revoked_key_is_refused(site: Site) -> None:
    record, text = site.bench.keys.create("lost phone")
    site.bench.keys.revoke(record.id)
    assert (await site.client.get("/me", headers={"X-Api-Key": text})).status_code == 401


async def test_me_tells_the_key_but_not_its_text(site: Site) -> None:
    answer = await site.client.get("/me")
    assert answer.json()["key"]["name"] == "test"
    assert answer.json()["caller"] == "+12025550100"
    assert site.key not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8470", "127.0.0.1.evil.example", ""])
async def test_a_foreign_host_name_is_refused_on_loopback(site: Site, host: str) -> None:
    answer = await site.client.get("/healthz", headers={"Host": host})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_host")


@pytest.mark.parametrize("host", ["localhost", "localhost:8470", "127.0.0.1:8470", "[::1]:8470", "LOCALHOST"])
async def test_loopbacks_own_names_are_answered(site: Site, host: str) -> None:
    assert (await site.client.get("/healthz", headers={"Host": host})).status_code == 200


async def test_unknown_paths_and_methods_answer_in_the_error_form(site: Site) -> None:
    assert (await site.client.get("/nowhere")).json()["error"]["code"] == "not_found"
    assert (await site.client.get("/call")).json()["error"]["code"] == "method_not_allowed"


async def test_a_bug_answers_in_the_error_form_without_its_words(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the inner workings")

    monkeypatch.setattr(site.bench.calls, "newest", broken)
    answer = await site.client.get("/me/calls")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal_error")
    assert "inner workings" not in answer.text


def test_the_document_is_openapi_31_and_tells_every_error() -> None:
    document = openapi_document()
    assert document["openapi"].startswith("3.1")
    place = document["paths"]["/call"]["post"]
    assert {"201", "400", "401", "403", "409", "413", "503"} <= set(place["responses"])
    assert place["security"]
    assert "422" not in str(document["paths"])


async def test_the_document_is_served(site: Site) -> None:
    assert (await site.client.get("/openapi.json")).json() == openapi_document()


def test_every_code_has_a_status_that_is_an_error() -> None:
    assert all(400 <= status < 600 for status in STATUS.values())
