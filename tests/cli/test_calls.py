from __future__ import annotations

import json

from agent.cli.local import ensure_key
from agent.store.records import NewCall
from tests.cli.conftest import Home, Running
from tests.switchboard.bench import TO, eventually


async def test_a_call_that_is_not_followed_prints_its_id(running: Running) -> None:
    ran = await running.home.run("call", "--to", TO, "--task", "rings")
    assert ran.code == 0
    assert running.bench.calls.get(ran.out.strip()) is not None


async def test_a_call_that_is_followed_shows_who_says_what_and_its_outcome(running: Running) -> None:
    ran = await running.home.run("call", "--to", TO, "--task", "books a table", "--follow")
    assert ran.code == 0, ran.err
    assert "them       Bella Vista, good evening." in ran.out
    assert "us         A table for two, please." in ran.out
    assert "phase      active-conversation" in ran.out
    assert "told       name.last (spell)" in ran.out
    assert "completed, answered; completed" in ran.out


PROOF = """\
completed, answered; completed
Table booked.
  people: 2  (t3)
    t3 them: For two, you are all set. Your number is four seven two one.
  not proven: day: Tuesday (t3 does not say it)
  missing: date of birth
told: name.last (spell) in t2
recording: """


async def test_the_status_of_a_call_is_what_came_of_it_with_its_proof(running: Running) -> None:
    done = await running.bench.run("books a table")
    ran = await running.home.run("status", done.id)
    assert ran.code == 0, ran.err
    assert PROOF in ran.out


async def test_a_followed_call_that_failed_exits_with_1(running: Running) -> None:
    ran = await running.home.run("call", "--to", TO, "--task", "busy", "--follow", "--json")
    assert ran.code == 1
    assert json.loads(ran.out.splitlines()[-1])["failReason"] == "busy"


async def test_a_refused_call_is_one_line_on_stderr(running: Running) -> None:
    ran = await running.home.run("call", "--to", "+19005550100", "--task", "busy")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err == "offhook: +19005550100 is a premium-rate number: offhook never dials it\n"


async def test_a_briefing_comes_from_a_file(running: Running) -> None:
    file = running.home.folder / "briefing.json"
    file.write_text(json.dumps({"principal": "Ann", "facts": [{"name": "people", "value": "2"}]}))
    ran = await running.home.run("call", "--to", TO, "--task", "rings", "--briefing", str(file))
    record = running.bench.calls.get(ran.out.strip())
    assert record is not None
    assert record.briefing["principal"] == "Ann"


async def test_a_briefing_that_cannot_be_read_is_named(running: Running) -> None:
    ran = await running.home.run("call", "--to", TO, "--task", "rings", "--briefing", "/nowhere.json")
    assert (ran.code, ran.err) == (
        1,
        "offhook: /nowhere.json: [Errno 2] No such file or directory: '/nowhere.json'\n",
    )


async def test_tail_of_a_call_is_its_events_as_json_lines(running: Running) -> None:
    done = await running.bench.run("books a table")
    ran = await running.home.run("tail", done.id)
    assert ran.code == 0
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert [event["event"] for event in told] == [event.name for event in running.bench.calls.events(done.id)]


async def test_hangup_ends_a_call(running: Running) -> None:
    record = await running.bench.place("rings")
    await eventually(lambda: running.bench.calls.events(record.id, name="leg"))
    ran = await running.home.run("hangup", record.id)
    assert (ran.code, ran.out) == (0, f"{record.id}: failed\n")


async def test_hangup_of_an_unknown_call_says_so(running: Running) -> None:
    ran = await running.home.run("hangup", "call_nobody")
    assert (ran.code, ran.err) == (1, "offhook: there is no call 'call_nobody'\n")


async def test_latency_shows_figures_of_stored_timings(running: Running) -> None:
    calls = running.bench.calls
    calls.create(NewCall(id="call_1", to=TO, task="x", voice="jessica"), "call.queued")
    for number in range(1, 11):
        calls.append("call_1", "timing", {"stage": "model", "seconds": number / 10, "turn": "t1"})
    ran = await running.home.run("latency", "--json")
    assert json.loads(ran.out)["stages"] == {
        "model": {"n": 10, "p50": 0.5, "p90": 0.9, "p95": 1.0, "max": 1.0}
    }
    assert "model" in (await running.home.run("latency")).out


async def test_latency_without_calls_says_what_is_missing(home: Home) -> None:
    ran = await home.run("latency")
    assert (ran.code, ran.out) == (0, "no timings yet: they come with the first call\n")


async def test_without_a_running_offhook_the_commands_say_how_to_start_it(home: Home) -> None:
    assert "offhook up" in (await home.run("call", "--to", TO, "--task", "x")).err
    ensure_key(home.paths)
    for arguments in (("call", "--to", TO, "--task", "x"), ("hangup", "call_1"), ("tail",)):
        ran = await home.run(*arguments)
        assert (ran.code, ran.err) == (1, "offhook: offhook does not run: start it with `offhook up`\n")
