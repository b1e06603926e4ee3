"""Each voicemail has what it must have, in its order, for many seeds. No sound is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.practice.composer.mailbox import GREETINGS, RECORDS_SECONDS, Greeting, mailbox
from agent.practice.composer.scene import RATE
from tests.practice.composer.lengths import Lengths

KINDS: dict[Greeting, list[str]] = {
    "plain": ["voicemail", "beep"],
    "no-beep": ["voicemail"],
    "two-beeps": ["voicemail", "beep", "beep"],
    "beep-inside": ["voicemail", "beep", "voicemail", "beep"],
    "long-silence": ["voicemail", "beep"],
    "skip": ["voicemail", "voicemail", "beep"],
    "full": ["voicemail"],
}


@pytest.mark.parametrize("greeting", GREETINGS)
@pytest.mark.parametrize("seed", range(6))
def test_a_mailbox_has_what_it_must_have_and_then_records(
    greeting: Greeting, seed: int, tmp_path: Path
) -> None:
    scene = mailbox(greeting, seed, "tuning", sounds=Lengths(tmp_path))
    parts = [label for label in scene.labels() if label.kind not in ("silence", "ringback")]
    assert [label.kind for label in parts] == KINDS[greeting]
    records = (scene.samples - parts[-1].end) / RATE
    assert records == RECORDS_SECONDS or greeting == "full"
    if greeting == "long-silence":
        assert parts[-1].start - parts[-2].end >= 2.5 * RATE
