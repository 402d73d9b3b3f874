"""How strongly a value of a map is shown: from shares of the peak to 0..1, for colour and opacity alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lamgui.base.arrays import Doubles, Floats
from lamgui.base.errors import SettingsError

MIN_GAMMA, MAX_GAMMA = 0.1, 4.0
LEAST_RANGE = 0.01
"""Least distance of the limits: nearer ones would show two steps alone."""

DECADES = 3
"""Range of the logarithm: a value of a thousandth of the peak is where it begins to show."""

_TEXT = re.compile(r"(?P<kind>[a-z]+)(?::(?P<number>[\d.]+))?(?:@(?P<low>[\d.]+)-(?P<high>[\d.]+))?")


class ContrastKind(StrEnum):
    """The shape of the way from 0 to the peak."""

    LINEAR = "linear"
    GAMMA = "gamma"
    """A power: an exponent below 1 lifts small values."""
    LOG = "log"
    PERCENTILE = "percentile"
    """Linear up to the value that a share of the pixels stays below; the largest are all shown alike."""


@dataclass(frozen=True)
class Contrast:
    """A rising function from |value| / peak to 0..1; raises SettingsError for impossible ones."""

    kind: ContrastKind = ContrastKind.GAMMA
    gamma: float = 0.5
    """Exponent of `gamma`."""
    percentile: float = 99.0
    """Of `percentile`: percent of the pixels with any importance."""
    low: float = 0.0
    """Share of the peak up to which nothing is shown."""
    high: float = 1.0
    """Share of the peak from which on all is shown in full."""

    def __post_init__(self) -> None:
        if not MIN_GAMMA <= self.gamma <= MAX_GAMMA:
            raise SettingsError(
                f"The contrast's γ came as {self.gamma:g}.", f"It can be {MIN_GAMMA:g} to {MAX_GAMMA:g}."
            )
        if not 0 < self.percentile <= 100:
            raise SettingsError(f"The contrast's percentile came as {self.percentile:g}.", "It can be up to 100.")
        if not (self.low >= 0 and self.high <= 1 and self.high - self.low >= LEAST_RANGE * (1 - 1e-9)):
            raise SettingsError(
                f"The contrast's limits came as {self.low:g} and {self.high:g}.",
                f"They are shares of the peak, 0 to 1, at least {LEAST_RANGE:g} apart.",
            )

    def strength(self, values: Floats, peak: float) -> Doubles:
        """How strongly each value is shown, 0..1, in the shape of `values`; 1 where it is not finite.

        `peak` is what counts as 1 (`peak_of`); a map whose peak is 0 is shown nowhere.
        """
        finite = np.isfinite(values)
        # Divided, not multiplied by the inverse, which is infinite for the smallest of peaks.
        shares = np.abs(np.where(finite, values, 0), dtype=np.float64) / (peak if peak > 0 else np.inf)
        inside = np.clip((shares - self.low) / (self.high - self.low), 0, 1)
        if self.kind is ContrastKind.GAMMA:
            inside = inside**self.gamma
        elif self.kind is ContrastKind.LOG:
            inside = np.log1p((10**DECADES - 1) * inside) / (DECADES * np.log(10))
        shown: Doubles = np.where(finite, inside, 1.0)
        return shown

    def peak_of(self, values: Floats) -> float:
        """The |value| that counts as 1: the largest finite one, or that of the percentile; 0 where all are 0."""
        largest = finite_peak(values)
        if self.kind is not ContrastKind.PERCENTILE or largest == 0:
            return largest
        magnitudes = np.abs(values[np.isfinite(values)])
        return float(np.percentile(magnitudes[magnitudes > 0], self.percentile))

    @property
    def text(self) -> str:
        """As `contrast_from` reads it: such as "gamma:0.5", or "log@0.05-0.8" with limits."""
        number = {ContrastKind.GAMMA: f":{self.gamma:g}", ContrastKind.PERCENTILE: f":{self.percentile:g}"}
        limits = "" if self._is_whole else f"@{self.low:g}-{self.high:g}"
        return f"{self.kind}{number.get(self.kind, '')}{limits}"

    @property
    def words(self) -> str:
        """For captions: such as "contrast γ 0.5"."""
        named = {
            ContrastKind.LINEAR: "linear",
            ContrastKind.GAMMA: f"γ {self.gamma:g}",
            ContrastKind.LOG: f"log, {DECADES} decades",
            ContrastKind.PERCENTILE: f"cut at percentile {self.percentile:g}",
        }
        limits = "" if self._is_whole else f", {100 * self.low:g} % to {100 * self.high:g} % of the peak"
        return f"contrast {named[self.kind]}{limits}"

    @property
    def _is_whole(self) -> bool:
        return (self.low, self.high) == (0.0, 1.0)


DEFAULT_CONTRAST = Contrast(gamma=0.35)

LINEAR = Contrast(ContrastKind.LINEAR)
"""As maps were shown before there was a choice."""


def contrast_from(text: str) -> Contrast:
    """The contrast that a text such as "gamma:0.5", "log", "percentile:99" or "linear@0-0.5" states.

    Raises SettingsError for another text.
    """
    found = _TEXT.fullmatch(text.strip())
    number = None if found is None else found["number"]
    takes_number = found is not None and found["kind"] in (ContrastKind.GAMMA, ContrastKind.PERCENTILE)
    if found is None or found["kind"] not in list(ContrastKind) or (number is not None and not takes_number):
        raise SettingsError(
            f"{text!r} is no contrast.",
            "Write gamma:0.5, linear, log or percentile:99, with limits as in linear@0-0.5.",
        )
    try:
        stated = {name: float(found[name]) for name in ("low", "high") if found[name] is not None}
        if number is not None:
            stated[found["kind"]] = float(number)
    except ValueError as error:
        raise SettingsError(f"{text!r} has a number that is none.", "Write it as 0.5.") from error
    return Contrast(ContrastKind(found["kind"]), **stated)


def finite_peak(values: Floats) -> float:
    """The largest absolute value of the finite ones; 0 where there is none."""
    peak = float(np.abs(values).max(initial=0.0))
    if np.isfinite(peak):
        return peak
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
