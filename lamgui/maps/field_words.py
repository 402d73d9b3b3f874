"""A receptive field in words for lists, tables and panels, and as plain values for JSON."""

from __future__ import annotations

from typing import Any

from lamgui.attribution.receptive_field import PixelBox, TheoreticalField
from lamgui.networks.entry import NetworkFacts


def field_of(facts: NetworkFacts) -> TheoreticalField:
    """The field found in the network's graph, else the one stated for its architecture."""
    return facts.theoretical_field or TheoreticalField(facts.receptive_field)


def field_in_short(field: TheoreticalField) -> str:
    """Its size: "17 px by the paper's count", "up to 271 px", "global", "unknown"."""
    if field.paper_px is not None:
        return paper_in_words(field)
    return field.kind.value if field.support_px is None else f"up to {field.support_px} px"


def field_in_full(field: TheoreticalField) -> str:
    """Its kind, both sizes with their names, and why there is none."""
    if field.paper_px is not None:
        return f"{field.kind.value}: {paper_in_words(field)}, {field.support_px} LR px exactly"
    reasons = " and ".join(field.because)
    if field.support_px is not None:
        reasons = f"up to {field.support_px} LR px, as the place is"
    return f"{field.kind.value}: {reasons}" if reasons else field.kind.value


def paper_in_words(field: TheoreticalField) -> str:
    """The size by the paper's count, and of which picture its pixels are."""
    unit = "px of the enlarged picture" if field.paper_rate > 1 else "px"
    return f"{field.paper_px} {unit} by the paper's count"


def box_in_words(box: PixelBox | None) -> str:
    """Width and height of an area of LR pixels."""
    if box is None:
        return "none"
    width, height = box.size_px
    return f"{width} × {height} px"


def field_values(field: TheoreticalField) -> dict[str, Any]:
    """The theoretical field as plain values."""
    return {
        "kind": field.kind.value,
        "paper_px": field.paper_px,
        "paper_px_per_lr_px": field.paper_rate,
        "support_px": field.support_px,
        "because": list(field.because),
    }
