"""The line that a reviewer asks for, in caption and CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from lamgui.base.escape import for_latex
from lamgui.figures.latex import caption
from lamgui.figures.options import FigureOptions
from lamgui.figures.table import ORIGIN_TITLES, table_rows, to_csv
from lamgui.figures.words.conventions import conventions
from lamgui.imaging.colour import Colour
from tests.made import analysis, cropped, two_networks

ONE = (
    "HR reduced ×4 by Pillow's antialiased bicubic; whole picture; networks fed RGB of 0..1; "
    "PSNR and SSIM in 8 bits, Y of BT.601 (16..235), 4 px of the border cut."
)


def test_one_network() -> None:
    assert conventions([analysis()]) == ONE
    assert "LR 8×8 around the patch" in conventions([cropped()])
    assert conventions([cropped()]).endswith("; PSNR and SSIM are of the surroundings, 8×8 LR px.")


def test_networks_that_differ_are_named() -> None:
    first, second = analysis(), analysis("EDSR")
    bgr = replace(second, network=replace(second.network, colour=Colour.BGR, value_range=255.0))
    assert "FSRCNN (lamgui) fed RGB of 0..1, EDSR (lamgui) fed BGR of 0..255" in conventions([first, bgr])


def test_caption_and_csv_say_them() -> None:
    said = caption([analysis()], FigureOptions())
    assert for_latex("Networks fed RGB of 0..1; PSNR and SSIM in 8 bits, Y of BT.601 (16..235)") in said
    assert "Input reduced by pillow bicubic." in said
    rows = list(csv.DictReader(io.StringIO(to_csv(table_rows(two_networks())))))
    assert [row["Conventions"] for row in rows] == [conventions([one]) for one in two_networks()]
    assert rows[0]["Picture"] == analysis().picture.name
    assert rows[0]["Patch (x y side)"] == "20 24 12"
    assert rows[0]["Settings"].startswith("detector gradient; path blur")
    assert list(rows[0])[-4:] == list(ORIGIN_TITLES)
