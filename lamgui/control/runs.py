"""Runs: what the user did becomes a job of the worker, and what the job found goes to the session."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import PictureError, TrustNeeded, UserError
from lamgui.control.desk import Desk
from lamgui.control.session import Session
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, require_room
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.comparison import ComparisonReport, compare, work_of
from lamgui.jobs.pipeline import LIKELY_SCALE, Pipeline
from lamgui.maps.result import Analysis, Progress, Stage
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS, State, Subject


class RunFindings:
    """What the run finds that was begun last; `state` is the one that it is for."""

    def __init__(self, session: Session) -> None:
        self.state: State | None = None
        self._session = session
        self._before: tuple[Mapping[Subject, Analysis], Mapping[Subject, UserError]] = ({}, {})

    def begin(self, state: State) -> None:
        """A run for a state: what the session holds now stays beside what it finds."""
        self.state = state
        self._before = (self._session.analyses, self._session.failures)

    def new_failures(self, said: ComparisonReport) -> Mapping[Subject, UserError]:
        """Those that the session does not hold yet."""
        return {subject: error for subject, error in said.failures.items() if subject not in self._session.failures}

    def take_rows(self, said: ComparisonReport, running: Subject | None) -> None:
        """What the rows came to, and which one runs."""
        analyses, failures = self._before
        self._session.set_rows({**analyses, **said.finished}, {**failures, **said.failures}, running)

    def take_focus(self, said: ComparisonReport) -> None:
        """Picture, facts and patch of the row in focus; of another row on the same patch where it is not there yet."""
        session, focus = self._session, self._session.state.focus
        for subject, run in said.latest.items():
            if run.facts is not None:
                session.learn_facts(subject.network.path, run.facts)
        progress = None if focus is None else said.latest.get(focus)
        if progress is not None:
            session.set_facts(progress.facts)
        elif said.subject.bookmark is None:
            progress = said.progress
        if progress is not None and progress.prepared is not None:
            session.set_prepared(progress.prepared, progress.scale)
            if said.subject.bookmark is None:
                self._fit_patch(progress.patch)

    def _fit_patch(self, patch: Patch | None) -> None:
        """A patch that does not fit the SR picture has been moved inside it: no step of the user's."""
        if patch is not None and patch != self._session.state.patch:
            self.state = replace(self._session.state, patch=patch)
            self._session.apply(self.state)


ANALYSIS = "analysis"
"""The lane of the run: a new one cancels the one before."""


