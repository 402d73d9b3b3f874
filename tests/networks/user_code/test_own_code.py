"""Networks of a user's own: .py files with siblings, arguments and weights, run only after their word."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.loaded_cache import NetworkCache
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.permission import for_this_run
from lamgui.networks.user_code.template import ADAPTER_TEMPLATE
from lamgui.networks.user_code.words import trusted

NET = """
from torch import nn
from .layers import doubled


class Net(nn.Module):
    '''Doubles.'''

    def __init__(self, width: int = 8, *, scale=2):
        super().__init__()
        self.enter = nn.Conv2d(3, width, 3, padding=1)
        self.leave = doubled(width, scale)

    def forward(self, x):
        return self.leave(self.enter(x))
"""

LAYERS = """
from torch import nn


def doubled(width, scale):
    return nn.Sequential(nn.Conv2d(width, 3 * scale**2, 1), nn.PixelShuffle(scale))
"""

FORWARD = "from torch import nn\nclass Net(nn.Module):\n    forward = "


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def entry(path: Path, said: str = "") -> NetworkEntry:
    return trusted(NetworkEntry(path.stem, path), said)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a package whose files import each other; its names have spaces and letters beyond ASCII."""
    write(tmp_path / "Größe 4" / "models", net=NET, layers=LAYERS)
    return tmp_path / "Größe 4" / "models"


def test_code_is_loaded_again_where_its_weights_have_changed(project: Path) -> None:
    cache, mine = NetworkCache(), entry(project / "net.py")
    assert mine.own_code is not None
    weights = project / "weights.pth"
    mine = replace(mine, own_code=replace(mine.own_code, weights=weights))

    layers = nn.ModuleDict({"enter": nn.Conv2d(3, 8, 3), "leave": nn.Sequential(nn.Conv2d(8, 12, 1))})
    torch.save(layers.state_dict(), weights)
    first = cache.get(mine)
    assert cache.get(mine) is first
    os.utime(weights, ns=(0, 0))
    assert cache.get(mine) is not first


def test_nothing_runs_without_the_users_word(tmp_path: Path) -> None:
    canary = tmp_path / "ran"
    write(tmp_path, net=f"open({str(canary)!r}, 'w')\n" + LAYERS)
    with pytest.raises(TrustNeeded, match=r"net\.py is a Python file, which runs its own code"):
        load_network(NetworkEntry("net", tmp_path / "net.py"))
    assert not canary.exists()


def test_a_word_for_another_content_does_not_count(project: Path) -> None:
    given = entry(project / "net.py")
    (project / "net.py").write_text(NET + "\nimport os\n", encoding="utf-8")
    with pytest.raises(TrustNeeded, match="has changed since you trusted it"):
        load_network(given)


def test_relative_imports_arguments_and_facts(project: Path) -> None:
    network = load_network(entry(project / "net.py", "Net(width=5, scale=3)"))
    facts = network.facts
    assert (facts.architecture, facts.scale, facts.channels, facts.parameters) == ("Net", 3, 3, 5 * 28 + 27 * 6)
    assert "without weights" in facts.notes[0]
    answer = network.placed("cpu", torch.float32)(torch.rand(2, 3, 11, 13))
    assert answer.shape == (2, 3, 33, 39)
    assert not [name for name in sys.modules if name.startswith("models")]
    assert not (project / "__pycache__").exists()


def test_absolute_imports_from_the_folder_above(tmp_path: Path) -> None:
    write(tmp_path / "models" / "archs", net=NET.replace("from .layers", "from models.archs.layers"), layers=LAYERS)
    assert load_network(entry(tmp_path / "models" / "archs" / "net.py")).scale == 2


def test_two_projects_with_the_same_names_do_not_mix(tmp_path: Path) -> None:
    for folder, scale in (("one", 2), ("two", 3)):
        write(
            tmp_path / folder / "models", net=NET, layers=LAYERS.replace("(width, scale)", f"(width, _, scale={scale})")
        )
    scales = [load_network(entry(tmp_path / folder / "models" / "net.py")).scale for folder in ("one", "two")]
    assert scales == [2, 3]


def test_weights_go_in_and_their_prefix_goes_off(project: Path) -> None:
    original = load_network(entry(project / "net.py"))
    weights = {f"module.{key}": tensor + 1 for key, tensor in original._module.state_dict().items()}
    torch.save({"params_ema": weights}, project / "weights.pth")
    network = load_network(entry(project / "net.py", f"Net::{project / 'weights.pth'}"))
    for key, tensor in network._module.state_dict().items():
        assert torch.equal(tensor, weights[f"module.{key}"])
    assert network.facts.sha256 != original.facts.sha256
    assert "weights taken from 'params_ema'" in network.facts.notes[0]


