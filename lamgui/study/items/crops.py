"""Crops of pictures: cut out, and listed in the manifest of a test set with what was decided about each."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lamgui.base.errors import StudyError
from lamgui.base.file_limits import STUDY_FILE
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import picture_from_pixels

COLUMNS = ("file", "source", "sha256", "x", "y", "size", "mean_psnr", "variance", "hash", "review")
KEEP, DROP, CENTRE = "keep", "drop", "centre"
_CENTRE = re.compile(rf"{CENTRE}\s+(\d+)[\s,]+(\d+)")


@dataclass(frozen=True, order=True)
class Crop:
    """A square of `size` pixels at column x, row y."""

    x: int
    y: int
    size: int

    def cut(self, picture: Picture) -> Picture:
        """Its 8-bit pixels as a picture of their own."""
        rows, columns = slice(self.y, self.y + self.size), slice(self.x, self.x + self.size)
        return picture_from_pixels(np.ascontiguousarray(picture.pixels[rows, columns]), picture.name)

    def key_in(self, picture_key: str) -> str:
        """What tells it from all other crops of all other pictures."""
        return f"{picture_key}:{self.x},{self.y},{self.size}"

    def shared_px(self, other: Crop) -> int:
        """How many pixels it has in common with another one of the same picture."""
        width = min(self.x + self.size, other.x + other.size) - max(self.x, other.x)
        height = min(self.y + self.size, other.y + other.size) - max(self.y, other.y)
        return max(0, width) * max(0, height)


@dataclass(frozen=True)
class ListedCrop:
    """A row of a manifest: `file` lies beside it, `source` is what the crop was cut from, of that sha256.

    `mean_psnr` (dB) and `variance` (dB²) are over the networks that ranked it; `hash` is that by which near-duplicates
    are found. `review` is empty, "keep", "drop", or "centre X Y" with the pixel of the source on which it is to be
    centred.
    """

    file: str
    source: str
    sha256: str
    crop: Crop
    mean_psnr: float
    variance: float
    hash: str
    review: str = ""

    @property
    def is_dropped(self) -> bool:
        """Whether it belongs to the set no more."""
        return self.review == DROP

    @property
    def wanted_centre(self) -> tuple[int, int] | None:
        """Column and row of the source that it is to be moved to; None where it stays."""
        stated = _CENTRE.fullmatch(self.review)
        return None if stated is None else (int(stated[1]), int(stated[2]))


def read_crops(path: Path) -> tuple[ListedCrop, ...]:
    """The rows of a manifest; raises StudyError, which names the line, for one that cannot be read."""
    try:
        text = read_bytes(path, STUDY_FILE.bytes).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text))
        rows = list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise StudyError(f"{path} cannot be read: {error}.", "Check the name of the test set.") from error
    missing = [name for name in COLUMNS[:6] if name not in (reader.fieldnames or ())]
    if missing:
        message = f"{path} is no manifest of a test set: it has no column {missing[0]!r}."
        raise StudyError(message, "lamgui study testset writes one.")
    return tuple(_row(row, f"{path}, line {line}") for line, row in enumerate(rows, 2))


def write_crops(crops: tuple[ListedCrop, ...], path: Path) -> None:
    """Write a manifest; raises OSError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in crops:
        numbers = f"{one.mean_psnr:.4f}", f"{one.variance:.6f}"
        place = one.crop.x, one.crop.y, one.crop.size
        writer.writerow((one.file, one.source, one.sha256, *place, *numbers, one.hash, one.review))
    with replacing(path) as temporary:
        temporary.write_text(text.getvalue(), encoding="utf-8", newline="")


def files_of_set(manifest: Path) -> tuple[Path, ...]:
    """The pictures of a test set without those that were dropped.

    Raises StudyError where crops were moved and are not cut anew yet.
    """
    crops = [one for one in read_crops(manifest) if not one.is_dropped]
    moved = [one for one in crops if one.wanted_centre is not None]
    if moved:
        message = f"Crops that were moved, and not cut out anew yet: {len(moved)} of {manifest.name}."
        raise StudyError(message, "Run lamgui study testset once more, as the set was made.")
    return tuple(manifest.parent / one.file for one in crops)


def _row(row: dict[str, Any], where: str) -> ListedCrop:
    try:
        crop = Crop(int(row["x"]), int(row["y"]), int(row["size"]))
        mean, variance = (float(row.get(name) or "nan") for name in ("mean_psnr", "variance"))
    except (TypeError, ValueError) as error:
        raise StudyError(f"{where}: {error}.", "Mend that line.") from error
    review = str(row.get("review") or "").strip().casefold()
    if review not in ("", KEEP, DROP) and _CENTRE.fullmatch(review) is None:
        message = f"{where}: {review!r} is no review."
        raise StudyError(message, "It is empty, keep, drop, or centre X Y in pixels of the source.")
    file = str(row["file"])
    if not file or Path(file).is_absolute() or ".." in Path(file).parts:
        raise StudyError(f"{where}: {file!r} is no file beside the manifest.", "State it relative to the manifest.")
    return ListedCrop(file, row["source"], row["sha256"], crop, mean, variance, str(row.get("hash") or ""), review)