class Controller(QObject):
    """Connects session and desk; every slot is something a user does."""

    error_raised = Signal(str, str, str)
    """Message, advice and details of something that went wrong."""
    info_raised = Signal(str)
    picture_opened = Signal(object)
    """Path of a picture that was opened, for the list of recent files."""
    devices_found = Signal(object)
    trust_missing = Signal(object, object)
    """NetworkEntry of a row that would run its file's own code, and the TrustNeeded that says so."""
    run_ended = Signal(str)
    """Why no run is on: finished, cancelled or failed, in a word for the status bar."""

    def __init__(self, session: Session, desk: Desk, pipeline: Pipeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._pipeline = pipeline
        self._findings = RunFindings(session)
        session.changed.connect(self._on_changed)

    @Slot()
    def start(self) -> None:
        """Begin: look for devices, and run what the session holds."""
        self._desk.submit("devices", self._pipeline.list_devices(), self.devices_found.emit, self.show_error)
        self._run()

    @Slot(object)
    def open_picture(self, path: Path) -> None:
        """Read a picture on the worker; the session changes only when it has been read."""
        self._desk.submit("open", self._pipeline.open_picture(path), self.take_picture, self.show_error)

    @Slot(object)
    def take_picture(self, picture: Picture) -> None:
        """Use a picture that is in memory already, pasted for instance."""
        state, facts = self._session.state, self._session.facts
        scale = facts.scale if facts is not None else state.network.scale if state.network is not None else None
        try:
            require_room(picture, state.role, scale or LIKELY_SCALE)
        except PictureError as error:
            self.show_error(error)
            return
        patch = state.patch if _same_size(picture, state.picture) else None
        self._session.update(f"Open {picture.name}", picture=picture, patch=patch)
        if picture.path is not None:
            self.picture_opened.emit(picture.path)

    @Slot(object)
    def choose_network(self, entry: NetworkEntry, entries: tuple[NetworkEntry, ...] | None = None) -> None:
        """Use a network; where several are compared, it joins them and comes into focus.

        `entries` are the new list, where it has been added to that.
        """
        label = f"Network {entry.name}" if entries is None else f"Add {entry.name}"
        networks = self._session.state.networks
        if len(networks) > 1 and entry not in networks:
            if len(networks) >= MAX_NETWORKS:
                self.info_raised.emit(f"At most {MAX_NETWORKS} networks are compared: untick one first.")
                self._session.update(label, entries=entries)
                return
            networks = (*networks, entry)
        compared = networks if len(networks) > 1 else ()
        self._session.update(label, entries=entries, network=entry, compared=compared)

    @Slot(object)
    def choose_role(self, role: Role) -> None:
        """Say whether the picture is HR (to be reduced) or LR (used as it is)."""
        self._session.update("HR picture" if role is Role.HR else "LR picture", role=role, patch=None)

    @Slot(object)
    def choose_reduction(self, reduction: Reduction) -> None:
        """Say how an HR picture is reduced."""
        self._session.update("Reduction", reduction=reduction)

    @Slot(object, str)
    def choose_settings(self, settings: Settings, gesture: str) -> None:
        """Take other settings."""
        self._session.update("Change settings", gesture, settings=settings)

    @Slot(str)
    def choose_device(self, device: str) -> None:
        """Compute somewhere else."""
        self._session.update("Device", device=device)

    @Slot(object)
    def change_view(self, changes: dict[str, Any]) -> None:
        """Show the result differently."""
        self._session.set_view(**changes)

    @Slot()
    def run_again(self) -> None:
        """Compute all rows anew, those kept from before too; what was running is cancelled."""
        self._session.set_rows({}, {}, None)
        self._run(fresh=True)

    def run_file_again(self, path: Path) -> None:
        """Compute the rows of a network anew whose file holds another one by now."""
        session = self._session
        kept = {s: a for s, a in session.analyses.items() if s.network.path != path}
        failed = {s: e for s, e in session.failures.items() if s.network.path != path}
        session.set_rows(kept, failed, None)
        self._run()

    @Slot()
    def cancel(self) -> None:
        """Stop the run within one step; what is on the screen stays."""
        if self._desk.cancel(ANALYSIS):
            self._end("Cancelled")

    def _run(self, fresh: bool = False) -> None:
        """Analyse the rows that have no result yet; what was running is cancelled."""
        session, state = self._session, self._session.state
        self._findings.begin(state)
        missing = tuple(s for s in state.subjects if s not in session.analyses and s not in session.failures)
        if state.picture is None or not missing:
            self._desk.cancel(ANALYSIS)
            session.set_rows(session.analyses, session.failures, None)
            session.set_progress(None)
            return
        session.set_progress(Progress(Stage.LOADING if session.facts is None else Stage.RESTORING))
        work = compare(self._pipeline, state, missing, fresh)
        self._desk.submit(ANALYSIS, work, self._on_compared, self._on_run_error, self._on_report)

    def save(self, path: Path, write: Callable[[Analysis, Path], None]) -> None:
        """Write the finished analysis to `path` on the worker, with `write`."""
        analysis = self._session.analysis
        if analysis is None:
            self.info_raised.emit("There is no finished map to save yet: wait for the run to end.")
            return
        # A lane for each file: saving another must not cancel the first.
        saving = self._pipeline.save(analysis, path, write)
        self._desk.submit(f"save {path}", saving, self._on_saved, self.show_error, must_end=True)

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        """Keep the results that still hold, and run for the rows that have none."""
        session, ran = self._session, self._findings.state
        wanted = set(after.subjects)
        holds = ran is not None and work_of(after) == work_of(ran)
        kept = {s: a for s, a in session.analyses.items() if holds and s in wanted}
        failed = {s: e for s, e in session.failures.items() if holds and s in wanted}
        if before.network != after.network:
            self._list(after.network)
            focused = None if after.focus is None else kept.get(after.focus)
            session.set_facts(None if focused is None else focused.network)
        if holds and ran is not None and wanted == set(ran.subjects) and self._desk.is_busy(ANALYSIS):
            self._findings.state = after
            return
        session.set_rows(kept, failed, None)
        self._run()

    def _list(self, entry: NetworkEntry | None) -> None:
        """The network in use is always in the list, also after undoing its removal."""
        entries = self._session.entries
        if entry is not None and all(e.path != entry.path for e in entries):
            self._session.set_entries((*entries, entry))

    def _on_report(self, said: ComparisonReport) -> None:
        self._findings.take_focus(said)
        self._take_rows(said, said.subject)
        if said.progress is not None and said.progress.stage is not Stage.LOADING:
            self._session.set_progress(said.progress)

    def _take_rows(self, said: ComparisonReport, running: Subject | None) -> None:
        for subject, error in self._findings.new_failures(said).items():
            if isinstance(error, TrustNeeded):
                self.trust_missing.emit(subject.network, error)
            else:
                self.show_error(error)
        self._findings.take_rows(said, running)

    def _on_compared(self, said: ComparisonReport) -> None:
        self._session.set_progress(None)
        # The results first: a patch that is settled only now must not look as if its rows had none.
        self._take_rows(said, None)
        self._findings.take_focus(said)
        self._end("Stopped by an error" if said.failures and not said.finished else "Done")

    def _on_run_error(self, error: Exception) -> None:
        self.show_error(error)
        self._end("Stopped by an error")

    def _end(self, reason: str) -> None:
        session = self._session
        session.set_progress(None)
        session.set_rows(session.analyses, session.failures, None)
        self.run_ended.emit(reason)

    def _on_saved(self, path: Path) -> None:
        self.info_raised.emit(f"Saved {path}")

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Tell the user of an error; one that nobody foresaw is told with its details, and the program goes on."""
        if isinstance(error, UserError):
            self.error_raised.emit(error.message, error.advice, error.details)
            return
        details = "".join(traceback.format_exception(error))
        self.error_raised.emit(
            f"Something unexpected went wrong: {error}",
            "The program goes on; the details help whoever mends it.",
            details,
        )


def _same_size(picture: Picture, other: Picture | None) -> bool:
    return other is not None and picture.pixels.shape == other.pixels.shape
