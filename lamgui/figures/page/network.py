"""One network on a page as plain values: its pictures, map, outline, curves and words."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from lamgui.base.arrays import Floats
from lamgui.base.vocabulary import heading_of
from lamgui.base.wording import di_label, glued, psnr_in_words
from lamgui.figures.options import FigureOptions
from lamgui.figures.page.film import film_values
from lamgui.figures.page.pictures import PagePictures, in_base64
from lamgui.figures.pixels.contrast import ContrastKind, finite_peak
from lamgui.figures.pixels.outline import smooth_outline
from lamgui.figures.pixels.palette import Ground, network_colour_hex
from lamgui.figures.words import caption
from lamgui.imaging.picture import Pixels
from lamgui.maps.close_up import CloseUp
from lamgui.maps.quality_words import of_surroundings
from lamgui.maps.result import Analysis

_PICTURES = {"hr": "HR", "sr": "SR", "lr": "Input, LR"}
"""What its pictures are called."""

PERCENTILES = np.linspace(0, 100, 1001)
"""Those whose value the page has: to a tenth."""


def network_values(
    name: str, number: int, analysis: Analysis, options: FigureOptions, part: CloseUp, store: PagePictures
) -> dict[str, Any]:
    """What a page shows of a network, in a part of what it was given; places count from where the part begins."""
    pictures, scale = analysis.pictures, analysis.pictures.scale
    origin, patch = pictures.lr_origin, part.patch(pictures.patch, scale)
    slot = options.slot(number)
    return {
        "name": name,
        "scale": scale,
        "called": {name: heading_of(scale, words) for name, words in _PICTURES.items()},
        "colours": {ground.value: network_colour_hex(slot, ground) for ground in Ground},
        # Pictures of equal parts lie on each other under the divider.
        "part": ",".join(str(scale * px) for px in (origin[0] + part.x, origin[1] + part.y, part.width, part.height)),
        "sr_size": [part.width * scale, part.height * scale],
        "patch": {"x": patch.x, "y": patch.y, "size": patch.size},
        "lr": store.add(part.cut(pictures.lr)),
        "sr": store.add(part.cut(pictures.sr, scale)),
        "hr": None if pictures.hr is None else store.add(part.cut(pictures.hr, scale)),
        "map": _map_values(analysis, options, part),
        "outline": _outline(analysis, options.share, part),
        "band": analysis.curves.steepest_band,
        "curves": _curve_values(analysis),
        "frames": film_values(analysis, options, store),
        "sentences": [caption.method(analysis), caption.origin(analysis), *caption.reservations(analysis)],
    }


def _map_values(analysis: Analysis, options: FigureOptions, part: CloseUp) -> dict[str, Any]:
    """Σ_c LAM of the part, and what its colours depend on of the whole map."""
    signed = analysis.signed
    values = np.ascontiguousarray(part.cut(signed))
    stored = values.astype("<f8" if values.dtype == np.float64 else "<f4", copy=False)
    is_cut = options.contrast.kind is ContrastKind.PERCENTILE
    return {
        "width": part.width,
        "height": part.height,
        "is_double": stored.dtype == np.float64,
        "values": in_base64(stored.tobytes()),
        "luma": in_base64(np.ascontiguousarray(_luma(analysis, part)).tobytes()),
        "peak": finite_peak(signed),
        "percentiles": _percentiles(signed),
        "stated_percentile": options.contrast.percentile if is_cut else None,
        "stated_peak": options.contrast.peak_of(signed) if is_cut else None,
        "words": _words(analysis),
    }


def _luma(analysis: Analysis, part: CloseUp) -> Pixels:
    return part.cut(cv2.cvtColor(analysis.pictures.lr, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False))


def _percentiles(signed: Floats) -> list[float]:
    """Of the magnitudes above 0, as `Contrast.peak_of` takes them; zeros where there is none."""
    magnitudes = np.abs(signed[np.isfinite(signed)])
    above = magnitudes[magnitudes > 0]
    return np.percentile(above, PERCENTILES).astype(float).tolist() if above.size else [0.0] * len(PERCENTILES)


def _words(analysis: Analysis) -> str:
    parts = [di_label(analysis.diffusion_index, analysis.diffusion_index_error)]
    if quality := analysis.pictures.quality:
        parts.append(f"PSNR {psnr_in_words(quality.psnr_y)} (Y){of_surroundings(analysis.pictures)}")
    return caption.SEPARATOR.join(map(glued, parts))


def _outline(analysis: Analysis, share: float, part: CloseUp) -> list[str]:
    """The lines around the area of contribution, each as the points of an SVG polygon; none of a map with NaN."""
    if not np.isfinite(analysis.importance).all():
        return []
    lines = (line - (part.x, part.y) for line in smooth_outline(analysis.importance, share))
    return [" ".join(f"{x:.2f},{y:.2f}" for x, y in line) for line in lines]


def _curve_values(analysis: Analysis) -> list[dict[str, Any]]:
    """Figure 3's curves, with the points between the nodes where there are any."""
    curves, filled_in = analysis.curves, analysis.filled_in
    nodes = curves.objective_with_ends()
    objective = nodes if filled_in is None else filled_in.among(*nodes)
    where = "" if filled_in is not None and filled_in.points else "; nodes only"
    return [
        {"title": f"D(F(γ(α))), the detector along the path{where}", **_points(*objective)},
        {"title": "|∂γ/∂α|, root mean square", "from_zero": True, **_points(*curves.speed_with_ends())},
        {
            "title": "Σ LAM up to α; ΔD dashed",
            "delta": curves.delta if np.isfinite(curves.delta) else None,
            **_points(*curves.cumulative_from_start()),
        },
    ]


def _points(x: Floats, y: Floats) -> dict[str, list[float | None]]:
    """To six digits, more than a screen shows; null where a value is not finite."""
    return {
        "x": [float(f"{value:.6g}") for value in x.tolist()],
        "y": [float(f"{value:.6g}") if np.isfinite(value) else None for value in y.tolist()],
    }
