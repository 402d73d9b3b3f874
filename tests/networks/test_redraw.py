"""Weights drawn anew: all that was learnt, nothing else, the same each time, and never in the network itself."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.architectures.layers import MeanShift
from lamgui.networks.catalogue import bundled
from lamgui.networks.conventions import to_planes
from lamgui.networks.loading.builders import ModuleBuilder
from lamgui.networks.loading.load import load_network
from lamgui.networks.loading.measure import measure_module
from lamgui.networks.network import Network, learnt_names
from lamgui.networks.redraw import redrawn
from tests.networks.test_network import network_of, noise


def normed() -> nn.Sequential:
    """A convolution, a normalisation that has seen data, another convolution and frozen constants."""
    torch.manual_seed(3)
    module = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.Conv2d(6, 3, 3, padding=1))
    module[1](torch.rand(4, 6, 5, 5) * 3)
    return module.append(MeanShift(1.0, 1))


def tensors_of(network: Network) -> dict[str, torch.Tensor]:
    return network._module.state_dict()


def test_only_what_was_learnt_is_drawn() -> None:
    network = network_of(normed(), scale=1)
    before, after = copy.deepcopy(tensors_of(network)), tensors_of(redrawn(network, len(network.learnt_layers), 1))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    # The normalisation's bias is 0 as it was made, and a draw of width 0 stays there.
    assert changed == {"0.weight", "0.bias", "1.weight", "2.weight", "2.bias"}
    assert {"1.running_mean", "1.running_var", "3.weight", "3.bias"} <= set(before) - changed


def test_the_network_itself_is_kept() -> None:
    network = network_of(normed(), scale=1)
    network.facts = replace(network.facts, sha256="3" * 64)
    before, lr = copy.deepcopy(tensors_of(network)), network.encode(noise(9, 8))[None]
    sr = network.placed("cpu", torch.float32)(lr)
    drawn = redrawn(network, len(network.learnt_layers), 1)
    assert not torch.equal(drawn.placed("cpu", torch.float32)(lr), sr)
    assert torch.equal(network.placed("cpu", torch.float32)(lr), sr)
    assert all(torch.equal(before[name], tensor) for name, tensor in tensors_of(network).items())
    assert drawn.facts.sha256 == "", "no file holds these weights"
    assert (network.facts.name, network.facts.sha256) == ("stub", "3" * 64)


def test_a_seed_draws_the_same_and_another_something_else() -> None:
    network = network_of(normed(), scale=1)
    first, again, other = (tensors_of(redrawn(network, 3, seed))["0.weight"] for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_layers_are_drawn_from_the_last_one_on_and_stay_drawn() -> None:
    network = network_of(normed(), scale=1)
    trained = copy.deepcopy(tensors_of(network))
    assert len(network.learnt_layers) == 3
    weights = [name for name in trained if name in ("0.weight", "1.weight", "2.weight")]
    drawn = [tensors_of(redrawn(network, count, 1)) for count in range(4)]
    for count in range(4):
        kept = {name for name in weights if torch.equal(drawn[count][name], trained[name])}
        assert kept == set(weights[: 3 - count])
    assert torch.equal(drawn[1]["2.weight"], drawn[3]["2.weight"])


def test_what_is_drawn_is_as_large_as_what_was_learnt() -> None:
    module = nn.Conv2d(3, 3, 31, padding=15)
    with torch.no_grad():
        module.weight.normal_(0.3, 0.4)
        module.bias.zero_()  # type: ignore[union-attr]
    drawn = tensors_of(redrawn(network_of(module, scale=1), 1, 5))
    assert float(drawn["weight"].square().mean().sqrt()) == pytest.approx(0.5, rel=0.05)
    assert abs(float(drawn["weight"].mean())) < 0.03
    assert not drawn["bias"].any()


def test_every_layer_of_the_bundled_networks_is_drawn_and_their_mean_shifts_stay() -> None:
    for entry in bundled():
        network = load_network(entry)
        module = network._module
        drawn = redrawn(network, len(network.learnt_layers), 1)
        shifts = {name for name, part in module.named_modules() if isinstance(part, MeanShift)}
        for name, tensor in tensors_of(network).items():
            same = torch.equal(tensor, tensors_of(drawn)[name])
            is_constant = name.rpartition(".")[0] in shifts or not tensor.any()
            assert same == is_constant, (entry.name, name)
        drawn.release()


def test_what_was_learnt_is_remembered_though_networks_freeze_it() -> None:
    module = EDSR(scale=2, width=4, blocks=1)
    learnt = learnt_names(module)
    assert "head.0.weight" in learnt
    assert not any(name.startswith(("sub_mean", "add_mean")) for name in learnt)
    Network(module, network_of(nn.Identity()).facts)
    # A module without any mark has been frozen as a whole.
    assert "sub_mean.weight" in learnt_names(module)
    assert learnt_names(nn.Identity()) == frozenset()


def test_a_users_module_keeps_its_constants_through_several_trials() -> None:
    shift = MeanShift(1.0, -1)
    module = nn.Sequential(shift, nn.Conv2d(3, 3, 3, padding=1), MeanShift(1.0, 1))
    measured = measure_module(module, "mine.py")
    parts = ModuleBuilder("mine", module, "Mine", "your own code", "2" * 64, measured.minimum_px)
    for _ in range(2):
        network = parts.build(measured.configuration)
        assert len(network.learnt_layers) == 1
        assert torch.equal(tensors_of(redrawn(network, 1, 1))["0.bias"], shift.state_dict()["bias"])


def test_what_cannot_be_copied_says_so() -> None:
    class Stuck(nn.Conv2d):
        def __deepcopy__(self, memo: object) -> Stuck:
            raise RuntimeError("held by a thread")

    with pytest.raises(NetworkError, match="cannot be copied"):
        redrawn(network_of(Stuck(3, 3, 1), scale=1), 1, 1)


@pytest.mark.parametrize("colour", list(Colour))
def test_a_brighter_input_is_that_of_a_brighter_picture(colour: Colour) -> None:
    network = network_of(nn.Conv2d(1, 1, 1) if colour is Colour.Y else nn.Conv2d(3, 3, 1), scale=1, colour=colour)
    pixels = np.clip(noise(7, 5), 40, 200).astype(np.uint8)
    brighter = network.brightened(20 / 255).encode(pixels).numpy()
    np.testing.assert_allclose(brighter, to_planes(pixels + 20, colour), atol=1e-6)
    np.testing.assert_array_equal(network.encode(pixels, torch.float64).numpy(), to_planes(pixels, colour))
    twice = network.brightened(10 / 255).brightened(10 / 255)
    np.testing.assert_allclose(twice.encode(pixels).numpy(), brighter, atol=1e-6)


def test_a_brighter_input_is_not_clipped() -> None:
    network = network_of(nn.Conv2d(3, 3, 1), scale=1).brightened(0.1)
    white = np.full((2, 2, 3), 255, np.uint8)
    assert float(network.encode(white).min()) == pytest.approx(1.1)
