"""What stands around the picture of a row in its cell, and which pictures have a cell of their own."""

from __future__ import annotations

import math

from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import (
    MINUS,
    di_to_its_digit,
    di_with_error,
    effective_to_its_digit,
    psnr_in_words,
    share_in_words,
)
from lamgui.control.runs import FAILED
from lamgui.control.session import Session
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.quality_words import AROUND, AROUND_PATCH
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import judge
from lamgui.session.state import State, Subject
from lamgui.widgets.viewer.cells.cell_title import CellNumber, CellTitle, Reference

STAGES = {
    Stage.LOADING: "reading the network",
    Stage.RESTORING: "computing SR",
    Stage.COARSE: "coarse map",
    Stage.FULL: "map is growing",
}
IN_A_WORD = {Stage.LOADING: "reading", Stage.RESTORING: "restoring", Stage.COARSE: "coarse", Stage.FULL: "growing"}
RUNS_AGAIN = "cancelled: F5 runs again"
OF_DI = "Diffusion index (1 − Gini) × 100 and its ± at 95 %: the larger, the more pixels take part."
OF_AROUND = f"PSNR {AROUND_PATCH}; Y of BT.601."
OF_ERROR = "Error of the map at 95 %, as a share of its norm, and whether the map can be trusted."


def title_of(session: Session, subject: Subject) -> CellTitle:
    """The title of a row's cell, with its numbers as far as they are known."""
    state, analysis = session.state, session.analyses.get(subject)
    detail, short = _state_of(session, subject) if analysis is None else _detail_of(analysis)
    frames, frame = None if analysis is None else analysis.input_frames, ""
    if frames is not None:
        frame = f" · frame {frames.shown(session.view.input_frame) + 1} of {len(frames.lam)}"
    return CellTitle(
        f"{_title_of(subject, subject.network.label)}{frame}",
        state.slot_of(subject),
        detail,
        short,
        is_current=subject == state.focus,
        numbers=_numbers_of(analysis) if analysis is not None else _numbers_before(session.growing.get(subject)),
        short_name=f"{_title_of(subject, subject.network.name)}{frame}",
    )


def _title_of(subject: Subject, network: str) -> str:
    """What a row of a network is called; of a bookmarked patch, also whose map it is."""
    return (
        network if subject.is_network else subject.name if subject.bookmark is None else f"{subject.name} · {network}"
    )


def references_of(state: State) -> tuple[Reference, ...]:
    """The pictures of several rows, each once, with the row in focus if it is of the picture, else its first row."""
    visible = state.visible_subjects
    if len(visible) < 2:
        return ()
    found: dict[object, Reference] = {}
    for row, subject in enumerate(visible):
        name, key = _picture_of(state, subject)
        if key not in found or subject == state.focus:
            found[key] = Reference(name, row)
    return tuple(found.values())


def _picture_of(state: State, subject: Subject) -> tuple[str, object]:
    """The name of the picture that a row is of, and what tells it from others."""
    bookmark = subject.bookmark
    if bookmark is not None:
        return f"{bookmark.name} · {bookmark.picture_name}", (bookmark.picture_sha256, bookmark.role)
    return ("" if state.picture is None else state.picture.name), None


def _state_of(session: Session, subject: Subject) -> tuple[str, str]:
    """What is being done for a row without a map of its own, or what became of it, and the same in a word."""
    if subject in session.failures:
        return "failed", "failed"
    if subject == session.running:
        stage = Stage.LOADING if session.progress is None else session.progress.stage
        return _stage_in_words(session.progress), IN_A_WORD[stage]
    if subject in session.cancelled:
        progress = session.growing.get(subject)
        passes = "" if progress is None or not progress.step else f" after {progress.passes_in_words}"
        return f"cancelled{passes}", "cancelled"
    if session.running is not None:
        return "waiting", "waiting"
    return ("failed", "failed") if session.ended == FAILED else ("", "")


def note_of(session: Session, subject: Subject) -> str:
    """What a cell says over the input as long as it has no map: what is being done for it, or what became of it."""
    failure, progress = session.failures.get(subject), session.progress
    if failure is not None:
        return f"failed: {failure}"
    if subject in session.cancelled:
        return RUNS_AGAIN
    if session.running is None:
        return "failed: F5 runs again" if session.ended == FAILED else "waiting"
    if session.running != subject:
        return "waiting"
    if progress is not None and progress.step:
        return f"computing: {progress.passes_in_words}"
    return _stage_in_words(progress)


def _stage_in_words(progress: Progress | None) -> str:
    if progress is None:
        return STAGES[Stage.LOADING]
    scale = progress.scale if progress.pictures is None else progress.pictures.scale
    return in_words_of(scale, STAGES[progress.stage])


def _detail_of(analysis: Analysis) -> tuple[str, str]:
    """Effective pixels and PSNR of a map, and the first of them alone."""
    quality, pixels = analysis.pictures.quality_around_patch, analysis.effective_pixels
    effective = "" if pixels is None else effective_to_its_digit(pixels, analysis.effective_pixels_error)
    parts = [f"{effective} eff. px"] if effective else []
    if quality is not None and math.isfinite(quality.psnr_y):
        parts.append(f"{quality.psnr_y:.1f} dB".replace("-", MINUS))
    return " · ".join(parts), f"{effective} px" if effective else "".join(parts)


def _numbers_before(progress: Progress | None) -> tuple[CellNumber, ...]:
    """Those of a row without a finished map: the PSNR as soon as there is an SR picture."""
    pictures = None if progress is None else progress.pictures
    psnr = CellNumber(AROUND, "–", OF_AROUND) if pictures is None else _psnr_of(pictures)
    return CellNumber("DI", "–", OF_DI), psnr, CellNumber("Error", "–", OF_ERROR)


def _psnr_of(pictures: Pictures) -> CellNumber:
    quality, scale = pictures.quality_around_patch, pictures.scale
    psnr = in_words_of(scale, "HR unknown") if quality is None else _short(psnr_in_words(quality.psnr_y))
    return CellNumber(AROUND, psnr, in_words_of(scale, OF_AROUND))


def _numbers_of(analysis: Analysis) -> tuple[CellNumber, ...]:
    error, index = analysis.error, (analysis.diffusion_index, analysis.diffusion_index_error)
    trust, share = judge(analysis).trust.value, "" if error is None else share_in_words(error.of_map)
    return (
        CellNumber("DI", _short(di_with_error(*index)), OF_DI, _short(di_to_its_digit(*index))),
        _psnr_of(analysis.pictures),
        CellNumber("Error", trust, OF_ERROR)
        if error is None
        else CellNumber("Error", f"{share}, {trust}", OF_ERROR, share),
    )


def _short(words: str) -> str:
    """Without the reason after a colon."""
    return words.partition(": ")[0]
