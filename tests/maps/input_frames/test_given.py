"""Networks of several input frames: one path leads through all, each has a map, and ΔD is the sum over all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from matplotlib.text import Text
from PIL import Image
from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.figures.build import build_figure
from lamgui.figures.export import save_npz
from lamgui.figures.options import FigureOptions
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.restoring import with_frames_restored
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import entry_named
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.imaging.pictures import coloured

SOURCE = '''
import torch
from torch import nn
from torch.nn import functional as F

from lamgui.networks.adapters.frames import Video


class Fusing(nn.Module):
    """Three frames to one, twice as large: the middle one, and a tenth and three tenths of the others."""

    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.1, 0.6, 0.3]))

    def forward(self, x):
        fused = (x * self.weights[None, :, None, None, None]).sum(dim=1)
        return F.interpolate(fused, scale_factor=2, mode="bicubic")


class Middle(Video):
    def __init__(self, others: tuple = ()):
        super().__init__(Fusing(), 3, 1, others)
'''
WEIGHTS = (0.1, 0.6, 0.3)
PATCH, W, H = Patch(20, 16, 10), 32, 24
SETTINGS = Settings(steps=4, rule="midpoint", detector="intensity", path="linear-blur")


def frame(number: int) -> Pixels:
    return np.roll(coloured(W, H), 3 * number, axis=1)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("video")
    (folder / "video.py").write_text(SOURCE, encoding="utf-8")
    others = []
    for number in (0, 2):
        Image.fromarray(frame(number)).save(folder / f"{number}.png")
        others.append(str(folder / f"{number}.png"))
    return load_network(entry_named(f"{folder / 'video.py'}::Middle(others={tuple(others)!r})", trust=True))


def analysed(network: Network, settings: Settings = SETTINGS) -> Analysis:
    picture = picture_from_pixels(frame(1), "middle.png")
    return result_of(analyse(Request(picture, network, PATCH, settings, Role.LR, device="cpu")))


def by_hand(settings: Settings) -> list[np.ndarray]:
    """The integral of a linear network: the gradient of D times the way of each frame."""
    maps = []
    for number, weight in enumerate(WEIGHTS):
        lr = torch.from_numpy(frame(number).transpose(2, 0, 1) / 255.0)
        leaf = lr.clone().requires_grad_()
        sr: Tensor = torch.nn.functional.interpolate(weight * leaf[None], scale_factor=2, mode="bicubic")[0]
        patch = sr[:, PATCH.y : PATCH.y + PATCH.size, PATCH.x : PATCH.x + PATCH.size]
        (gradient,) = torch.autograd.grad(patch.sum(), leaf)
        path = make_path(settings, lr)
        maps.append((gradient * (path.at([1.0])[0] - path.at([0.0])[0])).numpy())
    return maps


def test_each_frame_has_the_map_that_the_formula_gives(network: Network) -> None:
    made = analysed(network)
    frames = made.input_frames
    assert frames is not None
    assert (frames.at, len(frames.lam), [len(p) for p in frames.pictures]) == (1, 3, [H] * 3)
    for number, wanted in enumerate(by_hand(SETTINGS)):
        assert np.array_equal(frames.pictures[number], frame(number))
        # Single precision: four gradients are added.
        np.testing.assert_allclose(frames.lam[number], wanted, atol=1e-4 * np.abs(wanted).max())
    assert made.lam is not frames.lam
    np.testing.assert_array_equal(made.lam, frames.lam[1])
    # ΔD is the sum over all frames, of none alone.
    assert abs(made.completeness_gap) < 1e-4
    assert abs(float(made.lam.sum()) - made.curves.delta) > 0.1 * abs(made.curves.delta)
    assert sum(frames.shares) == pytest.approx(1)
    assert PATHS["linear-blur"].name == "linear-blur"


def test_another_frame_is_shown_with_its_own_picture(network: Network) -> None:
    made = analysed(network)
    other = made.of_input_frame(2)
    assert made.of_input_frame(1) is made
    assert made.of_input_frame(2) is other
    assert np.array_equal(other.pictures.lr, frame(2))
    assert made.input_frames is not None
    assert np.array_equal(other.signed, made.input_frames.lam[2].sum(axis=0))
    with pytest.raises(ValueError, match="takes one picture"):
        replace(made, input_frames=None).of_input_frame(0)


def test_surroundings_are_cut_from_all_frames(network: Network) -> None:
    made = analysed(network, replace(SETTINGS, surroundings=16))
    frames = made.input_frames
    assert frames is not None
    x, y = made.pictures.lr_origin
    for number, picture in enumerate(frames.pictures):
        assert np.array_equal(picture, frame(number)[y : y + 16, x : x + 16])
    assert abs(made.completeness_gap) < 1e-4


def test_the_path_is_restored_with_all_frames_on_it(network: Network) -> None:
    made = analysed(network, replace(SETTINGS, detector="gradient"))
    again = with_frames_restored(network, made, "cpu", 4)
    restored = result_of(again)
    assert restored.close_up is not None
    assert all(restored.restored_at(one, restored.close_up) is not None for one in restored.frames)


def test_files_hold_all_maps_and_the_layout_shows_them(network: Network, tmp_path: Path) -> None:
    made = analysed(network)
    save_npz(made, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["lam_frames"].shape == (3, 3, H, W)
        assert arrays["lr_frames"].shape == (3, H, W, 3)
        np.testing.assert_array_equal(arrays["lam_frames"][int(arrays["frame_at"])], arrays["lam"])
    figure = build_figure([made], FigureOptions(layout="frames"))
    texts = [artist.get_text() for artist in figure.findobj(Text)]
    named = [text.splitlines()[0] for text in texts if text.startswith("frame")]
    assert named == ["frame 1", "frame 2 (the picture)", "frame 3"]
    assert len(figure.axes) == 3
