"""Jobs for exported figures: compute the maps that a layout needs, draw, write."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.attribution.path.registry import figure3_paths
from lamgui.base.errors import SettingsError, UserError
from lamgui.base.generators import map_reports
from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.formats.endings import TIFF_ENDINGS, ending_of, frames_in
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.files.names import free_file_name, safe_name
from lamgui.imaging.picture import Pixels
from lamgui.jobs.comparison import state_of
from lamgui.jobs.fill_in import fill_in_run
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.between_nodes import FilledInCache
from lamgui.maps.cache import key_of_analysis
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Bookmark, RowsOf, State, Subject


@dataclass(frozen=True)
class FigureProgress:
    """The map of a figure that is being computed, and its progress in words."""

    text: str


class FigureJobs:
    """Jobs for the figure of a state; maps that are cached are not computed again."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._filled_in = FilledInCache()

    def _with_slots(self, state: State, options: FigureOptions) -> FigureOptions:
        """The options with the colours that the networks have in the window."""
        slots = tuple(state.slot_of(subject) for _, subject in _parts(state, options) if subject.is_network)
        in_order = slots == tuple(range(len(slots))) or len(set(slots)) < len(slots)
        return replace(options, colour_slots=() if in_order else slots)

    def analyses(self, state: State, options: FigureOptions) -> Generator[FigureProgress, None, tuple[Analysis, ...]]:
        """The maps that the layout shows, in its order; raises UserError where one cannot be made."""
        done: list[Analysis] = []
        parts = list(_parts(state, options))
        for number, (part, subject) in enumerate(parts, start=1):
            yield FigureProgress(f"Map {number} of {len(parts)}: {subject.name}")
            running = self._pipeline.run(self._pipeline.opened(part, subject))
            analysis = yield from _with_steps(running, f"Map {number} of {len(parts)}: {subject.name}")
            if LAYOUTS[options.layout].shows is Shows.PATHS:
                analysis = yield from self._with_points_between(analysis, subject.network, part.device)
            done.append(analysis)
        return tuple(done)

    def _with_points_between(
        self, analysis: Analysis, entry: NetworkEntry, device: str
    ) -> Generator[FigureProgress, None, Analysis]:
        """The map with its curve filled in; as it is where the network can no longer be had."""
        key = key_of_analysis(analysis)
        filled = self._filled_in.get(key)
        try:
            for so_far in fill_in_run(self._pipeline, analysis, entry, device, filled):
                self._filled_in.put(key, so_far)
                yield FigureProgress(f"Filling in the curve, {len(so_far.points)}")
        except UserError:
            return analysis
        return replace(analysis, filled_in=self._filled_in.get(key))

    def _with_frames_restored(
        self, analyses: Sequence[Analysis], subjects: Sequence[tuple[str, NetworkEntry]], frames: int
    ) -> Generator[FigureProgress, None, tuple[Analysis, ...]]:
        """The maps with F(γ(α)) in so many frames of the path; as they are where their network can no longer be had."""
        from lamgui.maps.restoring import is_same_network, with_frames_restored

        done = []
        for analysis, (device, entry) in zip(analyses, subjects, strict=True):
            try:
                network = self._pipeline.network_of(entry)
            except UserError:
                done.append(analysis)
                continue
            if not is_same_network(network.facts, analysis.network):
                done.append(analysis)
                continue
            work = with_frames_restored(network, analysis, device, frames)
            done.append((yield from map_reports(work, _frames_left)))
        return tuple(done)

    def preview(
        self, state: State, options: FigureOptions, width_px: int
    ) -> Generator[FigureProgress, None, DrawnFigure]:
        """The figure at `width_px`; raises SettingsError where the layout cannot show these maps."""
        analyses = yield from self.analyses(state, options)
        yield FigureProgress("Drawing")
        from lamgui.figures.build import preview_figure

        return preview_figure(analyses, self._with_slots(state, options), width_px)

    def pixels(self, state: State, options: FigureOptions) -> Generator[FigureProgress, None, Pixels]:
        """The figure as it is exported as PNG."""
        analyses = yield from self.analyses(state, options)
        yield FigureProgress("Drawing")
        from lamgui.figures.build import figure_pixels

        return figure_pixels(analyses, self._with_slots(state, options))

    def write(
        self, state: State, options: FigureOptions, path: Path, beside: bool, cmyk_profile: Path | None = None
    ) -> Generator[FigureProgress, None, Path]:
        """Write the figure with its recipe, a TIFF in the CMYK of a profile if one is given; raises SaveError."""
        analyses = yield from self.analyses(state, options)
        if frames := frames_in(path):
            subjects = [(part.device, subject.network) for part, subject in _parts(state, options)]
            analyses = yield from self._with_frames_restored(analyses, subjects, frames)
        yield FigureProgress(f"Writing {path.name}")
        from lamgui.figures.write import write_figure

        profile = cmyk_profile if ending_of(path) in TIFF_ENDINGS else None
        write_figure(analyses, self._with_slots(state, options), path, beside, profile)
        return path

    def write_all(
        self,
        state: State,
        options: FigureOptions,
        folder: Path,
        ending: str,
        beside: bool,
        cmyk_profile: Path | None = None,
    ) -> Generator[FigureProgress, None, tuple[Path, ...]]:
        """A figure for each bookmark, named after picture and bookmark; raises SettingsError without any."""
        if not state.bookmarks:
            raise SettingsError("There is no bookmark to export.", "Pick a patch and press Ctrl+B to bookmark it.")
        options, written = replace(options, of_bookmarks=False), list[Path]()
        for bookmark in state.bookmarks:
            at_bookmark = self._moved_to(state, bookmark)
            stem = safe_name(f"{Path(bookmark.picture_name).stem}-{bookmark.name}")
            path = folder / f"{free_file_name(stem, {path.stem for path in written})}.{ending}"
            written.append((yield from self.write(at_bookmark, options, path, beside, cmyk_profile)))
        return tuple(written)

    def caption(self, state: State, options: FigureOptions, file_name: str) -> Generator[FigureProgress, None, str]:
        """The LaTeX figure of a file, with the settings in words."""
        analyses = yield from self.analyses(state, options)
        from lamgui.figures.latex import caption

        return caption(analyses, options, file_name)

    def script(self, state: State, options: FigureOptions) -> Generator[FigureProgress, None, str]:
        """A few lines of Python that make the same figure."""
        analyses = yield from self.analyses(state, options)
        from lamgui.figures.script import python_script

        entries = [subject.network for _, subject in _parts(state, options)]
        return python_script(analyses, entries, self._with_slots(state, options), "figure.pdf")

    def _moved_to(self, state: State, bookmark: Bookmark) -> State:
        subject = Subject(state.networks[0], bookmark)
        moved = self._pipeline.opened(replace(state, role=bookmark.role, patch=bookmark.patch), subject)
        return replace(moved, rows=RowsOf.NETWORKS)


