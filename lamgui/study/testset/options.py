"""What a test set is made of, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lamgui.base.errors import SettingsError
from lamgui.imaging.reduce import Reduction
from lamgui.study.items.crops import ListedCrop
from lamgui.study.stated.definition import StudyDefinition

SET, CROPS, MADE = "testset.csv", "crops", "testset.json"
"""The manifest, the folder of its pictures, and how it was made, in a test set's folder."""

PAPER_CROP_PX, PAPER_COUNT, PAPER_SHARE = 256, 150, 0.10
"""Of the paper's test set (Section 4.1), which states no share."""


@dataclass(frozen=True)
class SetOptions:
    """`pictures` are patterns and folders, `networks` names and patterns, as in `study.toml`.

    Of `crops` crops of `size` pixels a side, drawn by `seed`, the `share` with the lowest mean PSNR is looked at, and
    of these the `count` on which networks differ most are chosen.
    """

    pictures: tuple[str, ...]
    networks: tuple[str, ...]
    crops: int = 2000
    size: int = PAPER_CROP_PX
    count: int = PAPER_COUNT
    share: float = PAPER_SHARE
    seed: int = 0
    reduction: Reduction = Reduction.PILLOW
    trust: bool = False
    code_root: Path | None = None

    def __post_init__(self) -> None:
        if self.crops < 1 or self.count < 1 or self.size < 16:
            raise SettingsError(
                f"{self.crops} crops of {self.size} pixels, of which {self.count} are chosen, are no test set.",
                "There is at least 1 of each, and a crop has at least 16 pixels a side.",
            )
        if not 0 < self.share <= 1:
            raise SettingsError(f"A share of {self.share:g} was stated.", "It is more than 0 and at most 1.")

    @property
    def definition(self) -> StudyDefinition:
        """The pictures and networks as a study states them."""
        return StudyDefinition(self.networks, self.pictures, reduce=self.reduction)


@dataclass(frozen=True)
class SourceMean:
    """The mean PSNR (dB) of `crops` crops that were drawn from the pictures of one folder."""

    folder: str
    mean_psnr: float
    crops: int


@dataclass(frozen=True)
class BuiltSet:
    """A test set that was written: its crops, and how they compare with those that they were chosen from.

    `ranked` counts the drawn crops that all networks restored, `near_duplicates` those that were left out for likeness,
    `unusable` pictures that cannot be read or are smaller than a crop, `failures` restorations by the reason.
    """

    manifest: Path
    chosen: tuple[ListedCrop, ...]
    drawn: int
    ranked: int
    near_duplicates: int
    unusable: int
    mean_psnr: float
    sources: tuple[SourceMean, ...] = ()
    failures: Mapping[str, int] = field(default_factory=dict)
