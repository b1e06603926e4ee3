from __future__ import annotations

from agent.line.heard import HeardSound


def pcm(*samples: int) -> bytes:
    return b"".join(sample.to_bytes(2, "little") for sample in samples)


def test_a_slice_is_addressed_by_heard_time() -> None:
    heard = HeardSound(rate=10)
    heard.append(pcm(*range(10)))
    heard.append(pcm(*range(10, 20)))
    assert heard.slice(0.5, 1.5) == pcm(*range(5, 15))
    assert heard.seconds == 2.0


def test_a_slice_ends_where_the_sound_ends() -> None:
    heard = HeardSound(rate=10)
    heard.append(pcm(*range(10)))
    assert heard.slice(0.8, 9.0) == pcm(8, 9)
    assert heard.slice(2.0, 3.0) == b""


def test_only_the_last_while_is_kept_and_heard_time_goes_on() -> None:
    heard = HeardSound(rate=10, keep_seconds=2.0)
    for second in range(100):
        heard.append(pcm(*range(10 * second, 10 * second + 10)))
    assert heard.seconds == 100.0
    assert heard.slice(98.0, 99.5) == pcm(*range(980, 995))
    assert heard.slice(0.0, 1.0) == b""
    assert len(heard._pcm) <= 2 * 2 * 2 * 10
