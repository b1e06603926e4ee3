"""Key presses against a clock of our own."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from agent.call.events import KeysFailed, KeysPressed
from agent.line.keys import KeySender, key_sound


class Bench:
    """A peer with or without telephone-event, and a clock."""

    def __init__(self, telephone_event: bool = True) -> None:
        self.telephone_event = telephone_event
        self.now = 0.0
        self.keys: list[tuple[str, float]] = []
        self.sounds: list[tuple[bytes, Callable[[], None]]] = []
        self.events: list[KeysPressed | KeysFailed] = []
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self.sender = KeySender(8000, self._send, self._sound, self._later, self.events.append)

    def _send(self, key: str, seconds: float) -> bool:
        if self.telephone_event:
            self.keys.append((key, round(self.now, 3)))
        return self.telephone_event

    def _sound(self, pcm: bytes, on_out: Callable[[], None]) -> None:
        self.sounds.append((pcm, on_out))

    def _later(self, job: Callable[[], None], seconds: float) -> None:
        heapq.heappush(self._jobs, (self.now + seconds, len(self._jobs) + len(self.keys), job))

    def run(self) -> None:
        while self._jobs:
            self.now, _, job = heapq.heappop(self._jobs)
            job()


def test_each_key_waits_for_the_end_of_the_one_before() -> None:
    bench = Bench()
    bench.sender.press("159")
    bench.run()
    assert bench.keys == [("1", 0.0), ("5", 0.28), ("9", 0.56)]
    assert bench.events == [KeysPressed("159", "rfc4733")]


def test_a_w_is_half_a_second() -> None:
    bench = Bench()
    bench.sender.press("1ww2")
    bench.run()
    assert bench.keys == [("1", 0.0), ("2", 1.28)]


def test_keys_asked_for_while_others_go_out_come_after_them() -> None:
    bench = Bench()
    bench.sender.press("12")
    bench.sender.press("34")
    bench.run()
    assert "".join(key for key, _ in bench.keys) == "1234"
    assert bench.events == [KeysPressed("12", "rfc4733"), KeysPressed("34", "rfc4733")]


def test_small_letters_are_the_keys_of_the_fourth_column() -> None:
    bench = Bench()
    bench.sender.press("aWd")
    bench.run()
    assert [key for key, _ in bench.keys] == ["A", "D"]
    assert bench.events == [KeysPressed("AwD", "rfc4733")]


def test_what_is_no_key_fails_and_nothing_goes_out() -> None:
    bench = Bench()
    bench.sender.press("12x")
    bench.run()
    assert bench.keys == []
    assert bench.events == [KeysFailed("12X", "not a key: 'X'")]


def test_a_peer_without_telephone_event_gets_tones() -> None:
    bench = Bench(telephone_event=False)
    bench.sender.press("1w2")
    bench.sender.press("3")
    bench.run()
    ((pcm, on_out),) = bench.sounds
    assert pcm == key_sound("1w2", 8000)
    assert bench.events == []
    on_out()
    bench.run()
    assert bench.events == [KeysPressed("1w2", "inband")]
    assert len(bench.sounds) == 2


def test_the_tones_of_keys_are_as_long_as_the_keys_and_their_pauses() -> None:
    pcm = key_sound("1w2", 8000)
    assert len(pcm) == 2 * 8000 * (0.22 + 0.5 + 0.22)
    assert any(pcm[:1920])
    assert not any(pcm[1920 : 1920 + 1600 + 8000])
    assert any(pcm[-3520:])
