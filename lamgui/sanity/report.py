"""The findings of sanity tests: a verdict each, in plain words and in numbers. Free of torch and Qt."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from lamgui.base.arrays import Floats
from lamgui.base.wording import seconds_in_words
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of
from lamgui.sanity.similarity import Similarity


class SanityTest(StrEnum):
    """The tests, in the order of the report."""

    RANDOMISE = "randomised weights"
    """The map must change with the weights (Adebayo et al. 2018)."""
    DELETION = "deletion and insertion"
    """The pixels that are marked must be the ones that matter."""
    BRIGHTNESS = "brightness shift"
    """A constant added to the input must not change the map (paper 3.1)."""
    JITTER = "patch jitter"
    """A patch moved by one SR pixel must have nearly the same map."""


class SanityVerdict(StrEnum):
    """The result of a test."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, eq=False)
class Compared:
    """A map computed under another condition, and its similarity to the map that is tested."""

    label: str
    similarity: Similarity
    signed: Floats
    """Σ_c LAM, (h, w)."""


@dataclass(frozen=True, eq=False)
class Curve:
    """D as ever more pixels are replaced, in one order: 0 is D(F(I')), 1 is D(F(I))."""

    label: str
    inserted: bool
    """Whether the picture's pixels go into the baseline; else the baseline's go into the picture."""
    shares: Floats
    """Shares of the pixels, 0..1, rising."""
    objective: Floats

    @property
    def area(self) -> float:
        """Area under the curve, 0..1. Replaced pixels add edges: D beyond its end counts like D short of it."""
        end = 1.0 if self.inserted else 0.0
        distance = np.minimum(np.abs(self.objective - end), 1.0)
        return float(np.trapezoid(1 - distance if self.inserted else distance, self.shares))


@dataclass(frozen=True, eq=False)
class Finding:
    """One test's verdict, with the finding and the pass mark."""

    test: SanityTest
    verdict: SanityVerdict
    sentence: str
    mark: str = ""
    """The pass mark in words; empty where the test is not applicable."""
    compared: tuple[Compared, ...] = ()
    curves: tuple[Curve, ...] = ()

    def in_words(self) -> str:
        """Test, verdict, finding and pass mark, in a line."""
        return f"{self.test.value.capitalize()}: {self.verdict.value}. {self.sentence} {self.mark}".rstrip()

    def values(self) -> dict[str, Any]:
        """The finding as JSON values; a number that does not exist is None."""
        return {
            "test": self.test.value,
            "verdict": self.verdict.value,
            "found": self.sentence,
            "pass_mark": self.mark,
            "compared": [
                {"with": one.label, **{name: _plain(value) for name, value in asdict(one.similarity).items()}}
                for one in self.compared
            ],
            "curves": [
                {
                    "kind": "insertion" if curve.inserted else "deletion",
                    "order": curve.label,
                    "area": _plain(curve.area),
                    "shares": [float(share) for share in curve.shares],
                    "objective": [_plain(float(value)) for value in curve.objective],
                }
                for curve in self.curves
            ],
        }


@dataclass(frozen=True, eq=False)
class CheckProgress:
    """The progress of the tests, and their findings so far."""

    text: str
    share: float = 0.0
    """Share of all the work, 0..1."""
    elapsed_s: float = 0.0
    findings: tuple[Finding, ...] = ()

    @property
    def remaining_s(self) -> float | None:
        """Seconds left at the pace so far; None before the first step."""
        return self.elapsed_s * (1 / self.share - 1) if self.share > 0 else None

    def in_words(self) -> str:
        """What is being tested, and how much time is left."""
        left = self.remaining_s
        return self.text if left is None else f"{self.text}, {seconds_in_words(left)} left"


@dataclass(frozen=True, eq=False)
class SanityReport:
    """The map that was tested, and the findings in the order of SanityTest."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    elapsed_s: float

    def values(self) -> dict[str, Any]:
        """All numbers, with the recipe of the map, as JSON values."""
        return {
            **self.analysis.provenance(),
            "tests": [finding.values() for finding in self.findings],
            "elapsed_s": round(self.elapsed_s, 3),
        }

    def text(self) -> str:
        """The verdicts as a few lines to paste."""
        heading = f"Sanity tests of {label_of(self.analysis.network)}, {self.analysis.picture.name}"
        return "\n".join([heading, *(finding.in_words() for finding in self.findings)])


def not_applicable(test: SanityTest, why: str) -> Finding:
    """The finding of a test that is not applicable."""
    return Finding(test, SanityVerdict.NOT_APPLICABLE, why)


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
