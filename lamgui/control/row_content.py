"""What a row can show: its finished or growing map, and what it showed before, until that is replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lamgui.base.arrays import Floats
from lamgui.base.errors import UserError
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis, Curves
from lamgui.session.state import State, Subject

Place = tuple[object, ...]
"""A network under a name on a picture: results of one place may follow each other in a row."""


MadeOf = tuple[str, Role, Reduction, Degradation]
"""The key of a picture, and how its input is made of it."""


def made_of(state: State, picture: str, role: Role) -> MadeOf:
    """How the input is made of the picture with that key and role."""
    return picture, role, state.reduction, state.degradation


def place_of(state: State, subject: Subject) -> Place:
    """Where the results of a row belong, whatever its patch and settings are."""
    bookmark, variant = subject.bookmark, subject.variant
    picture = None if state.picture is None else state.picture.key
    on = (picture, state.role) if bookmark is None else (state.picture_key(bookmark), bookmark.role)
    named = bookmark or variant
    return (
        subject.network,
        type(named),
        None if named is None else named.name,
        *on,
        state.reduction,
        state.degradation,
    )


@dataclass(frozen=True, eq=False)
class RowContent:
    """Pictures, Σ_c of the map and curves of a row, as far as there are any."""

    pictures: Pictures | None = None
    signed: Floats | None = None
    curves: Curves | None = None
    analysis: Analysis | None = None
    """The finished run of the row as it is now."""
    has_old_map: bool = False
    """Whether `signed` is of the run before, on another patch or with other settings."""
    has_old_curves: bool = False
    has_partial_map: bool = False
    """Whether `signed` is of a run that goes on, or was cancelled."""
    has_partial_curves: bool = False

    @property
    def as_old(self) -> RowContent:
        """The same, of the run before."""
        return replace(self, analysis=None, has_old_map=True, has_old_curves=True)


@dataclass(frozen=True, eq=False)
class RowResults:
    """What is known of the rows of a comparison."""

    analyses: Mapping[Subject, Analysis] = field(default_factory=dict)
    failures: Mapping[Subject, UserError] = field(default_factory=dict)
    growing: Mapping[Subject, Progress] = field(default_factory=dict)
    """The last report of each run that has not finished: it goes on, or was cancelled."""
    running: Subject | None = None
    cancelled: frozenset[Subject] = frozenset()
    """Rows whose run the user cancelled: they are run again only where that is asked for."""
    old: Mapping[Place, RowContent] = field(default_factory=dict)
    """What the rows showed before."""
    last_complete: Mapping[Place, RowContent] = field(default_factory=dict)
    """Results of the last run that was not cut short, until those of the run after it are complete."""

    def content(self, state: State, subject: Subject) -> RowContent:
        """What a row shows: what is finished, else what grows, else what it showed before; a failed one shows none."""
        if subject in self.failures:
            return RowContent()
        analysis = self.analyses.get(subject)
        if analysis is not None:
            return RowContent(analysis.pictures, analysis.signed, analysis.curves, analysis)
        old = self.old.get(place_of(state, subject), RowContent())
        progress = self.growing.get(subject)
        if progress is None:
            return old
        pictures = progress.pictures or old.pictures
        # A map lies on the LR picture that it is of: with surroundings, another patch has another.
        fits = pictures is old.pictures or (
            pictures is not None and old.pictures is not None and pictures.lr is old.pictures.lr
        )
        has_map, has_curves = progress.partial is not None, progress.curves is not None
        return RowContent(
            pictures,
            progress.partial if has_map else old.signed if fits else None,
            progress.curves if has_curves else old.curves,
            has_old_map=not has_map,
            has_old_curves=not has_curves,
            has_partial_map=has_map or old.has_partial_map,
            has_partial_curves=has_curves or old.has_partial_curves,
        )

    def followed_by(
        self,
        before: State,
        after: State,
        analyses: Mapping[Subject, Analysis],
        failures: Mapping[Subject, UserError],
        running: Subject | None,
        growing: Mapping[Subject, Progress],
        cancelled: Collection[Subject],
    ) -> RowResults:
        """Results of a state that follow these of another; what has finished or failed does not grow any more."""
        known = {*analyses, *failures}
        still = {subject: progress for subject, progress in growing.items() if subject not in known}
        stopped = frozenset(cancelled) - {*known, running}
        old, complete = self.remembered(before, after), self.complete_before(before, after, known)
        return RowResults(analyses, failures, still, running, stopped, old, complete)

    def complete_before(self, before: State, after: State, now: Collection[Subject]) -> Mapping[Place, RowContent]:
        """`last_complete` when rows of a state follow those of another, and those of `now` are finished or failed."""
        if all(subject in now for subject in after.visible_subjects):
            return {}
        is_complete = all(s in self.analyses or s in self.failures for s in before.visible_subjects)
        finished = [subject for subject in before.subjects if subject in self.analyses]
        if not is_complete or all(subject in now for subject in finished):
            return self.last_complete
        return {place_of(before, subject): self.content(before, subject).as_old for subject in finished}

    def remembered(self, before: State, after: State) -> Mapping[Place, RowContent]:
        """What the rows of a state show, for those rows of another that may go on showing it."""
        shown = {place_of(before, subject): self.content(before, subject).as_old for subject in before.subjects}
        places = [place_of(after, subject) for subject in after.subjects]
        return {place: shown[place] for place in places if place in shown and shown[place].pictures is not None}
