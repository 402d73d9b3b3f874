"""Broken and hostile files of many kinds, inspected together: each gets its reason and advice, and none is run."""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import safetensors.torch
import torch

from lamgui.networks.architectures.edsr import EDSR
from tests.cli.terminal import lamgui
from tests.hostile import Hostile


def _edsr() -> dict[str, torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return EDSR(scale=2, width=4, blocks=1).state_dict()


def truncated(path: Path) -> None:
    torch.save(_edsr(), path)
    path.write_bytes(path.read_bytes()[:-600])


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("net/data.pkl", b"\x80\x02}q\x00.")
        archive.writestr("net/data/0", bytes(64 << 20))


def hostile(path: Path) -> None:
    torch.save({"state_dict": _edsr(), "hook": Hostile(path.with_name("canary"))}, path)


def hostile_plain(path: Path) -> None:
    path.write_bytes(pickle.dumps(Hostile(path.with_name("canary")), protocol=2))


def wrong_shapes(path: Path) -> None:
    torch.save({**_edsr(), "body.0.body.2.weight": torch.zeros(4, 3, 3, 3)}, path)


def with_nan(path: Path) -> None:
    torch.save({key: tensor * torch.nan for key, tensor in _edsr().items()}, path)


def volumes(path: Path) -> None:
    torch.save({"model": {"stem.weight": torch.zeros(8, 1, 3, 3, 3), "stem.bias": torch.zeros(8)}}, path)


def stretched(path: Path) -> None:
    torch.save({"w": torch.zeros(1).expand(1 << 20, 1 << 20)}, path)


def cut_header(path: Path) -> None:
    path.write_bytes(safetensors.torch.save(_edsr())[:60])


def classifier(path: Path) -> None:
    torch.save({"features.0.weight": torch.zeros(64, 3, 11, 11), "classifier.weight": torch.zeros(1000, 64)}, path)


FILES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "truncated.pth": (truncated, "is cut off or damaged", "Copy or download it again"),
    "bomb.pth": (bomb, "would unpack from", "It was not opened"),
    "hostile.ckpt": (hostile, "opening that could run code from the file", "save the weights alone"),
    "hostile.bin": (hostile_plain, "opening that could run code from the file", "save the weights alone"),
    "shapes.pth": (wrong_shapes, "Nearest is EDSR, but body.0.body.2.weight 4x3x3x3 should be 4x4x3x3", "--trust"),
    "nan.pth": (with_nan, "NaN or infinite", "take an earlier checkpoint"),
    "empty.pth": (Path.touch, "is empty (0 bytes)", "Copy or download it again"),
    "words.pth": (lambda path: path.write_text("words"), "is a text file", "Open a PyTorch checkpoint"),
    "volumes.pth": (volumes, "is a network for volumes or videos", "takes single pictures"),
    "stretched.pth": (stretched, "larger than what it holds", "Copy or download it again"),
    "header.safetensors": (cut_header, "damaged", "Copy or download it again"),
    "classifier.pt": (classifier, "is not a network that this program can build", "open the .py file"),
    "page.pth": (lambda path: path.write_text("<!doctype html>"), "is a web page", "Download the file itself"),
    "net.onnx": (lambda path: path.write_bytes(b"\x08\x07"), "ONNX", "Open the PyTorch network"),
    "missing.pth": (lambda _: None, "There is no file", "Check its name"),
}


def test_each_gets_its_reason_and_none_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, (make, _, _) in FILES.items():
        make(tmp_path / name)
    ran = lamgui(capsys, "networks", "--inspect", *(str(tmp_path / name) for name in FILES))
    assert ran.status == 1
    for said, (name, (_, reason, advice)) in zip(ran.results, FILES.items(), strict=True):
        # Where code is missing, also how to name it.
        assert set(said) - {"form"} == {"file", "error"}
        assert said["file"] == str(tmp_path / name)
        assert reason in said["error"], name
        assert advice in said["error"], name
    assert not (tmp_path / "canary").exists()
    torch.load(tmp_path / "hostile.ckpt", weights_only=False)
    assert (tmp_path / "canary").exists(), "the file would not have run anything: this test proves nothing"
