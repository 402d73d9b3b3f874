"""The bundled picture opens, is of a size that is quick to try, and is what its script draws."""

from __future__ import annotations

import runpy

import numpy as np
import numpy.typing as npt

from lamgui.files.shipped import sample_picture
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction


def test_it_opens_without_conversion_and_is_quick_to_try() -> None:
    picture = read_picture(sample_picture())
    assert picture.conversions == ()
    assert prepare(picture, Role.HR, 4, Reduction.PILLOW).lr.shape == (96, 128, 3)
    assert sample_picture().stat().st_size <= 400_000


def test_its_louvres_alias_when_it_is_reduced_by_4() -> None:
    """A period under 8 pixels is more than the LR picture can hold: slats of another width are seen there."""
    prepared = prepare(read_picture(sample_picture()), Role.HR, 4, Reduction.PILLOW)
    assert prepared.hr is not None
    assert 6.5 < period_px(prepared.hr[100:204, 348:352].mean(axis=(1, 2))) < 7.5
    assert 4 * period_px(prepared.lr[25:51, 87].mean(axis=1)) > 8.5


def period_px(column: npt.NDArray[np.float64]) -> float:
    """Length of the strongest wave."""
    fitted = np.polyval(np.polyfit(range(len(column)), column, 2), range(len(column)))
    spectrum = np.abs(np.fft.rfft((column - fitted) * np.hanning(len(column)), 1024))
    return float(1024 / spectrum.argmax())


def test_its_script_draws_it() -> None:
    shipped = read_picture(sample_picture()).pixels
    script = sample_picture().with_name("make_sample.py")
    drawn = runpy.run_path(str(script))["draw"]()
    # Processors differ in the last bits, which moves some roundings.
    assert np.mean(np.abs(drawn.astype(int) - shipped) > 1) < 0.001