def _parts(state: State, options: FigureOptions) -> Sequence[tuple[State, Subject]]:
    """The maps of a figure: for each a state with one row, and the row."""
    focus = state.focus
    if focus is None or state.picture is None:
        raise SettingsError("There is nothing to draw yet.", "Open a picture and choose a network first.")
    layout = LAYOUTS[options.layout]
    shows = layout.shows
    if shows is Shows.PATHS:
        alone = state_of(state, focus)
        variants = [replace(alone, settings=replace(state.settings, path=path)) for path in figure3_paths()]
        return [(variant, focus) for variant in variants]
    subjects = state.visible_subjects
    if shows is Shows.PATCHES and state.bookmarks:
        subjects = tuple(Subject(focus.network, bookmark) for bookmark in state.bookmarks)
    if layout.stacks_places and options.of_bookmarks:
        subjects = tuple(Subject(network, bookmark) for bookmark in _bookmarks(state) for network in _networks(state))
    return [(state_of(state, subject), subject) for subject in subjects]


def _bookmarks(state: State) -> tuple[Bookmark, ...]:
    """The bookmarks of a figure of all of them; raises SettingsError where there is none."""
    if not state.bookmarks:
        raise SettingsError(
            "There is no bookmark to show.", "Pick a patch and press Ctrl+B, or untick All bookmarks in the builder."
        )
    return state.bookmarks


def _networks(state: State) -> tuple[NetworkEntry, ...]:
    """The networks whose rows are shown."""
    return tuple(entry for entry in state.networks if entry not in state.hidden or entry == state.network)


def _frames_left(count: int) -> FigureProgress:
    return FigureProgress(f"Restoring the path, {count} to go")


def _with_steps(running: Generator[Progress, None, Analysis], text: str) -> Generator[FigureProgress, None, Analysis]:
    """The run, its progress as `text` with the step it is at."""

    def in_words(progress: Progress) -> FigureProgress:
        steps = f", {progress.step}/{progress.total}" if progress.stage is Stage.FULL else ""
        return FigureProgress(f"{text}{steps}")

    return map_reports(running, in_words)
