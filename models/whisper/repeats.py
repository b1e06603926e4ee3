"""How many codes and telephone numbers with repeated signs come out exact, as our side says them.

``python -m models.whisper.repeats MODEL [OTHER]``: 60 of each, by the town's voices over a mu-law line; with
and without the model's CTC head, where it has one. Half of them say many signs again at once.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from agent.call.values.saying import digit_words, spelled
from agent.engines.whisper import WhisperEngine
from models.whisper import evaluate, voices
from models.whisper.plain import plain
from models.whisper.values import Values
from models.whisper.voices import Spoken

COUNT, SEED = 60, 5
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def sentences() -> tuple[list[Spoken], list[Spoken]]:
    """(codes of five signs, telephone numbers)."""
    dice = random.Random(SEED)
    values = Values(dice, test=False)
    codes = [f"It's {spelled(values.signs(SIGNS, 5))}." for _ in range(COUNT)]
    phones = [f"My number is {digit_words(values.signs('0123456789', 10))}." for _ in range(COUNT)]
    return _spoken(codes, dice), _spoken(phones, dice)


def _spoken(texts: list[str], dice: random.Random) -> list[Spoken]:
    said = [(text, voices.ENGINE_VOICES[at % 3]) for at, text in enumerate(texts)]
    return [Spoken(text, (), voice, voices.speak(text, voice, dice, plain=True)) for text, voice in said]


def wrong(ears: WhisperEngine, said: list[Spoken]) -> int:
    heard = [evaluate.hear(ears, one, evaluate.good_line) for one in said]
    return sum(_signs(one.one.text) != _signs(one.text) for one in heard)


def _signs(text: str) -> str:
    return plain(text).replace("oh", "zero")


def main() -> None:
    parser = argparse.ArgumentParser(description="Repeated signs.")
    parser.add_argument("folders", type=Path, nargs="+")
    codes, phones = sentences()
    for folder in parser.parse_args().folders:
        ears = WhisperEngine(folder)
        for how in ("as it is", "without its CTC head"):
            print(
                f"{folder}, {how}: wrong {wrong(ears, codes)} codes, {wrong(ears, phones)} numbers of {COUNT}"
            )
            ears._ctc = None


if __name__ == "__main__":
    main()
