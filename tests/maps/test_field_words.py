"""A receptive field is told in the same words everywhere, with both sizes named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lamgui.attribution.receptive_field import AxisField, PixelBox, ReceptiveField, TheoreticalField
from lamgui.figures.table import TABLE_COLUMNS, table_row
from lamgui.maps.field_words import box_in_words, field_in_full, field_in_short, field_of, field_values
from tests.widgets.analysis_of import FACTS, analysis_of

REACH = AxisField((-7,), (7,), 15)


@pytest.mark.parametrize(
    ("field", "short", "full"),
    [
        (
            TheoreticalField(ReceptiveField.LOCAL, 17, 1, REACH, REACH),
            "17 px by the paper's count",
            "local: 17 px by the paper's count, 15 LR px exactly",
        ),
        (
            TheoreticalField(ReceptiveField.LOCAL, 13, 4, REACH, REACH),
            "13 px of the enlarged picture by the paper's count",
            "local: 13 px of the enlarged picture by the paper's count, 15 LR px exactly",
        ),
        (
            TheoreticalField(ReceptiveField.BOUNDED, rows=REACH, columns=REACH),
            "up to 15 px",
            "bounded: up to 15 LR px, as the place is",
        ),
        (TheoreticalField(ReceptiveField.GLOBAL, because=("a", "b")), "global", "global: a and b"),
        (TheoreticalField(ReceptiveField.UNKNOWN), "unknown", "unknown"),
    ],
)
def test_short_and_full(field: TheoreticalField, short: str, full: str) -> None:
    assert (field_in_short(field), field_in_full(field)) == (short, full)


def test_a_network_in_which_nobody_looked_has_the_kind_it_is_known_for() -> None:
    assert field_of(FACTS) == TheoreticalField(ReceptiveField.BOUNDED)
    assert field_in_full(field_of(FACTS)) == "bounded"


def test_the_table_has_the_exact_side_of_every_field_or_says_that_it_is_global() -> None:
    column = [column.title for column in TABLE_COLUMNS].index("RF")

    def cell(field: TheoreticalField | None) -> str:
        analysis = analysis_of()
        facts = replace(analysis.network, theoretical_field=field)
        return table_row("", replace(analysis, network=facts)).texts()[column]

    assert cell(TheoreticalField(ReceptiveField.LOCAL, 17, 1, REACH, REACH)) == "15"
    assert cell(TheoreticalField(ReceptiveField.BOUNDED, rows=REACH, columns=REACH)) == "15"
    assert cell(TheoreticalField(ReceptiveField.GLOBAL)) == "global"
    assert cell(None) == "–"


def test_boxes_and_values() -> None:
    assert box_in_words(PixelBox(2, 3, 33, 24)) == "31 × 21 px"
    assert box_in_words(None) == "none"
    assert field_values(TheoreticalField(ReceptiveField.LOCAL, 13, 4, REACH, REACH)) == {
        "kind": "local",
        "paper_px": 13,
        "paper_px_per_lr_px": 4,
        "support_px": 15,
        "because": [],
    }
