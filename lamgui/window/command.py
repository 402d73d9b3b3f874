"""A command of the window: what it is called, its keys, what it does, and when it can be chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Targets = TypeVar("Targets")
"""What a command acts on."""

SEPARATOR = None
MNEMONIC_BEHIND = re.compile(r" \(&[^&]\)$")


@dataclass(frozen=True)
class Condition(Generic[Targets]):
    """When a command can be chosen, and a sentence that says why where it cannot."""

    holds: Callable[[Targets], bool]
    otherwise: str

    def __call__(self, on: Targets) -> bool:
        """Whether it holds now."""
        return self.holds(on)


def always(_: object) -> bool:
    """A condition that always holds."""
    return True


def plain_name(text: str) -> str:
    """The text of a menu or item without its mnemonic, as in "&Open" or "Input (&1)", and without a dialog's dots."""
    return MNEMONIC_BEHIND.sub("", text).replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def shown_in_menu(name: str) -> str:
    """A name of the user's in the text of an item: `&` is shown, and makes no mnemonic."""
    return name.replace("&", "&&")


@dataclass(frozen=True)
class Command(Generic[Targets]):
    """A command of the menus; the menus, their state and the table of keys in Help are made from it."""

    id: str
    text: str
    """Text of the menu item, with its mnemonic."""
    shortcut: str
    """Keys, as in "Ctrl+O"; empty where it has none."""
    tip: str
    """What it does, in a line: tooltip and status bar."""
    run: Callable[[Targets], object]
    enabled: Callable[[Targets], bool] = always
    """Whether it can be chosen now: a Condition, which says why not."""
    checked: Callable[[Targets], bool] | None = None
    """Whether it is ticked now; None where it is never ticked."""
    group: str = ""
    """Group of commands of which at most one is ticked."""
    detail: Callable[[Targets], str] | None = None
    """The object that it would act on now, shown behind its text; may be empty."""
    text_now: Callable[[Targets], str] | None = None
    """What it would do now, in the place of its text; None where it always does the same."""
    search_words: str = ""
    """Words beside its text and tip by which the list of all commands finds it."""

    @property
    def name(self) -> str:
        """The text without its mnemonic and without the dots of a dialog."""
        return plain_name(self.text)

    def unavailable_because(self, on: Targets) -> str:
        """Why it cannot be chosen now; empty where it can."""
        if self.enabled(on):
            return ""
        return self.enabled.otherwise if isinstance(self.enabled, Condition) else "This is not possible now."


@dataclass(frozen=True)
class Submenu:
    """A menu whose items are filled in while the program runs."""

    id: str
    text: str


@dataclass(frozen=True)
class Menu(Generic[Targets]):
    """A menu of the menu bar."""

    text: str
    items: tuple[Command[Targets] | Submenu | None, ...]
    """None is a line between items."""

    @property
    def commands(self) -> tuple[Command[Targets], ...]:
        """Its commands, in their order."""
        return tuple(item for item in self.items if isinstance(item, Command))

    @property
    def name(self) -> str:
        """The text without its mnemonic."""
        return plain_name(self.text)
