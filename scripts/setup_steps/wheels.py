"""Wheels compiled on this machine, kept in the cache by what they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import publish, remove


@dataclass(frozen=True)
class WheelPlace:
    """``<cache>/wheels/<name>-<key>/<wheel>``: another key, another wheel, and the older one is removed."""

    wheels: Path
    name: str
    key: str

    @property
    def folder(self) -> Path:
        return self.wheels / f"{self.name}-{self.key}"

    def wheel(self) -> Path | None:
        return next(iter(sorted(self.folder.glob("*.whl"))), None)

    def keep(self, made_in: Path) -> Path:
        """Move the folder that holds the finished wheel into the cache."""
        publish(made_in, self.folder)
        wheel = self.wheel()
        assert wheel is not None  # the builder looked before it called
        for other in self.wheels.glob(f"{self.name}-*"):
            if other != self.folder and self._same_kind(other, wheel):
                remove(other)
        return wheel

    def _same_kind(self, other: Path, wheel: Path) -> bool:
        """Whether the other one serves the same Python: one cache may serve several."""
        tag = wheel.name.split("-")[2]
        return any(old.name.split("-")[2] == tag for old in other.glob("*.whl"))
