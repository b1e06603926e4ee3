"""What the recogniser makes of the practice town's far side: noise for training and trying language models.

``python -m models.whisper.confusions MODEL`` writes ``pairs.jsonl`` (said, heard) to the work folder
and ``agent/practice/rehearsal/measured.json``: by word, what it was taken for and how often.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count as numbers
from pathlib import Path

import jiwer

from agent.engines.whisper import WhisperEngine
from models.whisper import town, voices
from models.whisper.corpus import Sentence
from models.whisper.evaluate import good_line, hear
from models.whisper.plain import plain

TABLE = Path(__file__).resolve().parents[2] / "agent" / "practice" / "rehearsal" / "measured.json"
FIRST_SEED = 9_000_000
"""Episodes that neither training nor the tests use."""
LEAST_SAID, MOST_ERRORS = 4, 6
BATCH = 500


def sentences(count: int) -> list[Sentence]:
    """What the far side says, half of it of the train split and half held out."""
    wanted: list[Sentence] = []
    for split in ("train", "held-out"):
        found: list[Sentence] = []
        for seed in numbers(FIRST_SEED, 10_000):
            found += [one for one in town.sentences(seed, BATCH, split) if one.form == "far"]
            if len(found) >= count // 2:
                break
        wanted += found[: count // 2]
    return wanted


def pairs(model: Path, work: Path, count: int) -> Iterator[tuple[str, str]]:
    """(said, heard), through the engine and a mu-law line."""
    path = work / "audio" / "far.npz"
    if not path.exists():
        voices.make(path, sentences(count), 0, test=True)
    ears = WhisperEngine(model)
    for one in voices.load(path)[:count]:
        yield one.text, hear(ears, one, good_line).text


def table(found: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, float]]]:
    """By word that was said: what was heard in its place ("" for nothing; with the words put in before it)
    and in what share of the times it was said."""
    said: Counter[str] = Counter()
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for reference, heard in found:
        words = plain(reference).split()
        if not words:
            continue
        said.update(words)
        for word, instead in _differences(" ".join(words), plain(heard)):
            taken[word][instead] += 1
    return {
        word: [(heard, round(times / said[word], 4)) for heard, times in errors.most_common(MOST_ERRORS)]
        for word, errors in sorted(taken.items())
        if said[word] >= LEAST_SAID
    }


def _differences(reference: str, heard: str) -> Iterator[tuple[str, str]]:
    done = jiwer.process_words(reference, heard)
    words, others = done.references[0], done.hypotheses[0]
    for chunk in done.alignments[0]:
        mine = words[chunk.ref_start_idx : chunk.ref_end_idx]
        theirs = others[chunk.hyp_start_idx : chunk.hyp_end_idx]
        if chunk.type == "substitute":
            yield from zip(mine, theirs, strict=True)
        elif chunk.type == "delete":
            yield from ((word, "") for word in mine)
        elif chunk.type == "insert" and chunk.ref_start_idx < len(words):
            following = words[chunk.ref_start_idx]
            yield following, " ".join((*theirs, following))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the far side's words are taken for.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    found = list(pairs(options.model, options.work, options.count))
    with (options.work / "pairs.jsonl").open("w", encoding="utf-8") as out:
        for said, heard in found:
            out.write(json.dumps({"said": said, "heard": heard}) + "\n")
    rate = jiwer.wer([plain(said) for said, _ in found], [plain(heard) for _, heard in found])
    content = {"sentences": len(found), "word_error_rate": round(rate, 4), "words": table(found)}
    options.out.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} sentences, {100 * rate:.1f} % of the words wrong: {options.out}")


if __name__ == "__main__":
    main()
