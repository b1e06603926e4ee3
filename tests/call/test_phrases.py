from __future__ import annotations

from agent.call import phrases


def test_every_phrase_is_synthesised_ahead() -> None:
    said = {text for name, text in vars(phrases).items() if name.isupper() and isinstance(text, str)}
    assert set(phrases.ALL) == {text for text in said if "{" not in text}
