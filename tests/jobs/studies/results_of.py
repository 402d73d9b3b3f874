"""Results of a study that nobody computed: networks and pictures by number, with stated numbers or failures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.study.items.item import Conditions
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.results import ItemState, StudyResults, StudyRow

Value = float | str | None
"""The DI of an item, why it failed, or None of one that is pending."""


def numbers(di: float) -> MapNumbers:
    """The numbers of a map with this DI; effective pixels are 10 times as many, PSNR is 20 dB more."""
    measured = (di, None, 10 * di, None, 0.0, 1.0, 0.0, 1.0, None, True)
    return MapNumbers(
        64, 64, 0, 0, *measured, "sound", None, 0, 13, 20 + di, 0.9, 20.0, None, None, 0.1, 0, "cpu", 1, "", ""
    )


def row(network: str, picture: str, value: Value, patch: Patch | None = None, settings: int = 0) -> StudyRow:
    """An item with its DI, or why it failed."""
    facts = StudyNetworkFacts(network, "FSRCNN", "0", 4, 1.0, Colour.RGB, "", 1000, "17", "local", 17, 17, True)
    at = patch or Patch(0, 0, 16)
    key = f"{network} {picture} {at.x} {settings}"
    known = numbers(value) if isinstance(value, float) else None
    state = ItemState.DONE if known else ItemState.PENDING if value is None else ItemState.FAILED
    error = value if isinstance(value, str) else ""
    return StudyRow(network, picture, "centre:16", settings, key, at, state, error, known, facts)


def results_of(rows: Sequence[StudyRow], settings: int = 1) -> StudyResults:
    """The results with these rows."""
    stated = tuple(Settings(sigma=1.0 + number) for number in range(settings))
    return StudyResults(
        Path("/small.study"), tuple(rows), stated, Conditions(Role.HR, Reduction.PILLOW, NO_DEGRADATION)
    )


def grid_of(values: Sequence[Sequence[Value]]) -> StudyResults:
    """Networks n0, n1, ... with a line of values each, over pictures p0.png, p1.png, ..."""
    return results_of(
        [row(f"n{n}", f"pictures/p{p}.png", value) for n, line in enumerate(values) for p, value in enumerate(line)]
    )
