"""The one place for state that widgets share: the document, what was found out about it, results of runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lamgui.base.errors import UserError
from lamgui.control.row_content import MadeOf, RowContent, RowResults, made_of, place_of
from lamgui.control.undoable import UndoableDocument
from lamgui.imaging.pairs import Pair
from lamgui.imaging.prepare import Prepared
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.progress import Progress
from lamgui.maps.restored_frames import RestoredFrames
from lamgui.maps.result import Analysis
from lamgui.maps.survey.survey import Surveyed
from lamgui.networks.entry import NetworkFacts
from lamgui.session.state import State, Subject, View

Devices = tuple[tuple[str, str], ...]
"""Name and label of each, `auto` first."""


class Session(UndoableDocument):
    """Holds the document, what has been found out about it, and results of the runs.

    `settled` follows every change, when all that belongs to it has changed too: views listen to it alone, and show what
    the session holds then. The other signals are for controllers, which change more of the session in turn.
    """

    facts_changed = Signal(object)
    """NetworkFacts of the network in use, or None while it loads."""
    progress_changed = Signal(object)
    analysis_changed = Signal(object)
    """The finished Analysis of the row in focus, or None when it no longer belongs to the state."""
    rows_changed = Signal()
    """Analyses or failures of the rows, or which of them runs."""

    def __init__(self, state: State | None = None, view: View | None = None, parent: QObject | None = None) -> None:
        super().__init__(state, view, parent)
        self._devices: Devices = ()
        self._prepared: tuple[Prepared, int] | None = None
        self._prepared_of: MadeOf | None = None
        self._facts: NetworkFacts | None = None
        self._known_facts: Mapping[Path, NetworkFacts] = {}
        self._loading: tuple[tuple[Path, ...], str] = ((), "")
        self._listed: tuple[tuple[Path, ...], tuple[Pair, ...]] = (), ()
        self._progress: Progress | None = None
        self._analysis: Analysis | None = None
        self._rows = RowResults()
        self._rows_of = self._state
        """The state that they were set for."""
        self._ended = ""
        self._alpha = 1.0
        self._alpha_chosen_for: object = None
        """Picture and patch at which the user moved the cursor; None before."""
        self._survey: Surveyed | None = None
        self._restored: RestoredFrames | None = None
        self._filled_in: FilledIn | None = None

    @property
    def devices(self) -> Devices:
        """The devices that can compute; empty before they have been looked for."""
        return self._devices

    @property
    def prepared(self) -> tuple[Prepared, int] | None:
        """The LR and HR pictures of the state, and the scale they were made for; None before they are made."""
        state = self._state
        here = None if state.picture is None else made_of(state, state.picture.key, state.role)
        return self._prepared if here == self._prepared_of else None

    @property
    def facts(self) -> NetworkFacts | None:
        """Facts of the network in use, once it is loaded."""
        return self._facts

    @property
    def known_facts(self) -> Mapping[Path, NetworkFacts]:
        """Facts by file of all networks that have been loaded, with the evidence from before the user decided."""
        return self._known_facts

    @property
    def loading(self) -> tuple[Path, ...]:
        """The files that are being added."""
        return self._loading[0]

    @property
    def loading_words(self) -> str:
        """What is being done with a file that is being added; empty as long as that is not known."""
        return self._loading[1]

    @property
    def pictures(self) -> tuple[Path, ...]:
        """The pictures to step through, in their order; empty where one alone was opened."""
        return self._listed[0]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The ways in which the two pictures of the list may belong together, as long as the user is asked."""
        return self._listed[1]

    @property
    def progress(self) -> Progress | None:
        """The last report of the present or the last run."""
        return self._progress

    @property
    def analysis(self) -> Analysis | None:
        """The finished result of the row in focus."""
        return self._analysis

    @property
    def analyses(self) -> Mapping[Subject, Analysis]:
        """The finished results by row."""
        return self._rows.analyses

    @property
    def failures(self) -> Mapping[Subject, UserError]:
        """Rows that could not be analysed, and why."""
        return self._rows.failures

    @property
    def growing(self) -> Mapping[Subject, Progress]:
        """The last report of each row that has not finished: its run goes on, or was cancelled."""
        return self._rows.growing

    @property
    def running(self) -> Subject | None:
        """The row that is being analysed."""
        return self._rows.running

    @property
    def cancelled(self) -> frozenset[Subject]:
        """Rows whose run the user cancelled, and that were not run again."""
        return self._rows.cancelled

    @property
    def ended(self) -> str:
        """How the last run ended, in a word for the status bar; empty while one goes on, and before the first."""
        return self._ended

    @property
    def alpha(self) -> float:
        """The α of the cursor, 0..1."""
        return self._alpha

    def content(self, subject: Subject) -> RowContent:
        """What a row shows of its results."""
        return self._rows.content(self._state, subject)

    def content_before(self, subject: Subject) -> RowContent:
        """What a row showed in the last complete run, until the present one is complete."""
        return self._rows.last_complete.get(place_of(self._state, subject), RowContent())

    @property
    def survey(self) -> Surveyed | None:
        """What is known of all patches of the picture under the network in focus; None without a survey."""
        return self._survey

    @property
    def restored(self) -> RestoredFrames | None:
        """What was restored for the filmstrip of the row in focus; None where nothing had to be, or can be."""
        return self._restored

    @property
    def filled_in(self) -> FilledIn | None:
        """What was found between the nodes of the row in focus; None where nothing had to be, or can be."""
        return self._filled_in

    def set_devices(self, devices: Devices) -> None:
        """Set the devices that have been found."""
        self._set("_devices", devices)

    def set_prepared(self, prepared: Prepared, scale: int, of: MadeOf) -> None:
        """A picture, named by its key, has been reduced, or taken as LR, in this way and for this scale."""
        if (prepared, scale, of) != (*(self._prepared or (None, 0)), self._prepared_of):
            with self._changing():
                self._prepared, self._prepared_of = (prepared, scale), of

    def set_facts(self, facts: NetworkFacts | None) -> None:
        """The network in use has been loaded, or (None) is being loaded."""
        self._set("_facts", facts, self.facts_changed)

    def learn_facts(self, path: Path, facts: NetworkFacts | None) -> None:
        """The network of a file was loaded, or (None) its file has changed since."""
        known = {other: facts_of for other, facts_of in self._known_facts.items() if other != path}
        if facts is not None:
            known[path] = facts.with_evidence_of(self._known_facts.get(path))
        self._set("_known_facts", known)

    def set_loading(self, paths: tuple[Path, ...], words: str = "") -> None:
        """Files are being added, or no longer; `words` say what is done with one."""
        self._set("_loading", (paths, words))

    def set_pictures(self, paths: tuple[Path, ...], pairs: tuple[Pair, ...] = ()) -> None:
        """Set the pictures to step through, and the pairs that the user is asked about; no undo step of the user's."""
        self._set("_listed", (paths, pairs))

    def set_progress(self, progress: Progress | None) -> None:
        """A run reports, or (None) there is none."""
        with self.one_change():
            running = self._rows.running
            if progress is not None and running is not None and progress is not self._progress:
                with self._changing():
                    self._rows = replace(self._rows, growing={**self._rows.growing, running: progress})
            self._set("_progress", progress, self.progress_changed)

    def set_ended(self, reason: str) -> None:
        """Say how the last run ended."""
        self._set("_ended", reason)

    def set_alpha(self, alpha: float) -> None:
        """Move the cursor to another α, 0..1: it stays there for this patch of this picture."""
        self._alpha_chosen_for = self._state.of_the_cursor
        self._set("_alpha", alpha)

    def set_survey(self, survey: Surveyed | None) -> None:
        """Set what is known of the patches of the picture, or (None) nothing."""
        self._set("_survey", survey)

    def set_restored(self, restored: RestoredFrames | None) -> None:
        """Set the F(γ(α)) of the row in focus that have been restored."""
        self._set("_restored", restored)

    def set_filled_in(self, filled_in: FilledIn | None) -> None:
        """Set what was found between the nodes of the row in focus."""
        self._set("_filled_in", filled_in)

    def set_rows(
        self,
        analyses: Mapping[Subject, Analysis],
        failures: Mapping[Subject, UserError],
        running: Subject | None,
        growing: Mapping[Subject, Progress] | None = None,
        cancelled: Collection[Subject] | None = None,
    ) -> None:
        """Set results and failures of the rows, which one runs, and the reports of unfinished runs that still hold.

        Where `growing` is None, those do that have neither finished nor failed; where `cancelled` is None, the same
        rows stay cancelled. What a row showed so far stays until there is more to show.
        """
        rows = self._rows
        still = rows.growing if growing is None else growing
        stopped = rows.cancelled if cancelled is None else cancelled
        with self._changing():
            of = (self._rows_of, self._state)
            self._rows, self._rows_of = rows.followed_by(*of, analyses, failures, running, still, stopped), self._state
            self._follow_focus()
            if (rows.analyses, rows.failures, rows.running) != (analyses, failures, running):
                self.rows_changed.emit()

    def apply(self, state: State) -> None:
        """Set a state, with signals but without a step in the undo history."""
        with self.one_change():
            super().apply(state)
            self._follow_focus()

    def _follow_focus(self) -> None:
        focus = self._state.focus
        analysis = None if focus is None else self._rows.analyses.get(focus)
        if analysis is self._analysis:
            return
        self.set_restored(None)
        self.set_filled_in(None)
        if analysis is not None and self._alpha_chosen_for != self._state.of_the_cursor:
            band = analysis.curves.steepest_band
            self._alpha_chosen_for = None
            self._set("_alpha", sum(band) / 2 if band else 1.0)
        self._set("_analysis", analysis, self.analysis_changed)
