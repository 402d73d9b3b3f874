"""What the window shows of the study that is open: all of it, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lamgui.jobs.studies.means import StudyAverages
from lamgui.jobs.studies.snapshot import StudySnapshot
from lamgui.study.running.progress import StudyProgress
from lamgui.study.store.index import Counts


class Activity(StrEnum):
    """What is being done for a study."""

    NOTHING = "nothing"
    READING = "reading"
    PLANNING = "planning"
    RUNNING = "running"


@dataclass(frozen=True)
class StudyForecast:
    """What is missing of a study, and what that takes with so many `workers`.

    `untimed` are networks that could not be tried, whose time is not in `seconds`.
    """

    counts: Counts
    seconds: float
    disk_bytes: int
    workers: int
    untimed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class OpenStudy:
    """The study that is open: what it has, what is done, and why the last thing that was done ended.

    `averages` are those under each of its settings.
    `progress` is that of the run or the plan that is on, or was last; `note` says how that ended, `problem` why the
    study cannot be read or run, `remarks` what the user should know of the last run.
    """

    folder: Path
    activity: Activity = Activity.NOTHING
    snapshot: StudySnapshot | None = None
    averages: tuple[StudyAverages, ...] = ()
    progress: StudyProgress | None = None
    forecast: StudyForecast | None = None
    note: str = ""
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every item is done or has failed."""
        return self.snapshot is not None and self.snapshot.counts.pending == 0

    @property
    def failed(self) -> int:
        """Items that have failed."""
        return 0 if self.snapshot is None else self.snapshot.counts.failed
