"""What settings name is made with everything that they say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
import torch
from torch import Tensor

from lamgui.attribution.options import NumberOption, Options, option
from lamgui.attribution.path.kind import PathParameters
from lamgui.attribution.path.linear_path import LinearPath
from lamgui.attribution.path.path import Path
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import dtype_of, make_density, make_detector, make_path
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import SettingsError
from tests.attribution.named import intensity
from tests.attribution.networks import picture

LEVEL = NumberOption("Level", "level", "The level", "", default=0.5, low=0.0, high=1.0, step=0.1, tooltip="", help="")


@dataclass(frozen=True)
class Level(Options):
    """The grey that a path begins with."""

    level: float = option(LEVEL)


def test_a_detector_of_the_users_is_the_function_that_was_loaded() -> None:
    with pytest.raises(SettingsError, match="needs its file"):
        Settings("own")
    settings = Settings("own", own_detector=OwnDetector("brightness", "mine.py", "ab" * 32))
    assert make_detector(settings, intensity) is intensity
    with pytest.raises(ValueError, match="has to be loaded"):
        make_detector(settings)
    assert make_density(settings) is None


@pytest.mark.parametrize(("kernel_size", "width"), [(9, 9), (None, 17)])
def test_a_path_is_made_with_the_numbers_of_the_settings(
    kernel_size: int | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[PathParameters] = []

    def make(parameters: PathParameters, lr: Tensor) -> Path:
        seen.append(parameters)
        return LinearPath(lr, lr.new_zeros(lr.shape))

    monkeypatch.setitem(PATHS._declared, "blur", replace(PATHS["blur"], make=make, options=Level))
    for told in (None, Level(0.25)):
        make_path(Settings(sigma=2.0, kernel_size=kernel_size, path_options=told), picture(5, 6))
    assert seen == [PathParameters(2.0, width, Level(0.5)), PathParameters(2.0, width, Level(0.25))]


@pytest.mark.parametrize(
    ("precision", "dtype"), [(Precision.FLOAT32, torch.float32), (Precision.FLOAT64, torch.float64)]
)
def test_tensors_have_the_precision_of_the_settings(precision: Precision, dtype: torch.dtype) -> None:
    assert dtype_of(precision) is dtype
