"""Writes the crops of a test set beside its manifest, and cuts them out anew from the manifest of others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lamgui.base.errors import SaveError, StudyError
from lamgui.files.atomic import replacing
from lamgui.files.names import free_file_name, safe_name
from lamgui.imaging.reading import AS_USUAL
from lamgui.imaging.save import save_png
from lamgui.study.items.crops import Crop, ListedCrop, read_crops, write_crops
from lamgui.study.items.pictures import MANIFEST, StudyPicture, pictures_of, write_manifest
from lamgui.study.stated.definition import StudyDefinition
from lamgui.study.store.folder import locked
from lamgui.study.testset.options import CROPS, MADE, SET

PlacedCrop = tuple[StudyPicture, Crop]
"""A crop and the picture that it is cut from."""


def by_picture(crops: Sequence[PlacedCrop]) -> dict[StudyPicture, list[Crop]]:
    """The same, so that each picture is read once."""
    found: dict[StudyPicture, list[Crop]] = {}
    for picture, crop in crops:
        found.setdefault(picture, []).append(crop)
    return found


def named(crops: Sequence[PlacedCrop]) -> dict[PlacedCrop, str]:
    """The name of the file of each crop: that of its picture, column and row."""
    names: dict[PlacedCrop, str] = {}
    for picture, crop in crops:
        stem = free_file_name(f"{safe_name(picture.name)}_{crop.x}_{crop.y}", set(names.values()))
        names[picture, crop] = stem
    return {placed: f"{CROPS}/{stem}.png" for placed, stem in names.items()}


def write_pictures(folder: Path, files: dict[PlacedCrop, str]) -> Iterator[int]:
    """Cut the crops out and write them as PNG; yields how many are written. Raises PictureError and SaveError."""
    _made(folder / CROPS)
    written = 0
    for picture, crops in by_picture(list(files)).items():
        whole = picture.read(folder, AS_USUAL)
        for crop in crops:
            save_png(folder / files[picture, crop], crop.cut(whole).pixels, {})
            written += 1
            yield written


def write_set(folder: Path, rows: tuple[ListedCrop, ...], before: tuple[ListedCrop, ...], how: dict[str, Any]) -> None:
    """Write the manifest and how the set was made, and delete pictures that only the manifest of before names.

    Raises SaveError.
    """
    try:
        write_crops(rows, folder / SET)
        with replacing(folder / MADE) as temporary:
            temporary.write_text(json.dumps(how, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        used = {row.file for row in rows if not row.is_dropped}
        for row in before:
            if row.file not in used and row.file.startswith(f"{CROPS}/"):
                (folder / row.file).unlink(missing_ok=True)
    except OSError as error:
        message = f"The test set cannot be written to {folder}: {error.strerror or error}."
        raise SaveError(message, "Free some space, or check the permissions of its folder.") from error


def pictures_read(folder: Path, patterns: tuple[str, ...]) -> Iterator[StudyPicture]:
    """The pictures that crops are cut from; their list stays in the folder, so that none is read again."""
    # A study of these pictures; no network of it is looked at.
    definition, pictures = StudyDefinition(("-",), patterns), []
    for picture in pictures_of(definition, folder):
        pictures.append(picture)
        yield picture
    try:
        write_manifest(tuple(pictures), folder / MANIFEST)
    except OSError as error:
        raise SaveError(f"{folder} cannot be written: {error.strerror or error}.", "Choose another folder.") from error


def cut_listed(manifest: Path, folder: Path, patterns: tuple[str, ...]) -> Iterator[int]:
    """Make the folder of a test set from its manifest and the same sources, which are found by their sha256.

    Yields how many crops are written. Raises StudyError where a source is not among the pictures.
    """
    rows = tuple(row for row in read_crops(manifest) if not row.is_dropped)
    _made(folder)
    with locked(folder):
        pictures = {one.sha256: one for one in pictures_read(folder, patterns) if not one.error}
        missing = sorted({row.source for row in rows if row.sha256 not in pictures})
        if missing:
            message = f"{len(missing)} of the pictures that crops are cut from are not there, such as {missing[0]}."
            raise StudyError(message, "Name their folder; they are recognised by their sha256.")
        placed = [(pictures[row.sha256], row.crop) for row in rows]
        files = named(placed)
        yield from write_pictures(folder, files)
        listed = tuple(replace(row, file=files[one]) for row, one in zip(rows, placed, strict=True))
        write_set(folder, listed, (), {"cut_from": manifest.name})


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(f"{folder} cannot be made: {error.strerror or error}.", "Choose another folder.") from error
