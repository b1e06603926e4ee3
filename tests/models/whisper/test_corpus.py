"""The sentences that the practice recogniser is trained on."""

from __future__ import annotations

import random
import re

import pytest

from models.whisper import corpus, values
from models.whisper.corpus import Writer, forms_of


@pytest.fixture(autouse=True)
def _few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faker is only in the environment of the trainings."""
    names = tuple(f"{first}{last}" for first in ("Bel", "Cor", "Dan", "Mar") for last in "aeiouynlrst")
    monkeypatch.setattr(values, "name_lists", lambda: (names, names, names))
    monkeypatch.setattr(values, "common_words", lambda: ("house", "tree", "water"))
    monkeypatch.setattr(values, "jobs", lambda: ("baker", "nurse"))


def test_a_sentence_is_written_as_it_is_spoken() -> None:
    writer = Writer(7)
    for _ in range(400):
        text = writer.draw().text
        assert re.fullmatch(r"[A-Za-z' ,.?!:-]+", text), text


@pytest.mark.parametrize("kind", ["machine", "person", "near"])
def test_every_form_can_be_filled(kind: str) -> None:
    writer = Writer(1)
    for form in forms_of(kind)[0]:
        assert not re.search(r"[(){}|]", writer.fill(form)), form


def test_the_same_seed_draws_the_same_sentences() -> None:
    one, other = Writer(3), Writer(3)
    assert [one.draw() for _ in range(20)] == [other.draw() for _ in range(20)]


def test_training_and_tests_share_neither_sentences_nor_names() -> None:
    training = list(corpus.sentences(5, 300))
    tests = list(corpus.sentences(6, 300, test=True))
    assert not {one.text for one in training} & {one.text for one in tests}
    assert not {name for one in training for name in one.names} & {
        name for one in tests for name in one.names
    }


def test_the_names_of_a_sentence_are_said_in_it() -> None:
    for sentence in corpus.sentences(8, 200):
        letters = re.sub(r"[^a-z]", "", sentence.text.lower())
        spelled = re.search(r"\b[A-Z](?:,? [A-Z]| for | as in )", sentence.text)
        assert spelled or all(re.sub(r"[^a-z]", "", name.lower()) in letters for name in sentence.names)


@pytest.mark.parametrize(
    ("draw", "pattern"),
    [
        ("phone", r"(plus one, )?[a-z, ]+"),
        ("code", r"[a-zA-Z, ]+"),
        ("time", r"[a-z' ]+"),
        ("birth", r"[A-Za-z, ]+"),
        ("email", r"[a-zA-Z ]+ at [a-z ]+ dot (com|org|net|co dot uk)"),
        ("amount", r"[a-z ]+"),
    ],
)
def test_values_are_words(draw: str, pattern: str) -> None:
    drawn = values.Values(random.Random(2), test=False)
    for _ in range(100):
        text = getattr(drawn, draw)()
        assert re.fullmatch(pattern, text), text
