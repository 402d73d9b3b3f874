"""`lamgui networks --inspect`: one JSON object a file, with what it holds or why it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lamgui.networks.architectures.imdn import IMDN
from tests.cli.terminal import lamgui
from tests.hostile import Hostile

KEYS = ("file", "architecture", "dialect", "configuration", "scale", "channels", "range", "colour", "parameters")


def test_a_network_is_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ein Netz \u00fc.pth"
    torch.save({"params": IMDN(width=16, kept=4, blocks=2, scale=2, reduction=4).state_dict()}, path)
    ran = lamgui(capsys, "networks", "--inspect", str(path))
    (said,) = ran.results
    assert ran.status == 0
    assert list(said)[: len(KEYS)] == list(KEYS)
    assert (said["file"], said["architecture"], said["dialect"]) == (str(path), "IMDN", "official")
    assert said["configuration"] == {"width": 16, "kept": 4, "blocks": 2, "reduction": 4, "fused": True}
    assert (said["scale"], said["channels"], said["colour"]) == (2, 3, "rgb")
    assert said["parameters"] == sum(
        p.numel() for p in IMDN(width=16, kept=4, blocks=2, scale=2, reduction=4).parameters()
    )


def test_every_file_has_its_line_and_one_bad_file_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    canary, text, missing = tmp_path / "canary", tmp_path / "text.pth", tmp_path / "missing.pth"
    hostile = tmp_path / "hostile.pth"
    torch.save({"state_dict": Hostile(canary)}, hostile)
    text.write_text("weights", encoding="utf-8")
    ran = lamgui(capsys, "networks", "--inspect", str(hostile), str(text), str(missing))
    assert ran.status == 1
    assert [(said["file"], set(said)) for said in ran.results] == [
        (str(path), {"file", "error"}) for path in (hostile, text, missing)
    ]
    assert "could run code from the file. It was not opened" in ran.results[0]["error"]
    assert "is a text file, not a checkpoint" in ran.results[1]["error"]
    assert "There is no file" in ran.results[2]["error"]
    assert not canary.exists()


SEVERAL = """
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        return {answer}
"""


def test_outputs_are_listed_and_an_adapter_is_offered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, answer in (("several", "x.mean(), nn.functional.interpolate(x, scale_factor=2)"), ("none", "x.mean()")):
        (tmp_path / f"{name}.py").write_text(SEVERAL.format(answer=answer), encoding="utf-8")
    several, none = (str(tmp_path / f"{name}.py") for name in ("several", "none"))
    (asked,) = lamgui(capsys, "networks", "--inspect", several).results
    assert asked["form"].startswith("Say FILE.py::Class(width=64)::weights.pth")
    described, refused = lamgui(capsys, "networks", "--trust", "--inspect", f"{several}::output=1", none).results
    assert described["output"] == "1"
    assert described["outputs"][1] == {"name": "1", "size": "3 channels, 96x96 of 48x48", "is_picture": True}
    assert "class Adapted(nn.Module)" in refused["adapter"]
