"""Texts as they are compared: lower case, no punctuation."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z']+", text.lower()))
