"""The kinds of picture that all cells can show: what they are called, what they mean, and which view chooses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lamgui.figures.words import picture_words as words
from lamgui.session.state import PaneContent, View


@dataclass(frozen=True)
class Kind:
    """A choice of the toolbar and the View menu."""

    id: str
    word: str
    """On its button."""
    name: str
    """In menus and for screen readers."""
    tip: str
    content: PaneContent
    is_signed: bool | None = None
    """Whether the map's sign is shown; None where that does not matter, or stays as it is."""

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of a view that choose it."""
        signed = {} if self.is_signed is None else {"signed": self.is_signed}
        return {"content": self.content, **signed}

    def is_of(self, view: View) -> bool:
        """Whether a view shows it."""
        return view.content is self.content and self.is_signed in (None, view.signed)


MAIN_KINDS = (
    Kind(
        "input",
        words.INPUT.word,
        words.INPUT.name,
        "I: the low-resolution picture that the network gets.",
        PaneContent.INPUT,
    ),
    Kind(
        "sr",
        words.SR.word,
        words.SR.name,
        "F(I): the super-resolution picture that the network makes of the input.",
        PaneContent.SR,
    ),
    Kind("hr", words.HR.word, words.HR.name, "The high-resolution original, where it is known.", PaneContent.HR),
    Kind(
        "lam",
        words.LAM.word,
        words.LAM.name,
        "The Local Attribution Map over the grey input: how much each LR pixel contributes to the patch, |Σ_c LAM|.",
        PaneContent.OVERLAY,
        is_signed=False,
    ),
    Kind(
        "signed_lam",
        words.SIGNED_LAM.word,
        words.SIGNED_LAM.name,
        "Σ_c LAM with its sign over the input: red where a pixel raises D, blue where it lowers it.",
        PaneContent.OVERLAY,
        is_signed=True,
    ),
    Kind(
        "difference",
        words.DIFFERENCE.word,
        words.DIFFERENCE.name,
        "Importance less that of the cell in focus, each divided by its sum, in percent: red where this network "
        "relies on a pixel more, blue where it does less.",
        PaneContent.DIFFERENCE,
    ),
)
"""In the order of their keys, 1 to 6."""

MORE_KINDS = (
    Kind(
        "map",
        words.MAP.word,
        words.MAP.name,
        "The Local Attribution Map without the input, divided by its maximum.",
        PaneContent.MAP,
    ),
    Kind(
        "heat_map",
        words.HEAT_MAP.word,
        words.HEAT_MAP.name,
        "Kernel density of the importance |Σ_c LAM| over the LR pixels: where the network looks, smoothed.",
        PaneContent.HEAT_MAP,
    ),
    Kind(
        "error",
        words.ERROR.word,
        words.ERROR.name,
        "|SR − HR|, the mean over the channels, in 8-bit levels.",
        PaneContent.ERROR,
    ),
    Kind(
        "area",
        words.AREA.word,
        words.AREA.name,
        "The LR input with the outline of the area of contribution: the pixels that hold the stated share of the map.",
        PaneContent.CONTOUR,
    ),
)

KIND_NAMES = {
    PaneContent.INPUT: words.INPUT.name,
    PaneContent.SR: words.SR.name,
    PaneContent.HR: words.HR.name,
    PaneContent.MAP: words.MAP.name,
    PaneContent.OVERLAY: words.LAM.name,
    PaneContent.CONTOUR: words.AREA.name,
    PaneContent.HEAT_MAP: words.HEAT_MAP.name,
    PaneContent.ERROR: words.ERROR.name,
    PaneContent.DIFFERENCE: words.DIFFERENCE.word,
}
"""What a picture is called, whatever its sign."""
