"""What the window does where the system gives it no more memory or disk; test_starving runs it in a process apart."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

from lamgui.imaging.prepare import Role
from tests.imaging.pictures import coloured
from tests.program.driver import Driver

ROOM_BYTES = 400 << 20
"""Enough for the window and a small map; an SR picture of 6000x6000 in float32 is as large alone."""


@contextmanager
def limited(what: int, most: int) -> Iterator[None]:
    """Let the system refuse this process more."""
    soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(what, (soft, hard))


def virtual_bytes() -> int:
    """Address space that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def large(path: Path, side: int) -> Path:
    """A square picture of grey."""
    Image.new("RGB", (side, side), (90, 120, 60)).save(path)
    return path


def test_a_map_that_does_not_fit_is_told(driver: Driver, tmp_path: Path) -> None:
    driver.choices.choose_role(Role.LR)
    driver.finished()
    state = driver.session.state
    path = large(tmp_path / "large.png", 1500)
    with limited(resource.RLIMIT_AS, virtual_bytes() + ROOM_BYTES):
        driver.open(path)
        error = driver.error()
        assert "emory" in error.title
        assert "nexpected" not in error.title
        assert "smaller picture" in error.advice
        assert driver.window.isVisible()
        driver.choose("undo")
        assert driver.session.state == state
        driver.finished()
        driver.goes_on()


def test_a_picture_that_does_not_fit_is_told(driver: Driver, tmp_path: Path) -> None:
    path = large(tmp_path / "huge.png", 9000)
    before = driver.holdings()
    with limited(resource.RLIMIT_AS, virtual_bytes() + (150 << 20)):
        driver.open(path)
        error = driver.error()
        assert "huge.png does not fit into the memory that is free" in error.title
        assert "Close other programs" in error.advice
        assert driver.holdings() == before
        driver.goes_on()


def test_a_full_disk_is_told_and_leaves_the_old_file(driver: Driver, tmp_path: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for command, name in (("save_numbers", "old.npz"), ("save_overlay", "old.png"), ("save_figure", "figure.png")):
        path = tmp_path / name
        path.write_bytes(b"old")
        before = driver.holdings()
        with limited(resource.RLIMIT_FSIZE, 2048):
            driver.save(command, path)
            error = driver.error()
        assert f"{name} was not saved: no space is left" in error.title
        assert "Free some space" in error.advice
        assert path.read_bytes() == b"old"
        assert sorted(p.name for p in tmp_path.glob(".lamgui*")) == []
        assert driver.holdings() == before
        driver.goes_on()


def test_a_save_after_the_disk_has_room_again_works(driver: Driver, tmp_path: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = tmp_path / "map.npz"
    with limited(resource.RLIMIT_FSIZE, 2048):
        driver.save("save_numbers", path)
        driver.error()
    driver.save("save_numbers", path)
    driver.wait(path.exists)
    with np.load(path) as numbers:
        np.testing.assert_array_equal(numbers["lr"].shape, coloured(32, 24).shape)
