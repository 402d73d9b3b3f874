"""Pictures, figures, recipes, sessions, preferences and other stores, and the catalogue."""

from __future__ import annotations

import contextlib
import json
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from lamgui.base.errors import UserError
from lamgui.control.older_preferences import read_older
from lamgui.control.preferences import Preferences, Recent
from lamgui.figures.embed import read_recipe
from lamgui.figures.locate import needed_by
from lamgui.figures.recipe import disagreements
from lamgui.files.known_files import KnownFiles
from lamgui.files.shipped import models_folder
from lamgui.imaging.png_text import texts_in
from lamgui.imaging.read import read_picture
from lamgui.networks.catalogue import read_catalogue
from lamgui.networks.downloads.release import read_releases
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.file import glance, read_session, write_session
from tests.fuzz.kind import FuzzClass, always
from tests.imaging.test_bad_pictures import KINDS, RARER, encoded
from tests.session.test_file import contents

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "v0_1_0"
_FIGURE_STARTS = {b"\x89PN": ".png", b"%PD": ".pdf", b"II*": ".tiff", b"MM\0": ".tiff", b"<?x": ".svg"}


def _pictures(_: Path) -> list[bytes]:
    rarer = [kind for kind in RARER if kind != "zstd floats"]
    made = [encoded(kind, 24, 20) for kind in (*KINDS, *rarer)]
    for mode, suffix in (("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("CMYK", "JPEG"), ("I;16", "TIFF"), ("1", "PPM")):
        stream = BytesIO()
        pixels = np.arange(480, dtype=np.uint16).reshape(20, 24)
        image = Image.fromarray(pixels) if mode == "I;16" else Image.fromarray(pixels.astype(np.uint8)).convert(mode)
        image.save(stream, suffix)
        made.append(stream.getvalue())
    return made


def _figures(_: Path) -> list[bytes]:
    files = sorted((SAMPLES / "figures").iterdir())
    return [file.read_bytes() for file in (*files, SAMPLES / "attribute" / "FSRCNN.png")]


def _figure_suffix(data: bytes) -> str:
    return _FIGURE_STARTS.get(data[:3], ".svg")


def _recipes(_: Path) -> list[bytes]:
    found = texts_in(BytesIO((SAMPLES / "figures" / "strip.png").read_bytes()), 1 << 24)
    single = texts_in(BytesIO((SAMPLES / "attribute" / "FSRCNN.png").read_bytes()), 1 << 24)
    return [text.encode() for text in (*found.values(), *single.values()) if text.startswith("{")]


def _use_recipe(path: Path) -> None:
    recipe = read_recipe(path)
    if recipe is not None:
        recipe.to_json()
        needed_by(recipe)
        for one in recipe.maps:
            disagreements(one, one)


def _sessions(folder: Path) -> list[bytes]:
    write_session(folder / "made.lamgui", contents())
    small = [file for file in SAMPLES.rglob("*.lamgui") if file.stat().st_size < 200_000]
    return [file.read_bytes() for file in (folder / "made.lamgui", *small)]


def _use_session(path: Path) -> None:
    with contextlib.suppress(UserError):
        glance(path)
    opened = read_session(path)
    write_session(path.with_name("again.lamgui"), opened.contents)


def _stores(_: Path) -> list[bytes]:
    values = {"recent/pictures": ["a.png"], "folders": {"x": "y"}, "view": {}, "settings": {}, "networks": []}
    files = sorted(file for file in (SAMPLES / "user").iterdir() if file.is_file())
    return [json.dumps(values).encode(), *(file.read_bytes() for file in files)]


def _use_store(path: Path) -> None:
    read_older(path)
    folder = path.with_name("preferences")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path.rename(folder / "preferences.json")
    store = Preferences(folder)
    for kind in Recent:
        store.recent(kind)
    store.folders(), store.networks(), store.settings(), store.view()
    store.save()
    BookmarkStore(folder / "preferences.json").load("0" * 64)
    KnownFiles(folder / "preferences.json").find("0" * 64)


def _catalogue(_: Path) -> list[bytes]:
    return [(models_folder() / "catalogue.toml").read_bytes()]


def _use_catalogue(path: Path) -> None:
    read_catalogue(path)
    read_releases(path)


DOCUMENTS = (
    FuzzClass("pictures", _pictures, read_picture, (UserError,), always(".png")),
    FuzzClass("figures", _figures, read_recipe, (UserError,), _figure_suffix),
    FuzzClass("recipes", _recipes, _use_recipe, (UserError,), always(".json")),
    FuzzClass("sessions", _sessions, _use_session, (UserError,), always(".lamgui")),
    FuzzClass("stores", _stores, _use_store, (), always(".json")),
    FuzzClass("catalogue", _catalogue, _use_catalogue, (ValueError,), always(".toml")),
)
