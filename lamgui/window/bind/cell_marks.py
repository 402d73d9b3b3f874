"""Which patches are marked on the picture of a row: its bookmarks, and the hard patches that were found."""

from __future__ import annotations

from lamgui.base.wording import number_in_words
from lamgui.control.session import Session
from lamgui.session.state import Subject
from lamgui.widgets.viewer.patch_marks import PatchMark


def marks_of(session: Session, subject: Subject) -> tuple[PatchMark, ...]:
    """The marks of a row's picture other than its own patch; none where the view has none."""
    state, bookmark = session.state, subject.bookmark
    if not session.view.marks or state.picture is None:
        return ()
    here = (state.picture.sha256, state.role)
    of_row = here if bookmark is None else (bookmark.picture_sha256, bookmark.role)
    own = state.patch if bookmark is None else bookmark.patch
    marks = [
        PatchMark(other.patch, other.name)
        for other in state.bookmarks
        if (other.picture_sha256, other.role) == of_row and other.patch != own
    ]
    if session.survey is not None and state.patch is not None and of_row == here:
        hard = session.survey.hard_of(state.patch.size)
        marks += [
            PatchMark(one.patch, f"hard patch {number}: ΔD {number_in_words(one.delta)}", is_hard=True)
            for number, one in enumerate(hard, start=1)
            if one.patch != own
        ]
    return tuple(marks)
