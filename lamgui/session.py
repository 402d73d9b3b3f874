"""The one place for state that widgets share: compare, then emit; every change can be undone."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from lamgui.imaging.prepare import Prepared
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.result import Analysis, Progress
from lamgui.state import State, View

UNDO_LIMIT = 500


class Session(QObject):
    """Holds State (with undo), View, and what the runs found; a signal a field, emitted only on a change."""

    picture_changed = Signal(object)
    role_changed = Signal(object)
    reduction_changed = Signal(object)
    network_changed = Signal(object)
    patch_changed = Signal(object)
    settings_changed = Signal(object)
    device_changed = Signal(object)
    changed = Signal(object, object)
    """Old and new State, once a change, after the signals of the fields."""
    view_changed = Signal(object)
    entries_changed = Signal(object)
    """The networks one can choose from."""
    prepared_changed = Signal(object, int)
    """The LR and HR pictures of the state, and the scale they were made for."""
    facts_changed = Signal(object)
    """NetworkFacts of the network in use, or None while it loads."""
    progress_changed = Signal(object)
    analysis_changed = Signal(object)
    """The finished Analysis, or None when it no longer belongs to the state."""

    def __init__(self, state: State | None = None, view: View | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self._state = state or State()
        self._view = view or View()
        self._entries: tuple[NetworkEntry, ...] = ()
        self._prepared: Prepared | None = None
        self._facts: NetworkFacts | None = None
        self._progress: Progress | None = None
        self._analysis: Analysis | None = None

    @property
    def state(self) -> State:
        """What a map depends on."""
        return self._state

    @property
    def view(self) -> View:
        """How it is shown."""
        return self._view

    @property
    def entries(self) -> tuple[NetworkEntry, ...]:
        """The networks one can choose from."""
        return self._entries

    @property
    def prepared(self) -> Prepared | None:
        """The LR and HR pictures of the state, once they are made."""
        return self._prepared

    @property
    def facts(self) -> NetworkFacts | None:
        """Facts of the network in use, once it is loaded."""
        return self._facts

    @property
    def progress(self) -> Progress | None:
        """The run on its way, or the last report of the last one."""
        return self._progress

    @property
    def analysis(self) -> Analysis | None:
        """The finished result that belongs to the state."""
        return self._analysis

    def update(self, label: str, gesture: str = "", **changes: Any) -> None:
        """Change fields of the state as one undoable step called `label`.

        Successive updates of the same non-empty `gesture` (one drag, a burst of arrow keys) are undone together.
        """
        wanted = replace(self._state, **changes)
        if wanted != self._state:
            self.undo_stack.push(_Change(self, self._state, wanted, label, gesture))

    def set_view(self, **changes: Any) -> None:
        """Change how results are shown."""
        self._set("_view", replace(self._view, **changes), self.view_changed)

    def set_entries(self, entries: tuple[NetworkEntry, ...]) -> None:
        """Other networks can be chosen."""
        self._set("_entries", entries, self.entries_changed)

    def set_prepared(self, prepared: Prepared, scale: int) -> None:
        """The picture has been reduced, or taken as LR."""
        if prepared is not self._prepared:
            self._prepared = prepared
            self.prepared_changed.emit(prepared, scale)

    def set_facts(self, facts: NetworkFacts | None) -> None:
        """The network in use has been loaded, or (None) is being loaded."""
        self._set("_facts", facts, self.facts_changed)

    def set_progress(self, progress: Progress | None) -> None:
        """A run reports, or (None) there is none."""
        self._set("_progress", progress, self.progress_changed)

    def set_analysis(self, analysis: Analysis | None) -> None:
        """A run is finished, or (None) its result no longer belongs to the state."""
        self._set("_analysis", analysis, self.analysis_changed)

    def apply(self, state: State) -> None:
        """Take over a state as it is, with signals but without a step in the undo history."""
        before, self._state = self._state, state
        for field in fields(State):
            value = getattr(state, field.name)
            if value != getattr(before, field.name):
                getattr(self, f"{field.name}_changed").emit(value)
        if state != before:
            self.changed.emit(before, state)

    def _set(self, name: str, value: Any, signal: Any) -> None:
        if value != getattr(self, name):
            setattr(self, name, value)
            signal.emit(value)


class _Change(QUndoCommand):
    """One step of the history: the states before and after."""

    def __init__(self, session: Session, before: State, after: State, label: str, gesture: str) -> None:
        super().__init__(label)
        self._session = session
        self.before = before
        self.after = after
        self.gesture = gesture

    def id(self) -> int:
        return 1 if self.gesture else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the end of the same gesture; says whether it was one. A gesture that led back leaves no step."""
        if not isinstance(other, _Change) or other.gesture != self.gesture:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)
        return True

    def undo(self) -> None:
        self._session.apply(self.before)

    def redo(self) -> None:
        self._session.apply(self.after)
