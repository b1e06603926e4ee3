"""Each kind of answer has what it must have, in its order, for many seeds. No sound is made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agent.practice.composer import ANSWERS, Answer, Kind, answered
from agent.practice.composer.scene import RATE
from agent.practice.composer.tones import CADENCES, Modem, Tone, period
from tests.practice.composer.lengths import Lengths

MUST: dict[Answer, tuple[Kind, ...]] = {
    "person": ("ringback", "person"),
    "menu": ("ringback", "menu", "menu"),
    "voicemail": ("ringback", "voicemail", "beep"),
    "mailbox-unavailable": ("ringback", "announcement"),
    "screening": ("ringback", "screening"),
    "queue": ("ringback", "music"),
    "fax": ("ringback", "fax", "fax", "fax"),
    "not-in-service": ("ringback", "sit", "announcement", "sit", "announcement"),
    "silence": ("ringback",),
    "busy": (),
}
SPEECH = frozenset(("person", "menu", "voicemail", "announcement", "screening"))


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("seed", range(10))
def test_an_answer_has_what_it_must_have(answer: Answer, seed: int, tmp_path: Path) -> None:
    scene = answered(answer, seed, "tuning", sounds=Lengths(tmp_path))
    labels = scene.labels()
    found = [label.kind for label in labels]
    place = 0
    for kind in MUST[answer]:
        kinds = ("music", "song") if kind == "music" else (kind,)
        place = 1 + next(at for at, one in enumerate(found) if at >= place and one in kinds)
    assert max(label.end for label in labels) == scene.samples
    assert all(label.start < label.end for label in labels)
    if answer in ("fax", "silence", "busy"):
        assert not SPEECH & set(found)
    if answer != "person":
        assert "person" not in found


@pytest.mark.parametrize("name", CADENCES)
def test_a_tone_lasts_as_long_as_its_cadence_says_and_sounds_from_end_to_end(name: str) -> None:
    wave = Tone(name).render()
    sounding = [at for at, (hertz, _) in enumerate(CADENCES[name]) if hertz]
    seconds = sum(length for _, length in CADENCES[name][: sounding[-1] + 1])
    assert len(wave) == pytest.approx(seconds * RATE, abs=2)
    assert period(name) >= len(wave)
    assert np.abs(wave[:8]).max() > 0
    assert np.abs(wave[-8:]).max() > 0


def test_a_modem_sounds_at_its_two_frequencies() -> None:
    wave = Modem(1).render()
    spectrum = np.abs(np.fft.rfft(wave)) ** 2
    hertz = np.fft.rfftfreq(len(wave), 1 / RATE)
    assert spectrum[(hertz > 1400) & (hertz < 2100)].sum() > 0.95 * spectrum.sum()
