"""The parts of BasicSR that networks import, for code that was written beside it: its released package does not import.

They do what the originals of the same name do: Wang et al., BasicSR, https://github.com/XPixelGroup/BasicSR.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

PACKAGE = "basicsr"


class Registry:
    """Holds classes by name: `@ARCH_REGISTRY.register()` stands above the class of a network."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._held: dict[str, Any] = {}

    def register(self, named: Any = None, suffix: str | None = None) -> Any:
        """Register a class or function, or make the decorator that does."""
        if named is None:
            return lambda decorated: self.register(decorated, suffix)
        self._held[f"{named.__name__}_{suffix}" if suffix else named.__name__] = named
        return named

    def get(self, name: str, suffix: str = "basicsr") -> Any:
        """The class of that name; raises KeyError where there is none."""
        found = self._held.get(name) or self._held.get(f"{name}_{suffix}")
        if found is None:
            raise KeyError(f"No object named '{name}' found in '{self._name}' registry!")
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._held.items())

    def keys(self) -> Iterable[str]:
        """The names."""
        return self._held.keys()


class ResidualBlockNoBN(nn.Module):
    """Conv, ReLU, conv, times `res_scale`, added to the input."""

    def __init__(self, num_feat: int = 64, res_scale: float = 1, pytorch_init: bool = False) -> None:
        super().__init__()
        self.res_scale = res_scale
        self.conv1 = nn.Conv2d(num_feat, num_feat, 3, 1, 1, bias=True)
        self.conv2 = nn.Conv2d(num_feat, num_feat, 3, 1, 1, bias=True)
        self.relu = nn.ReLU(inplace=True)
        if not pytorch_init:
            default_init_weights([self.conv1, self.conv2], 0.1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, num_feat, h, w) to the same."""
        changed: Tensor = self.conv2(self.relu(self.conv1(x)))
        return x + changed * self.res_scale


class Upsample(nn.Sequential):
    """Convolutions with pixel shuffles: `scale` is a power of 2, or 3."""

    def __init__(self, scale: int, num_feat: int) -> None:
        twos = scale.bit_length() - 1
        if scale == 3:
            factors = [3]
        elif scale == 2**twos:
            factors = [2] * twos
        else:
            raise ValueError(f"scale {scale} is not supported. Supported scales: 2^n and 3.")
        layers: list[nn.Module] = []
        for factor in factors:
            layers += [nn.Conv2d(num_feat, factor**2 * num_feat, 3, 1, 1), nn.PixelShuffle(factor)]
        super().__init__(*layers)


def default_init_weights(
    module_list: nn.Module | Iterable[nn.Module], scale: float = 1, bias_fill: float = 0, **kwargs: Any
) -> None:
    """Draw new weights by Kaiming's rule, times `scale`; biases are `bias_fill`."""
    modules = [module_list] if isinstance(module_list, nn.Module) else list(module_list)
    for module in (inner for outer in modules for inner in outer.modules()):
        if isinstance(module, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(module.weight, **kwargs)
            module.weight.data *= scale
        elif isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.constant_(module.weight, 1)
        else:
            continue
        if module.bias is not None:
            module.bias.data.fill_(bias_fill)


def make_layer(basic_block: Callable[..., nn.Module], num_basic_block: int, **kwarg: Any) -> nn.Sequential:
    """So many blocks one after the other."""
    return nn.Sequential(*(basic_block(**kwarg) for _ in range(num_basic_block)))


def pixel_unshuffle(x: Tensor, scale: int) -> Tensor:
    """(N, C, s*h, s*w) to (N, C*s*s, h, w)."""
    return functional.pixel_unshuffle(x, scale)


def flow_warp(
    x: Tensor, flow: Tensor, interp_mode: str = "bilinear", padding_mode: str = "zeros", align_corners: bool = True
) -> Tensor:
    """`x` (N, C, h, w) at the places that `flow` (N, h, w, 2), in pixels, points to."""
    height, width = x.shape[-2:]
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    places = torch.stack((columns, rows), 2).to(x) + flow
    sides = torch.tensor([max(width - 1, 1), max(height - 1, 1)]).to(x)
    return functional.grid_sample(x, 2 * places / sides - 1, interp_mode, padding_mode, align_corners)


def _tuple_of(count: int) -> Callable[[Any], tuple[Any, ...]]:
    def made(value: Any) -> tuple[Any, ...]:
        return (
            tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else tuple(repeat(value, count))
        )

    return made


def get_root_logger(logger_name: str = PACKAGE, log_level: int = logging.INFO, log_file: str | None = None) -> Any:
    """A logger; no file is written."""
    del log_level, log_file
    return logging.getLogger(logger_name)


@contextmanager
def basicsr_stand_ins() -> Iterator[None]:
    """A context in which the parts can be imported as those of `basicsr`; afterwards nothing of them is left."""
    modules = _modules()
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            sys.modules.pop(name, None)


def _modules() -> Mapping[str, ModuleType]:
    registries = {f"{kind}_REGISTRY": Registry(kind.lower()) for kind in ("ARCH", "MODEL", "LOSS", "METRIC", "DATASET")}
    layers: dict[str, Any] = {
        "ResidualBlockNoBN": ResidualBlockNoBN,
        "Upsample": Upsample,
        "default_init_weights": default_init_weights,
        "make_layer": make_layer,
        "pixel_unshuffle": pixel_unshuffle,
        "flow_warp": flow_warp,
        "trunc_normal_": nn.init.trunc_normal_,
        **{f"to_{count}tuple": _tuple_of(count) for count in (1, 2, 3, 4)},
        "to_ntuple": _tuple_of,
    }
    contents: dict[str, dict[str, Any]] = {
        PACKAGE: {},
        f"{PACKAGE}.utils": {"get_root_logger": get_root_logger},
        f"{PACKAGE}.utils.logger": {"get_root_logger": get_root_logger},
        f"{PACKAGE}.utils.registry": {"Registry": Registry, **registries},
        f"{PACKAGE}.archs": {},
        f"{PACKAGE}.archs.arch_util": layers,
    }
    modules = {name: ModuleType(name) for name in contents}
    for name, module in modules.items():
        vars(module).update(contents[name])
        # A package, so that what is not there is told as missing by its full name.
        module.__path__ = []
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(modules[parent], child, module)
    return modules
