"""What a study records of a loaded network: what its maps depend on, and what tables say of it."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.imaging.colour import Colour
from lamgui.maps.field_words import field_in_short, field_of
from lamgui.networks.catalogue import label_of
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.value_range import ValueRange


@dataclass(frozen=True)
class StudyNetworkFacts:
    """A network as a study knows it once it was loaded.

    `label` is its name in tables; `field_px` its theoretical field by the paper's count, None for a global or unknown
    one, `field_support_px` the exact one in LR pixels, `field_kind` which kind it is.
    """

    label: str
    architecture: str
    sha256: str
    scale: int
    value_range: ValueRange
    colour: Colour
    output: str
    parameters: int
    field: str
    field_kind: str
    field_px: int | None
    field_support_px: int | None
    restores: bool
    notes: tuple[str, ...] = ()


def facts_for_study(facts: NetworkFacts) -> StudyNetworkFacts:
    """The same facts, as far as a study records them."""
    field = field_of(facts)
    return StudyNetworkFacts(
        label_of(facts),
        facts.architecture,
        facts.sha256,
        facts.scale,
        facts.value_range,
        facts.colour,
        facts.output,
        facts.parameters,
        field_in_short(field),
        field.kind.value,
        field.paper_px,
        field.support_px,
        facts.restores,
        facts.notes,
    )
