"""On a CUDA device convolutions are not rounded to TF32, and the process's own setting is given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from lamgui.attribution.device.full_precision import full_precision

CUDA = torch.device("cuda:0")
CUDNN: Any = torch.backends.cudnn


@pytest.fixture(params=[True, False])
def allowed(request: pytest.FixtureRequest) -> Iterator[bool]:
    """What the process allows itself."""
    before = CUDNN.allow_tf32
    CUDNN.allow_tf32 = request.param
    yield request.param
    CUDNN.allow_tf32 = before


def test_convolutions_are_whole_in_here_and_as_before_afterwards(allowed: bool) -> None:
    with full_precision(CUDA):
        with full_precision(CUDA):
            pass
        assert CUDNN.allow_tf32 is False
    assert CUDNN.allow_tf32 is allowed
    with pytest.raises(ZeroDivisionError), full_precision(CUDA):
        raise ZeroDivisionError
    assert CUDNN.allow_tf32 is allowed


def test_a_network_that_sets_flags_of_its_own_runs_in_here(allowed: bool) -> None:
    with full_precision(CUDA), CUDNN.flags(enabled=True, allow_tf32=True):
        assert CUDNN.allow_tf32
    assert CUDNN.allow_tf32 is allowed


@pytest.mark.skipif(not hasattr(CUDNN, "conv"), reason="this torch has one setting for all operations")
def test_who_sets_it_for_each_kind_of_operation_gets_that_back(allowed: bool) -> None:
    CUDNN.conv.fp32_precision = "tf32"
    CUDNN.rnn.fp32_precision = "ieee"
    try:
        with full_precision(CUDA):
            assert CUDNN.conv.fp32_precision == "ieee"
        assert (CUDNN.conv.fp32_precision, CUDNN.rnn.fp32_precision) == ("tf32", "ieee")
    finally:
        CUDNN.allow_tf32 = allowed


def test_other_devices_are_left_alone(allowed: bool) -> None:
    with full_precision(torch.device("cpu")):
        assert CUDNN.allow_tf32 is allowed
