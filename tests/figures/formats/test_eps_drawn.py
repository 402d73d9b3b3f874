"""EPS as a PostScript reader draws it: the same figure as the PNG."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from lamgui.figures.build import figure_pixels
from lamgui.figures.options import FigureOptions
from lamgui.figures.write import write_figure
from tests.made import two_networks

READER = shutil.which("gs")
DPI = 150
NEAR_PX = 5
"""Letters and edges lie up to two pixels elsewhere: the two programs round places in their own way."""
FURTHER_LEVELS = 32


@pytest.mark.skipif(READER is None, reason="Ghostscript is not installed")
@pytest.mark.parametrize(("layout", "outlines"), [("strip", False), ("zoom", True), ("zoom-lam", False)])
def test_a_reader_draws_what_the_png_shows(layout: str, outlines: bool, tmp_path: Path) -> None:
    options = FigureOptions(layout=layout, width_in=5.0, dpi=DPI, outlines=outlines)
    write_figure(two_networks(), options, tmp_path / "a.eps")
    drawn, wanted = drawn_by_reader(tmp_path / "a.eps"), figure_pixels(two_networks(), options)
    assert np.abs(np.subtract(drawn.shape, wanted.shape)).max() <= 1
    height, width = np.minimum(drawn.shape, wanted.shape)[:2]
    drawn, wanted = drawn[:height, :width], np.ascontiguousarray(wanted[:height, :width])
    near = np.ones((NEAR_PX, NEAR_PX), np.uint8)
    darkest, brightest = cv2.erode(wanted, near).astype(int), cv2.dilate(wanted, near).astype(int)
    differs = (drawn < darkest - FURTHER_LEVELS) | (drawn > brightest + FURTHER_LEVELS)
    assert differs.any(axis=2).mean() < 0.005
    # Both show as much that is not white.
    assert np.abs((drawn < 250).mean() - (wanted < 250).mean()) < 0.02


def drawn_by_reader(path: Path) -> np.ndarray:
    """The file's pixels, (H, W, 3), as Ghostscript draws it."""
    assert READER is not None
    picture = path.with_suffix(".png")
    smooth = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    command = (READER, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=png16m", f"-r{DPI}", *smooth)
    done = subprocess.run((*command, f"-sOutputFile={picture}", path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with Image.open(picture) as image:
        return np.array(image.convert("RGB"))
