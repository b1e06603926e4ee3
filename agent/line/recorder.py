"""The recording of a call: a stereo WAV, left the far party, right the agent.

The file is whole at any moment: sound is appended, then the two sizes in the header are written
again. After a crash at most ``FLUSH_SECONDS`` of sound are missing.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

FLUSH_SECONDS = 0.5
HEADER_BYTES = 44
_CHANNELS = 2
_BLOCK_BYTES = 2 * _CHANNELS


class WavRecorder:
    """Made before the call, so that nothing has to be opened during it. Mode 0600.

    ``write`` and ``close`` raise OSError when the disk is full; what was written before stays valid.
    """

    def __init__(self, path: Path, rate: int) -> None:
        self._name = path.name
        # The folder may be renamed while the file is open: a line is made before its call has a name.
        self._folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(self._name, flags, 0o600, dir_fd=self._folder)
        self._rate = rate
        self._flush_bytes = int(rate * FLUSH_SECONDS) * _BLOCK_BYTES
        self._waiting = bytearray()
        self._written = 0
        self._closed = False
        os.write(self._file, self._header())

    def write(self, far: bytes, near: bytes) -> None:
        """Append equally long pieces of both sides."""
        if len(far) != len(near):
            raise ValueError(f"sides differ in length: {len(far)} and {len(near)} bytes")
        stereo = bytearray(2 * len(far))
        stereo[0::4], stereo[1::4] = far[0::2], far[1::2]
        stereo[2::4], stereo[3::4] = near[0::2], near[1::2]
        self._waiting += stereo
        if len(self._waiting) >= self._flush_bytes:
            self._flush()

    def close(self) -> None:
        """Write what waits. Idempotent."""
        if self._closed:
            return
        self._closed = True
        try:
            self._flush()
        finally:
            os.close(self._file)
            os.close(self._folder)

    def discard(self) -> None:
        """Close and remove the file: this call is not to be recorded."""
        if not self._closed:
            self._closed = True
            os.unlink(self._name, dir_fd=self._folder)
            os.close(self._file)
            os.close(self._folder)

    def _flush(self) -> None:
        while self._waiting:
            done = os.pwrite(self._file, self._waiting, HEADER_BYTES + self._written)
            del self._waiting[:done]
            self._written += done
        os.pwrite(self._file, self._header(), 0)

    def _header(self) -> bytes:
        """The canonical 44 bytes (RIFF, PCM)."""
        return struct.pack(
            "<4sI4s4sIHHIIHH4sI",
            b"RIFF",
            HEADER_BYTES - 8 + self._written,
            b"WAVE",
            b"fmt ",
            16,
            1,
            _CHANNELS,
            self._rate,
            self._rate * _BLOCK_BYTES,
            _BLOCK_BYTES,
            16,
            b"data",
            self._written,
        )
