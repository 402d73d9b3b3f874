"""A picture that cannot be used: the bar says what came and what to do, nothing is lost, and the window goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from lamgui.imaging.prepare import Role
from lamgui.window.options import WindowOptions
from tests.imaging.pictures import coloured
from tests.imaging.test_bad_pictures import large_png
from tests.program.conftest import Start
from tests.program.driver import Driver


def truncated(path: Path) -> None:
    Image.fromarray(coloured(128, 96)).save(path)
    path.write_bytes(path.read_bytes()[:900])


def one_pixel(path: Path) -> None:
    Image.new("RGB", (1, 1)).save(path)


def with_nan(path: Path) -> None:
    values = np.full((96, 128, 3), 0.5, np.float32)
    values[3, 4] = np.nan
    path.write_bytes(cv2.imencode(".tiff", values)[1].tobytes())


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (lambda _: None, "There is no file", "Check its name"),
    "truncated": (truncated, "is damaged, cut short", "Copy or download it again"),
    "empty": (Path.touch, "is empty (0 bytes)", "Copy or download it again"),
    "no picture": (lambda path: path.write_text("words"), "is not a picture", "Choose a PNG"),
    "an empty folder": (Path.mkdir, "There is no picture in", "Choose the folder that holds them"),
    "1x1": (one_pixel, "is 1x1, too small to be reduced 4 times", "open this one as LR"),
    "20000x20000": (lambda path: path.write_bytes(large_png()), "too large: 20000x20000", "Crop or reduce it first"),
    "NaN": (
        with_nan,
        "holds values that are not numbers (NaN or infinite): 3 of",
        "Replace them with values from 0 to 1",
    ),
}


@pytest.fixture(params=list(BAD.values()), ids=list(BAD))
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str]:
    """A file, and what must be said of it and advised."""
    make, said, advised = request.param
    path = tmp_path / "bad one.png"
    make(path)
    return path, said, advised


def test_in_the_window_it_changes_nothing(driver: Driver, bad: tuple[Path, str, str]) -> None:
    path, said, advised = bad
    before, lr = driver.holdings(), driver.window.viewer.cell.contents.lr
    driver.drop([path])
    error = driver.error()
    assert path.name in error.title
    assert said in error.title
    assert advised in error.advice
    assert driver.holdings() == before
    assert driver.window.viewer.cell.contents.lr is lr
    assert path not in [action.data() for action in driver.window.menus.submenus["recent"].actions()]
    driver.goes_on()


@pytest.mark.parametrize("bad", [BAD["missing"], BAD["truncated"], BAD["1x1"]], indirect=True)
def test_at_the_start_the_bundled_picture_is_shown_instead(start: Start, bad: tuple[Path, str, str]) -> None:
    path, said, advised = bad
    driver = start(WindowOptions(picture=path))
    error = driver.error()
    assert path.name in error.title
    assert said in error.title
    assert advised in error.advice
    assert driver.shows("sample.png").network.name == "FSRCNN"
    driver.goes_on()


def test_one_pixel_is_enough_for_an_lr_picture(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (1, 1), (200, 30, 90)).save(path)
    driver.choices.choose_role(Role.LR)
    driver.open(path)
    analysis = driver.shows("dot.png")
    assert analysis.pictures.sr.shape == (4, 4, 3)
    assert analysis.pictures.patch.size == 3
    assert driver.errors() == []


def test_a_tiny_picture_that_is_pasted_changes_nothing(driver: Driver) -> None:
    before = driver.holdings()
    QGuiApplication.clipboard().setImage(QImage(3, 2, QImage.Format.Format_RGB888))
    driver.pasted()
    assert "3x2, too small to be reduced 4 times" in driver.error().title
    assert driver.holdings() == before
    driver.goes_on()


def test_a_recent_file_that_went_away_meanwhile_is_told(driver: Driver, tmp_path: Path, picture: Path) -> None:
    other = tmp_path / "other.png"
    Image.fromarray(coloured(160, 120)).save(other)
    driver.open(other)
    driver.shows("other.png")
    picture.unlink()
    before = driver.holdings()
    driver.window.menus.submenus["recent"].actions()[1].trigger()
    assert f"There is no file {picture}" in driver.error().title
    assert driver.holdings() == before
    driver.goes_on()


def test_several_errors_wait_for_each_other_and_none_is_lost(driver: Driver, tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        driver.drop([tmp_path / name])
        driver.wait(lambda: len(driver.errors()) > 0 and name in driver.errors()[0].title)  # noqa: B023
    bar = driver.window.message_bar
    assert [message.title[-5:-1] for message in driver.errors()] == [".png"] * 3
    bar.dismiss_button.click()
    assert "b.png" in driver.errors()[0].title
    driver.goes_on()


def test_a_picture_that_is_dropped_during_a_run_leaves_the_run_alone(driver: Driver, tmp_path: Path) -> None:
    driver.in_full_run()
    seen = len(driver.reports)
    driver.drop([tmp_path / "missing.png"])
    driver.error()
    driver.wait(lambda: len(driver.reports) > seen)
    assert driver.program.maps.desk.is_busy("analysis")
