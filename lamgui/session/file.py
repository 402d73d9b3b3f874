"""A session as one file: a zip of JSON, PNG and npz. Nothing in it is executed; invalid files are refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import numpy as np
from PIL import Image

from lamgui.base.errors import SessionError
from lamgui.base.file_limits import SESSION_FILE, SESSION_UNPACKED
from lamgui.base.plain_values import plain, read_as
from lamgui.figures.options import FigureOptions
from lamgui.files.archive import Archive, UnpacksTooFar, archive_in, climbs
from lamgui.files.atomic import replacing
from lamgui.files.door import ReadStopped, sha256_of
from lamgui.files.elsewhere import FilesElsewhere, places_named, without_places
from lamgui.files.json_text import json_values
from lamgui.files.npy_array import npy_array
from lamgui.files.presence import is_there
from lamgui.files.wanted import Wanted
from lamgui.imaging.decoding.decode import decode
from lamgui.imaging.decoding.sixteen_bit import PNG_START, png_size
from lamgui.imaging.degradation import NO_DEGRADATION
from lamgui.imaging.picture import Picture, Values
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import AS_0_1_0, AS_USUAL, NOTHING_OFFERED, Offers, Reading
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis
from lamgui.session.maps import map_arrays, map_from, map_values
from lamgui.session.state import State, View
from lamgui.session.values import Find, Plain, state_from, state_values, view_from

SESSIONS = Wanted(
    SessionError,
    SESSION_FILE,
    "a session",
    "one that lamgui saved, whose name ends in .lamgui",
    again="Open an older copy of it.",
)


@contextmanager
def opened_archive(path: Path, stop: Event | None = None) -> Iterator[Archive]:
    """The zip at a path, read-only; any error in it or in the block becomes a SessionError in plain words."""
    with _plain_errors(path), SESSIONS.opened(path, stop) as stream:
        size_bytes = stream.seek(0, io.SEEK_END)
        archive = archive_in(stream, size_bytes, SESSION_UNPACKED.bytes)
        odd = next((name for name in archive.names if climbs(name)), None)
        if odd is not None:
            raise SessionError(
                f"{path.name} is not a session: it holds the name {odd!r}, which leads out of it.",
                "Do not trust this file.",
            )
        yield archive


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """A context in which any error of a file becomes a SessionError in plain words."""
    try:
        yield
    except SessionError:
        raise
    except UnpacksTooFar as error:
        message = f"{path.name} unpacks to more than a session can hold."
        raise SessionError(message, "Do not trust this file.", str(error)) from error
    except ReadStopped:
        raise
    # For damaged files zipfile, numpy, Pillow and the values themselves raise nearly every kind of exception.
    except Exception as error:
        message = f"{path.name} is damaged, or not a session."
        raise SessionError(message, "Open an older copy of it.", repr(error)[:MOST_DETAIL_LETTERS]) from error


MOST_DETAIL_LETTERS = 2000

FORMAT = 2
"""The newest that is read."""

FORMAT_OF_0_1_0 = 1
"""Of sessions about whole pictures of 8 bits, which older programs go on reading; they would take any other for one."""

SUFFIX = ".lamgui"
MAIN = "session.json"
VALUES = ".npy"
"""After the name of a picture's 8 bits: the numbers that it was read from."""

SMALL_VIEW = "small view"
"""Of the layout: a PNG of the window as it was, in small."""

SMALL_VIEW_BYTES = 1 << 20
"""No more of it is taken."""

EMBEDDED_BYTES = 128 << 20
"""Largest picture whose pixels are stored in the session, so that it can be opened without the picture's file."""


@dataclass(frozen=True, eq=False)
class SessionContents:
    """All that a session file holds."""

    state: State
    view: View = field(default_factory=View)
    options: FigureOptions = field(default_factory=FigureOptions)
    analyses: Sequence[Analysis] = ()
    pictures: Sequence[Picture] = ()
    """Pictures of the bookmarks; that of the state is always included."""
    layout: Mapping[str, bytes] = field(default_factory=dict)
    hashes: Mapping[Path, str] = field(default_factory=dict)
    """Hashes of the networks' files, as far as they are known."""


@dataclass(frozen=True, eq=False)
class OpenedSession:
    """A session that was read, and the names of pictures and networks that are neither inside nor where they were."""

    contents: SessionContents
    missing: tuple[str, ...]


