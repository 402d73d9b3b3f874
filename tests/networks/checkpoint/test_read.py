"""Checkpoints of every kind are read, broken ones are refused with a reason, and nothing in a file is ever run."""

from __future__ import annotations

import argparse
import hashlib
import pickle
import sys
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.pickled_extras import MOST_KINDS
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.checkpoint.weights import CONTAINERS
from tests.hostile import Hostile
from tests.shared import shared_path

WEIGHTS = {"head.weight": torch.arange(6.0).reshape(2, 3), "head.bias": torch.tensor([1.0, -2.0])}


def _same(read: Any, wanted: dict[str, Tensor]) -> bool:
    return list(read) == list(wanted) and all(torch.equal(read[key], wanted[key]) for key in wanted)


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "before torch 1.6"])
@pytest.mark.parametrize("name", ["net.pth", "net.pt", "net.ckpt", "net.bin"])
def test_torch_files(tmp_path: Path, name: str, zipped: bool) -> None:
    path = tmp_path / name
    torch.save(WEIGHTS, path, _use_new_zipfile_serialization=zipped)
    read = read_checkpoint(path)
    assert _same(read.tensors, WEIGHTS)
    assert read.layout == {"head.weight": (2, 3), "head.bias": (2,)}
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert read.notes == ()


def test_safetensors(tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    safetensors.torch.save_file({key: tensor.half() for key, tensor in WEIGHTS.items()}, path)
    read = read_checkpoint(path).tensors
    assert torch.equal(read["head.weight"].float(), WEIGHTS["head.weight"])


def test_the_name_does_not_decide_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    safetensors.torch.save_file(WEIGHTS, path)
    assert _same({key: read_checkpoint(path).tensors[key] for key in WEIGHTS}, WEIGHTS)


@pytest.mark.parametrize(
    "container", ["params_ema", "params-ema", "params", "state_dict", "model", "model_g", "network"]
)
def test_containers_are_opened_and_named(tmp_path: Path, container: str) -> None:
    path = tmp_path / "net.pth"
    torch.save({"epoch": 3, container: WEIGHTS, "loss": torch.tensor(0.5)}, path)
    read = read_checkpoint(path)
    assert _same(read.tensors, WEIGHTS)
    assert read.notes == (f"weights taken from '{container}' of the file",)


@pytest.mark.parametrize(
    ("raw", "averaged"),
    [
        ("params", "params_ema"),
        ("params", "params-ema"),
        ("state_dict", "ema_state_dict"),
        ("model", "model_ema"),
        ("net_g", "ema"),
        ("g", "g_ema"),
    ],
)
def test_averaged_weights_are_preferred_and_the_others_named(tmp_path: Path, raw: str, averaged: str) -> None:
    path = tmp_path / "net.pth"
    torch.save({raw: {"w": torch.zeros(1)}, averaged: WEIGHTS}, path)
    read = read_checkpoint(path)
    assert _same(read.tensors, WEIGHTS)
    beside = f", which also holds {raw}" if raw in CONTAINERS else ""
    assert read.notes == (f"weights taken from '{averaged}' of the file{beside}",)


def test_shadow_within_a_moving_average(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    torch.save({"model": {"w": torch.zeros(1)}, "ema": {"decay": 0.999, "shadow": WEIGHTS}}, path)
    assert _same(read_checkpoint(path).tensors, WEIGHTS)


def test_containers_that_hold_themselves_come_to_an_end(tmp_path: Path) -> None:
    endless: dict[str, Any] = {}
    endless["params"] = endless
    torch.save(endless, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match="holds no weights"):
        read_checkpoint(tmp_path / "net.pth")


@pytest.mark.parametrize(
    ("kept", "words"),
    [({}, "an empty table"), ({"epoch": 1}, "a table of epoch"), ([1, 2], "a single list")],
)
def test_files_without_weights(tmp_path: Path, kept: Any, words: str) -> None:
    torch.save(kept, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=f"holds no weights: it is {words}"):
        read_checkpoint(tmp_path / "net.pth")


@pytest.mark.parametrize("kind", ["zip", "before torch 1.6", "plain pickle"])
def test_code_in_a_pickle_is_not_run(tmp_path: Path, kind: str) -> None:
    canary, path = tmp_path / "canary", tmp_path / "net.pth"
    hostile = {"extra": Hostile(canary)}
    if kind == "plain pickle":
        path.write_bytes(pickle.dumps(hostile, protocol=2))
    else:
        torch.save(hostile, path, _use_new_zipfile_serialization=kind == "zip")
    with pytest.raises(NetworkError, match=r"names (posix|nt|os)\.mkdir.* It was not opened"):
        read_checkpoint(path)
    assert not canary.exists()
    torch.load(path, weights_only=False) if kind != "plain pickle" else pickle.loads(path.read_bytes())  # noqa: S301
    assert canary.exists(), "the file would not have run anything: this test proves nothing"


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "before torch 1.6"])
def test_notes_of_the_training_run_beside_the_weights_are_read_as_blanks(tmp_path: Path, zipped: bool) -> None:
    notes = {
        "options": argparse.Namespace(rate=1e-3, folder=PurePosixPath("data")),
        "best": np.float64(31.2),
        "history": np.arange(3),
        "seen": defaultdict(list, {"a": [1]}),
        "began": datetime(2026, 1, 2, tzinfo=UTC),
        "optimiser": torch.optim.Adam([torch.zeros(2, requires_grad=True)]),
    }
    torch.save({"state_dict": WEIGHTS, **notes}, tmp_path / "net.ckpt", _use_new_zipfile_serialization=zipped)
    with pytest.raises(pickle.UnpicklingError):
        torch.load(tmp_path / "net.ckpt", weights_only=True)
    assert _same(read_checkpoint(tmp_path / "net.ckpt").tensors, WEIGHTS)


