"""Today's networks (SwinIR, HAT, DAT, SPAN ...) through spandrel, an extra that is imported only when it is needed."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import math
from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.adapters.noise_map import SIGMA, NoiseMap
from lamgui.networks.architectures._architecture import Configuration, Dialect
from lamgui.networks.loading.builders import ModuleBuilder
from lamgui.networks.loading.fused_span import is_fused_span, unfused
from lamgui.networks.loading.recognise import BRING_CODE
from lamgui.networks.loading.resemblance import Likeness, nearest_of
from lamgui.networks.one_at_a_time import LOADING_CODE
from lamgui.networks.torchvision_operators import import_torchvision
from lamgui.networks.user_code.missing import GPU_ADVICE, package_advice, wants_gpu
from lamgui.networks.user_code.template import ADAPTER_ADVICE

INSTALL_ADVICE = (
    "SwinIR, HAT, DAT, OmniSR, SPAN, Real-ESRGAN and more are read when the extra is installed: "
    "python -m pip install 'lamgui[spandrel]'."
)
_COLOURS = {3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)}
"""What its networks take, by the number of channels; the likeliest first."""

_DIALECT = Dialect("spandrel")
_SUPER_RESOLUTION = ("SR", "FaceSR", "Restoration")
_WINDOWS = ("window_size", "split_size", "split_size_0", "split_size_1")
_MORE = "spandrel_extra_arches"
_WRITING_OVER = ("PLKConv2d", "RectSparsePLKConv2d")
"""Layers of PLKSR that write their result over their input, except in training mode."""


class OutOfPlace(nn.Module):
    """A network in which no layer writes over its input, because the gradient needs that input."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        """The network's output for (N, C, h, w)."""
        answer: Tensor = self.module(x)
        return answer

    def train(self, mode: bool = True) -> OutOfPlace:
        """Layers that write over their input stay in training mode, in which they compute the same."""
        super().train(mode)
        for layer in self.modules():
            if type(layer).__name__ in _WRITING_OVER:
                layer.training = True
        return self


def is_installed() -> bool:
    """Whether the extra is installed; nothing is imported."""
    return importlib.util.find_spec("spandrel") is not None


def more_advice() -> str:
    """How to get the networks that are in another package than spandrel; empty where that is installed."""
    if importlib.util.find_spec(_MORE) is not None:
        return ""
    return f"SRFormer, and others whose licences forbid some uses, are read when {_MORE} is installed too."


def licence(architecture: object = None) -> str:
    """Name, version and licence of the installed package that has the architecture, as it states them."""
    if type(architecture).__module__.partition(".")[0] == _MORE:
        return f"{_MORE} {importlib.metadata.version(_MORE)}, whose networks have licences of their own"
    stated = importlib.metadata.metadata("spandrel")
    return f"spandrel {stated['Version']}, {stated['License'] or 'MIT'} licence"


