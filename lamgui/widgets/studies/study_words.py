"""What the window says of a study: how far it is, what it will take, and what is in a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from lamgui.base.wording import (
    bytes_in_words,
    di_in_words,
    di_label,
    effective_in_words,
    number_in_words,
    psnr_in_words,
    seconds_in_words,
)
from lamgui.jobs.studies.state import Activity, OpenStudy, StudyForecast
from lamgui.study.store.index import Counts
from lamgui.study.store.results import ItemState, StudyRow

TITLES: Mapping[str, str] = {"diffusion_index": "DI", "effective_pixels": "Effective pixels", "psnr_y": "PSNR (Y)"}
"""Of the quantities of a map."""

MOST_PATCHES = 8
"""Patches of a cell that its tooltip lists."""


def study_in_words(study: OpenStudy) -> str:
    """What is being done, how far it is, and why it ended; a line."""
    if study.problem:
        return study.problem
    counts = None if study.snapshot is None else study.snapshot.counts
    match study.activity:
        case Activity.READING:
            return "Reading the study"
        case Activity.PLANNING:
            return f"Planning: {_stage(study)}"
        case Activity.RUNNING:
            return _running(study)
    forecast = "" if study.forecast is None else forecast_in_words(study.forecast)
    parts = [study.note, forecast or ("" if counts is None or study.note else counts_in_words(counts)), *study.remarks]
    return " ".join(part for part in parts if part)


def counts_in_words(counts: Counts) -> str:
    """How many items there are, and what became of them."""
    parts = [f"{counts.done} of {_maps(counts.total)} done"]
    parts += [f"{counts.failed} failed"] if counts.failed else []
    parts += [f"{counts.pending} pending"] if counts.pending else []
    return ", ".join(parts) + "."


def forecast_in_words(forecast: StudyForecast) -> str:
    """What is missing, how long that takes, and how much disk."""
    counts = forecast.counts
    if not counts.pending:
        return f"Nothing is missing: {counts_in_words(counts)}"
    parts = [f"{counts.pending} of {_maps(counts.total)} to compute"]
    if forecast.seconds:
        workers = "1 worker" if forecast.workers == 1 else f"{forecast.workers} workers"
        parts.append(f"about {seconds_in_words(forecast.seconds)} with {workers}")
    parts.append(f"{bytes_in_words(forecast.disk_bytes)} of disk")
    parts += [f"{counts.failed} cannot be computed"] if counts.failed else []
    untimed = f" The time of {', '.join(forecast.untimed)} is not known." if forecast.untimed else ""
    return ", ".join(parts) + f".{untimed}"


def value_in_words(quantity: str, value: float) -> str:
    """A number for a cell or a table, without its name."""
    if quantity == "effective_pixels":
        return effective_in_words(value)
    return f"{value:.2f}" if quantity == "psnr_y" else di_in_words(value)


def cell_in_words(label: str, picture: str, rows: Sequence[StudyRow]) -> str:
    """Network and picture of a cell, and a line for each of its patches."""
    lines = [f"{label} on {Path(picture).name}"]
    lines += [item_in_words(row) for row in rows[:MOST_PATCHES]]
    if len(rows) > MOST_PATCHES:
        lines.append(f"and {len(rows) - MOST_PATCHES} other patches")
    return "\n".join(lines)


def item_in_words(row: StudyRow) -> str:
    """One patch: its numbers, why it failed, or that it is pending."""
    patch = (
        "No patch" if row.patch is None else f"Patch {row.patch.size}×{row.patch.size} at {row.patch.x}, {row.patch.y}"
    )
    numbers = row.numbers
    if row.state is ItemState.FAILED:
        return f"{patch}: failed: {row.error}"
    if numbers is None:
        return f"{patch}: pending"
    psnr = "" if numbers.psnr_y is None else f", PSNR {psnr_in_words(numbers.psnr_y)}"
    pixels = effective_in_words(numbers.effective_pixels)
    return f"{patch}: {di_label(numbers.diffusion_index)}, {pixels} effective px{psnr}"


def _running(study: OpenStudy) -> str:
    progress = study.progress
    if progress is None or not progress.counts.total:
        stage = _stage(study)
        return stage[:1].upper() + stage[1:]
    counts = progress.counts
    parts = [f"{counts.done} of {_maps(counts.total)} done"]
    parts += [f"{counts.failed} failed"] if counts.failed else []
    parts += [f"{number_in_words(progress.maps_per_s)} maps/s"] if progress.done_now else []
    parts += [f"{seconds_in_words(progress.left_s)} left"] if progress.left_s else []
    network, _, picture = progress.latest.partition(", ")
    parts += [f"{network} on {Path(picture).name}"] if picture else []
    return ", ".join(parts)


def _stage(study: OpenStudy) -> str:
    return "opening its files" if study.progress is None else study.progress.stage


def _maps(count: int) -> str:
    return "1 map" if count == 1 else f"{count} maps"
