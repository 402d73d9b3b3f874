"""An LR picture with its own original: cut to s times the LR, refused at another size, read by the same levels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Values
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import Reading
from lamgui.imaging.reduce import Reduction
from lamgui.imaging.reference import read_with_reference
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import tiff


@pytest.fixture
def lr(tmp_path: Path) -> Path:
    Image.fromarray(coloured(10, 8)).save(tmp_path / "lr.png")
    return tmp_path / "lr.png"


def hr_of(folder: Path, width: int, height: int) -> Path:
    Image.fromarray(coloured(width, height)).save(folder / "hr.png")
    return folder / "hr.png"


@pytest.mark.parametrize(("width", "height"), [(40, 32), (43, 35), (40, 35)])
def test_the_original_is_cut_at_the_right_and_at_the_bottom(lr: Path, width: int, height: int) -> None:
    picture = read_with_reference(lr, hr_of(lr.parent, width, height))
    prepared = prepare(picture, Role.LR, 4, Reduction.PILLOW)
    assert prepared.hr is not None
    assert np.array_equal(prepared.hr, coloured(width, height)[:32, :40])
    assert np.array_equal(prepared.lr, coloured(10, 8))


@pytest.mark.parametrize(("width", "height", "scale"), [(39, 32, 4), (44, 32, 4), (40, 36, 4), (40, 32, 2), (11, 8, 1)])
def test_another_size_is_refused_with_the_sizes_that_fit(lr: Path, width: int, height: int, scale: int) -> None:
    picture = read_with_reference(lr, hr_of(lr.parent, width, height))
    with pytest.raises(PictureError) as refused:
        prepare(picture, Role.LR, scale, Reduction.PILLOW)
    said = str(refused.value)
    assert f"hr.png is {width}x{height}, which is no HR original of lr.png, 10x8" in said
    assert f"that has {scale * 10}x{scale * 8} pixels" in said


def test_of_the_same_size_it_is_the_clean_one(lr: Path) -> None:
    picture = read_with_reference(lr, hr_of(lr.parent, 10, 8))
    assert np.array_equal(prepare(picture, Role.LR, 1, Reduction.PILLOW).hr, coloured(10, 8))  # type: ignore[arg-type]


def test_the_key_knows_the_reference(lr: Path) -> None:
    alone, measured = read_picture(lr), read_with_reference(lr, hr_of(lr.parent, 40, 32))
    assert alone.is_plain
    assert not measured.is_plain
    assert alone.key != measured.key != read_with_reference(lr, hr_of(lr.parent, 41, 32)).key


def test_levels_of_a_pair_are_one(tmp_path: Path) -> None:
    dark, bright = (sixteen_bit(8, 8) >> 6).astype(np.uint16), (sixteen_bit(32, 32) >> 4).astype(np.uint16)
    for name, numbers in (("dark", dark), ("bright", bright)):
        (tmp_path / f"{name}.tif").write_bytes(tiff(numbers))
    for first, second in (("dark", "bright"), ("bright", "dark")):
        pair = read_with_reference(tmp_path / f"{first}.tif", tmp_path / f"{second}.tif")
        assert pair.reference is not None
        assert levels(pair.values) == levels(pair.reference.values) == (0, 4095)
        again = read_with_reference(tmp_path / f"{first}.tif", tmp_path / f"{second}.tif", pair.reading)
        assert np.array_equal(again.pixels, pair.pixels)
    own = read_with_reference(tmp_path / "dark.tif", tmp_path / "bright.tif", Reading((5, 3000)))
    assert own.reference is not None
    assert levels(own.values) == levels(own.reference.values) == (5, 3000)


def levels(values: Values | None) -> tuple[float, float] | None:
    return None if values is None else values.levels
