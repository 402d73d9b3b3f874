"""A step of the undo history: what can be undone as it was before, and as it is after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from lamgui.figures.options import FigureOptions
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, View


@dataclass(frozen=True)
class Document:
    """What the undo history goes through."""

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
        """Qt asks steps that follow each other to merge where they have the same, and not -1."""
        return 1 if self.gesture else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the end of the same gesture; says whether it was one. A gesture that led back leaves no step."""
        if not isinstance(other, UndoStep) or other.gesture != self.gesture:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        """Go back."""
        self._apply(self.before)

    def redo(self) -> None:
        """Go there, the first time too."""
        self._apply(self.after)
