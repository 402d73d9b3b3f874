"""TIFF as journals take it, EPS with its recipe, pictures in vector files: crisp, and no finer than printed."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from lamgui.base.errors import SettingsError
from lamgui.figures.build import figure_pixels
from lamgui.figures.embed import read_recipe
from lamgui.figures.formats.eps_comments import comment_in, write_comment
from lamgui.figures.formats.print_tiff import CmykProfile, save_tiff
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import Background
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.write import write_figure
from tests.made import analysis

LZW = 5


@pytest.mark.parametrize("dpi", [300, 600])
def test_a_tiff_has_no_alpha_and_states_its_resolution(dpi: int, tmp_path: Path) -> None:
    options = FigureOptions(width_in=2.0, dpi=dpi, background=Background.TRANSPARENT)
    write_figure([analysis()], options, tmp_path / "a.tiff")
    with Image.open(tmp_path / "a.tiff") as image:
        assert image.mode == "RGB"
        assert image.tag_v2[259] == LZW  # type: ignore[attr-defined]
        assert tuple(map(float, image.info["dpi"])) == (dpi, dpi)
        white = figure_pixels([analysis()], replace(options, background=Background.WHITE))
        assert np.abs(np.asarray(image).astype(int) - white).max() <= 1, "on white"


def test_only_a_tiff_is_in_cmyk_and_only_by_such_a_profile(tmp_path: Path) -> None:
    profile = tmp_path / "srgb.icc"
    profile.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    with pytest.raises(SettingsError, match="not of CMYK"):
        write_figure([analysis()], FigureOptions(), tmp_path / "a.tiff", cmyk_profile=profile)
    with pytest.raises(SettingsError, match="Only a TIFF"):
        write_figure([analysis()], FigureOptions(), tmp_path / "a.pdf", cmyk_profile=profile)
    profile.write_bytes(b"no profile")
    with pytest.raises(SettingsError, match="cannot be read"):
        write_figure([analysis()], FigureOptions(), tmp_path / "a.tiff", cmyk_profile=profile)
    with pytest.raises(SettingsError, match="cannot be read"):
        write_figure([analysis()], FigureOptions(), tmp_path / "a.tiff", cmyk_profile=tmp_path / "none.icc")


PRESS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")


@pytest.mark.skipif(not PRESS.exists(), reason="no profile of CMYK is installed")
def test_cmyk_by_a_profile(tmp_path: Path) -> None:
    write_figure([analysis()], FigureOptions(width_in=2.0), tmp_path / "a.tiff", cmyk_profile=PRESS)
    with Image.open(tmp_path / "a.tiff") as image:
        assert image.mode == "CMYK"
        assert image.info["icc_profile"] == PRESS.read_bytes()
    recipe = read_recipe(tmp_path / "a.tiff")
    assert recipe is not None
    assert recipe.cmyk_profile == (PRESS.name, CmykProfile(PRESS.name, PRESS.read_bytes()).sha256)


def test_eps_has_its_recipe_in_comments_of_allowed_length(tmp_path: Path) -> None:
    path, options = tmp_path / "a.eps", FigureOptions(width_in=3.5)
    write_figure([analysis()], options, path)
    data = path.read_bytes()
    assert data.startswith(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    assert max(len(line) for line in data.splitlines() if line.startswith(b"%")) <= 255
    recipe = read_recipe(path)
    assert recipe is not None
    assert recipe.options == options
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n")
    assert read_recipe(path) is None


def test_a_comment_is_read_as_it_was_written(tmp_path: Path) -> None:
    path, text = tmp_path / "a.eps", "x(%)\\" * 333
    path.write_bytes(b"first\nsecond\n")
    write_comment(path, text)
    assert comment_in(path.read_bytes()) == text
    assert path.read_bytes().startswith(b"first\n%lamgui:")
    assert path.read_bytes().endswith(b"\nsecond\n")


def test_pictures_in_vector_files_are_no_finer_than_printed(tmp_path: Path) -> None:
    options = FigureOptions(columns=(FigureColumn.SR,), width_in=4.0, dpi=50)
    big = analysis()
    sr = np.kron(big.pictures.sr, np.ones((16, 16, 1), np.uint8))
    large = replace(big, pictures=replace(big.pictures, sr=sr))
    write_figure([large], options, tmp_path / "a.svg")
    (encoded,) = re.findall(r'base64,\s*([A-Za-z0-9+/=\s]+)"', (tmp_path / "a.svg").read_text(encoding="utf-8"))
    assert Image.open(io.BytesIO(base64.b64decode(encoded))).width <= 200


def test_saving_says_nothing_of_a_profile_where_there_is_none(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    save_tiff(Figure((1, 1)), tmp_path / "a.tiff", 72, "words")
    with Image.open(tmp_path / "a.tiff") as image:
        assert "icc_profile" not in image.info
        assert image.size == (72, 72)
