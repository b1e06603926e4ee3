"""Call audio composed from parts, with sample-exact labels: what detectors are tuned on and measured with."""

from agent.practice.composer.answered import ANSWERS, Answer, answered
from agent.practice.composer.mixing import Composed, compose, stream
from agent.practice.composer.scenarios import hold, pick_up, talk
from agent.practice.composer.scene import Kind, Label, Line, Part, Scene
from agent.practice.composer.split import Split
from agent.practice.composer.talking import OVER, Over, answers, in_a_crowd, spoken_over, telling

__all__ = [
    "ANSWERS",
    "OVER",
    "Answer",
    "Composed",
    "Kind",
    "Label",
    "Line",
    "Over",
    "Part",
    "Scene",
    "Split",
    "answered",
    "answers",
    "compose",
    "hold",
    "in_a_crowd",
    "pick_up",
    "spoken_over",
    "stream",
    "talk",
    "telling",
]
