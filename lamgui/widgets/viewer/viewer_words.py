"""What the viewer says of itself: its tooltip, and its description for those who do not see it."""

from __future__ import annotations

HINT = (
    "Click: put the patch there. Drag the patch: move it; by a corner: resize it.\n"
    "Drag elsewhere, or with Ctrl or the middle button: move the picture.\n"
    "Wheel: zoom. Double click: show the whole picture. Arrow keys: move the patch.\n"
    "The inset in a map's pane shows the map from near, or the whole picture; a click goes there."
)
"""The tooltip until the first patch is picked by hand; from then on it would only lie in the way."""

DESCRIPTION = (
    "Click picks the patch, dragging moves or resizes it, arrow keys move it by 1 SR pixel, with Shift by 10. "
    "The wheel zooms, dragging beside the patch (anywhere, with Ctrl or the middle button) pans, "
    "a double click fits it."
)
