"""The way through a menu where it is clear: which key to press, or what to say, without the model.

Keys are pressed once an option fits clearly (``agent.call.purpose``), at once where nothing that may come can
fit better. The same menu once more means that the key had no effect: it is pressed once more, then no more.
What is not clear here is the model's. Of words that may be said instead of keys the fitting one is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.call.briefing import MenuStep
from agent.call.gate import Party, Passed
from agent.call.machine_asks import (
    announces,
    choices,
    lets_wait,
    number_wanted,
    refuses,
    wants_number,
    wants_words,
)
from agent.call.menu import finished_options, like, options, same_menu
from agent.call.menu_map import MenuMap
from agent.call.phase import Phase
from agent.call.purpose import CERTAIN, NOTHING, WELL, best, errand_of, likeliest
from agent.call.reply import Reply
from agent.call.state import CallState
from agent.call.way_out import OPERATOR

PRESSES = 2
"""So often a key is pressed in the same menu."""
TELLINGS = 2
"""So often a reason is told, or a number keyed, to the same question."""

WAIT = Reply("", "wait")


def read_networks() -> None:
    """Have the file of what reads menus read before the call: it takes a quarter of a second."""
    options("For anything else, press zero.")


class Navigator:
    def __init__(self, state: CallState, known: Sequence[MenuStep] = ()) -> None:
        self._state = state
        self._purpose = errand_of(state.briefing, state.book)
        self.map = MenuMap(known, self._purpose)
        self._text = ""
        self._menu: dict[str, str] = {}
        """Key: what it is for; all that was offered since the last key."""
        self._new = False
        """The last turn offered something that was not offered before."""
        self._left: dict[str, str] = {}
        """The menu that was offered when the key in ``_key`` was pressed."""
        self._key = ""
        self._presses = 0
        self._rest = False
        """What was heard last is the rest of that menu: the key may be about to work."""
        self._more: dict[str, str] = {}
        """What was taken for the rest of that menu."""
        self._to_come: dict[str, str] = {}
        """Options of that menu that were not yet said: as they were on an earlier call."""
        self._early = False
        """The last key went out before the menu had said all; what it still said may be heard next."""
        self._refused: set[str] = set()
        self._asking = ""
        self._told = 0
        """How often it was answered what it asks: a ``number``, or ``words``."""
        self.answered = False
        """The last that we did was to tell a machine why we call."""

    def heard(self, text: str, *, early: bool = False) -> None:
        """A turn of theirs; ``early``: it goes on, and a key is pressed into it."""
        offered = {} if wants_number(text) else {one.key: one.text for one in options(text)}
        menu = self._in_menu or bool(offered)
        refused = refuses(text, in_menu=menu)
        before, self._early = self._early, early
        awaited = all(like(what, self._to_come.get(key, key)) for key, what in offered.items())
        rest = awaited or not self._clear(offered)
        goes_on = (before or self._rest) and bool(offered) and not self._another(offered)
        self._rest = goes_on and not refused and rest
        if self._rest:
            self._left, self._more = {**self._left, **offered}, {**self._more, **offered}
        elif self._key and self._again(offered) and not self._another(offered):
            self._rest = self._key not in offered
            if refused or (self._presses >= PRESSES and not self._rest):
                self._refused.add(self._key)
        elif offered and self._key:
            self._left, self._key, self._presses, self._refused = {}, "", 0, set()
            self._to_come, self._more = {}, {}
        words = not offered and wants_words(text, in_menu=menu)
        asking = "number" if wants_number(text) else "words" if words else ""
        if asking != self._asking:
            self._told, self._asking = 0, asking
        self.answered = self.answered and not offered
        self._new = any(not like(what, self._menu.get(key, "")) for key, what in offered.items())
        self._text, self._menu = text, {**self._menu, **offered}

    def known(self, step: MenuStep) -> None:
        """The key of ``step`` is pressed into this menu."""
        self.map.take()
        self._to_come = {key: text for key, text in step.options.items() if key not in self._menu}
        self._menu = {**step.options, **self._menu}

    def in_menu(self, text: str) -> None:
        """The last turn of theirs was a menu's."""
        if not self._rest:
            self.map.heard(text)

    def pressed(self, keys: str) -> None:
        """Keys went out: whoever chose them."""
        self._presses = self._presses + 1 if keys == self._key else 1
        self._left, self._key = self._left or self._menu, keys
        self._menu, self._more, self._rest, self.answered = {}, {}, False, False

    def reply(self) -> Reply | None:
        """What is to be done about the last turn; None: the model knows better."""
        match self._asking:
            case "number":
                return self._number()
            case "words":
                return self._reason()
        if self._rest:
            return WAIT
        if announces(self._text, in_menu=self._in_menu) and not options(self._text):
            return WAIT
        return self._choice() if self._menu else None

    def certain(self, text: str) -> str:
        """The key of an option in ``text``, which is not yet all, that nothing can fit better."""
        if wants_number(text):
            return ""
        offered = {one.key: one.text for one in finished_options(text)}
        key = best(self._purpose, offered)
        again = key == self._key and (self._early or refuses(text, in_menu=True))
        certain = key and not again and self._purpose.certain(offered[key])
        certain = certain and not self._done_with(key, offered)
        return key if certain else ""

    # -- inside ------------------------------------------------------------------------------

    @property
    def _in_menu(self) -> bool:
        return self._state.phase is Phase.IVR_NAVIGATION

    def _choice(self) -> Reply | None:
        left = {key: what for key, what in self._menu.items() if key not in self._refused}
        key = best(self._purpose, left)
        if key and (not self._refused or self._purpose.fits(left[key]) > WELL):
            return Reply("", "press", key)
        if sum(self._purpose.fits(what) > WELL for what in left.values()) > 1:
            return None
        # An afterthought may fit, "or, for anything else, ...", and the second time it may be heard better.
        if self._new:
            return WAIT
        key = likeliest(self._purpose, left)
        return Reply("", "press", key) if key else None

    def _number(self) -> Reply:
        keys = number_wanted(self._text, self._state.book)
        self._told += 1
        if keys and self._told <= TELLINGS:
            return Reply("", "press", keys[0])
        if lets_wait(self._text) or self._told == 1:
            return WAIT
        return Reply("", "press", OPERATOR) if self._told == TELLINGS + bool(keys) else WAIT

    def _reason(self) -> Reply | None:
        self._told += 1
        if self._told > TELLINGS:
            return Reply("", "press", OPERATOR) if self._told == TELLINGS + 1 else WAIT
        offered = {word: word for word in choices(self._text)}
        word = best(self._purpose, offered)
        word = word if word and self._purpose.fits(word) > WELL else ""
        reason = f"{word.capitalize()}." if word else self._purpose.reason
        passed = self._state.gate.clause(reason, Party.PERSON, self._state.phase)
        if not isinstance(passed, Passed):
            return None
        self.answered = True
        return Reply(passed.text)

    def _clear(self, offered: dict[str, str]) -> bool:
        """Something in it fits, and, where its keys go on counting, better than what was pressed: then it is
        another menu."""
        most = max((self._purpose.fits(what) for what in offered.values()), default=NOTHING)
        taken = self._left.get(self._key, "")
        goes_on = min(map(_place, offered), default=0) > max(map(_place, self._left), default=0)
        return most > (min(CERTAIN, self._purpose.fits(taken)) if goes_on and taken else WELL)

    def _again(self, offered: dict[str, str]) -> bool:
        """``offered`` is the menu in which the last key was pressed."""
        return same_menu(offered, self._left)

    def _another(self, offered: dict[str, str]) -> bool:
        """It is no rest of the menu: the key that was pressed is for something else in it; or what was taken
        for the rest comes again, without that key."""
        if self._key in offered and self._key in self._left:
            return not (like(offered[self._key], self._left[self._key]) or self._again(offered))
        return self._key not in offered and bool(self._more) and same_menu(offered, self._more)

    def _done_with(self, key: str, offered: dict[str, str]) -> bool:
        return key in self._refused or (
            self._again(offered) and key == self._key and self._presses >= PRESSES
        )


def _place(key: str) -> int:
    """Where ``key`` stands in a menu that counts: zero and the signs come last."""
    return int(key) if key in "123456789" else 10