def open_with_spandrel(
    tensors: Mapping[str, Tensor], sha256: str, name: str, file_name: str, noise_sigma: float | None = None
) -> tuple[ModuleBuilder, Configuration] | None:
    """The network of these tensors and its conventions; None where spandrel does not know it.

    spandrel gets tensors that were read safely, never the file. Raises NetworkError where the extra cannot be
    imported, or where it knows the network but the tensors do not fit, and where it takes no `noise_sigma`.
    """
    spandrel = import_spandrel()
    state = spandrel.canonicalize_state_dict(dict(tensors))
    stored = sum(tensor.numel() for tensor in state.values()) if is_fused_span(state) else None
    if stored is not None:
        state = unfused(state)
    try:
        with LOADING_CODE:
            descriptor = spandrel.ModelLoader(device="cpu").load_from_state_dict(state)
    except spandrel.UnsupportedModelError:
        return None
    except ModuleNotFoundError as error:
        message = f"{file_name} is a network that spandrel knows, but it needs {error.name}, which is not there."
        raise NetworkError(message, package_advice(str(error.name)), str(error)) from error
    except Exception as error:
        if wants_gpu(error):
            message = f"{file_name} is a network that spandrel knows, but it needs a GPU."
            raise NetworkError(message, GPU_ADVICE, str(error)) from error
        known = (support.architecture.name for support in spandrel.MAIN_REGISTRY if support.detect(state))
        looks = f"{file_name} looks like {next(known, 'a network')}, which spandrel reads"
        advice = f"It may be a variant of it, or damaged. {BRING_CODE}"
        raise NetworkError(f"{looks}, but its tensors do not fit.", advice, str(error)) from error
    _require_picture_to_picture(descriptor, file_name)
    takes_sigma = descriptor.architecture.id == "DRUNet"
    # DRUNet takes it as one more channel, which spandrel makes outside of the module.
    if noise_sigma is not None and not takes_sigma:
        raise takes_no_sigma(file_name)
    sigma = (SIGMA if noise_sigma is None else noise_sigma) if takes_sigma else None
    sizes = descriptor.size_requirements
    built_with = getattr(descriptor.model, "hyperparameters", {})
    parts = ModuleBuilder(
        name=name,
        module=OutOfPlace(descriptor.model if sigma is None else NoiseMap(descriptor.model, sigma)),
        architecture=descriptor.architecture.name,
        origin=f"through {licence(descriptor.architecture)}",
        sha256=sha256,
        minimum_px=max(1, sizes.minimum),
        parameters=stored,
        by_measured_window=True,
        noise_sigma=sigma,
    )
    channels = descriptor.input_channels
    configuration = Configuration(
        scale=descriptor.scale,
        channels=channels,
        colour=_COLOURS[channels][0],
        arguments=_stated(built_with),
        multiple_of=_whole_windows(built_with, sizes.multiple_of),
        undecided={"colour": _COLOURS[1]} if channels == 1 else {},
        dialect=_DIALECT,
    )
    return parts, configuration


def takes_no_sigma(file_name: str) -> NetworkError:
    """The refusal of a strength of noise for a network that is given none."""
    return NetworkError(
        f"{file_name} is given no strength of noise beside the picture.",
        "Leave sigma out; an adapter states its own, as in FILE.py::Adapted(sigma=15)::weights.pth.",
    )


def nearest_to(tensors: Mapping[str, Tensor]) -> Likeness | None:
    """The network of spandrel's that the tensors resemble most; None where they resemble none."""
    spandrel = import_spandrel()
    return nearest_of(spandrel.MAIN_REGISTRY, spandrel.canonicalize_state_dict(dict(tensors)))


def _require_picture_to_picture(descriptor: Any, file_name: str) -> None:
    """Raise NetworkError for a network that takes or makes something else than a picture in colour or grey."""
    name, taken, made = descriptor.architecture.name, descriptor.input_channels, descriptor.output_channels
    if descriptor.purpose not in _SUPER_RESOLUTION:
        message = f"{file_name} is {name}, made for {descriptor.purpose.lower()}."
        raise NetworkError(message, "Open a network that takes a picture and returns one of its size or larger.")
    if taken != made or taken not in _COLOURS:
        message = f"{file_name} is {name}, which takes {taken} channels and makes {made}: no picture in colour or grey."
        raise NetworkError(message, f"What it takes besides, such as a noise map, can be fixed. {ADAPTER_ADVICE}")


def _whole_windows(built_with: Mapping[str, Any], multiple_of: int) -> int:
    """What sides are padded to, by reflection: where windows of attention are not whole, networks pad by black."""
    windows = (built_with.get(name, 1) for name in _WINDOWS)
    sides = [side for window in windows for side in (window if isinstance(window, list | tuple) else (window,))]
    return math.lcm(multiple_of, *(side for side in sides if isinstance(side, int) and side > 0))


def _stated(built_with: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the network, as far as they are numbers and texts."""
    return {name: value for name, value in built_with.items() if isinstance(value, int | float | str | list | tuple)}


def import_spandrel() -> Any:
    """The package, with the networks of spandrel_extra_arches where that is installed.

    Raises NetworkError where it, or what it needs, cannot be imported.
    """
    try:
        with LOADING_CODE:
            import_torchvision()
            spandrel = importlib.import_module("spandrel")
            if importlib.util.find_spec(_MORE) is not None:
                importlib.import_module(_MORE).install(ignore_duplicates=True)
    except (ImportError, RuntimeError, AttributeError) as error:
        advice = (
            "Install it anew, with a torchvision that fits this torch: python -m pip install -U 'lamgui[spandrel]'."
        )
        raise NetworkError("spandrel is installed, but cannot be imported.", advice, str(error)) from error
    return spandrel
