"""Today's networks (SwinIR, HAT, DAT, SPAN ...) through spandrel, an extra that is imported only when it is needed."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import re
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lamgui.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.architecture import Configuration, Dialect
from lamgui.networks.foreign import ModuleParts

INSTALL_ADVICE = (
    "SwinIR, HAT, DAT, OmniSR, SPAN, Real-ESRGAN and more are read when the extra is there: "
    "python -m pip install 'lamgui[spandrel]'."
)
_DIALECT = Dialect("spandrel")
_SUPER_RESOLUTION = ("SR", "FaceSR", "Restoration")
_stand_ins: list[torch.library.Library] = []
"""Held, because operators vanish with the library that defined them."""


def is_installed() -> bool:
    """Whether the extra is there; nothing is imported."""
    return importlib.util.find_spec("spandrel") is not None


def licence() -> str:
    """Name, version and licence of the installed spandrel, as its package states them."""
    stated = importlib.metadata.metadata("spandrel")
    return f"spandrel {stated['Version']}, {stated['License'] or 'MIT'} licence"


def open_with_spandrel(
    tensors: Mapping[str, Tensor], sha256: str, name: str, file_name: str
) -> tuple[ModuleParts, Configuration] | None:
    """The network of these tensors and how it is fed; None where spandrel does not know it either.

    spandrel gets tensors that were read safely, never the file. Raises NetworkError where the extra cannot be
    imported, or where it knows the network but the tensors do not fit.
    """
    spandrel = import_spandrel()
    state = spandrel.canonicalize_state_dict(dict(tensors))
    try:
        descriptor = spandrel.ModelLoader(device="cpu").load_from_state_dict(state)
    except spandrel.UnsupportedModelError:
        return None
    except Exception as error:
        message = f"{file_name} looks like a network that spandrel knows, but its tensors do not fit."
        raise NetworkError(message, "Copy or download it again.", str(error)) from error
    if descriptor.purpose not in _SUPER_RESOLUTION or descriptor.input_channels != descriptor.output_channels:
        message = f"{file_name} is {descriptor.architecture.name}, made for {descriptor.purpose.lower()}."
        raise NetworkError(message, "Open a network that takes a picture and returns a larger one.")
    sizes = descriptor.size_requirements
    parts = ModuleParts(
        name=name,
        module=descriptor.model,
        architecture=descriptor.architecture.name,
        origin=f"through {licence()}",
        sha256=sha256,
        minimum_px=max(1, sizes.minimum),
    )
    channels = descriptor.input_channels
    configuration = Configuration(
        scale=descriptor.scale,
        channels=channels,
        colour=Colour.RGB if channels == 3 else Colour.Y,
        arguments={"tags": tuple(descriptor.tags)},
        multiple_of=sizes.multiple_of,
        dialect=_DIALECT,
    )
    return parts, configuration


def import_spandrel() -> Any:
    """The package; raises NetworkError where it, or what it needs, cannot be imported."""
    try:
        _import_torchvision()
        return importlib.import_module("spandrel")
    except (ImportError, RuntimeError, AttributeError) as error:
        advice = (
            "Install it anew, with a torchvision that fits this torch: python -m pip install -U 'lamgui[spandrel]'."
        )
        raise NetworkError("spandrel is installed, but cannot be imported.", advice, str(error)) from error


def _import_torchvision() -> None:
    """Import what spandrel imports of torchvision, also where torchvision was built for another torch.

    Its binary part does not load then, and its Python part stops at the first operator of that part which it
    annotates. spandrel uses none of them, so that operators of these names without a body will do; calling one
    raises.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            importlib.import_module("torchvision")
        except RuntimeError as error:
            if "operator torchvision::" not in str(error):
                raise
            for module in [module for module in sys.modules if module.partition(".")[0] == "torchvision"]:
                del sys.modules[module]
            _stand_ins.append(_without_bodies(_annotated_operators()))
            importlib.import_module("torchvision")


def _annotated_operators() -> set[str]:
    found = importlib.util.find_spec("torchvision")
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).with_name("_meta_registrations.py").read_text(encoding="utf-8")
    return set(re.findall(r"torchvision::(\w+)", source))


def _without_bodies(names: set[str]) -> torch.library.Library:
    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for name in sorted(names):
        library.define(f"{name}(Tensor x) -> Tensor")  # type: ignore[no-untyped-call]
    return library
