"""Reproducible weights for a released layout, by the rule that the shared folder states, and small files of weights."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from lamgui.networks.checkpoint.read import Checkpoint
from tests.shared import shared_path

LAYOUTS = (
    "CARN__lamdemo",
    "CARN__official",
    "CARN__official_m",
    "CSNLN__official",
    "DDBPN__edsrpytorch",
    "DDBPN__official",
    "DDBPN__official_dbpnll",
    "DRLN__lamdemo",
    "DRLN__official",
    "EDSR__basicsr",
    "EDSR__basicsr_baseline",
    "EDSR__lamdemo",
    "EDSR__official",
    "EDSR__official_baseline",
    "EDSR__study_w256b24",
    "EDSR__study_w32b10",
    "FSRCNN__lamdemo",
    "FSRCNN__lornatang",
    "FSRCNN__nhatthanh",
    "FSRCNN__official",
    "FSRCNN__study_d128s12m16",
    "FSRCNN__study_d16s12m2",
    "IMDN__kair",
    "IMDN__official",
    "LapSRN__buptldy",
    "LapSRN__official",
    "MSRN__official",
    "MSRN__official_old",
    "PAN__official",
    "RCAN__basicsr",
    "RCAN__lamdemo",
    "RCAN__official",
    "RDN__official",
    "RDN__yjn870",
    "RFDN__official",
    "RNAN__lamdemo",
    "RNAN__official",
    "RRDBNet__basicsr",
    "RRDBNet__esrgan_old",
    "RRDBNet__lamdemo",
    "RRDBNet__official",
    "SAN__lamdemo",
    "SAN__official",
    "SRCNN__lornatang",
    "SRCNN__lornatang915",
    "SRCNN__nhatthanh915",
    "SRCNN__nhatthanh935",
    "SRCNN__nhatthanh955",
    "SRCNN__official",
    "SRResNet__basicsr",
    "SRResNet__kair_v0",
    "SRResNet__kair_v1",
    "SRResNet__leftthomas",
    "SRResNet__leftthomas_released",
    "SRResNet__official",
)
"""The layouts of the networks that the program builds, each by network and dialect."""


def stated_layout(name: str) -> dict[str, Any]:
    """All that the shared folder says of a layout; skips where it is not there."""
    stated: dict[str, Any] = json.loads(shared_path("layouts", f"{name}.json").read_text(encoding="utf-8"))
    return stated


def filled(stated: dict[str, Any]) -> Checkpoint:
    """A checkpoint of that layout, filled by the rule."""
    tensors = {key: torch.from_numpy(values.copy()) for key, values in _fill_rule().state(stated).items()}
    return Checkpoint(tensors, "0" * 64, ())


def stated_arrays(name: str) -> dict[str, Tensor]:
    """Inputs and what the released code gave for them."""
    with np.load(shared_path("layouts", f"{name}.npz")) as arrays:
        return {key: torch.from_numpy(arrays[key]) for key in arrays.files}


def save_weights(path: Path, tensors: dict[str, Tensor]) -> Path:
    """Write a state dict as torch.save does."""
    torch.save(tensors, path)
    return path


@cache
def _fill_rule() -> Any:
    """The rule's own code, from the shared folder."""
    spec = importlib.util.spec_from_file_location("fill_rule", shared_path("layouts", "fill_rule.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
