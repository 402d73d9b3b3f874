"""The pictures of the path on a page: γ(α), F(γ(α)) around the patch, the gradient and the sum so far."""

from __future__ import annotations

from typing import Any

from lamgui.base.wording import number_in_words
from lamgui.figures.formats.endings import FRAMES_OF_PAGE
from lamgui.figures.options import FigureOptions
from lamgui.figures.page.part import FILM_LR_PX, FILM_SR_PX, film_part
from lamgui.figures.page.pictures import PagePictures
from lamgui.figures.pixels.contrast import finite_peak
from lamgui.figures.pixels.render import colour_importance, colour_signed
from lamgui.imaging.picture import Pixels
from lamgui.maps.restored_frames import spread_frames
from lamgui.maps.result import Analysis


def film_values(analysis: Analysis, options: FigureOptions, store: PagePictures) -> list[dict[str, Any]]:
    """The frames of a network, a few evenly spread ones; none for a map without frames."""
    part = film_part(analysis, FILM_LR_PX)
    near = film_part(analysis, FILM_SR_PX // analysis.pictures.scale)
    if part is None or near is None:
        return []
    found = []
    for frame in spread_frames(analysis, FRAMES_OF_PAGE):
        at = f"at α {frame.alpha:.3f}"
        gradient = colour_importance(part.cut(frame.gradient), options.colour_map, 1.0, options.contrast)
        partial, peak = part.cut(frame.partial), finite_peak(frame.partial)
        shown = [
            ("γ(α)", part.cut(frame.gamma), at),
            ("|Σ_c ∂D/∂γ|", gradient, f"{at}, maximum {number_in_words(frame.gradient_peak)}"),
            ("Sum up to α", colour_signed(partial, peak, options.contrast), f"{at}, maximum {number_in_words(peak)}"),
        ]
        sr = analysis.restored_at(frame, near)
        if sr is not None:
            shown.insert(1, ("F(γ(α)), around the patch", sr, at))
        found.append({"alpha": frame.alpha, "pictures": [_picture(store, *one) for one in shown]})
    return found


def _picture(store: PagePictures, title: str, pixels: Pixels, words: str) -> dict[str, Any]:
    height, width = pixels.shape[:2]
    return {"title": title, "picture": store.add(pixels), "size": [width, height], "words": words}
