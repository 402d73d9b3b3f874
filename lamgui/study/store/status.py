"""How far a study is, by its index alone: fast for any number of items, and while another program runs it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import Counts


@dataclass(frozen=True)
class StudyStatus:
    """Items by what became of them, and the reasons of failures, the most frequent first, with how often."""

    counts: Counts
    is_running: bool
    reasons: tuple[tuple[str, int], ...]


def status_of(study: StudyFolder) -> StudyStatus:
    """The status; raises StudyError where the study was not run yet, or its index cannot be read."""
    with closing(study.open_index()) as index:
        return StudyStatus(index.counts(), study.is_running, index.reasons())
