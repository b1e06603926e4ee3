"""The tokens of a model: their text, and which of them can come next where only some bytes can."""

from __future__ import annotations

import ctypes
import re
from functools import cached_property
from typing import Any

import llama_cpp
import numpy as np

Ids = np.ndarray[Any, np.dtype[np.intp]]


class Vocabulary:
    def __init__(self, llama: Any) -> None:
        self._llama = llama  # or its memory is freed
        self.pointer = llama_cpp.llama_model_get_vocab(llama.model)
        """For llama.cpp's own functions."""
        self.size: int = llama_cpp.llama_vocab_n_tokens(self.pointer)
        pieces = [self.piece(token, marks=True) for token in range(self.size)]
        self._first_bytes = np.array([piece[0] if piece else 0 for piece in pieces], dtype=np.uint8)
        bytes_alone = {piece[0]: token for token, piece in enumerate(pieces) if len(piece) == 1}
        self.bytes_alone = np.array(list(bytes_alone.values()), dtype=np.intp)
        """A token for each byte that has one of its own."""
        self._ends = np.array([self.ends(token) for token in range(self.size)])

    def ends(self, token: int) -> bool:
        """Whether the model says with it that it has finished."""
        return bool(llama_cpp.llama_vocab_is_eog(self.pointer, token))

    def piece(self, token: int, *, marks: bool = False) -> bytes:
        """A token's text; marks ("<|im_end|>") have none unless asked for. (The library's own ``detokenize``
        loses tokens of more than 32 bytes.)"""
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length: int = llama_cpp.llama_token_to_piece(self.pointer, token, buffer, size, 0, marks)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def possible(self, possible_bytes: Ids) -> Ids:
        """What may come where of ``bytes_alone`` only ``possible_bytes`` may: no token can be allowed that
        begins with a byte which is not, and the end has no text."""
        begins = np.ones(256, dtype=bool)
        begins[self._first_bytes[self.bytes_alone]] = False
        begins[self._first_bytes[possible_bytes]] = True
        return np.flatnonzero(begins[self._first_bytes] | self._ends)

    @cached_property
    def marks(self) -> re.Pattern[str]:
        """Finds what the model takes for marks: in what somebody said they are no such thing."""
        control = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL
        texts = {
            llama_cpp.llama_vocab_get_text(self.pointer, token).decode("utf-8", "ignore")
            for token in range(self.size)
            if llama_cpp.llama_vocab_get_attr(self.pointer, token) & control
        }
        longest_first = sorted((text for text in texts if len(text) > 1), key=lambda text: (-len(text), text))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
