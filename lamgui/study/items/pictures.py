"""The pictures of a study: found by its patterns, read once for their size and hash, listed in `pictures.csv`."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from lamgui.base.errors import PictureError, UserError
from lamgui.base.escape import one_line
from lamgui.base.file_limits import STUDY_FILE
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.imaging.picture import Picture
from lamgui.imaging.reading import Reading
from lamgui.imaging.reference import read_with_reference
from lamgui.imaging.suffixes import PICTURE_SUFFIXES
from lamgui.study.items.crops import files_of_set
from lamgui.study.stated.definition import StudyDefinition
from lamgui.study.stated.patterns import files_of, plain_path, shown_in

MANIFEST = "pictures.csv"
MANIFEST_SUFFIX = ".csv"


@dataclass(frozen=True)
class StudyPicture:
    """A picture of a study, and what is known of its file.

    `shown` and `reference` are paths relative to the study where they lie in it, else absolute; `reference` is the HR
    original of an LR picture, empty without one. `key` is that of `Picture`. Of a picture that cannot be read only the
    `error` is known.
    """

    shown: str
    reference: str = ""
    sha256: str = ""
    key: str = ""
    width: int = 0
    height: int = 0
    stamp: str = ""
    """Size and time of the files, and how they are read: as long as it stays, they are not read again."""
    error: str = ""

    @property
    def name(self) -> str:
        """The name of its file without ending."""
        return Path(self.shown).stem

    def read(self, folder: Path, reading: Reading) -> Picture:
        """The picture; raises PictureError, also where it is another than before."""
        picture = _read(folder / self.shown, folder / self.reference if self.reference else None, reading)
        if picture.key != self.key:
            message = f"{self.shown} changed while the study ran."
            raise PictureError(message, "Run the study again: changed pictures are computed anew.")
        return picture


def pictures_of(
    definition: StudyDefinition, folder: Path, is_wanted: Callable[[int, int], bool] = lambda _, __: True
) -> Iterator[StudyPicture]:
    """Every picture of a study once, in the order of its patterns; those that were not read before are read now.

    `is_wanted` is asked for the place of each and the number of all: of others only the file is known. Raises
    StudyError where a pattern names no file.
    """
    known = {(one.shown, one.reference): one for one in read_manifest(folder / MANIFEST)}
    files = list(_files(definition, folder))
    for place, (path, reference) in enumerate(files):
        shown = shown_in(folder, path), "" if reference is None else shown_in(folder, reference)
        stamp, old = _stamp(path, reference, definition.reading), known.get(shown)
        if old is not None and old.stamp == stamp and stamp:
            yield old
            continue
        if not is_wanted(place, len(files)):
            yield StudyPicture(*shown)
            continue
        try:
            picture = _read(path, reference, definition.reading)
        except (UserError, OSError) as error:
            yield StudyPicture(*shown, stamp=stamp, error=one_line(str(error)))
            continue
        yield StudyPicture(*shown, picture.sha256, picture.key, picture.width, picture.height, stamp)


def write_manifest(pictures: tuple[StudyPicture, ...], path: Path) -> None:
    """Write `pictures.csv`; raises OSError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(StudyPicture)])
    writer.writerows(astuple(one) for one in pictures)
    with replacing(path) as temporary:
        temporary.write_text(text.getvalue(), encoding="utf-8", errors="surrogateescape", newline="")


def read_manifest(path: Path) -> tuple[StudyPicture, ...]:
    """The pictures of a manifest; none where there is no file that can be read, as it is made again."""
    try:
        text = read_bytes(path, STUDY_FILE.bytes).decode("utf-8", errors="surrogateescape")
        rows = list(csv.DictReader(io.StringIO(text)))
        return tuple(
            StudyPicture(
                row["shown"], row["reference"], row["sha256"], row["key"],
                int(row["width"]), int(row["height"]), row["stamp"], row["error"],
            )
            for row in rows
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return ()


def _files(definition: StudyDefinition, folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """Each picture's path, and that of its HR original where it has one."""
    pairs = definition.pairs
    if pairs is None:
        found = (path for pattern in definition.picture_patterns for path in _named(pattern, folder))
        yield from ((path, None) for path in dict.fromkeys(found))
        return
    for original in files_of(pairs.hr, folder, PICTURE_SUFFIXES):
        yield folder / pairs.lr.replace("{name}", original.stem), original


def _named(pattern: str, folder: Path) -> tuple[Path, ...]:
    """The files of a pattern or folder, or the crops that the manifest of a test set lists."""
    if Path(pattern).suffix.lower() == MANIFEST_SUFFIX:
        return files_of_set(plain_path(folder / Path(pattern).expanduser()))
    return files_of(pattern, folder, PICTURE_SUFFIXES)


def _read(path: Path, reference: Path | None, reading: Reading) -> Picture:
    return read_with_reference(path, reference, reading)


def _stamp(path: Path, reference: Path | None, reading: Reading) -> str:
    """Empty where a file is not there."""
    try:
        states = [one.stat() for one in (path, reference) if one is not None]
    except OSError:
        return ""
    files = ":".join(f"{state.st_size}:{state.st_mtime_ns}" for state in states)
    return f"{files}:{hashlib.sha256(repr(reading).encode()).hexdigest()[:8]}"