def test_weights_that_do_not_fit_are_named(project: Path) -> None:
    torch.save({"enter.weight": torch.zeros(8, 3, 3, 3), "exit.bias": torch.zeros(3)}, project / "weights.pth")
    with pytest.raises(NetworkError, match=r"do not fit Net of net\.py: enter\.bias.* missing; exit\.bias unknown"):
        load_network(entry(project / "net.py", f"Net::{project / 'weights.pth'}"))


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        ("def broken(:", "", r"not Python that can be read: .* in line 1"),
        ("x = 1", "", r"no class and no function"),
        ("import nothing_like_this\nclass Net: pass", "", r"imports nothing_like_this, which is not there\."),
        ("raise OSError('no GPU')\nclass Net: pass", "", r"cannot be imported: no GPU"),
        ("class Net:\n    def __init__(self, width): pass", "Net", r"cannot be made with these arguments: .*width"),
        ("class Net: pass", "Net", r"makes a Net, not an nn\.Module\. Wrap it"),
        ("class Net: pass", "Other", r"has no Other"),
        ("class Net: pass", "Net(width=open('x'))", r"argument width is .*no number"),
        ("class Net: pass", "Net(*[3])", r"arguments that are not written out"),
        ("class Net: pass", "Net(**{'width': 3})", r"arguments that are not written out"),
        ("class Net: pass", "Net(open('x'))", r"An argument is .*no number"),
        ("class Net: pass", "Net(", r"no class with arguments"),
        (FORWARD + "lambda s, x: [x.mean(), x[:, :1]]", "", r"none is a picture .*: 0: shape of a single number"),
        (FORWARD + "lambda s, x: {'sr': x[..., 1:]}", "", r"none is a picture .*: sr: 3 channels, 47x48 of 48x48"),
        (FORWARD + "lambda s, x: 'sr'", "", r"answers with a str, in which there is no picture"),
        (FORWARD + "lambda s, x, y: x", "", r"fails on a picture of 48x48"),
        (FORWARD + "lambda s, x: x.mean()", "", r"makes \(\) of a picture"),
        (FORWARD + "lambda s, x: nn.functional.interpolate(x.detach(), scale_factor=2)", "", r"no gradient.*detach"),
        (FORWARD + "lambda s, x: nn.functional.interpolate(x.data, scale_factor=2)", "", r"no gradient.*\.data"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, said: str, reason: str) -> None:
    write(tmp_path, net=text)
    with pytest.raises(NetworkError, match=reason):
        load_network(entry(tmp_path / "net.py", said))


def test_choices_are_read_without_running(project: Path) -> None:
    (project / "net.py").write_text(NET + "\ndef made(path, n=[1, 2]): ...\ndef _own(): ...\n", encoding="utf-8")
    net, made = definitions_in(project / "net.py")
    assert (net.name, net.is_module, net.summary, net.required) == ("Net", True, "Doubles.", ())
    assert [(p.name, p.default, p.annotation) for p in net.parameters] == [("width", "8", "int"), ("scale", "2", "")]
    assert (made.name, made.is_module, made.required) == ("made", False, ("path",))


def test_the_template_adapts_a_network_of_many_outputs(tmp_path: Path) -> None:
    many = NET.replace("class Net", "class MyNetwork").replace("from .layers", "from layers")
    many = many.replace("return self.leave", "return x, self.leave")
    write(tmp_path, my_network=many, layers=LAYERS, adapted=ADAPTER_TEMPLATE)
    network = load_network(entry(tmp_path / "adapted.py", "Adapted(width=4)"))
    assert (network.facts.architecture, network.scale) == ("Adapted", 2)


SAME_SIZE = """
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        assert min(x.shape[2:]) >= 16
        return 1.01 * x
"""


def test_a_network_for_pictures_that_were_enlarged_before_gets_them_enlarged(tmp_path: Path) -> None:
    write(tmp_path, net=SAME_SIZE)
    # A network that restores nothing says not which it is for: its own size then, which is asked about.
    for stated, scale in ((None, 1), (3, 3), (4, 4)):
        network = load_network(replace(entry(tmp_path / "net.py"), scale=stated))
        assert (network.scale, network.facts.scales) == (scale, (1, 2, 3, 4))
        picture = torch.rand(1, 3, 8, 8, requires_grad=True)
        restored = network.placed("cpu", torch.float32)(picture)
        assert restored.shape == (1, 3, 8 * scale, 8 * scale)
        (gradient,) = torch.autograd.grad(restored.sum(), picture)
        assert gradient.abs().min() > 0
    question = load_network(entry(tmp_path / "net.py")).facts.questions[0]
    assert question.name == "scale"
    assert {tried.value for tried in question.tried} == {1, 2, 3, 4}


