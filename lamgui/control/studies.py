"""The study that is open: read, planned, run and exported on a worker of its own, so that no map waits for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.base.errors import UserError
from lamgui.base.wording import di_label
from lamgui.control.desk.desk import OPEN, Desk
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.files.names import free_name
from lamgui.jobs.studies.opening import OpenedItem, open_item
from lamgui.jobs.studies.running import StudyJobs, StudyReport
from lamgui.jobs.studies.state import Activity, OpenStudy, StudyForecast
from lamgui.jobs.studies.stating import StudyChoices, make_study
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import RowsOf
from lamgui.study.store.results import StudyRow

STUDY, EXPORT, FIGURE, NEW = "study", "study export", "study figure", "study new"
"""Lanes of the studies' own desk: reading, planning and running a study cancel each other."""


class StudyController(QObject):
    """Every slot is an action of the user on a study."""

    opened = Signal()
    """A study is opened: what it has follows."""
    found = Signal(object)
    """Path of a study that was read or made, for the list of recent ones."""
    changed = Signal(object)
    """OpenStudy, or None: all that is known of it."""
    item_opened = Signal()
    """The map of an item is now in the main view."""
    error_raised = Signal(object)
    info_raised = Signal(str)

    def __init__(
        self, session: Session, desk: Desk, messages: Messages, jobs: StudyJobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._jobs = jobs
        self._own_desk: Desk | None = None
        self._study: OpenStudy | None = None

    @property
    def study(self) -> OpenStudy | None:
        """The study that is open."""
        return self._study

    @Slot(object)
    def make(self, choices: StudyChoices) -> None:
        """Make a study, open it, and find out what it will take."""
        self._desk_of_studies.submit(NEW, make_study(choices), self._take_new, self.error_raised.emit)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Read a study, whose folder or study.toml was named; one that runs is paused first."""
        folder = path if path.is_dir() else path.parent
        is_running = self._study is not None and self._study.activity is Activity.RUNNING
        if not (is_running and self._folder == folder):
            self._show(OpenStudy(folder, Activity.READING))
            work = self._jobs.read(folder)
            self._desk_of_studies.submit(STUDY, work, self._take_read, self._on_problem, self._on_progress)
        self.opened.emit()

    @Slot()
    def plan(self) -> None:
        """Find out how many items are missing, and what they take; nothing is written."""
        if self._is_idle():
            self._change(activity=Activity.PLANNING, progress=None, note="", problem="")
            work = self._jobs.plan(self._folder)
            self._desk_of_studies.submit(STUDY, work, self._take_forecast, self._on_problem, self._on_progress)

    @Slot()
    def start(self) -> None:
        """Compute what is missing."""
        self._run(retry=False)

    @Slot()
    def retry(self) -> None:
        """Compute what is missing, and try again what failed."""
        self._run(retry=True)

    @Slot()
    def pause(self) -> None:
        """Stop whatever is done; what was computed stays."""
        study = self._study
        if study is None or study.activity is Activity.NOTHING:
            return
        if study.activity is not Activity.RUNNING:
            self._desk_of_studies.cancel(STUDY)
            self._change(activity=Activity.NOTHING)
            return
        self._change(activity=Activity.NOTHING, note="Paused: what was computed stays.")
        # In the lane of the run, which it ends: what was computed since the last report is seen, too.
        work = self._jobs.read(study.folder)
        self._desk_of_studies.submit(STUDY, work, self._take_after_pause, self._on_problem)

    @Slot(object)
    def export(self, path: Path) -> None:
        """Write the numbers of all items; writing is finished even if the window is closed."""
        if self._study is not None and self._study.snapshot is not None:
            work = self._jobs.export(self._study.snapshot.results, path)
            self._desk_of_studies.submit(EXPORT, work, self._on_exported, self.error_raised.emit, must_end=True)

    @Slot(str, object)
    def draw_figure(self, name: str, path: Path) -> None:
        """Write a figure of the study; writing is finished even if the window is closed."""
        if self._study is not None and self._study.snapshot is not None:
            work = self._jobs.figure(self._study.snapshot.results, name, path)
            self._desk_of_studies.submit(FIGURE, work, self._on_exported, self.error_raised.emit, must_end=True)

    @Slot(object)
    def show_item(self, row: StudyRow) -> None:
        """Show the map of an item in the main view; the session changes once its files are read, as one step."""
        if self._study is not None and self._study.snapshot is not None:
            work = open_item(self._study.snapshot.results, row)
            self._desk.submit(OPEN, work, self._take_item, self.error_raised.emit)

    def close(self) -> None:
        """Stop, and end the worker with all that it has started."""
        if self._own_desk is not None:
            self._own_desk.close()

    @property
    def _folder(self) -> Path:
        assert self._study is not None
        return self._study.folder

    @property
    def _desk_of_studies(self) -> Desk:
        if self._own_desk is None:
            self._own_desk = Desk(self)
        return self._own_desk

    def _is_idle(self) -> bool:
        return self._study is not None and self._study.activity is Activity.NOTHING

    def _run(self, retry: bool) -> None:
        study = self._study
        if study is None or study.activity in (Activity.READING, Activity.RUNNING):
            return
        self._change(activity=Activity.RUNNING, progress=None, forecast=None, note="", problem="", remarks=())
        work = self._jobs.run(study.folder, retry)
        self._desk_of_studies.submit(STUDY, work, self._on_finished, self._on_problem, self._on_progress)

    def _take_new(self, folder: Path) -> None:
        self._show(OpenStudy(folder))
        self.opened.emit()
        self.found.emit(folder)
        self.plan()

    def _take_read(self, report: StudyReport) -> None:
        note = "" if report.snapshot is not None else "This study was not run yet."
        self._change(activity=Activity.NOTHING, snapshot=report.snapshot, averages=report.averages, note=note)
        self.found.emit(self._folder)

    def _take_after_pause(self, report: StudyReport) -> None:
        if report.snapshot is not None:
            self._change(snapshot=report.snapshot, averages=report.averages)

    def _take_forecast(self, forecast: StudyForecast) -> None:
        self._change(activity=Activity.NOTHING, forecast=forecast, progress=None)

    def _on_progress(self, report: StudyReport) -> None:
        changes: dict[str, Any] = {"progress": report.progress, "remarks": report.notes}
        if report.snapshot is not None:
            changes |= {"snapshot": report.snapshot, "averages": report.averages}
        self._change(**changes)

    def _on_finished(self, report: StudyReport) -> None:
        assert report.snapshot is not None
        counts = report.snapshot.counts
        failed = f", {counts.failed} failed" if counts.failed else ""
        self._on_progress(report)
        self._change(activity=Activity.NOTHING, note=f"Finished: {counts.done} done{failed}.")

    def _on_problem(self, error: Exception) -> None:
        self._change(activity=Activity.NOTHING, problem=error.message if isinstance(error, UserError) else str(error))
        self.error_raised.emit(error)

    def _on_exported(self, path: Path) -> None:
        self.info_raised.emit(f"Saved {path}")

    def _take_item(self, item: OpenedItem) -> None:
        session, conditions = self._session, item.conditions
        entry, entries = self._entry_in_list(item.entry)
        compared = session.state.compared if entry in session.state.compared else ()
        session.update(
            f"Open {item.picture.name} of {item.study}",
            entries=entries,
            picture=item.picture,
            role=conditions.role,
            reduction=conditions.reduction,
            degradation=conditions.degradation,
            network=entry,
            compared=compared,
            patch=item.patch,
            settings=item.settings,
            rows=RowsOf.NETWORKS,
        )
        known = "" if item.diffusion_index is None else f" The study has {di_label(item.diffusion_index)}."
        self._messages.show_info(f"{entry.label} on {item.picture.name} is computed here again.{known} Undo goes back.")
        self.item_opened.emit()

    def _entry_in_list(self, entry: NetworkEntry) -> tuple[NetworkEntry, tuple[NetworkEntry, ...]]:
        """The entry of the list that is the same but for its name, and the list; else it is added to that."""
        entries = self._session.entries
        for listed in entries:
            if replace(listed, name=entry.name, own_code=entry.own_code) == entry:
                return listed, entries
        named = replace(entry, name=free_name(entry.name, {listed.name for listed in entries}))
        return named, (*(listed for listed in entries if listed.path != entry.path), named)

    def _change(self, **changes: Any) -> None:
        if self._study is not None:
            self._show(replace(self._study, **changes))

    def _show(self, study: OpenStudy) -> None:
        self._study = study
        self.changed.emit(study)
