"""A step of the undo history: the document before and after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from lamgui.figures.options import FigureOptions
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, View


@dataclass(frozen=True)
class Document:
    """All that an undo step restores."""

    state: State
    view: View
    entries: tuple[NetworkEntry, ...]
    options: FigureOptions


class UndoStep(QUndoCommand):
    """From one document to another by `apply`; steps of the same non-empty `gesture` become one."""

    def __init__(
        self, apply: Callable[[Document], None], before: Document, after: Document, label: str, gesture: str
    ) -> None:
        super().__init__(label)
        self._apply = apply
        self.before = before
        self.after = after
        self.gesture = gesture

    def id(self) -> int:
        """Qt merges successive steps that have the same id other than -1."""
        return 1 if self.gesture else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Merge the next step, if of the same gesture; returns whether. A gesture that led back leaves no step."""
        if not isinstance(other, UndoStep) or other.gesture != self.gesture:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        """Apply the document before the step."""
        self._apply(self.before)

    def redo(self) -> None:
        """Apply the document after the step, also the first time."""
        self._apply(self.after)
