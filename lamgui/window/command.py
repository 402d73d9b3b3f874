"""A command of the window: what it is called, its keys, what it does, and when it can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Targets = TypeVar("Targets")
"""What a command acts on."""

SEPARATOR = None


def always(_: object) -> bool:
    """A condition that always holds."""
    return True


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
    """Whether it can be chosen now."""
    checked: Callable[[Targets], bool] | None = None
    """Whether it is ticked now; None where it is never ticked."""
    group: str = ""
    """Group of commands of which at most one is ticked."""
    detail: Callable[[Targets], str] | None = None
    """The object that it would act on now, shown behind its text; may be empty."""

    @property
    def name(self) -> str:
        """The text without its mnemonic and without the dots of a dialog."""
        return self.text.replace("&", "").rstrip("…")


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
        return self.text.replace("&", "")
