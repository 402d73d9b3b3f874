"""Adapters give a network what it needs beside the picture, and take of its answer what belongs to the picture."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.adapters.frames import Stereo, Video
from lamgui.networks.adapters.noise_map import NoiseMap
from lamgui.networks.catalogue import entry_named
from lamgui.networks.loading.load import load_network
from tests.imaging.pictures import coloured


class Given(nn.Module):
    """Gives back what it is given."""

    def forward(self, x: Tensor) -> Tensor:
        return x


def saved(path: Path, width: int, height: int) -> str:
    """A file of waves."""
    Image.fromarray(coloured(width, height)).save(path)
    return str(path)


def test_a_noise_map_is_one_more_channel_in_the_values_of_the_picture() -> None:
    x = torch.rand(2, 3, 4, 5)
    given = NoiseMap(Given(), sigma=51)(x)
    assert torch.equal(given[:, :3], x)
    assert torch.equal(given[:, 3:], torch.full((2, 1, 4, 5), 0.2))
    assert float(NoiseMap(Given(), sigma=51, white=255.0)(x)[0, 3, 0, 0]) == 51.0


@pytest.mark.parametrize(("eye", "place"), [("left", 0), ("right", 1)])
def test_the_other_eye_is_a_file_and_gets_no_gradient(eye: str, place: int, tmp_path: Path) -> None:
    other = saved(tmp_path / "other.png", 5, 4)

    class Swapping(nn.Module):
        """Six channels, the eyes exchanged: what comes out for one is the other."""

        def forward(self, x: Tensor) -> Tensor:
            return x.roll(3, dims=1) + 0 * x

    x = torch.rand(1, 3, 4, 5, requires_grad=True)
    adapted = Stereo(Swapping(), eye, other)
    pixels = torch.from_numpy(coloured(5, 4).transpose(2, 0, 1) / 255.0).float()
    assert torch.equal(adapted(x)[0], pixels)
    own = Stereo(Given(), eye, other)(x)
    assert torch.equal(own, x)
    (gradient,) = torch.autograd.grad(adapted(x).sum(), x)
    assert not gradient.any()
    assert adapted.at == place


def test_without_other_frames_the_picture_is_repeated_and_that_is_said() -> None:
    x = torch.rand(1, 3, 4, 5)
    adapted = Video(nn.Flatten(1, 2), 5, 2)
    assert torch.equal(adapted(x), x.repeat(1, 5, 1, 1))
    assert adapted.remarks == ("the input is frame 3 of 5; the other frames are the same picture",)


def test_of_all_frames_the_one_of_the_picture_is_taken(tmp_path: Path) -> None:
    others = [saved(tmp_path / f"{k}.png", 5, 4) for k in range(2)]
    x = torch.rand(2, 3, 4, 5)
    assert torch.equal(Video(Given(), 3, 1, others)(x), x)
    assert (
        "0.png, 1.png where the input has 5x4 pixels, else the same picture" in Video(Given(), 3, 1, others).remarks[0]
    )


def test_frames_of_another_size_are_repeated(tmp_path: Path) -> None:
    adapted = Video(nn.Flatten(1, 2), 2, 0, [saved(tmp_path / "other.png", 7, 6)])
    x = torch.rand(1, 3, 4, 5)
    assert torch.equal(adapted(x), x.repeat(1, 2, 1, 1))


def test_numbers_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="no frame 3 among 3"):
        Video(Given(), 3, 3)
    with pytest.raises(NetworkError, match="1 other frames"):
        Video(Given(), 3, 1, [saved(tmp_path / "a.png", 5, 4)])
    with pytest.raises(NetworkError, match="several sizes"):
        Video(Given(), 3, 1, [saved(tmp_path / "a.png", 5, 4), saved(tmp_path / "b.png", 6, 4)])
    with pytest.raises(NetworkError, match="no eye 'both'"):
        Stereo(Given(), "both")


STEREO = '''
from torch import nn

from lamgui.networks.adapters.frames import Stereo


class Nafssr(nn.Module):
    """Six channels to six, twice as large."""

    def __init__(self):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="bicubic")
        self.mix = nn.Conv2d(6, 6, 1)
        nn.init.dirac_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x):
        return self.mix(self.up(x))


class Left(Stereo):
    def __init__(self, other: str = ""):
        super().__init__(Nafssr(), "left", other)
'''


def test_a_stereo_network_is_named_on_the_command_line_with_its_other_eye(tmp_path: Path) -> None:
    file, weights = tmp_path / "stereo.py", tmp_path / "stereo.pth"
    file.write_text(STEREO, encoding="utf-8")
    torch.save({"mix.weight": torch.eye(6)[..., None, None], "mix.bias": torch.zeros(6)}, weights)
    other = saved(tmp_path / "right.png", 24, 16)
    network = load_network(entry_named(f"{file}::Left(other={other!r})::{weights}", trust=True))
    assert network.scale == 2
    assert network.facts.channels == 3
    saved(tmp_path / "right.png", 25, 16)
    again = load_network(entry_named(f"{file}::Left(other={other!r})::{weights}", trust=True))
    assert again.facts.sha256 != network.facts.sha256, "another picture of the other eye makes another network"
    assert any("right.png where the input has 24x16 pixels" in note for note in network.facts.notes)