def test_code_that_fails_later_is_told_with_its_details(tmp_path: Path) -> None:
    write(
        tmp_path,
        net="""
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.max() > 1.5:
            raise RuntimeError("values beyond 1.5.")
        return nn.functional.interpolate(x, scale_factor=4.0)
""",
    )
    with pytest.raises(
        NetworkError, match=r"net\.py was read, but fails on a test picture: values beyond 1\.5\."
    ) as raised:
        load_network(entry(tmp_path / "net.py"))
    assert "in forward" in raised.value.details


def test_sides_and_batches_are_found_by_calling(tmp_path: Path) -> None:
    write(
        tmp_path,
        net="""
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        assert len(x) == 1 and x.shape[1] == 1
        assert x.shape[2] % 8 == 0 and x.shape[3] % 8 == 0 and min(x.shape[2:]) >= 16
        return nn.functional.interpolate(x, scale_factor=4.0)
""",
    )
    network = load_network(entry(tmp_path / "net.py"))
    assert (network.scale, network.facts.channels, network.facts.colour) == (4, 1, "y")
    forward = network.placed("cpu", torch.float32)
    picture = torch.rand(2, 1, 7, 19)
    assert torch.equal(forward(picture), torch.nn.functional.interpolate(picture, scale_factor=4.0))


def test_the_word_is_for_the_file_that_was_seen(project: Path) -> None:
    own_code = entry(project / "net.py", "Net(width=2)").own_code
    assert own_code == OwnCode(for_this_run(project / "net.py"), "Net", (("width", "2"),))
    assert own_code.sha256 == hashlib.sha256((project / "net.py").read_bytes()).hexdigest()


OF_OPTIONS = """
from torch import nn


class Net(nn.Module):
    def __init__(self, args, scale=2):
        super().__init__()
        self.leave = nn.Conv2d(args.n_colors, 3 * scale**2, args.inner.kernel)
        self.last = nn.PixelShuffle(args.scale[0])

    def forward(self, x):
        return self.last(self.leave(x))
"""


def test_an_object_with_options_is_an_argument(tmp_path: Path) -> None:
    write(tmp_path, net=OF_OPTIONS)
    said = "Net(Namespace(n_colors=3, scale=[2], inner=Namespace(kernel=1)))"
    assert load_network(entry(tmp_path / "net.py", said)).scale == 2


@pytest.mark.parametrize("said", ["Net", "Net(args=Namespace(scale=[2]))"])
def test_which_options_it_needs_is_said(tmp_path: Path, said: str) -> None:
    write(tmp_path, net=OF_OPTIONS)
    with pytest.raises(NetworkError, match="cannot be made with these arguments") as raised:
        load_network(entry(tmp_path / "net.py", said))
    assert "net.py::Net(args=Namespace(n_colors=, inner=, scale=)), filled in." in raised.value.advice


CHECKPOINTED = """
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, 12, 1)

    def forward(self, x):
        return nn.functional.pixel_shuffle(checkpoint(self.enter, x, use_reentrant=True), 2)
"""


@pytest.mark.filterwarnings("ignore:None of the inputs have requires_grad")
def test_checkpoints_are_told_from_writing_in_place(tmp_path: Path) -> None:
    write(tmp_path, net=CHECKPOINTED)
    with pytest.raises(NetworkError, match="has no gradient") as raised:
        load_network(entry(tmp_path / "net.py"))
    assert "use_checkpoint=False" in raised.value.advice
    assert "in place" not in raised.value.advice


def test_weights_with_missing_parts_make_another_network(project: Path) -> None:
    state = load_network(entry(project / "net.py"))._module.state_dict()
    torch.save({"enter.bias": state["enter.bias"] + 1}, project / "part.pth")
    own = entry(project / "net.py", f"Net::{project / 'part.pth'}")
    assert own.own_code is not None
    network = load_network(replace(own, own_code=replace(own.own_code, strict=False)))
    assert torch.equal(network._module.state_dict()["enter.bias"], state["enter.bias"] + 1)
    assert any(note.startswith("3 tensors are missing") for note in network.facts.notes)
