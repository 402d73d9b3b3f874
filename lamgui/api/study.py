"""A study from Python: the same folder that the command line and the window know."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.study.export.frame import frame_of
from lamgui.study.export.write import export
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.registry import figure_named
from lamgui.study.running.plan import StudyPlan, plan_study
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import RunOptions, run_study
from lamgui.study.stated.definition import DEFINITION
from lamgui.study.stated.new import text_of
from lamgui.study.statistics.summary import StudyStatistics, statistics_of
from lamgui.study.store.folder import StudyFolder, new_study
from lamgui.study.store.index import Counts
from lamgui.study.store.map_files import StoredMap
from lamgui.study.store.results import StudyResults, StudyRow, read_results
from lamgui.study.workers.choose import crew_for

if TYPE_CHECKING:
    import pandas as pd


class Study:
    """The study in a folder; made there, where `definition` states what it computes, as `study.toml` does.

    Study("first.study", pictures=["HR/*.png"], networks=["FSRCNN", "EDSR"], patches="centre:16").run()

    Raises a lamgui.base.errors.StudyError for a folder without a study, and for one that states something else.
    """

    def __init__(self, folder: str | Path, **definition: Any) -> None:
        path = Path(folder).expanduser().absolute()
        if definition:
            text = text_of(definition)
            if not (path / DEFINITION).is_file():
                new_study(path, text)
            elif StudyFolder(path).text() != text:
                message = f"{path.name} is there, and states something else."
                raise StudyError(message, "Open it without a definition, or choose another folder.")
        self._folder = StudyFolder(path)
        self._folder.definition()

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder.path

    def plan(self) -> StudyPlan:
        """How many maps there are, about how long they take, and how much disk; nothing is written."""
        return result_of(plan_study(self._folder))

    def run(
        self,
        workers: int | None = None,
        *,
        retry: bool = False,
        fail_above: float | None = None,
        trust: bool = False,
        code_root: str | Path | None = None,
        progress: Callable[[StudyProgress], object] | None = None,
    ) -> Counts:
        """Compute what is missing, in `workers` processes; 0 computes in this one, None takes what the machine allows.

        Worker processes import the script that called this: as everywhere in Python, it needs
        `if __name__ == "__main__":`. `retry` tries again what failed before; `fail_above` is the share of failed items,
        0..1, that ends the run; `trust` lets files that are programs run. A metric whose weights are not here is warned
        of, and not measured.
        """
        options = RunOptions(retry, fail_above, trust, None if code_root is None else Path(code_root))

        def report(now: StudyProgress) -> None:
            if now.note:
                warnings.warn(now.note, stacklevel=4)
            if progress is not None:
                progress(now)

        return result_of(run_study(self._folder, crew_for(workers), options), report)

    def results(self) -> StudyResults:
        """A row for every item, with all that is known of it."""
        return read_results(self._folder)

    def stored_map(self, row: StudyRow) -> StoredMap:
        """The map of a row of `results`; raises StudyError where none was stored."""
        return self.results().stored_map(row)

    def frame(self) -> pd.DataFrame:
        """The columns of the exported CSV as a pandas DataFrame; raises StudyError where pandas is not installed."""
        return frame_of(self.results())

    def statistics(self, networks: Collection[str] = (), settings: int | None = None) -> StudyStatistics:
        """Means with intervals, correlations and the paper's findings, of these networks (none named: of all).

        `settings` counts from 0; None takes the first. Raises StudyError where nothing can be compared.
        """
        return statistics_of(self.results().only(networks, settings))

    def figure(
        self,
        name: str,
        path: str | Path,
        *,
        trust: bool = False,
        code_root: str | Path | None = None,
        **options: Any,
    ) -> Path:
        """Draw a figure of the paper, such as "7a", with fields of `StudyFigureOptions`; returns where it was written.

        Its kind is that of the ending of `path`. With `trust` networks that are programs may run where they have to.
        """
        from lamgui.study.figures.shown import ShownStudy
        from lamgui.study.figures.write import write_study_figure

        chosen = StudyFigureOptions(figure=figure_named(name).name, **options)
        root = None if code_root is None else Path(code_root)
        write_study_figure(ShownStudy(self.results(), chosen, trust, root), Path(path))
        return Path(path)

    def export(self, path: str | Path) -> Path:
        """Write the numbers of all items, a table of the means or a page, by the ending of `path`; returns where."""
        export(self.results(), Path(path))
        return Path(path)
