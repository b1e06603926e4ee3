"""Piper voices: ``NAME.onnx`` beside ``NAME.onnx.json`` in one folder."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PhonemeType, PiperConfig

from agent.engines.jobs import Stopped
from agent.engines.sound import Samples
from agent.engines.speech import clauses
from agent.errors import EngineRefused, SetupError

# its debug log has the text of the call
logging.getLogger("piper").setLevel(logging.WARNING)
_OFFLINE = (PhonemeType.ESPEAK, PhonemeType.TEXT)
"""The phonemizers of other kinds fetch models when first used."""


class Piper:
    """Voices are loaded when first asked for, and stay loaded."""

    name = "piper"

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder.expanduser()
        self._threads = threads
        self._loaded: dict[str, PiperVoice] = {}
        self._lock = threading.Lock()
        if not self._folder.is_dir():
            raise SetupError(f"engines.piper_voices: {self._folder} is no folder")

    def voices(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                path.stem for path in self._folder.glob("*.onnx") if path.with_suffix(".onnx.json").is_file()
            )
        )

    def load(self, voice: str) -> PiperVoice:
        """Raises EngineRefused: the voice's files cannot be used."""
        with self._lock:
            if voice not in self._loaded:
                self._loaded[voice] = self._open(voice)
            return self._loaded[voice]

    def speak(
        self, text: str, voice: str, speed: float, stop: threading.Event
    ) -> Iterator[tuple[Samples, int]]:
        loaded = self.load(voice)
        # Piper's own level is full scale for each sentence, which on a telephone line is clipping
        settings = SynthesisConfig(
            length_scale=loaded.config.length_scale / speed, normalize_audio=True, volume=0.6
        )
        for clause in clauses(text):
            for chunk in loaded.synthesize(clause, settings):
                if stop.is_set():
                    raise Stopped
                yield chunk.audio_float_array, chunk.sample_rate

    def _open(self, voice: str) -> PiperVoice:
        model = self._folder / f"{voice}.onnx"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        try:
            config = PiperConfig.from_dict(json.loads(model.with_suffix(".onnx.json").read_text("utf-8")))
            if config.phoneme_type not in _OFFLINE:
                raise EngineRefused(
                    f"Piper voice {voice}: phonemes of kind {config.phoneme_type} need a download"
                )
            session = onnxruntime.InferenceSession(
                str(model), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EngineRefused(f"Piper voice {voice} cannot be loaded: {error}") from error
        return PiperVoice(session=session, config=config)