def named(kinds: int, module: str, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Objects of so many classes that a file names as those of a module."""
    classes = {f"Kind{k}": type(f"Kind{k}", (), {"__module__": module}) for k in range(kinds)}
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**classes))
    return [kind() for kind in classes.values()]


def test_a_name_that_only_begins_like_a_harmless_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (extra,) = named(1, "lightningstrike", monkeypatch)
    torch.save({"state_dict": WEIGHTS, "extra": extra}, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=r"names lightningstrike\.Kind0"):
        read_checkpoint(tmp_path / "net.pth")


@pytest.mark.parametrize(("kinds", "is_read"), [(MOST_KINDS, True), (MOST_KINDS + 1, False)])
def test_a_file_does_not_name_objects_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kinds: int, is_read: bool
) -> None:
    torch.save({"state_dict": WEIGHTS, "extra": named(kinds, "lightning", monkeypatch)}, tmp_path / "net.pth")
    if is_read:
        assert _same(read_checkpoint(tmp_path / "net.pth").tensors, WEIGHTS)
    else:
        with pytest.raises(NetworkError, match=r"names lightning\.Kind64"):
            read_checkpoint(tmp_path / "net.pth")


def test_blanks_beside_the_weights_run_nothing(tmp_path: Path) -> None:
    class Writing:
        def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
            return np.save, (str(tmp_path / "canary.npy"), 1)

    torch.save({"state_dict": WEIGHTS, "extra": Writing()}, tmp_path / "net.pth")
    assert _same(read_checkpoint(tmp_path / "net.pth").tensors, WEIGHTS)
    assert not (tmp_path / "canary.npy").exists()
    torch.load(tmp_path / "net.pth", weights_only=False)
    assert (tmp_path / "canary.npy").exists(), "the file would not have run anything: this test proves nothing"


@pytest.mark.parametrize("called", [eval, getattr, exec], ids=["eval", "getattr", "exec"])
def test_what_is_built_in_is_not_called_either(tmp_path: Path, called: Callable[..., Any]) -> None:
    class Calling:
        def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str]]:
            return called, ("1", "2")

    torch.save({"state_dict": WEIGHTS, "extra": Calling()}, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=rf"names builtins\.{called.__name__}, and opening that could run code"):
        read_checkpoint(tmp_path / "net.pth")


def test_whole_module_is_refused_with_what_to_do() -> None:
    with pytest.raises(NetworkError) as raised:
        read_checkpoint(shared_path("checkpoints", "LapSRN_x4_whole_module.pth"))
    assert "names lapsrn.Net" in str(raised.value)
    assert "torch.save(model.state_dict(), 'weights.pth')" in str(raised.value)


def test_torchscript_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.save(torch.jit.trace(nn.ReLU(), torch.zeros(1)), tmp_path / "net.pt")
    with pytest.raises(NetworkError, match=r"TorchScript.*state_dict"):
        read_checkpoint(tmp_path / "net.pt")


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "before torch 1.6"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_truncated_torch_file(tmp_path: Path, zipped: bool, share: float) -> None:
    path = tmp_path / "net.pth"
    torch.save({"w": torch.ones(4000)}, path, _use_new_zipfile_serialization=zipped)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(NetworkError, match="cut off or damaged"):
        read_checkpoint(path)


@pytest.mark.parametrize("cut", [12, 40, 200])
def test_truncated_safetensors(tmp_path: Path, cut: int) -> None:
    data = safetensors.torch.save({"w": torch.ones(400)})
    (tmp_path / "net.safetensors").write_bytes(data[:cut])
    with pytest.raises(NetworkError, match=r"cut off or damaged|not a checkpoint"):
        read_checkpoint(tmp_path / "net.safetensors")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"is empty \(0 bytes\)"),
        (b"layer one\nlayer two\n", "is a text file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS pointer.*git lfs pull"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page.*Download"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "is not a checkpoint"),
        (b"\x80", "cut off or damaged"),
        (bytes(range(256)), "is not a checkpoint"),
    ],
)
def test_files_that_are_no_checkpoint(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "net.pth").write_bytes(content)
    with pytest.raises(NetworkError, match=words) as raised:
        read_checkpoint(tmp_path / "net.pth")
    assert "net.pth" in raised.value.message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"There is no file .*absent\.pth"):
        read_checkpoint(tmp_path / "absent.pth")
    with pytest.raises(NetworkError, match="is a folder, not a checkpoint"):
        read_checkpoint(tmp_path)


def test_archive_that_unpacks_to_far_more_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("net/data.pkl", b"\x80\x02}q\x00.")
        archive.writestr("net/data/0", bytes(50 << 20))
    with pytest.raises(NetworkError, match=r"would unpack from 0\.0 to 50 MiB"):
        read_checkpoint(path)


def test_archive_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(NetworkError, match="an archive without weights in it"):
        read_checkpoint(path)


def test_tensor_that_claims_more_than_the_file_holds(tmp_path: Path) -> None:
    torch.save({"w": torch.zeros(1).expand(1 << 20, 1 << 20)}, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match="larger than what it holds"):
        read_checkpoint(tmp_path / "net.pth")


def test_weights_that_are_not_plain_numbers(tmp_path: Path) -> None:
    torch.save({"w": torch.zeros(2, 2, dtype=torch.complex64)}, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=r"not plain numbers but, in w, torch\.complex64"):
        read_checkpoint(tmp_path / "net.pth")


def test_weights_that_are_not_finite_are_counted(tmp_path: Path) -> None:
    broken = {key: tensor.clone() for key, tensor in WEIGHTS.items()}
    broken["head.bias"][0] = float("nan")
    torch.save(broken, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=r"holds 1 weight that is NaN or infinite, the first in head\.bias\."):
        read_checkpoint(tmp_path / "net.pth")
    broken["head.weight"][1] = float("inf")
    torch.save(broken, tmp_path / "net.pth")
    with pytest.raises(NetworkError, match=r"holds 4 weights that are NaN or infinite, the first in head\.weight\."):
        read_checkpoint(tmp_path / "net.pth")
