"""What answers a call: from the ringing on, one scene for each kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from agent.practice.composer.scenarios import Queue, person
from agent.practice.composer.scene import Kind, Line, Scene, samples
from agent.practice.composer.split import Split
from agent.practice.composer.store import Store
from agent.practice.composer.timeline import Timeline
from agent.practice.composer.tones import Modem

Answer = Literal[
    "person",
    "menu",
    "voicemail",
    "mailbox-unavailable",
    "screening",
    "queue",
    "fax",
    "not-in-service",
    "silence",
    "busy",
]


def answered(
    answer: Answer, seed: int, split: Split, *, line: Line | None = None, sounds: Store | None = None
) -> Scene:
    """One to three rings (labels ``ringback``), then ``answer``. Raises SetupError."""
    timeline = Timeline(f"answered {answer}", seed, split, sounds)
    timeline.wait(timeline.between(0, 1))
    if answer != "busy":
        tone = timeline.dice.choice(("ringback-us", "ringback-us", "ringback-eu", "ringback-uk"))
        timeline.ring(tone, timeline.dice.choice((1, 1, 2, 3)))
        timeline.wait(timeline.between(0.1, 1.5))
    ANSWERS[answer](timeline)
    return timeline.scene(line=line)


def _person(timeline: Timeline) -> None:
    begun = timeline.now
    timeline.wait(timeline.between(0, 0.8))
    person(timeline, timeline.voice(), "opening")
    timeline.room(begun, timeline.now)


def _machine(timeline: Timeline, what: str, kind: Kind) -> None:
    sound, detail = timeline.machine(what, timeline.voice())
    timeline.play(sound, kind, detail)


def _menu(timeline: Timeline) -> None:
    """It is said twice: nobody pressed a key."""
    sound, detail = timeline.machine("menu", timeline.voice())
    timeline.play(sound, "menu", detail)
    timeline.wait(timeline.between(2, 5))
    timeline.play(sound, "menu", detail)
    timeline.wait(timeline.between(1, 4))


def _beep(timeline: Timeline) -> None:
    tone = timeline.dice.choice(("beep-1000", "beep-1400", "beep-440"))
    timeline.ring(tone, 1, "beep")


def _voicemail(timeline: Timeline) -> None:
    _machine(timeline, "voicemail", "voicemail")
    timeline.wait(timeline.between(0.05, 1.5))
    _beep(timeline)
    timeline.wait(timeline.between(4, 8))


def _mailbox_unavailable(timeline: Timeline) -> None:
    _machine(timeline, "mailbox-unavailable", "announcement")
    timeline.wait(timeline.between(0.5, 1.5))
    if timeline.dice.random() < 0.5:
        timeline.ring(timeline.dice.choice(("busy-us", "busy-eu")), 6, "busy")


def _screening(timeline: Timeline) -> None:
    """Then they wait for a name: some after a beep, and some pass it on and let music play."""
    _machine(timeline, "screening", "screening")
    timeline.wait(timeline.between(0.1, 0.6))
    if timeline.dice.random() < 0.5:
        _beep(timeline)
    timeline.wait(timeline.between(4, 7))


def _queue(timeline: Timeline) -> None:
    if timeline.dice.random() < 0.8:
        _machine(timeline, "queue", "announcement")
        timeline.wait(timeline.between(0.1, 1))
    Queue(timeline, None).run(timeline.now + samples(timeline.between(25, 60)), (12.0, 30.0))


def _fax(timeline: Timeline) -> None:
    """The answering tone, then the machine's identification, again and again (ITU-T T.30)."""
    timeline.wait(timeline.between(0.2, 1))
    timeline.ring("fax-ced", 1, "fax")
    for at in range(3):
        timeline.wait(0.075 if at == 0 else 3.0)
        timeline.play(Modem(timeline.dice.randrange(4)), "fax", "V.21", level=-4)
    timeline.wait(2)


def _not_in_service(timeline: Timeline) -> None:
    sound, detail = timeline.machine("not-in-service", timeline.voice())
    tone = timeline.dice.choice(("sit", "sit-us"))
    for _ in range(2):
        timeline.ring(tone, 1, "sit")
        timeline.wait(timeline.between(0.2, 0.6))
        timeline.play(sound, "announcement", detail)
        timeline.wait(timeline.between(0.5, 2))
    if timeline.dice.random() < 0.5:
        timeline.ring("congestion-us", 12, "congestion")


def _silence(timeline: Timeline) -> None:
    """Picked up, and nobody speaks."""
    begun = timeline.now
    timeline.wait(timeline.between(6, 12))
    timeline.room(begun, timeline.now)


def _busy(timeline: Timeline) -> None:
    name: Kind = timeline.dice.choice(("busy", "congestion"))
    timeline.ring(f"{name}-{timeline.dice.choice(('us', 'eu'))}", timeline.dice.randint(5, 10), name)


ANSWERS: Mapping[Answer, Callable[[Timeline], None]] = {
    "person": _person,
    "menu": _menu,
    "voicemail": _voicemail,
    "mailbox-unavailable": _mailbox_unavailable,
    "screening": _screening,
    "queue": _queue,
    "fax": _fax,
    "not-in-service": _not_in_service,
    "silence": _silence,
    "busy": _busy,
}
