"""A session as one file: a zip of JSON, PNG and npz. Nothing in it is executed; invalid files are refused."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lamgui.base.errors import SessionError, UserError
from lamgui.base.plain_values import plain, read_as
from lamgui.figures.options import FigureOptions
from lamgui.files.atomic import replacing
from lamgui.files.known_files import sha256_of
from lamgui.imaging.decode import decode
from lamgui.imaging.deep import Unreadable
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis
from lamgui.session.maps import map_arrays, map_from, map_values
from lamgui.session.state import State, View
from lamgui.session.values import Find, Plain, is_there, state_from, state_values, view_from

MAX_MEMBERS = 4000
MAX_MEMBER_BYTES = 1 << 30
MAX_BYTES = 4 << 30
"""Limit of all members together, unpacked."""


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip at a path, read-only; any error in it or in the block becomes a SessionError in plain words."""
    with _plain_errors(path), zipfile.ZipFile(path) as archive:
        _require_harmless(archive, path)
        yield archive


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; never more than its stated size."""
    size = archive.getinfo(name).file_size
    with archive.open(name) as stream:
        data = stream.read(size + 1)
    if len(data) != size:
        raise ValueError(f"{name} is not of the size it says")
    return data


def _require_harmless(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse names outside of the archive and sizes that no session has, before anything is read."""
    members = archive.infolist()
    names = [member.filename for member in members]
    odd = next((name for name in names if _climbs(name)), None)
    if odd is not None:
        raise SessionError(
            f"{path.name} is not a session: it holds the name {odd!r}, which leads out of it.",
            "Do not trust this file.",
        )
    sizes = [member.file_size for member in members]
    if len(members) > MAX_MEMBERS or sum(sizes) > MAX_BYTES or any(size > MAX_MEMBER_BYTES for size in sizes):
        raise SessionError(f"{path.name} unpacks to more than a session can hold.", "Do not trust this file.")


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """A context in which any error of a file becomes a SessionError in plain words."""
    try:
        yield
    except SessionError:
        raise
    except FileNotFoundError as error:
        raise SessionError(f"There is no file {path}.", "Check its name and folder.", str(error)) from error
    except _READING_FAILS as error:
        message = f"{path.name} is damaged, or not a session."
        raise SessionError(message, "Open an older copy of it.", repr(error)) from error


_READING_FAILS = (
    OSError,
    UserError,
    Unreadable,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Errors of zipfile, json, numpy and the values themselves for a broken or hostile file."""


FORMAT = 2
"""The newest that is read."""

FORMAT_WITHOUT_SURROUNDINGS = 1
"""Of sessions about whole pictures, which older programs go on reading; they would take any other for one of those."""

SUFFIX = ".lamgui"
MAIN = "session.json"
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


def read_session(path: Path, find: Find | None = None) -> OpenedSession:
    """Read a session; `find` locates a picture or network that has moved, by its sha256.

    Raises SessionError, in plain words, for anything but a complete session of a known format.
    """
    with opened_archive(path) as archive:
        main = json.loads(member_bytes(archive, MAIN))
        header = read_as(main, _Header)
        if header.program != "lamgui":
            raise ValueError("another program wrote it")
        if header.format > FORMAT:
            raise SessionError(
                f"{path.name} was saved by a newer lamgui (format {header.format}; this one reads {FORMAT}).",
                "Install the newer version, then open it again.",
            )
        record, found = read_as(main, _Record), find or _nowhere
        pictures, missing = _pictures(archive, record.pictures, path, found)
        state = state_from(record.state, pictures, found)
        analyses = [
            map_from(one, _arrays(archive, f"maps/{k}.npz"), pictures[str(one["picture"])])
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
    format: int = FORMAT_WITHOUT_SURROUNDINGS


def _write(archive: zipfile.ZipFile, contents: SessionContents, embed: bool) -> None:
    pictures = {picture.sha256: picture for picture in contents.pictures}
    if contents.state.picture is not None:
        pictures[contents.state.picture.sha256] = contents.state.picture
    pictures |= {analysis.picture.sha256: analysis.picture for analysis in contents.analyses}
    listed = []
    for k, picture in enumerate(pictures.values()):
        inside = picture.path is None or (embed and picture.pixels.nbytes <= EMBEDDED_BYTES)
        member = f"pictures/{k}.png" if inside else None
        listed.append(_PictureRecord(picture.name, picture.sha256, picture.path, picture.conversions, member))
        if member is not None:
            archive.writestr(member, _png(picture), zipfile.ZIP_STORED)
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
        format=_format_of(contents),
    )
    archive.writestr(MAIN, json.dumps(plain(record), allow_nan=False))


def _format_of(contents: SessionContents) -> int:
    """The oldest format that says all: every program that knows it can read the session."""
    settings = [contents.state.settings, *(analysis.settings for analysis in contents.analyses)]
    return FORMAT if any(one.surroundings is not None for one in settings) else FORMAT_WITHOUT_SURROUNDINGS


def _png(picture: Picture) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(picture.pixels).save(stream, format="PNG", compress_level=4)
    return stream.getvalue()


def _pictures(
    archive: zipfile.ZipFile, listed: Sequence[_PictureRecord], session: Path, find: Find
) -> tuple[dict[str, Picture], tuple[str, ...]]:
    """The pictures by hash: from inside, from their old place, from beside the session; and names of missing ones."""
    pictures: dict[str, Picture] = {}
    missing = []
    for record in listed:
        if record.member is not None:
            pixels, _ = decode(member_bytes(archive, record.member))
            pictures[record.sha256] = Picture(pixels, record.name, record.path, record.sha256, record.conversions)
            continue
        places = [record.path, session.parent / Path(record.name).name, find(record.sha256)]
        place = next((p for p in places if p is not None and sha256_of(p) == record.sha256), None)
        if place is None:
            missing.append(record.name)
        else:
            pictures[record.sha256] = read_picture(place)
    return pictures, tuple(missing)


def _arrays(archive: zipfile.ZipFile, name: str) -> dict[str, npt.NDArray[Any]]:
    with np.load(io.BytesIO(member_bytes(archive, name)), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


def _nowhere(_: str) -> None:
    """A `find` that knows no file."""
