"""All that a study says of the paper's findings, put together."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.errors import UserError
from lamgui.study.statistics.agreement import Agreement, agreement
from lamgui.study.statistics.comparison import PSNR, Comparison, compared
from lamgui.study.statistics.findings import (
    FieldAgainstUse,
    GlobalAgainstLocal,
    TextureAgainstUse,
    field_against_use,
    global_against_local,
    texture_against_use,
)
from lamgui.study.statistics.networks import NetworkMeans, network_means
from lamgui.study.statistics.pairs import PairOfNetworks, pairs
from lamgui.study.store.results import StudyResults
from lamgui.study.store.seen import SeenPictures


@dataclass(frozen=True, eq=False)
class StudyStatistics:
    """Table 1, what tells two networks apart, and findings 1 to 4, over the items that can be compared.

    `agreements` has finding 1 for PSNR and for each metric of the study. `texture` is None where pictures are not there
    to be looked at: `texture_error` says why.
    """

    study: str
    comparison: Comparison
    networks: tuple[NetworkMeans, ...]
    agreements: tuple[Agreement, ...]
    pairs: tuple[PairOfNetworks, ...]
    global_against_local: GlobalAgainstLocal
    field_against_use: FieldAgainstUse
    texture: TextureAgainstUse | None
    texture_error: str = ""


def statistics_of(results: StudyResults, settings: int | None = None) -> StudyStatistics:
    """The statistics of the items with these settings (None: those of the first row); raises StudyError."""
    comparison = compared(results, settings)
    means = network_means(comparison)
    texture, texture_error = None, ""
    try:
        texture = texture_against_use(comparison, SeenPictures(results).lr)
    except UserError as error:
        texture_error = str(error)
    return StudyStatistics(
        results.name,
        comparison,
        means,
        tuple(agreement(comparison, metric) for metric in (PSNR, *comparison.metrics)),
        pairs(comparison),
        global_against_local(means),
        field_against_use(means),
        texture,
        texture_error,
    )
