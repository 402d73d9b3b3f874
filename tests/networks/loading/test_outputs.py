"""Networks that make several things of a picture: one is chosen, by trying or by the user, and all are listed."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import torch
from torch import nn

from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry, Output
from lamgui.networks.loading.load import load_network, resolve_in_steps
from lamgui.networks.loading.outputs import outputs_of
from lamgui.networks.network import Network
from lamgui.networks.user_code.words import trusted

NET = """
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def forward(self, x):
        sr = F.interpolate(x, scale_factor=4, mode="bicubic")
        small = F.interpolate(x, scale_factor=2, mode="bicubic")
        return {answer}
"""


def opened(folder: Path, answer: str, said: str = "") -> Network:
    path = folder / "net.py"
    path.write_text(NET.format(answer=answer), encoding="utf-8")
    return load_network(entry_named(f"{path}{said}", trust=True))


def restored(network: Network) -> torch.Tensor:
    torch.manual_seed(0)
    return network.placed("cpu", torch.float32)(torch.rand(1, 3, 8, 9))


def test_the_only_picture_is_taken_and_the_others_are_listed(tmp_path: Path) -> None:
    network = opened(tmp_path, "(sr, [x.mean(), x[:, :1]])")
    assert network.facts.output == "0"
    assert network.facts.outputs == (
        Output("0", "3 channels, 192x192 of 48x48", True),
        Output("1.0", "shape of a single number", False),
        Output("1.1", "1 channel, 48x48 of 48x48", False),
    )
    assert "output 0 is used; it has 0: 3 channels, 192x192 of 48x48, 1.0: shape" in network.facts.notes[1]
    assert network.scale == 4


def test_the_largest_is_taken_unless_another_is_stated(tmp_path: Path) -> None:
    assert (largest := opened(tmp_path, "[small, sr]")).scale == 4
    stated = opened(tmp_path, "[small, sr]", "::output=0")
    assert (stated.scale, stated.facts.output) == (2, "0")
    assert restored(stated).shape == (1, 3, 16, 18)
    assert restored(largest).shape == (1, 3, 32, 36)


@pytest.mark.parametrize("answer", ["{'features': sr * 0.1, 'sr': sr}", "{'sr': sr, 'edges': sr - sr.mean()}"])
def test_of_several_the_one_that_restores_is_found_by_trying(tmp_path: Path, answer: str) -> None:
    network = opened(tmp_path, answer)
    assert network.facts.output == "sr"
    assert any(note.startswith("output sr chosen: ") for note in network.facts.notes)
    question = next(question for question in network.facts.questions if question.name == "output")
    assert {tried.value for tried in question.tried} == {output.name for output in network.facts.outputs}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("output=2", r"Output 2 of Net of net\.py is not among its outputs\. It has 0: 3 channels, 192x192.*1: 1 ch"),
        ("output=1", r"Output 1 of Net of net\.py is no picture: 1 channel, 48x48 of 48x48.*Say output=0\."),
    ],
)
def test_an_output_that_cannot_be_used_is_refused_with_all_sizes(tmp_path: Path, said: str, reason: str) -> None:
    with pytest.raises(NetworkError, match=reason):
        opened(tmp_path, "(sr, x[:, :1])", f"::{said}")


def test_of_a_list_of_many_steps_the_last_and_the_first_are_tried(tmp_path: Path) -> None:
    network = opened(tmp_path, "[sr * k / 9 for k in range(10)]")
    assert network.facts.output == "9"
    assert len(network.facts.outputs) == 10


def test_weights_without_code_have_one_output(tmp_path: Path) -> None:
    torch.save({"conv.weight": torch.zeros(1)}, tmp_path / "net.pth")
    with pytest.raises(NetworkError):
        load_network(entry_named(f"{tmp_path / 'net.pth'}::output=1"))


def test_a_program_of_two_outputs(tmp_path: Path) -> None:
    class Two(nn.Module):
        def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return x.mean(dim=1, keepdim=True), nn.functional.interpolate(x, scale_factor=2.0)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.script(Two()), tmp_path / "two.pt")
    network = load_network(trusted(NetworkEntry("two", tmp_path / "two.pt")))
    assert (network.facts.output, network.scale) == ("1", 2)


def test_names_are_places_and_keys() -> None:
    one = torch.zeros(1)
    assert list(outputs_of(one)) == [""]
    assert list(outputs_of({"sr": one, "aux": [one, "text", (one,)]})) == ["sr", "aux.0", "aux.2.0"]


COUNTED = """
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    passes = 0

    def forward(self, x):
        Net.passes += 1
        return F.interpolate(x, scale_factor=4, mode="bicubic")
"""


def test_loading_says_what_it_does_and_ends_where_it_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(COUNTED, encoding="utf-8")
    steps = resolve_in_steps(trusted(NetworkEntry("net", path)))
    said = []
    for words in steps:
        said.append(words)
        if words == "taking its gradient":
            break
    steps.close()
    assert said == [
        "reading its file",
        "running net.py and building Net",
        "calling it with a picture",
        "calling it with several pictures at once",
        "calling it with pictures of other sizes",
        "taking its gradient",
    ]
    with pytest.raises(StopIteration):
        next(steps)


WINDOWS = """
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    shapes = []

    def forward(self, x):
        Net.shapes.append(tuple(x.shape))
        n, c, h, w = x.shape
        bottom, right = -h % 32, -w % 32
        padded = F.pad(x, (0, right, 0, bottom), mode="replicate")
        mean = F.interpolate(F.avg_pool2d(padded, 32), scale_factor=32)[..., :h, :w]
        return F.interpolate(x + 0.01 * (mean - x), scale_factor=2, mode="bicubic")
"""


def test_a_network_of_large_windows_says_before_every_pass_what_is_done(tmp_path: Path) -> None:
    """So that opening it can be stopped there: each pass of such a network may take seconds."""
    path = tmp_path / "net.py"
    path.write_text(WINDOWS, encoding="utf-8")
    said: list[str] = []
    resolved = result_of(resolve_in_steps(trusted(NetworkEntry("net", path))), said.append)
    network = result_of(resolved.build_in_steps(), said.append)
    assert "trying scale 2, values 0..255 on a test chart" in said
    assert "trying BGR on photograph 1" in said
    assert said[-3:] == [
        "following how far it sees, in 48 px",
        "following how far it sees, in 256 px",
        "following how far it sees, in 256 px of a row",
    ]
    assert len(type(network._module).shapes) <= 23  # type: ignore[attr-defined]


def test_a_network_is_called_a_few_dozen_times_only(tmp_path: Path) -> None:
    """Networks with large windows take seconds for each.

    8 to measure it, 2 for the memory layout, 5 ranges on the chart, a photograph in 3 orders of colours, 2 to repeat,
    and for the field one strip, or two where it ends.
    """
    path = tmp_path / "net.py"
    path.write_text(COUNTED, encoding="utf-8")
    network = load_network(trusted(NetworkEntry("net", path)))
    assert type(network._module).passes <= 23  # type: ignore[attr-defined]
