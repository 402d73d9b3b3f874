"""The statistics of a study as plain values, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lamgui.base.plain_values import plain
from lamgui.study.statistics.pairs import FORMULA
from lamgui.study.statistics.summary import StudyStatistics


def statistics_values(statistics: StudyStatistics) -> dict[str, Any]:
    """Everything that is known, with the basis of the comparison and the items that are left out."""
    comparison = statistics.comparison
    return {
        "study": statistics.study,
        "basis": {
            "networks": list(comparison.networks),
            "places": plain(comparison.places),
            "lr_pixels": comparison.pixels,
            "scale": comparison.scale,
            "left_out": plain(comparison.left_out),
        },
        "networks": [plain(asdict(one)) for one in statistics.networks],
        "finding_1": [plain(one) for one in statistics.agreements],
        "pictures_needed": {"formula": FORMULA, "pairs": plain(statistics.pairs)},
        "finding_2": plain(statistics.global_against_local),
        "finding_3": plain(statistics.field_against_use),
        "finding_4": None if statistics.texture is None else plain(statistics.texture),
        "finding_4_missing": statistics.texture_error,
    }