def write_session(path: Path, contents: SessionContents, embed_pictures: bool = True) -> None:
    """Write a session, all of it or nothing; an older file stays intact if that fails. Raises SaveError."""
    try:
        with replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, contents, embed_pictures)
    except OSError as error:
        raise save_error(path, error) from error


def read_session(
    path: Path,
    find: Find | None = None,
    agreed: Callable[[str], bool] = lambda _: False,
    leave_out: bool = False,
    stop: Event | None = None,
) -> OpenedSession:
    """Read a session; `find` locates a picture or network that has moved, by its sha256.

    Files that it names on other machines are looked at where the user `agreed` to the place; else FilesElsewhere is
    raised before any is, or with `leave_out` they count as missing. Raises SessionError, in plain words, for anything
    but a complete session of a known format.
    """
    with opened_archive(path, stop) as archive:
        main = json_values(archive.read(MAIN))
        header = read_as(main, _Header)
        if header.program != "lamgui":
            raise ValueError("another program wrote it")
        if header.format > FORMAT:
            raise SessionError(
                f"{path.name} was saved by a newer lamgui (format {header.format}; this one reads {FORMAT}).",
                "Install the newer version, then open it again.",
            )
        if (places := places_named(main, path, agreed)) and not leave_out:
            raise FilesElsewhere(path.name, places)
        record, found = read_as(without_places(main, places), _Record), find or _nowhere
        pictures, missing = _pictures(archive, record.pictures, path, found)
        state = state_from(record.state, pictures, found)
        analyses = [
            _map(archive, f"maps/{k}.npz", one, pictures[str(one["picture"])])
            for k, one in enumerate(record.maps)
            if str(one["picture"]) in pictures
        ]
        layout = {name: bytes.fromhex(text) for name, text in record.layout.items()}
        missing += tuple(entry.name for entry in state.networks if entry.earlier is None and not is_there(entry.path))
        contents = SessionContents(
            state, view_from(record.view), record.options, analyses, list(pictures.values()), layout
        )
        return OpenedSession(contents, missing)


@dataclass(frozen=True)
class Glance:
    """What a list of sessions shows of one: the name of its picture, empty without one, and a PNG of its window."""

    picture: str
    networks: int
    small_view: bytes


def glance(path: Path) -> Glance:
    """Read what a list shows, without pictures and maps. Raises SessionError, in plain words."""
    with opened_archive(path) as archive:
        record = read_as(json_values(archive.read(MAIN)), _Record)
        sha256 = str(record.state.get("picture") or "").partition("-")[0]
        name = next((one.name for one in record.pictures if one.sha256 == sha256), "")
        small_view = bytes.fromhex(record.layout.get(SMALL_VIEW, "")[: 2 * SMALL_VIEW_BYTES])
        return Glance(name, len(record.state.get("networks", ())), small_view)


@dataclass(frozen=True)
class _Header:
    """The part of the record that is checked first."""

    program: str
    format: int


@dataclass(frozen=True)
class _PictureRecord:
    """A picture as it is written; `member` is its place in the zip, None where it lies outside."""

    name: str
    sha256: str
    path: Path | None
    conversions: tuple[str, ...]
    member: str | None
    reading: Reading = AS_USUAL
    levels: tuple[float, float] | None = None
    """Black and white of the numbers beside the 8 bits, whose place in the zip is `member` with `VALUES`."""

    offers: Offers = NOTHING_OFFERED
    reference: str | None = None
    """The key of the original that an LR picture is measured against, which is among the pictures."""

    @property
    def reading_again(self) -> Reading:
        """How a file outside is read; where nothing is said of it, as 0.1.0 did."""
        return AS_0_1_0 if self.reading == AS_USUAL and self.levels is None else self.reading


@dataclass(frozen=True)
class _Record:
    """The session's JSON; the layout's bytes are hex."""

    state: Plain
    view: Plain
    options: FigureOptions
    pictures: tuple[_PictureRecord, ...]
    maps: tuple[Plain, ...]
    layout: dict[str, str]
    program: str = "lamgui"
    format: int = FORMAT_OF_0_1_0


