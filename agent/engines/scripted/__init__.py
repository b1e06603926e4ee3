"""A scripted model: holds our side of a practice errand by rules, behind the language model's port.

It stands in where no language model is installed. Deterministic: the same messages always get the same
reply. ``spoken`` and ``phrases`` understand what a small recogniser heard, ``errand`` reads the briefing,
``menu`` the options of a telephone menu, ``policy`` decides, ``model`` speaks the port's form.
"""

from agent.engines.scripted.model import ScriptedModel

__all__ = ["ScriptedModel"]
