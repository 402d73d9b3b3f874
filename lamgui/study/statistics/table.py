"""Table 1 as rows of text: network, field, effective pixels, PSNR, DI and a remark, the least DI first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.wording import MINUS, count_in_words
from lamgui.study.statistics.means import Mean
from lamgui.study.statistics.networks import NetworkMeans

TITLES = ("Network", "Field", "Effective pixels", "PSNR (dB)", "DI", "Remark")
NONE = "–"


@dataclass(frozen=True)
class TableRow:
    """A row: its network, and a text for each of TITLES."""

    network: NetworkMeans
    texts: tuple[str, ...]


def table_rows(networks: Sequence[NetworkMeans]) -> tuple[TableRow, ...]:
    """The rows, networks of small DI first, as in the paper."""
    ordered = sorted(networks, key=lambda one: one.di.value)
    return tuple(
        TableRow(
            one,
            (
                one.name,
                _field(one),
                with_interval(one.effective_pixels, 1),
                NONE if one.psnr_db is None else with_interval(one.psnr_db, 2),
                with_interval(one.di, 3),
                _remark(one),
            ),
        )
        for one in ordered
    )


def with_interval(mean: Mean, decimals: int) -> str:
    """A mean with its 95 % interval in brackets, as far as it has one."""
    value = f"{mean.value:.{decimals}f}"
    words = value if mean.low is None else f"{value} [{mean.low:.{decimals}f}, {mean.high:.{decimals}f}]"
    return words.replace("-", MINUS)


def _field(one: NetworkMeans) -> str:
    if one.facts is None:
        return NONE
    if one.facts.field_px is not None:
        return str(one.facts.field_px)
    return one.facts.field


def _remark(one: NetworkMeans) -> str:
    """What sets a network apart from others, as far as the program can say."""
    parts = []
    if one.facts is not None:
        parts.append(f"{count_in_words(one.facts.parameters)} parameters")
        if one.facts.field_kind == ReceptiveField.BOUNDED.value:
            parts.append("field as wide as the place lets it be")
        if not one.facts.restores:
            parts.append("does not restore")
    if one.step is not None:
        parts.append(f"{one.axis} {one.step}")
    if one.psnr_db is not None and one.psnr_db.count < one.places:
        parts.append(f"PSNR of {one.psnr_db.count} of {one.places}")
    return ", ".join(parts)
