"""What a text says, as values; and values said well. Pure.

`find` reads values out of recognised or written text, `same` compares them, `spoken` says one so that a
person on the telephone understands it, and `find` finds it again.
"""

from __future__ import annotations

from agent.call.values.find import find
from agent.call.values.kinds import Kind, Value
from agent.call.values.names import same_name
from agent.call.values.same import in_range, same
from agent.call.values.spoken import spoken

__all__ = ["Kind", "Value", "find", "in_range", "same", "same_name", "spoken"]
