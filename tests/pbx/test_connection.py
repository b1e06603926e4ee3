"""The six defects of pyst2, each provoked."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from agent.errors import PbxRefused, PbxUnavailable
from agent.pbx.connection import Connection, Event
from tests.pbx.fake_ami import Action, FakeAmi, fake_ami, ok
from tests.pbx.pair import wait_until

EVENT = "Event: Hangup\r\nChannel: PJSIP/line-1-1\r\n\r\n"


@pytest.fixture
def ami() -> Iterator[FakeAmi]:
    with fake_ami() as server:
        yield server


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def connection(ami: FakeAmi, events: list[Event]) -> Iterator[Connection]:
    connection = Connection(events.append)
    connection.open("127.0.0.1", ami.port, "switchboard", "secret")
    yield connection
    connection.close()


def test_an_event_with_channel_variables_does_not_stop_what_follows(
    ami: FakeAmi, connection: Connection, events: list[Event]
) -> None:
    ami.say("Event: Hangup\r\nChannel: a\r\nChanVariable: X=1\r\nChanVariable(b): Y=2\r\n\r\n")

    connection.action("Ping", seconds=2)

    wait_until(lambda: bool(events))
    assert events[0]["Channel"] == "a"


def test_an_action_without_an_answer_ends_in_time(ami: FakeAmi, connection: Connection) -> None:
    ami.answer = lambda action: None
    begun = time.monotonic()

    with pytest.raises(PbxUnavailable, match=r"did not answer Ping within 0\.2 s"):
        connection.action("Ping", seconds=0.2)

    assert time.monotonic() - begun < 2


def test_what_greets_like_no_manager_is_refused_in_time(ami: FakeAmi, events: list[Event]) -> None:
    ami.greeting = ""

    with pytest.raises(PbxUnavailable, match="no Asterisk manager"):
        Connection(events.append).open("127.0.0.1", ami.port, "u", "s", seconds=0.2)


def test_answers_go_to_their_own_actions_in_whatever_order(ami: FakeAmi, connection: Connection) -> None:
    held: list[Action] = []

    def swap(action: Action) -> str | None:
        held.append(action)
        if len(held) < 2:
            return None
        return "".join(ok(a).replace("Success", f"Success\r\nFor: {a['Number']}") for a in reversed(held))

    ami.answer = swap
    answers: dict[str, str] = {}

    def ask(number: str) -> None:
        answers[number] = connection.action("Ping", {"Number": number})[0]["For"]

    threads = [threading.Thread(target=ask, args=(number,)) for number in ("1", "2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert answers == {"1": "1", "2": "2"}


def test_a_late_answer_is_not_taken_for_the_next_ones(ami: FakeAmi, connection: Connection) -> None:
    late: list[Action] = []
    ami.answer = lambda action: late.append(action)
    with pytest.raises(PbxUnavailable):
        connection.action("Ping", seconds=0.1)

    ami.answer = lambda action: ok(late[0]).replace("Success", "Error") + ok(action)

    assert connection.action("Ping")[0]["Response"] == "Success"


def test_a_callback_that_raises_does_not_stop_what_follows(
    ami: FakeAmi, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Event] = []

    def fail_once(event: Event) -> None:
        heard.append(event)
        if len(heard) == 1:
            raise RuntimeError("subscriber's fault")

    connection = Connection(fail_once)
    connection.open("127.0.0.1", ami.port, "u", "s")
    with caplog.at_level(logging.ERROR):
        ami.say(EVENT + EVENT)
        wait_until(lambda: len(heard) == 2)
    connection.action("Ping")
    connection.close()

    assert "subscriber's fault" in caplog.text


def test_a_connection_that_ends_says_so_and_frees_who_waits(ami: FakeAmi) -> None:
    ended = threading.Event()
    connection = Connection(lambda event: None, ended.set)
    connection.open("127.0.0.1", ami.port, "u", "s")

    def vanish(action: Action) -> None:
        ami.hang_up()

    ami.answer = vanish
    with pytest.raises(PbxUnavailable, match="closed the connection"):
        connection.action("Ping", seconds=5)

    assert ended.wait(5)
    with pytest.raises(PbxUnavailable, match="no connection"):
        connection.action("Ping")


@pytest.mark.parametrize("value", ["a\r\nAction: Originate", "a\nb", "a\rb", "a\0b"])
def test_a_value_cannot_become_a_header(ami: FakeAmi, connection: Connection, value: str) -> None:
    before = len(ami.actions)

    with pytest.raises(ValueError, match="CR, LF or NUL"):
        connection.action("Hangup", {"Channel": value})
    with pytest.raises(ValueError, match="CR, LF or NUL"):
        connection.action("Hangup", {value: "x"})

    connection.action("Ping")
    assert [action["Action"] for action in ami.actions[before:]] == ["Ping"]


def test_a_list_is_collected_and_kept_from_the_subscribers(
    ami: FakeAmi, connection: Connection, events: list[Event]
) -> None:
    def rows(action: Action) -> str:
        number = f"ActionID: {action['ActionID']}\r\n\r\n"
        return (
            ok(action)
            + "".join(f"Event: CoreShowChannel\r\nChannel: {n}\r\n{number}" for n in "ab")
            + EVENT
            + f"Event: CoreShowChannelsComplete\r\n{number}"
        )

    ami.answer = rows
    _, listed = connection.action("CoreShowChannels", until="CoreShowChannelsComplete")

    assert [event["Channel"] for event in listed] == ["a", "b"]
    assert [event["Event"] for event in events] == ["Hangup"]


def test_a_refused_action_says_why(ami: FakeAmi, connection: Connection) -> None:
    ami.answer = lambda a: f"Response: Error\r\nActionID: {a['ActionID']}\r\nMessage: No such channel\r\n\r\n"

    with pytest.raises(PbxRefused, match="No such channel"):
        connection.action("Hangup", {"Channel": "x"})


def test_nobody_there_is_told_with_the_address(events: list[Event]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(PbxUnavailable, match=f"127.0.0.1:{port}"):
        Connection(events.append).open("127.0.0.1", port, "u", "s")


def test_closing_twice_is_harmless_and_leaves_no_thread(ami: FakeAmi, events: list[Event]) -> None:
    before = set(threading.enumerate())
    connection = Connection(events.append)
    connection.open("127.0.0.1", ami.port, "u", "s")
    connection.close()
    connection.close()

    wait_until(lambda: not [t for t in set(threading.enumerate()) - before if t.name.startswith("ami-")])
