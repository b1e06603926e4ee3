#!/usr/bin/env python3
"""Smart Turn: how well a network tells a pause from an end, in the band of a telephone.

Smart Turn v3.2 (BSD-2-Clause) hears the last eight seconds of a turn, 0.2 s into a silence, and says how
likely it is that the turn is over. It lies in the wheel of pipecat-ai:

    pip download --no-deps pipecat-ai && unzip pipecat_ai-*.whl 'pipecat/audio/turn/smart_turn/data/*'

Three sorts of sound: composed talk of the test split over telephone lines; the same words and voices as they
are made, up to 8 kHz; a human voice (the recorded prompts), whole or cut off between two words.

Run it with:  scripts/bench smart_turn --model FILE [--minutes M] [--seed N] [--split S] [--json]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import numpy.typing as npt
import onnxruntime
import soxr
from composed_call import quantile
from faster_whisper.feature_extractor import FeatureExtractor
from turns import turns

from agent.practice.composer import Scene, answers, compose, telling
from agent.practice.composer.scene import RATE, Line, Part, samples
from agent.practice.composer.speech import Recorded, Spoken, pbx_file, speak
from agent.practice.composer.store import store

SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
MODEL_RATE, WINDOW_SECONDS = 16000, 8
SILENCE_SECONDS = 0.2
PIECE_SECONDS = 120.0
Sound = npt.NDArray[np.float32]
Judged = tuple[float, bool]
"""Probability that the turn is over, and whether it is."""


class SmartTurn:
    def __init__(self, model: Path) -> None:
        if hashlib.sha256(model.read_bytes()).hexdigest() != SHA256:
            raise SystemExit(f"{model} is not Smart Turn v3.2 for processors")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._model = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._features = FeatureExtractor(feature_size=80, chunk_length=WINDOW_SECONDS)
        self.seconds: list[float] = []
        """Processor time of each run."""

    def probability(self, sound: Sound, rate: int) -> float:
        """That the turn in ``sound`` is over. Silence is put in front of what is shorter than the window, and
        the whole is brought to mean 0 and variance 1, as the network was trained."""
        begin = time.process_time()
        sound = sound if rate == MODEL_RATE else soxr.resample(sound, rate, MODEL_RATE)
        window = np.zeros(WINDOW_SECONDS * MODEL_RATE, np.float32)
        last = sound[-len(window) :]
        window[len(window) - len(last) :] = last
        window = (window - window.mean()) / np.sqrt(window.var() + 1e-7)
        mel = self._features(window, padding=0)[np.newaxis].astype(np.float32)
        (answer,) = self._model.run(None, {"input_features": mel})
        self.seconds.append(time.process_time() - begin)
        return float(answer.reshape(-1)[0])


def telephone(judge: SmartTurn, scenes: list[tuple[Scene, int]]) -> Iterator[Judged]:
    """As it is heard, at each labelled pause long enough and at each end."""
    for scene, seed in scenes:
        sound = compose(scene, seed)
        pcm = sound.pcm.astype(np.float32) / 32768
        for turn in turns(sound):
            ends = [start for start, end in turn.pauses if end - start >= SILENCE_SECONDS]
            for at in (*ends, turn.end):
                piece = pcm[samples(max(0.0, turn.start - 0.3)) : samples(at + SILENCE_SECONDS)]
                yield judge.probability(piece, RATE), at == turn.end


def wide(judge: SmartTurn, scenes: list[tuple[Scene, int]]) -> Iterator[Judged]:
    """The same turns with nothing of a telephone: no line, no room, 16 kHz."""
    for scene, _ in scenes:
        spans = [label for label in scene.labels() if label.kind == "turn"]
        for span in spans:
            parts = [
                part for part in scene.parts if part.kind == "person" and span.start <= part.start < span.end
            ]
            said = np.zeros(0, np.float32)
            for number, part in enumerate(parts):
                said = np.concatenate((said, _made(part)))
                follows = parts[number + 1].start - part.end if number + 1 < len(parts) else RATE
                pause = np.zeros(2 * follows, np.float32)
                if follows >= samples(SILENCE_SECONDS):
                    heard = np.concatenate((said, pause[: int(SILENCE_SECONDS * MODEL_RATE)]))
                    yield judge.probability(heard, MODEL_RATE), part is parts[-1]
                said = np.concatenate((said, pause))


def _made(part: Part) -> Sound:
    assert isinstance(part.sound, Spoken)
    made = speak(part.sound.text, part.sound.voice, MODEL_RATE)
    loud = np.nonzero(np.abs(made) > 0.02 * np.abs(made).max())[0]
    return made[loud[0] : loud[-1] + 1]


def human(judge: SmartTurn, dice: random.Random) -> Iterator[Judged]:
    """Prompts of one and a half seconds and more, whole and cut off where the voice is softest in the middle,
    over a line with mu-law."""
    folder = pbx_file("usr/share/asterisk/sounds/en_US_f_Allison")
    for file in sorted(folder.glob("*.wav")):
        sound = Recorded(file.stem)
        length = store().samples(sound)
        if length < samples(1.5):
            continue
        line = Line(noise=round(dice.uniform(-70, -55), 1))
        part = Part(sound, samples(0.3), length, "person", -20.0)
        pcm = compose(Scene((part,), part.end + samples(1), line), 1).pcm.astype(np.float32) / 32768
        yield judge.probability(pcm[: part.end + samples(SILENCE_SECONDS)], RATE), True
        cut = _softest(pcm[part.start : part.end]) + part.start
        silent = pcm[part.end + 800 : part.end + 800 + samples(SILENCE_SECONDS)]
        yield judge.probability(np.concatenate((pcm[:cut], silent)), RATE), False


def _softest(said: Sound) -> int:
    """The middle of the softest 30 ms between 35 and 70 % of it: between two words, mostly."""
    size = samples(0.03)
    power = np.convolve(said**2, np.ones(size), "valid")
    first, last = int(0.35 * len(power)), int(0.7 * len(power))
    return first + int(np.argmin(power[first:last])) + size // 2


def figures(judged: list[Judged]) -> str:
    over = np.array([likely for likely, end in judged if end])
    goes_on = np.array([likely for likely, end in judged if not end])
    better = (over[:, None] > goes_on).mean() + 0.5 * (over[:, None] == goes_on).mean()
    strict = np.quantile(over, 0.05)
    return (
        f"ends found {100 * (over > 0.5).mean():.1f} % of {len(over)}, pauses found "
        f"{100 * (goes_on <= 0.5).mean():.1f} % of {len(goes_on)}, area under the curve {better:.3f}, "
        f"pauses found where 95 % of the ends are {100 * (goes_on < strict).mean():.1f} %"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How well Smart Turn tells a pause from an end.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20.0, help="of each kind of conversation")
    parser.add_argument("--seed", type=int, default=30_000)
    parser.add_argument("--split", choices=("tuning", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    judge = SmartTurn(options.model)
    scenes = [
        (kind(PIECE_SECONDS, options.seed + number, options.split), options.seed + number)
        for kind in (telling, answers)
        for number in range(round(options.minutes * 60 / PIECE_SECONDS))
    ]
    found = {
        "composed, over a telephone line": figures(list(telephone(judge, scenes))),
        "composed, as it is made, 16 kHz": figures(list(wide(judge, scenes))),
        "a human voice, over a telephone line": figures(list(human(judge, random.Random(options.seed)))),
    }
    spent = [1000 * seconds for seconds in judge.seconds]
    found["processor time of a run"] = (
        f"p50 {quantile(spent, 0.5)}, p95 {quantile(spent, 0.95)} ms (n = {len(spent)})"
    )
    if options.json:
        print(json.dumps(found))
    else:
        for what, figure in found.items():
            print(f"{what:40} {figure}")


if __name__ == "__main__":
    main()
