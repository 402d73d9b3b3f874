"""What is done with a finished map: looked at along α and in other colours without a new run, and saved."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lamgui.figures.export import PROVENANCE_KEY, overlaid_input
from lamgui.figures.pixels.map_picture import coloured_map
from lamgui.figures.pixels.render import enlarged
from lamgui.imaging.picture import Pixels
from lamgui.imaging.png_text import read_png_text
from lamgui.maps.between_nodes import next_between
from lamgui.session.state import ColourMap, PaneContent
from lamgui.widgets.curves.axis_scale import alpha_text
from lamgui.widgets.filmstrip.frame import FilmstripFrame
from tests.program.driver import Driver
from tests.widgets.viewer_of import at_sr, canvases, turn_wheel

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def pixels_of(frame: FilmstripFrame) -> Pixels:
    assert frame.pixels is not None
    return frame.pixels


def known_alphas(driver: Driver) -> list[float]:
    """Where along the path there is a picture, when the points between the nodes have been filled in."""
    analysis = driver.analyses[-1]
    driver.wait(lambda: next_between(analysis, driver.session.filled_in) is None)
    driver.wait(lambda: driver.window.filmstrip._filled_in is driver.session.filled_in)
    assert driver.session.filled_in is not None
    between = [alpha for alpha, point in driver.session.filled_in.points.items() if point.gamma is not None]
    return sorted([*(frame.alpha for frame in analysis.frames), *between])


def test_dragging_the_cursor_moves_filmstrip_and_plots(driver: Driver) -> None:
    curves, strip = driver.window.curves, driver.window.filmstrip
    plot, alphas = curves.plots[1], known_alphas(driver)
    QTest.mousePress(plot, LEFT, NO_KEY, plot.point_of(0.2))
    shown: list[Pixels] = []
    for alpha in (0.4, 0.6, 0.9):
        QTest.mouseMove(plot, plot.point_of(alpha))
        assert [p.cursor_alpha for p in curves.plots] == pytest.approx([alpha] * 3, abs=0.02)
        nearest = min(alphas, key=lambda known: abs(known - (plot.cursor_alpha or 0)))
        assert strip.main_frames[0].lines[1].partition(",")[0] == f"α {alpha_text(nearest)}"
        driver.wait(lambda: not strip.is_waiting)
        shown.append(pixels_of(strip.main_frames[1]))
    QTest.mouseRelease(plot, LEFT, NO_KEY, plot.point_of(0.9))
    assert not np.array_equal(shown[0], shown[-1])


def test_keys_and_thumbnails_move_the_cursor(driver: Driver) -> None:
    curves, strip, alphas = driver.window.curves, driver.window.filmstrip, known_alphas(driver)
    driver.press(Qt.Key.Key_End, widget=curves)
    assert curves.plots[0].cursor_alpha == 1.0
    last = pixels_of(strip.main_frames[0])
    driver.press(Qt.Key.Key_Home, widget=curves)
    assert strip.main_frames[0].lines[1].partition(",")[0] == f"α {alpha_text(min(alphas))}"
    assert not np.array_equal(pixels_of(strip.main_frames[0]), last)
    driver.window.drawer.show_page("path")
    driver.wait(lambda: bool(strip.thumbnails))
    thumbnail = strip.thumbnails[-1]
    QTest.mouseClick(thumbnail, LEFT, NO_KEY, thumbnail.rect().center())
    assert curves.plots[0].cursor_alpha == max(alphas)


def test_looking_differently_starts_no_run(driver: Driver) -> None:
    viewer, analysis = driver.window.viewer, driver.analyses[-1]
    driver.reports.clear()
    before = viewer.cell.contents.image(PaneContent.OVERLAY)
    for command in ("toggle_signed", "toggle_contour", "zoom_in", "zoom_to_patch", "fit", "kind_sr", "kind_lam"):
        driver.choose(command)
    turn_wheel(canvases(viewer)[0], at_sr(viewer, 20, 20), 2)
    driver.choices.change_view({"opacity": 0.2, "colour_map": ColourMap.VIRIDIS, "share": 0.5})
    driver.window.resize(1100, 760)
    assert viewer.cell.contents.image(PaneContent.OVERLAY) is not before
    assert driver.session.analysis is analysis
    assert not driver.program.maps.desk.is_busy("analysis")
    assert driver.reports == []


def saved(driver: Driver, command: str, path: Path) -> Path:
    driver.save(command, path)
    driver.wait(lambda: any(message.title == f"Saved {path}" for message in driver.window.message_bar.messages()))
    return path


@pytest.mark.parametrize("command", ["save_map", "save_overlay", "save_sr"])
def test_pictures_are_saved_with_the_settings_inside(driver: Driver, tmp_path: Path, command: str) -> None:
    driver.choose("toggle_signed")
    driver.choose("toggle_contour")
    analysis, view = driver.analyses[-1], driver.session.view
    path = saved(driver, command, tmp_path / f"{command}.png")
    wanted = {
        "save_map": enlarged(coloured_map(analysis.signed, view), 4),
        "save_overlay": overlaid_input(analysis, view),
        "save_sr": analysis.pictures.sr,
    }
    np.testing.assert_array_equal(np.asarray(Image.open(path)), wanted[command])
    inside = json.loads(read_png_text(path)[PROVENANCE_KEY])
    assert inside["patch"] == {"x": 56, "y": 40, "size": 16}
    assert inside["picture"]["name"] == "waves.png"
    assert (inside["network"]["name"], inside["sigma"], inside["steps"]) == ("FSRCNN", 1.2, None)


def test_numbers_are_saved_with_the_settings_inside(driver: Driver, tmp_path: Path) -> None:
    analysis = driver.analyses[-1]
    with np.load(saved(driver, "save_numbers", tmp_path / "numbers.npz")) as numbers:
        np.testing.assert_array_equal(numbers["lam"], analysis.lam)
        np.testing.assert_array_equal(numbers["cumulative"], analysis.curves.cumulative)
        assert numbers["completeness_gap"] == analysis.completeness_gap
        assert json.loads(str(numbers["settings"])) == analysis.provenance()


def test_the_figure_is_saved_as_a_page(driver: Driver, tmp_path: Path) -> None:
    path = saved(driver, "save_figure", tmp_path / "figure.png")
    assert len(np.unique(np.asarray(Image.open(path).convert("RGB")).reshape(-1, 3), axis=0)) > 500


def test_a_save_is_finished_though_the_window_is_closed_at_once(driver: Driver, tmp_path: Path) -> None:
    driver.save("save_numbers", tmp_path / "numbers.npz")
    driver.window.close()
    with np.load(tmp_path / "numbers.npz") as numbers:
        assert numbers["lam"].shape == (3, 24, 32)


def test_a_map_that_was_computed_anew_gives_its_memory_back(driver: Driver) -> None:
    analysis = driver.finished()
    before = weakref.ref(analysis.lam)
    del analysis
    driver.again()
    driver.analyses.clear()
    gc.collect()
    assert before() is None


def test_the_rail_at_rest_needs_no_scrolling(driver: Driver) -> None:
    window = driver.window
    window.resize(1280, 800)
    driver.wait(lambda: window.rail.height() > 700)
    assert not window.rail.verticalScrollBar().isVisible()
