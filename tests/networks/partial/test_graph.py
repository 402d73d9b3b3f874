"""Tracing a network leaves the networks of other threads alone."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import torch
from torch import Tensor, nn

from lamgui.networks.partial import graph
from lamgui.networks.partial.graph import graph_of


class Meanwhile(nn.Module):
    """Calls something in the middle of its forward pass."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self._meanwhile = meanwhile

    def forward(self, picture: Tensor) -> Tensor:
        self._meanwhile()
        restored: Tensor = self.conv(picture)
        return restored


def test_a_network_in_another_thread_runs_as_ever_while_one_is_traced() -> None:
    other, picture = nn.Sequential(nn.Conv2d(3, 3, 1), nn.ReLU()), torch.rand(1, 3, 8, 8)
    expected, ran = other(picture), list[Tensor]()

    def run_the_other() -> None:
        thread = Thread(target=lambda: ran.append(other(picture)))
        thread.start()
        thread.join()

    assert graph_of(Meanwhile(run_the_other), 3) is not None
    assert isinstance(ran[0], Tensor)
    assert torch.equal(ran[0], expected)


def test_the_network_that_is_traced_runs_in_another_thread_too() -> None:
    picture, ran = torch.rand(1, 3, 8, 8), list[Tensor]()
    shared = nn.Conv2d(3, 3, 3, padding=1)

    def run_the_shared() -> None:
        thread = Thread(target=lambda: ran.append(shared(picture)))
        thread.start()
        thread.join()

    traced = Meanwhile(run_the_shared)
    traced.conv = shared
    assert graph_of(traced, 3) is not None
    assert isinstance(ran[0], Tensor)
    assert torch.equal(ran[0], shared(picture))


def test_one_network_is_traced_at_a_time() -> None:
    """Two would restore each other's replacement of the call of modules, and leave one for good."""
    original, held = nn.Module.__call__, list[bool]()
    assert graph_of(Meanwhile(lambda: held.append(graph._TRACING.locked())), 3) is not None
    assert held[0]
    assert nn.Module.__call__ is original
