"""One seed is one function: the same noise in every pass, for each picture of a batch; nothing else is disturbed."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from torch import nn

from lamgui.networks.noise import agree
from tests.networks.noisy import AddedNoise, DropoutInForward, noisy
from tests.networks.test_network import Repeat, network_of

LR = torch.rand(3, 3, 8, 6, generator=torch.Generator().manual_seed(4))


@pytest.mark.parametrize("module", [AddedNoise(), DropoutInForward()])
def test_a_seed_gives_each_picture_of_a_batch_the_same_noise(module: nn.Module) -> None:
    network = noisy(module)
    restore = network.seeded(7).placed("cpu", torch.float32)
    together = restore(LR)
    assert torch.equal(restore(LR), together)
    for picture, restored in zip(LR, together, strict=True):
        assert torch.equal(restore(picture[None])[0], restored)
    assert torch.equal(restore(LR[:1].expand(2, -1, -1, -1))[0], together[0])
    assert not agree(network.seeded(8).placed("cpu", torch.float32)(LR), together)
    assert not agree(network.placed("cpu", torch.float32)(LR), together)


def test_the_generators_of_the_process_go_on_as_if_nothing_had_been() -> None:
    def drawn() -> tuple[float, ...]:
        return float(torch.rand(1)), float(np.random.random()), random.random()

    def begin() -> None:
        torch.manual_seed(1)
        np.random.seed(1)
        random.seed(1)

    begin()
    expected = drawn()
    begin()
    noisy(AddedNoise()).seeded(7).placed("cpu", torch.float32)(LR)
    assert drawn() == expected


def test_a_network_that_draws_nothing_is_itself_with_any_seed() -> None:
    network = network_of(Repeat(2))
    assert network.seeded(3) is network
    assert noisy(AddedNoise()).seeded(None).placed("cpu", torch.float32).module.__class__ is AddedNoise


def test_a_seeded_network_is_kept_until_it_is_renamed_or_released() -> None:
    network = noisy(AddedNoise())
    seeded = network.seeded(1)
    assert network.seeded(1) is seeded
    assert network.named("other").seeded(1).facts.name == "other"
    network.release()
    assert network.seeded(1) is not seeded


def test_random_numbers_are_drawn_for_the_whole_picture_so_none_is_cut() -> None:
    network = noisy(AddedNoise())
    assert network.local_field is None


def test_rounding_is_no_noise() -> None:
    one = torch.tensor([1.0, -3.0, float("nan")])
    assert agree(one, one * (1 + 1e-7))
    assert not agree(one, one * (1 + 1e-3))
    assert not agree(one, torch.tensor([1.0, -3.0, 0.0]))
