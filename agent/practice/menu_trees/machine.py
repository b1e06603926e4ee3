"""The machine that speaks a tree of menus."""

from __future__ import annotations

import re

from agent.practice.episodes.types import Act, Step, Utterance
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question, Tree

TRIES = 3
"""So often a menu is said again; then the machine hangs up."""
OPERATOR = "0"
MOST_WORDS = 16
"""More than a few words are not understood."""
NUMBER_TRIES = 2


class TreeMenus:
    """``done`` when somebody is reached. ``keys``: all that were pressed; ``wrong``: those that led astray,
    or nowhere."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._node: Node = tree.top
        self._before: list[Node] = []
        self._tries = 0
        self._digits = ""
        self._deaf = False
        self.done = False
        self.astray = ""
        """The department that was reached by mistake."""
        self.keys = ""
        self.wrong = ""

    def opens(self) -> Step:
        notices = tuple(
            Utterance(text, (Act("recording"),), "machine", pause_seconds=0.3) for text in self._tree.notices
        )
        return Step(notices + self._say().says)

    def hears(self, text: str) -> Step:
        if self.done:
            return Step()
        node, words = self._node, text.lower()
        if isinstance(node, Question):
            understood = len(words.split()) <= MOST_WORDS and any(re.search(one, words) for one in node.words)
            return self._go(node.leads) if understood else self._once_more(refused=True)
        if isinstance(node, Menu) and node.spoken:
            said = [one for one in node.choices if _same(one.label, words)]
            if len(said) == 1:
                return self._go(said[0].leads)
        return self._once_more()

    def key(self, digit: str) -> Step:
        if self.done:
            return Step()
        self.keys += digit
        node = self._node
        if isinstance(node, Number):
            return self._number_key(node, digit)
        if not isinstance(node, Menu):
            return self._astray(digit)
        if node.deaf and not self._deaf:
            self._deaf = True
            return Step()
        for choice in node.choices:
            if choice.key == digit:
                self.wrong += "" if choice.key == node.right else digit
                return self._go(choice.leads)
        if digit == node.again:
            return self._once_more()
        if digit == node.back and self._before:
            return self._go(self._before.pop(), back=True)
        return self._astray(digit)

    def silence(self) -> Step:
        node = self._node
        if isinstance(node, Number) and node.patient and (self._tries or self._digits):
            return self._go(node.leads)
        return self._once_more()

    # -- inside ------------------------------------------------------------------------------

    def _number_key(self, node: Number, digit: str) -> Step:
        if digit == OPERATOR and not self._digits and node.digits[0] != OPERATOR:
            return self._go(node.leads)
        if digit != "#":
            self._digits += digit
            return Step()
        digits, self._digits = self._digits, ""
        if digits == node.digits:
            return self._go(node.leads)
        return self._astray(digits)

    def _astray(self, keys: str) -> Step:
        self.wrong += keys
        return self._once_more(refused=True)

    def _go(self, node: Node, *, back: bool = False) -> Step:
        if not back:
            self._before.append(self._node)
        self._node, self._tries, self._digits, self._deaf = node, 0, "", False
        if isinstance(node, Leaf):
            self.done, self.astray = True, "" if node.right else node.name
            return Step()
        return self._say()

    def _once_more(self, *, refused: bool = False) -> Step:
        self._tries += 1
        if self._tries > TRIES:
            said = Utterance(self._tree.goodbye, (Act("goodbye"),), "machine")
            return Step((said,), hangs_up=True)
        refusal = (Utterance(self._tree.invalid, (Act("invalid"),), "machine"),) if refused else ()
        return Step(refusal + self._say().says)

    def _say(self) -> Step:
        node = self._node
        assert not isinstance(node, Leaf)
        acts = (_act(node),)
        return Step(
            tuple(
                Utterance(text, acts if at == 0 else (), "machine", pause_seconds=pause)
                for at, (pause, text) in enumerate(node.lines)
            )
        )


def _act(node: Node) -> Act:
    """For the oracle."""
    if not isinstance(node, Menu):
        return Act("menu", (("right", ""),))
    pairs = tuple((one.key, one.label) for one in node.choices)
    return Act("menu", (*pairs, ("right", node.right), ("again", node.again), ("level", "1")))


def _same(label: str, words: str) -> bool:
    wanted = set(re.findall(r"\w{3,}", label.lower())) - {"the", "and", "for"}
    return bool(wanted) and wanted <= set(re.findall(r"\w+", words))
