"""What each of Figure 3's curves shows: symbol, unit, and meaning for the tooltip."""

from __future__ import annotations

from dataclasses import dataclass

_COMMON = "<br>Green: the shortest interval of α in which D changes by half of ΔD. Click or drag: move α."


@dataclass(frozen=True)
class CurveDescription:
    """A curve's symbol, its unit in a few words, and its meaning in rich text."""

    title: str
    unit: str
    meaning: str

    @property
    def tooltip(self) -> str:
        """The meaning, the band, and what a click does; Help lists the keys."""
        return f"<qt>{self.meaning}{_COMMON}</qt>"


OBJECTIVE = CurveDescription(
    title="D(F(γ(α)))",
    unit="",
    meaning="<b>D(F(γ(α)))</b>: how much of the feature D finds in the patch when F is given γ(α), from the baseline "
    "(α = 0) to the input (α = 1).<br>Dots: nodes, where D was computed; ≈ between them.",
)

SPEED = CurveDescription(
    title="|∂γ/∂α|",
    unit="RMS, per unit α",
    meaning="<b>|∂γ/∂α|</b>: how fast the path moves at α, as the root mean square over the elements of ∂γ/∂α.<br>"
    "Unit: pixel value (0..1) per unit of α.",
)

CUMULATIVE = CurveDescription(
    title="Σ LAM",
    unit="from 0 to α",
    meaning="<b>Cumulative sum</b> of all attributions from 0 to α. It should end at <b>ΔD</b>, the red line; the "
    "gap is the difference.<br>Dots: the ends of the nodes' pieces; ≈ between them.",
)
