"""What cells get to show: values to be read out, colour scales, and no map of another picture."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, LINEAR
from lamgui.figures.pixels.render import colour_table, signed_table
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.pictures.colour_scale import scale_of
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.readout import Pointed, readout
from lamgui.widgets.viewer.viewer_frame import HINTS
from tests.imaging.pictures import coloured
from tests.widgets.viewer_of import at_sr, canvases, grabbed, scene_of, shown_viewer

ALL = (PaneContent.INPUT, PaneContent.SR, PaneContent.HR, PaneContent.MAP)


@pytest.fixture
def contents() -> Contents:
    contents, pictures = Contents(), scene_of()
    contents.show_pictures(pictures.lr, pictures.sr, pictures.hr, pictures.scale)
    contents.show_view(View(content=PaneContent.MAP))
    return contents


def read(contents: Contents, x: float, y: float) -> str:
    """The read-out of a cell alone."""
    pointed = Pointed("A", contents, x, y)
    return next(iter(readout(pointed, [pointed], contents.view.content)), "")


def a_map() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    signed = np.zeros((24, 32))
    signed[5, 7], signed[20, 30] = -1.0, 4.0
    return signed


def test_a_cell_alone_is_read_in_full(contents: Contents) -> None:
    contents.show_map(a_map())
    pictures = scene_of()
    assert pictures.hr is not None
    lr, sr, hr = pictures.lr[5, 7], pictures.sr[21, 30], pictures.hr[21, 30]
    expected = [
        "SR 30, 21",
        "LR 7, 5",
        f"input {lr[0]} {lr[1]} {lr[2]}",
        f"SR {sr[0]} {sr[1]} {sr[2]}",
        f"HR {hr[0]} {hr[1]} {hr[2]}",
        "LAM 0.25",
    ]
    assert read(contents, 7.5, 5.25) == " · ".join(expected)
    contents.show_view(View(content=PaneContent.MAP, signed=True))
    assert read(contents, 7.5, 5.25).endswith("LAM −0.25")
    contents.show_view(View(content=PaneContent.HEAT_MAP))
    assert "heat " in read(contents, 30.5, 20.5)


def test_several_cells_are_read_each_in_the_kind_that_is_shown(contents: Contents) -> None:
    other = Contents()
    pictures = scene_of()
    other.show_pictures(pictures.lr, pictures.sr, pictures.hr, pictures.scale)
    contents.show_map(a_map())
    cells = [Pointed("A", contents, 7.5, 5.25), Pointed("B", other, 8.5, 5.25), Pointed("C", other, -1.0, 0.0)]
    assert pictures.hr is not None
    hr = " ".join(map(str, pictures.hr[21, 30]))
    words = readout(cells[0], cells, PaneContent.MAP)[0]
    assert words == f"SR 30, 21 · LR 7, 5 · HR {hr} · LAM: A 0.25"
    (red, green, blue), (red_b, green_b, blue_b) = pictures.sr[21, 30], pictures.sr[21, 34]
    words = readout(cells[0], cells, PaneContent.SR)[0]
    assert words.endswith(f" · SR: A {red} {green} {blue} · B {red_b} {green_b} {blue_b}")


def test_shorter_texts_leave_out_whole_parts_in_one_order(contents: Contents) -> None:
    contents.show_map(a_map())
    cells = [Pointed(f"EDSR of the long run {k}", contents, 7.5, 5.25) for k in "ABC"]
    texts = readout(cells[0], cells, PaneContent.MAP)
    values = "LAM: EDSR of the long run A 0.25 · EDSR of the long run B 0.25 · EDSR of the long run C 0.25"
    assert texts[0].endswith(f" · {values}")
    assert " · HR " in texts[0]
    assert texts[1:] == (
        f"SR 30, 21 · LR 7, 5 · {values}",
        f"SR 30, 21 · {values}",
        "SR 30, 21 · LAM: EDSR of the long run A 0.25 · EDSR of the long run B 0.25 · 1 more",
        "SR 30, 21 · LAM: EDSR of the long run A 0.25 · 2 more",
        "SR 30, 21",
    )
    named = [Pointed(name, contents, 7.5, 5.25) for name in ("SRCNN (lamgui)", "CARN-M (lamgui)")]
    assert readout(named[0], named, PaneContent.MAP)[3] == "SR 30, 21 · LAM: SRCNN… 0.25 · CARN-M… 0.25"


def test_readout_is_empty_beside_the_picture_and_stops_at_its_last_pixel(contents: Contents) -> None:
    assert read(contents, -0.01, 5) == ""
    assert read(contents, 5, 24.0) == ""
    assert "LR 31, 23" in read(contents, 31.99, 23.99)


def test_values_that_are_not_finite_are_said_to_be(contents: Contents) -> None:
    signed = a_map()
    signed[0, 0] = np.nan
    contents.show_map(signed)
    assert read(contents, 0.5, 0.5).endswith("LAM not finite")
    assert read(contents, 30.5, 20.5).endswith("LAM 1.00")


def test_a_map_without_any_value_reads_as_zero(contents: Contents) -> None:
    contents.show_map(np.zeros((24, 32)))
    assert read(contents, 1, 1).endswith("LAM 0.00")


def test_colour_scale_runs_to_the_maximum_and_to_both_sides_when_signed(contents: Contents) -> None:
    assert scale_of(contents, PaneContent.MAP) is None
    contents.show_map(a_map())
    scale = scale_of(contents, PaneContent.MAP)
    assert scale is not None
    assert (scale.lowest, scale.highest) == (0.0, 4.0)
    # A fifth of the peak is shown by its power: 0.2 ** 0.35.
    shown = round(0.2**DEFAULT_CONTRAST.gamma * 255)
    assert np.array_equal(scale.table[[0, 51, 255]], colour_table("inferno")[[0, shown, 255]])
    assert scale_of(contents, PaneContent.INPUT) is None
    contents.show_view(View(signed=True))
    scale = scale_of(contents, PaneContent.OVERLAY)
    assert scale is not None
    assert (scale.lowest, scale.highest) == (-4.0, 4.0)
    assert np.array_equal(scale.table[[0, 127, 254]], signed_table()[[1, 128, 255]])


def test_a_map_of_another_picture_is_dropped_even_of_the_same_size(contents: Contents) -> None:
    contents.show_map(a_map())
    pictures = scene_of()
    contents.show_pictures(pictures.lr.copy(), pictures.sr, pictures.hr, pictures.scale)
    assert contents.signed is not None, "the same pixels in another array are the same picture"
    contents.show_pictures(255 - pictures.lr, None, None, pictures.scale)
    assert contents.signed is None


def test_pictures_and_maps_of_wrong_sizes_are_refused(contents: Contents) -> None:
    with pytest.raises(ValueError, match="sr picture"):
        contents.show_pictures(coloured(32, 24), coloured(64, 48), None, 4)
    with pytest.raises(ValueError, match="does not belong"):
        contents.show_map(np.zeros((32, 24)))


def test_images_are_made_once_and_anew_only_for_what_changed(contents: Contents) -> None:
    contents.show_map(a_map())
    before = {content: contents.image(content) for content in (*ALL, PaneContent.OVERLAY)}
    contents.show_view(View(opacity=0.1))
    assert contents.image(PaneContent.INPUT) is before[PaneContent.INPUT]
    assert contents.image(PaneContent.OVERLAY) is not before[PaneContent.OVERLAY]
    pictures = scene_of()
    contents.show_pictures(contents.lr, pictures.sr, contents.hr, 4)
    assert contents.image(PaneContent.SR) is not before[PaneContent.SR]
    assert contents.image(PaneContent.HR) is before[PaneContent.HR]


def test_hovering_reports_the_readout_and_leaving_ends_it(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot)
    heard: list[tuple[str, ...]] = []
    viewer.readout_changed.connect(heard.append)
    canvas = canvases(viewer)[0]
    QTest.mouseMove(canvas, at_sr(viewer, 70.5, 50.5))
    assert heard[-1][0].startswith("SR 70, 50 · LR 17, 12 · HR ")
    canvas.left.emit()
    assert heard[-1] == HINTS


def test_results_can_be_dropped_while_the_picture_stays(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot)
    viewer.show_map(a_map())
    camera, lr = viewer.camera, grabbed(canvases(viewer)[0])
    contents = viewer.cell.contents
    assert contents.lr is not None
    viewer.show_picture(contents.lr, contents.hr, contents.scale)
    viewer.show_map(None)
    assert contents.image(PaneContent.SR) is None
    assert contents.signed is None
    assert contents.hr is not None
    assert viewer.camera == camera
    assert lr.shape == grabbed(canvases(viewer)[0]).shape


def test_a_difference_lies_over_the_grey_input_and_has_the_contrast_of_the_maps(contents: Contents) -> None:
    """Weak differences in a whole picture are seen, and where they are."""
    other = a_map()
    other[5, 7], other[9, 9] = 0.0, 0.02
    contents.show_map(a_map())
    contents.show_reference(other)
    contents.show_difference_peak(contents.difference_peak)
    shares = {}
    for name, contrast in (("usual", DEFAULT_CONTRAST), ("linear", LINEAR)):
        contents.show_view(View(content=PaneContent.DIFFERENCE, contrast=contrast))
        image = contents.image(PaneContent.DIFFERENCE)
        assert image is not None
        red, green, blue = image.pixels[9, 9].astype(int)
        shares[name] = blue - red
        assert green <= blue
        still = image.pixels[15, 3]
        assert len(set(still.tolist())) == 1, "grey where there is none"
        assert image.pixels[15, 3, 0] != image.pixels[12, 20, 0], "the input, in grey"
        scale = scale_of(contents, PaneContent.DIFFERENCE)
        assert scale is not None
        assert scale.words.endswith(" %")
    assert shares["usual"] > 2 * shares["linear"] > 0
