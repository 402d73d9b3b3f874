"""How the maps of a page look when it opens, and all colours that its reader can choose."""

from __future__ import annotations

from typing import Any

import numpy as np

from lamgui.base.plain_values import plain
from lamgui.figures.page.pictures import in_base64
from lamgui.figures.pixels.map_picture import PALE_RISE, RISE
from lamgui.figures.pixels.render import COLOUR_MAPS, FROM_WHITE, colour_table, grey_ground, signed_table
from lamgui.figures.style import FigureStyle


def look_values(style: FigureStyle) -> dict[str, Any]:
    """The style's contrast, opacity and colours, with the tables that the page's script colours maps by.

    `ground` and `pale_ground` are the grey under a map, by the luma of the input.
    """
    greys = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    grounds = {
        name: in_base64(grey_ground(greys, is_pale)[0, :, 0].tobytes())
        for name, is_pale in (("ground", False), ("pale_ground", True))
    }
    return {
        "contrast": plain(style.contrast),
        "opacity": style.opacity,
        "colour_map": style.colour_map,
        "signed": style.signed,
        "outline": style.outline,
        "common_scale": style.common_scale,
        "tables": {name: in_base64(colour_table(name).tobytes()) for name in COLOUR_MAPS},
        "signed_table": in_base64(signed_table().tobytes()),
        "from_white": sorted(FROM_WHITE),
        "rise": RISE,
        "pale_rise": PALE_RISE,
        **grounds,
    }
