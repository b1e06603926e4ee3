"""What a model gets wrong, heard through the engine (guards and cutting included) over a mu-law line.

``python -m models.whisper.evaluate NEW [OLD]`` prints one table for each folder: held-out sentences and names
of the corpus, of the practice town (other surface forms than in training), human prompts, a bad line.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
import soxr

from agent.engines.sound import to_pcm
from agent.engines.whisper import WhisperEngine
from models.whisper import channel, human_prompts, voices
from models.whisper.plain import plain
from models.whisper.values import ALPHABET, DAYS, DIGITS, MONTHS, words
from models.whisper.voices import RATE, Spoken

VALUE_WORDS = frozenset(
    word
    for text in (
        *DIGITS, *DAYS, *MONTHS, "oh double noon midnight half quarter past",
        "p m today tomorrow tonight o'clock",
        *(words(number) for number in range(100)), *(words(number, ordinal=True) for number in range(1, 32)),
        "hundred thousand", *"bcdefghijklnoqrstuvwxyz", *ALPHABET,
    )
    for word in text.lower().split()
) - {"and"}  # fmt: skip
"""Digits, letters, times and dates."""
DISTRACTORS = 4


@dataclass(frozen=True, slots=True)
class Heard:
    one: Spoken
    text: str
    seconds: float
    """That it took."""


def hear(
    ears: WhisperEngine, one: Spoken, line: Callable[[Spoken], bytes], hints: tuple[str, ...] = ()
) -> Heard:
    pcm = line(one)
    begin = time.perf_counter()
    text = ears.transcribe(pcm, RATE, hints=hints).text
    return Heard(one, text, time.perf_counter() - begin)


def good_line(one: Spoken) -> bytes:
    """mu-law, 0.2 s of silence around, no noise."""
    silence = np.zeros(RATE // 5, np.float32)
    sound = np.concatenate([silence, np.asarray(one.sound, np.float32) / 32768, silence])
    return to_pcm(channel.coded(sound))


def bad_line(one: Spoken) -> bytes:
    """All that training does to a line, the same each time."""
    sound = channel.telephone(np.asarray(one.sound, np.float32) / np.float32(32768), random.Random(one.text))
    return to_pcm(soxr.resample(sound, channel.WIDE, RATE))


def word_error_rate(heard: Iterable[Heard]) -> float:
    pairs = [(plain(one.one.text), plain(one.text)) for one in heard]
    return float(jiwer.wer([said for said, _ in pairs], [text for _, text in pairs]))


def error_rate_of(heard: Iterable[Heard], counts: Callable[[Spoken, str], bool]) -> tuple[float, int]:
    """Errors at the words of which ``counts`` is true, and how many such words were said."""
    errors = total = 0
    for one in heard:
        said, text = plain(one.one.text), plain(one.text)
        done = jiwer.process_words(said, text)
        reference, hypothesis = done.references[0], done.hypotheses[0]
        total += sum(counts(one.one, word) for word in reference)
        for chunk in done.alignments[0]:
            if chunk.type == "insert":
                errors += sum(
                    counts(one.one, word) for word in hypothesis[chunk.hyp_start_idx : chunk.hyp_end_idx]
                )
            elif chunk.type != "equal":
                errors += sum(
                    counts(one.one, word) for word in reference[chunk.ref_start_idx : chunk.ref_end_idx]
                )
    return errors / max(1, total), total


def _is_value(_: Spoken, word: str) -> bool:
    return word in VALUE_WORDS


def trained_names(work: Path) -> frozenset[str]:
    """Every name that was said in training."""
    shards = (work / "audio").glob("*-[0-9][0-9][0-9].npz")
    return frozenset(
        word for path in shards for names in voices.names_in(path) for word in plain(names).split()
    )


def _is_new_name(trained: frozenset[str]) -> Callable[[Spoken, str], bool]:
    """Whether a word is (part of) a name in the sentence, and was in none that was trained on."""
    return lambda one, word: word not in trained and word in plain(" ".join(one.names)).split()


def hints_for(one: Spoken, names: list[str], true: bool = True) -> tuple[str, ...]:
    """As a briefing would: the names that are said (``true``) among some that are not."""
    dice = random.Random(one.text)
    told = [*(one.names if true else ()), *dice.sample(names, DISTRACTORS)]
    dice.shuffle(told)
    return tuple(told[:12])


def measure(folder: Path, work: Path, count: int, hints: bool) -> dict[str, str]:
    """The table of one model. ``hints``: it knows Whisper's prompt."""
    ears = WhisperEngine(folder)
    table: dict[str, str] = {}
    is_name = _is_new_name(trained_names(work))
    for title, file in (("corpus", "test.npz"), ("practice town", "town-test.npz")):
        spoken = voices.load(work / "audio" / file)[:count]
        heard = [hear(ears, one, good_line) for one in spoken]
        table |= {f"{title}: {what}": figure for what, figure in _figures(heard, is_name).items()}
        if hints:
            table |= {f"{title}: {what}": figure for what, figure in _hinted(ears, spoken, is_name).items()}
        noisy = [hear(ears, one, bad_line) for one in spoken[: count // 2]]
        table[f"{title}: all words, bad line"] = _percent(word_error_rate(noisy), len(noisy), "sentences")
    human = [hear(ears, one, good_line) for one in human_prompts.load(test=True)]
    table["human prompts: all words"] = _percent(word_error_rate(human), len(human), "prompts")
    return table


def _figures(heard: list[Heard], is_name: Callable[[Spoken, str], bool]) -> dict[str, str]:
    figures = {"all words": _percent(word_error_rate(heard), len(heard), "sentences")}
    for voice in sorted({one.one.voice for one in heard}):
        part = [one for one in heard if one.one.voice == voice]
        figures[f"all words, {voice}"] = _percent(word_error_rate(part), len(part), "sentences")
    figures["digits, letters, times, dates"] = _percent(*error_rate_of(heard, _is_value), "words")
    figures["new names, no hints"] = _percent(*error_rate_of(heard, is_name), "words")
    figures["time for a sentence"] = f"{1000 * np.mean([one.seconds for one in heard]):.0f} ms"
    return figures


def _hinted(
    ears: WhisperEngine, spoken: list[Spoken], is_name: Callable[[Spoken, str], bool]
) -> dict[str, str]:
    names = sorted({name for one in spoken for name in one.names})
    told = [hear(ears, one, good_line, hints_for(one, names)) for one in spoken]
    others = [hear(ears, one, good_line, hints_for(one, names, true=False)) for one in spoken]
    return {
        "new names, with hints": _percent(*error_rate_of(told, is_name), "words"),
        "digits, letters, times, dates, with hints": _percent(*error_rate_of(told, _is_value), "words"),
        "all words, with hints": _percent(word_error_rate(told), len(told), "sentences"),
        "all words, with other names as hints": _percent(word_error_rate(others), len(others), "sentences"),
    }


def _percent(share: float, count: int, what: str) -> str:
    return (
        f"{100 * share:.1f} % of {count} {what}"
        if what == "words"
        else f"{100 * share:.1f} % (n = {count} {what})"
    )


def quick(folder: Path, work: Path, count: int) -> str:
    """The word error rate on some held-out sentences, in words."""
    ears = WhisperEngine(folder)
    heard = [hear(ears, one, good_line) for one in voices.load(work / "audio" / "test.npz")[:count]]
    shown = " | ".join(f"{one.one.text} -> {one.text}" for one in heard[:3])
    return f"WER {100 * word_error_rate(heard):.2f} %   {shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Word error rates of exported models.")
    parser.add_argument("folders", type=Path, nargs="+", help="the model, and others to compare it with")
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    parser.add_argument("--count", type=int, default=800)
    parser.add_argument("--no-hints", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    tables = {}
    for folder in options.folders:
        table = measure(folder, options.work, options.count, not options.no_hints)
        tables[str(folder)] = table
        print(folder, flush=True)
        for what, figure in table.items():
            print(f"  {what:60} {figure}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(tables, indent=1))


if __name__ == "__main__":
    main()
