"""The settings of a map in a few lines: what the Method section says at rest."""

from __future__ import annotations

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.presets import preset_name
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.vocabulary import in_words_of
from lamgui.widgets.controls.summary import SummaryLine


def settings_in_lines(settings: Settings, scale: int | None = None) -> tuple[SummaryLine, ...]:
    """A line each for preset, detector, path, blur, steps, surroundings, and for an unusual precision.

    `scale` is that of the network, by which pixels are called; None where it is not known.
    """
    lr_px = in_words_of(scale, "LR px")
    detector = DETECTORS[settings.detector].title
    if settings.own_detector is not None and DETECTORS[settings.detector].needs_file:
        detector = settings.own_detector.function
    path = PATHS[settings.path]
    steps = f"Auto, to {settings.tolerance * 100:g} %" if settings.steps is None else f"{settings.steps}"
    side = settings.surroundings
    lines = [
        SummaryLine("Preset", preset_name(settings)),
        SummaryLine("Detector", detector),
        SummaryLine("Path", path.title),
        *((SummaryLine("Blur", f"σ {settings.sigma:g} {lr_px}", opens=False),) if path.blurs else ()),
        SummaryLine("Steps", steps),
        SummaryLine("Surroundings", "Whole picture" if side is None else f"{side} × {side} {lr_px}"),
    ]
    if settings.precision is not Settings().precision:
        lines.append(SummaryLine("Precision", Precision(settings.precision).value))
    return tuple(lines)
