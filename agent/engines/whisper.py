"""Speech to text with faster-whisper, run on the length there is.

``WhisperModel.transcribe`` pads every input to 30 s; a telephone turn has 2 to 5. CTranslate2's encoder
takes any even number of frames, which makes it about 20 times faster at that length. The practice
recogniser needs it so: it saw very little long padding.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from agent.engines.ctc import CtcHead, counted
from agent.engines.guards import MIN_SECONDS, Decoded, confidence, is_steady, why_not_speech
from agent.engines.hints import hinted
from agent.engines.jobs import Stopped
from agent.engines.pieces import at_pauses
from agent.engines.sound import Samples, resampled, to_samples
from agent.errors import EngineRefused
from agent.ports import Transcript

RATE = 16_000
MAX_SECONDS, SMALL_SECONDS = 20.0, 6.0
"""Whisper's window is 30 s; longer sound is cut at a pause. The second is the practice recogniser's: it loses
its way in longer sound (menus of 6 to 35 s: 32 % of the words wrong, 23 like this)."""
SILENCE_SECONDS = 0.5
"""Put behind all sound: where speech ends with it the decoder finds no end, and says it again. Sentences of
tuning voices that end 0.2 s after the last sound: 22 % of the words wrong, 9 like this."""
MAX_TOKENS = 200
BEAMS = 5
"""As many as faster-whisper has by itself. A fifth to a quarter of the practice recogniser's errors go, for 5
to 30 ms a sentence."""


class WhisperEngine:
    """One loaded model; one transcription at a time (the host queues them)."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        self.name = model.name
        self._whisper = WhisperModel(
            str(model), device="cpu", compute_type="int8", cpu_threads=threads, num_workers=1
        )
        tokenizer = self._whisper.hf_tokenizer
        # Whisper calls it <|nospeech|> or <|nocaptions|>; the decoder reports its probability
        self._end = tokenizer.token_to_id("<|endoftext|>")
        self._ctc = CtcHead.of(model)
        self._longest = SMALL_SECONDS if self._ctc else MAX_SECONDS
        self._languages = {
            name.removeprefix("<|").removesuffix("|>"): number
            for name, number in tokenizer.get_vocab().items()
            if name.startswith("<|") and 4 <= len(name) - 2 <= 5 and name[2:-2].isalpha()
        }

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(self._languages))

    def transcribe(
        self,
        pcm: bytes,
        rate: int,
        language: str = "en",
        stop: threading.Event | None = None,
        hints: tuple[str, ...] = (),
    ) -> Transcript:
        """Text of ``pcm`` (16-bit mono at ``rate``); empty where the guards found no speech.

        ``hints``: names that may be said; what sounds like one is written as it is written here.
        Raises EngineRefused (a language the model does not know) and Stopped.
        """
        prompt = self._prompt(language)
        samples = to_samples(pcm)
        if len(samples) < MIN_SECONDS * rate or is_steady(samples, rate):
            return Transcript("", 0.0)
        heard = [self._decode(piece, rate, prompt, stop) for piece in self._pieces(samples, rate)]
        believed = [decoded for decoded in heard if not why_not_speech(decoded)]
        seconds = sum(decoded.seconds for decoded in believed)
        if not seconds:
            return Transcript("", 0.0)
        sure = sum(confidence(decoded) * decoded.seconds for decoded in believed) / seconds
        return Transcript(hinted(" ".join(decoded.text for decoded in believed), hints), sure)

    def _pieces(self, samples: Samples, rate: int) -> list[Samples]:
        if len(samples) > self._longest * rate:
            return at_pauses(samples, rate, self._longest / 2, self._longest)
        return [samples]

    def _features(self, samples: Samples) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Log-mel, shape (1, mels, frames), frames even: the encoder's second layer has a stride of 2."""
        mel = self._whisper.feature_extractor(samples, padding=int(SILENCE_SECONDS * RATE))
        mel = mel[:, : mel.shape[1] // 2 * 2]
        return np.ascontiguousarray(mel[None].astype(np.float32))

    def _prompt(self, language: str) -> list[int]:
        short = (language or "en").lower().split("-")[0].split("_")[0]
        number = self._languages.get(short)
        tokenizer = self._whisper.hf_tokenizer
        start = tokenizer.token_to_id("<|startoftranscript|>")
        plain = tokenizer.token_to_id("<|notimestamps|>")
        if number is None or (not self._whisper.model.is_multilingual and short != "en"):
            raise EngineRefused(f"{self.name} does not know the language {language!r}")
        return [start, number, tokenizer.token_to_id("<|transcribe|>"), plain]

    def _decode(
        self, samples: Samples, rate: int, prompt: list[int], stop: threading.Event | None
    ) -> Decoded:
        _go_on(stop)
        seconds = len(samples) / rate
        features = self._features(resampled(samples, rate, RATE))
        encoded = self._whisper.model.encode(ctranslate2.StorageView.from_array(features))
        _go_on(stop)
        result = self._whisper.model.generate(
            encoded,
            [prompt],
            beam_size=BEAMS,
            num_hypotheses=BEAMS if self._ctc else 1,
            max_length=min(MAX_TOKENS, 16 + int(seconds * 16)) + len(prompt),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
        )[0]
        hypotheses = [[token for token in ids if token < self._end] for ids in result.sequences_ids]
        best, text = self._chosen(encoded, hypotheses, result.scores)
        # CTranslate2's score is already divided by the length (length_penalty 1)
        return Decoded(
            text=text,
            seconds=seconds,
            tokens=len(hypotheses[best]),
            average_log_probability=float(result.scores[best]),
            no_speech_probability=float(result.no_speech_prob),
        )

    def _chosen(
        self, encoded: ctranslate2.StorageView, hypotheses: list[list[int]], scores: list[float]
    ) -> tuple[int, str]:
        """The number of the best hypothesis, and its text."""
        tokenizer = self._whisper.hf_tokenizer
        if self._ctc is None:
            return 0, tokenizer.decode(hypotheses[0]).strip()
        times = self._ctc.log_probabilities(np.array(encoded)[0].astype(np.float32))
        best = self._ctc.best(times, hypotheses, scores)
        text = tokenizer.decode(hypotheses[best]).strip()
        return best, counted(text, tokenizer.decode(self._ctc.greedy(times)))


def _go_on(stop: threading.Event | None) -> None:
    if stop is not None and stop.is_set():
        raise Stopped
