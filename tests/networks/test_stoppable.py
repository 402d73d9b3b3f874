"""A pass that is stopped leaves the thread as it found it."""

from __future__ import annotations

from threading import Event

import pytest
import torch

from lamgui.networks.stoppable import PassStopped, stoppable


def test_a_pass_ends_before_its_next_operation() -> None:
    stop = Event()
    with stoppable(stop):
        one = torch.ones(2) + 1
        stop.set()
        with pytest.raises(PassStopped):
            one + 1
    assert (one + 1).tolist() == [3.0, 3.0]


@pytest.mark.parametrize("without_gradients", [torch.no_grad, torch.inference_mode])
def test_a_pass_that_is_stopped_without_gradients_leaves_them_on(without_gradients: type) -> None:
    stop = Event()

    def stopped_pass() -> None:
        with stoppable(stop), without_gradients():
            stop.set()
            torch.ones(2) + 1

    with pytest.raises(PassStopped):
        stopped_pass()
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