def _write(archive: zipfile.ZipFile, contents: SessionContents, embed: bool) -> None:
    pictures = {picture.key: picture for picture in contents.pictures}
    if contents.state.picture is not None:
        pictures[contents.state.picture.key] = contents.state.picture
    pictures |= {analysis.picture.key: analysis.picture for analysis in contents.analyses}
    references = [picture.reference for picture in pictures.values() if picture.reference is not None]
    pictures = {picture.key: picture for picture in references} | pictures
    listed = []
    for k, picture in enumerate(pictures.values()):
        values = picture.values
        length = picture.pixels.nbytes + (0 if values is None else values.numbers.nbytes)
        member = f"pictures/{k}.png" if picture.path is None or (embed and length <= EMBEDDED_BYTES) else None
        listed.append(
            _PictureRecord(
                picture.name,
                picture.sha256,
                picture.path,
                picture.conversions,
                member,
                picture.reading,
                None if values is None else values.levels,
                picture.offers,
                None if picture.reference is None else picture.reference.key,
            )
        )
        if member is not None:
            archive.writestr(member, _png(picture), zipfile.ZIP_STORED)
        if member is not None and values is not None:
            stream = io.BytesIO()
            np.save(stream, values.numbers, allow_pickle=False)
            archive.writestr(member + VALUES, stream.getvalue())
    for k, analysis in enumerate(contents.analyses):
        stream = io.BytesIO()
        np.savez(stream, **map_arrays(analysis))  # type: ignore[arg-type] # its other keywords are never among these
        archive.writestr(f"maps/{k}.npz", stream.getvalue())
    record = _Record(
        state=state_values(contents.state, contents.hashes),
        view=plain(contents.view),
        options=contents.options,
        pictures=tuple(listed),
        maps=tuple(map_values(analysis) for analysis in contents.analyses),
        layout={name: data.hex() for name, data in contents.layout.items()},
        format=_format_of(contents, list(pictures.values())),
    )
    archive.writestr(MAIN, json.dumps(plain(record), allow_nan=False))


def _format_of(contents: SessionContents, pictures: Sequence[Picture]) -> int:
    """The oldest format that says all: every program that knows it can read the session."""
    settings = [contents.state.settings, *(analysis.settings for analysis in contents.analyses)]
    degradations = {contents.state.degradation, *(analysis.degradation for analysis in contents.analyses)}
    is_new = any(one.surroundings is not None for one in settings) or not all(one.is_plain for one in pictures)
    is_new |= degradations != {NO_DEGRADATION}
    return FORMAT if is_new else FORMAT_OF_0_1_0


def _png(picture: Picture) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(picture.pixels).save(stream, format="PNG", compress_level=4)
    return stream.getvalue()


def _pictures(
    archive: Archive, listed: Sequence[_PictureRecord], session: Path, find: Find
) -> tuple[dict[str, Picture], tuple[str, ...]]:
    """The pictures by key: from inside, from their old place, from beside the session; and names of missing ones."""
    pictures: dict[str, Picture] = {}
    missing = []
    for record in listed:
        if record.member is not None:
            inside = _with_reference(_picture_inside(archive, record, record.member), record, pictures)
            pictures[inside.key] = inside
            continue
        places = [record.path, session.parent / Path(record.name).name, find(record.sha256)]
        place = next((p for p in places if p is not None and sha256_of(p) == record.sha256), None)
        if place is None:
            missing.append(record.name)
        else:
            outside = _with_reference(read_picture(place, record.reading_again), record, pictures)
            pictures[outside.key] = outside
    return pictures, tuple(missing)


def _with_reference(picture: Picture, record: _PictureRecord, pictures: Mapping[str, Picture]) -> Picture:
    """The picture with its reference, which is listed before it; without where that is missing."""
    reference = None if record.reference is None else pictures.get(record.reference)
    return picture if reference is None else replace(picture, reference=reference)


def _picture_inside(archive: Archive, record: _PictureRecord, member: str) -> Picture:
    data = archive.read(member)
    if not data.startswith(PNG_START):
        raise ValueError("a picture is no PNG")
    width, height = png_size(data)
    archive.budget.take(3 * width * height)
    pixels, values = decode(data).pixels, None
    if record.levels is not None:
        numbers = npy_array(archive.read(member + VALUES))
        if numbers.dtype.kind not in "uif":
            raise ValueError("the numbers of a picture are none")
        values = Values(numbers, record.levels)
    return Picture(
        pixels, record.name, record.path, record.sha256, record.conversions, record.reading, values, record.offers
    )


def _map(archive: Archive, name: str, values: Plain, picture: Picture) -> Analysis:
    """A map by its values, and its arrays in the member of that name."""
    # LR and HR are made again of the picture for every map.
    archive.budget.take(picture.pixels.nbytes)
    arrays = archive.inner(name)
    return map_from(values, {one.removesuffix(".npy"): npy_array(arrays.read(one)) for one in arrays.names}, picture)


def _nowhere(_: str) -> None:
    """A `find` that knows no file."""
