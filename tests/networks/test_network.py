"""Padding, value range and colour are applied around a network in one place, and no pixel moves."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import OF_LUMA, Colour, luma_bt601
from lamgui.networks.conventions import to_pixels, to_planes
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.network import Network
from lamgui.networks.placed import pad
from lamgui.networks.value_range import ValueRange


class Repeat(nn.Module):
    """Enlarges by repeating pixels, adds `offset`, and remembers what it was given."""

    def __init__(self, scale: int, offset: float = 0.0) -> None:
        super().__init__()
        self.scale = scale
        self.offset = nn.Parameter(torch.tensor(offset))
        self.given = torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        self.given = x.detach().clone()
        return x.repeat_interleave(self.scale, dim=-2).repeat_interleave(self.scale, dim=-1) + self.offset


def network_of(
    module: nn.Module,
    *,
    scale: int = 2,
    colour: Colour = Colour.RGB,
    white: ValueRange = 1.0,
    multiple: int = 1,
    least: int = 1,
) -> Network:
    facts = NetworkFacts(
        name="stub",
        architecture="stub",
        paper="none",
        year=2021,
        scale=scale,
        channels=1 if colour in OF_LUMA else 3,
        value_range=white,
        colour=colour,
        parameters=1,
        receptive_field=ReceptiveField.LOCAL,
        sha256="",
    )
    return Network(module, facts, multiple_of=multiple, minimum_px=least)


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(("height", "width"), [(16, 16), (13, 9), (8, 17), (3, 20), (1, 1)])
def test_padding_is_cropped_back_and_moves_no_pixel(height: int, width: int) -> None:
    module = Repeat(2)
    network = network_of(module, multiple=8, least=16)
    lr = torch.rand(1, 3, height, width)
    sr = network.placed("cpu", torch.float32)(lr)
    assert [side % 8 for side in module.given.shape[-2:]] == [0, 0]
    assert min(module.given.shape[-2:]) >= 16
    assert torch.equal(module.given[..., :height, :width], lr)
    assert torch.equal(sr, lr.repeat_interleave(2, dim=-2).repeat_interleave(2, dim=-1))


def test_nothing_is_padded_where_nothing_is_asked() -> None:
    lr = torch.rand(1, 3, 5, 7)
    assert pad(lr, 1, 1) is lr


def test_padding_reflects_without_repeating_the_edge() -> None:
    row = torch.arange(5.0).reshape(1, 1, 1, 5).expand(1, 1, 4, 5)
    assert pad(row, 4, 1)[0, 0, 0].tolist() == [0, 1, 2, 3, 4, 3, 2, 1]
    short = torch.arange(3.0).reshape(1, 1, 1, 3).expand(1, 1, 8, 3)
    assert pad(short, 8, 1)[0, 0, 0].tolist() == [0, 1, 2, 2, 2, 2, 2, 2]


def test_gradients_reach_every_input_pixel_through_the_padding() -> None:
    forward = network_of(Repeat(2), multiple=8).placed("cpu", torch.float64)
    lr = torch.rand(1, 3, 5, 6, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(forward(lr).sum(), lr)
    assert torch.equal(gradient, torch.full_like(lr, 4.0))


def test_value_range_is_applied_around_the_network() -> None:
    module = Repeat(2, offset=51.0)
    lr = torch.rand(1, 3, 4, 4)
    sr = network_of(module, white=255.0).placed("cpu", torch.float32)(lr)
    torch.testing.assert_close(module.given, lr * 255)
    torch.testing.assert_close(sr[..., ::2, ::2], lr + 0.2)


def test_parameters_take_no_gradient_and_the_mode_is_evaluation() -> None:
    module = nn.Sequential(Repeat(2), nn.Dropout(0.9))
    network_of(module)
    assert not any(parameter.requires_grad for parameter in module.parameters())
    assert not module[1].training


def test_copies_are_kept_until_released_and_leave_the_original_alone() -> None:
    module = Repeat(2)
    network = network_of(module)
    placed = network.placed("cpu", torch.float64)
    assert placed(torch.rand(1, 3, 4, 4, dtype=torch.float64)).dtype is torch.float64
    assert network.placed("cpu", torch.float64) is placed
    assert module.offset.dtype is torch.float32
    network.release()
    assert network.placed("cpu", torch.float64) is not placed


@pytest.mark.parametrize("device", ["cuda:77", "nonsense"])
def test_a_device_that_is_not_there(device: str) -> None:
    with pytest.raises(NetworkError, match=rf"stub cannot be put on {device}\. Choose another device"):
        network_of(Repeat(2)).placed(device, torch.float32)


@pytest.mark.parametrize("colour", [Colour.RGB, Colour.YCBCR])
def test_pixels_come_back_from_three_channels(colour: Colour) -> None:
    pixels = noise(6, 7)
    planes = to_planes(pixels, colour)
    assert planes.shape == (3, 6, 7)
    assert planes.dtype.name == "float64"
    assert np.abs(to_pixels(planes, colour, pixels).astype(int) - pixels).max() <= (0 if colour is Colour.RGB else 2)


def test_ycbcr_is_that_of_jpeg() -> None:
    pixels = noise(6, 7)
    wanted = np.asarray(Image.fromarray(pixels).convert("YCbCr")).transpose(2, 0, 1) / 255
    assert np.abs(to_planes(pixels, Colour.YCBCR) - wanted).max() <= 1.01 / 255


def test_y_is_that_of_bt601() -> None:
    pixels = noise(6, 7)
    y = to_planes(pixels, Colour.Y)
    assert y.shape == (1, 6, 7)
    np.testing.assert_allclose(y[0] * 255, luma_bt601(pixels), atol=1e-4)


def test_grey_is_what_pillow_makes_of_a_picture() -> None:
    pixels = noise(6, 7)
    wanted = np.asarray(Image.fromarray(pixels).convert("L")) / 255
    grey = to_planes(pixels, Colour.GREY)
    assert grey.shape == (1, 6, 7)
    assert np.abs(grey[0] - wanted).max() <= 1 / 255, "Pillow rounds"


def test_restored_luma_of_either_range_gives_the_same_picture() -> None:
    hr = np.asarray(Image.fromarray(noise(6, 7) // 2 + 64).resize((28, 24), Image.Resampling.BICUBIC))
    lr = np.asarray(Image.fromarray(hr).resize((7, 6), Image.Resampling.BICUBIC))
    of_y, of_grey = (to_pixels(to_planes(hr, colour), colour, lr).astype(int) for colour in (Colour.Y, Colour.GREY))
    assert np.abs(of_y - of_grey).max() <= 1, "both round once"


def test_restored_y_is_laid_on_the_enlarged_chroma() -> None:
    hr = np.asarray(Image.fromarray(noise(6, 7) // 2 + 64).resize((28, 24), Image.Resampling.BICUBIC))
    lr = np.asarray(Image.fromarray(hr).resize((7, 6), Image.Resampling.BICUBIC))
    pixels = to_pixels(to_planes(hr, Colour.Y), Colour.Y, lr)
    np.testing.assert_allclose(luma_bt601(pixels), luma_bt601(hr), atol=0.9)
    enlarged = np.asarray(Image.fromarray(lr).resize((28, 24), Image.Resampling.BICUBIC)).astype(int)
    chroma = pixels.astype(int) - pixels.astype(int)[..., 1:2]
    assert np.abs(chroma - (enlarged - enlarged[..., 1:2])).max() <= 3


def test_y_of_a_grey_picture_stays_grey() -> None:
    grey = np.full((4, 4, 3), 77, dtype=np.uint8)
    assert (to_pixels(np.full((1, 8, 8), 0.5), Colour.Y, grey) == round((0.5 * 255 - 16) / 219 * 255)).all()


def test_what_is_not_finite_or_out_of_range_is_clipped() -> None:
    planes = np.array([[[np.nan, -1.0]], [[0.5, 2.0]], [[np.inf, 1.0]]])
    assert to_pixels(planes, Colour.RGB, noise(1, 1)).tolist() == [[[0, 128, 0], [0, 255, 255]]]


def test_encode_and_decode_use_the_colour_of_the_network() -> None:
    network = network_of(Repeat(2), colour=Colour.YCBCR)
    grey = np.full((3, 4, 3), 200, dtype=np.uint8)
    lr = network.encode(grey)
    assert lr.dtype is torch.float32
    np.testing.assert_allclose(lr[:, 0, 0], [200 / 255, 128 / 255, 128 / 255], atol=1e-6)
    sr = network.placed("cpu", torch.float32)(lr[None])[0]
    assert (network.decode(sr, grey) == np.full((6, 8, 3), 200)).all()


def test_colour_and_channels_must_agree() -> None:
    network = network_of(Repeat(2))
    with pytest.raises(ValueError, match="stub takes 3 channels, which cannot be y"):
        Network(Repeat(2), type(network.facts)(**{**vars(network.facts), "colour": Colour.Y}))
