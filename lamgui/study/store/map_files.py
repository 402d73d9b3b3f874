"""The maps of a study on the disk: `maps/ab/KEY.npz`, each complete or not there."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Floats, Mask
from lamgui.base.errors import StudyError
from lamgui.base.file_limits import STUDY_FILE
from lamgui.base.plain_values import plain, read_as
from lamgui.files.archive import archive_in
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.files.json_text import json_values
from lamgui.files.npy_array import npy_array
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.stated.definition import Keep

MAPS = "maps"
NUMBERS, SETTINGS = "numbers.json", "settings.json"
PIXELS = ("lam", "field_mask", "lr", "sr")
"""Arrays that are read; the curves beside them are for other programs."""


@dataclass(frozen=True, eq=False)
class StoredMap:
    """A map as a study keeps it: `lam` (C, h, w) and curves are None where only numbers were kept."""

    numbers: MapNumbers
    made: dict[str, Any]
    """How it was made, as in every exported file."""
    lam: Floats | None
    field_mask: Mask | None = None
    lr: Pixels | None = None
    sr: Pixels | None = None


def path_of(folder: Path, key: str) -> Path:
    """Where the map of a key lies in a study's folder."""
    return folder / MAPS / key[:2] / f"{key}.npz"


def map_bytes(analysis: Analysis, numbers: MapNumbers, keep: Keep) -> bytes:
    """The file of a map with its numbers, as much of it as is kept."""
    texts = {NUMBERS: plain(numbers), SETTINGS: analysis.provenance()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in texts.items():
            archive.writestr(name, json.dumps(values, allow_nan=False))
        for name, array in _arrays(analysis, keep).items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, np.asanyarray(array), allow_pickle=False)
    return stream.getvalue()


def write_map(data: bytes, path: Path) -> None:
    """Write the file of a map; raises StudyError where the disk takes it not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        message = f"{path.name} cannot be written: {error.strerror or error}."
        raise StudyError(message, "Free some space, or move the study to another disk.", str(error)) from error


def read_map(path: Path) -> StoredMap:
    """Read a map; raises StudyError for a file that is missing or no map of a study."""
    try:
        data = read_bytes(path, STUDY_FILE.bytes)
        archive = archive_in(io.BytesIO(data), len(data), STUDY_FILE.bytes)
        numbers = read_as(json_values(archive.read(NUMBERS)), MapNumbers)
        made = json_values(archive.read(SETTINGS))
        held = {name: npy_array(archive.read(f"{name}.npy")) for name in PIXELS if f"{name}.npy" in archive.names}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise StudyError(f"{path} is no map of a study: {error}.", "Delete it: the next run makes it again.") from error
    return StoredMap(numbers, made, **{name: held.get(name) for name in PIXELS})


def keys_in(folder: Path) -> Iterator[str]:
    """The keys of all maps that lie in a study's folder."""
    for path in (folder / MAPS).glob("??/*.npz"):
        if not path.name.startswith("."):
            yield path.stem


def _arrays(analysis: Analysis, keep: Keep) -> dict[str, npt.NDArray[Any]]:
    if keep is Keep.NUMBERS:
        return {}
    curves = analysis.curves
    arrays: dict[str, npt.NDArray[Any]] = {
        "lam": analysis.lam.astype(np.float32),
        "alpha": curves.alpha,
        "objective": curves.objective,
        "path_speed": curves.path_speed,
        "cumulative": curves.cumulative,
    }
    if analysis.field_mask is not None:
        arrays["field_mask"] = analysis.field_mask
    return arrays if keep is Keep.MAP else {**arrays, "lr": analysis.pictures.lr, "sr": analysis.pictures.sr}
