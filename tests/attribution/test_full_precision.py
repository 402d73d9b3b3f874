"""On a CUDA device convolutions are not rounded to TF32, and the process's own setting is given back."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from lamgui.attribution.full_precision import full_precision

CUDA = torch.device("cuda:0")
CONVOLUTIONS: Any = getattr(torch.backends.cudnn, "conv", None)


@pytest.mark.skipif(CONVOLUTIONS is None, reason="this torch has one setting for all operations")
def test_convolutions_are_whole_in_here_and_as_before_afterwards() -> None:
    before = CONVOLUTIONS.fp32_precision
    try:
        CONVOLUTIONS.fp32_precision = "tf32"
        with full_precision(CUDA):
            with full_precision(CUDA):
                pass
            assert CONVOLUTIONS.fp32_precision == "ieee"
        assert CONVOLUTIONS.fp32_precision == "tf32"
        with pytest.raises(ZeroDivisionError), full_precision(CUDA):
            raise ZeroDivisionError
        assert CONVOLUTIONS.fp32_precision == "tf32"
    finally:
        CONVOLUTIONS.fp32_precision = before


def test_an_older_torch_has_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    class Older:
        allow_tf32 = True

    monkeypatch.setattr(torch.backends, "cudnn", Older)
    with full_precision(CUDA):
        assert Older.allow_tf32 is False
    assert Older.allow_tf32 is True


def test_other_devices_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Untouchable:
        pass

    monkeypatch.setattr(torch.backends, "cudnn", Untouchable)
    with full_precision(torch.device("cpu")):
        assert not vars(Untouchable).get("allow_tf32")
