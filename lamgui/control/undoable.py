"""The document that the user works on: what is computed, how it is shown, and every step of it that can be undone."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from lamgui.control.settling import Settling
from lamgui.control.undo_step import Document, UndoStep
from lamgui.figures.options import FigureOptions
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Bookmark, State, View

UNDO_LIMIT = 500


class UndoableDocument(Settling):
    """Holds State, View, the list of networks and the looks of figures, and changes them in undoable steps."""

    changed = Signal(object, object)
    """Old and new State, once a change."""
    view_changed = Signal(object)
    entries_changed = Signal(object)
    """The networks one can choose from."""
    options_changed = Signal(object)
    """FigureOptions of the next export."""

    def __init__(self, state: State | None = None, view: View | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self._state = state or State()
        self._view = view or View()
        self._entries: tuple[NetworkEntry, ...] = ()
        self._options = FigureOptions()

    @property
    def state(self) -> State:
        """The state: what a map depends on."""
        return self._state

    @property
    def view(self) -> View:
        """The view: how results are shown."""
        return self._view

    @property
    def entries(self) -> tuple[NetworkEntry, ...]:
        """The networks one can choose from."""
        return self._entries

    @property
    def options(self) -> FigureOptions:
        """The looks of the next exported figure."""
        return self._options

    @property
    def document(self) -> Document:
        """All that can be undone: state, view, the list of networks and the looks of figures."""
        return Document(self._state, self._view, self._entries, self._options)

    def update(
        self, label: str, gesture: str = "", *, entries: tuple[NetworkEntry, ...] | None = None, **changes: Any
    ) -> None:
        """Change fields of the state, and the list of networks where `entries` are given, as one undoable step.

        Successive updates of the same non-empty `gesture` (one drag, a burst of arrow keys) are undone together.
        """
        listed = self._entries if entries is None else entries
        self._push(replace(self.document, state=replace(self._state, **changes), entries=listed), label, gesture)

    def set_view(self, **changes: Any) -> None:
        """Change how results are shown; successive changes of the same fields are undone together."""
        gesture = f"view {' '.join(sorted(changes))}"
        self._push(replace(self.document, view=replace(self._view, **changes)), "Change the view", gesture)

    def set_options(self, options: FigureOptions) -> None:
        """Change the looks of the next figure; successive changes of the same choices are undone together."""
        changed = [f.name for f in fields(options) if getattr(options, f.name) != getattr(self._options, f.name)]
        self._push(replace(self.document, options=options), "Change the figure", f"figure {' '.join(changed)}")

    def open(
        self,
        label: str,
        state: State,
        entries: tuple[NetworkEntry, ...],
        view: View | None = None,
        options: FigureOptions | None = None,
    ) -> None:
        """Show a session or a figure as one undoable step called `label`; None leaves that part as it is."""
        self._push(Document(state, view or self._view, entries, options or self._options), label, "")

    def set_entries(self, entries: tuple[NetworkEntry, ...]) -> None:
        """Set the networks that can be chosen; no undo step of the user's."""
        self._set("_entries", entries, self.entries_changed)

    def apply(self, state: State) -> None:
        """Set a state, with signals but without a step in the undo history."""
        if state == self._state:
            return
        with self._changing():
            before, self._state = self._state, state
            self.changed.emit(before, state)

    def take_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Restore the bookmarks of a picture: part of the step that opened it, no step of their own."""
        self.apply(replace(self._state, bookmarks=bookmarks))

    def apply_document(self, document: Document) -> None:
        """Set a document, without a step in the undo history."""
        with self.one_change():
            self._set("_view", document.view, self.view_changed)
            self._set("_entries", document.entries, self.entries_changed)
            self._set("_options", document.options, self.options_changed)
            self.apply(document.state)

    def _push(self, wanted: Document, label: str, gesture: str) -> None:
        if wanted != self.document:
            self.undo_stack.push(UndoStep(self.apply_document, self.document, wanted, label, gesture))
