"""What each of Figure 3's curves shows: symbol, unit, and meaning for the tooltip."""

from __future__ import annotations

from dataclasses import dataclass

_COMMON = (
    "<br>Click or drag to move the α cursor; ← and → move it by 0.01, with Shift by 0.1, with Ctrl from node to node."
    "<br>Green: the steepest rise, the shortest interval of α that holds half of ΔD."
)


@dataclass(frozen=True)
class CurveDescription:
    """A curve's symbol, its unit in a few words, and its meaning in rich text."""

    title: str
    unit: str
    meaning: str

    @property
    def tooltip(self) -> str:
        """The meaning, and the keys and clicks of the plot."""
        return f"<qt>{self.meaning}{_COMMON}</qt>"


OBJECTIVE = CurveDescription(
    title="D(F(γ(α)))",
    unit="",
    meaning="<b>D(F(γ(α)))</b>: how much of the feature the detector D finds in the patch of the SR picture, when the "
    "network F is given γ(α), the picture on the path from the baseline I' (α = 0) to the input I (α = 1).<br>"
    "Dots: the nodes, where D was computed; between them it is interpolated.<br>"
    "Unit: that of D; for the gradient detector the sum of the gradient's length over the patch, pixel values 0..1.",
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
    meaning="<b>Cumulative sum</b>: what the attributions of all elements add up to, integrated from 0 to α.<br>"
    "By completeness it ends at <b>ΔD = D(F(I)) − D(F(I'))</b>, the red line; the gap is the difference.<br>"
    "Dots: the ends of the nodes' pieces of the path; ≈ where the sum is interpolated between them.<br>"
    "Unit: that of D.",
)
