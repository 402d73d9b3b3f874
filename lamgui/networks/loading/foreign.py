"""A module that is no architecture of the program's, with what is known of it, as a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.architectures.layers import enlarge
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.network import Network, learnt_names


class EnlargeFirst(nn.Module):
    """A module for pictures that are enlarged before, with that enlargement, so that a map is one of LR pixels."""

    def __init__(self, module: nn.Module, scale: int) -> None:
        super().__init__()
        self.module = module
        self.scale = scale

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w)."""
        restored: Tensor = self.module(enlarge(x, self.scale))
        return restored

    def train(self, mode: bool = True) -> EnlargeFirst:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


@dataclass(frozen=True, eq=False)
class ModuleBuilder:
    """A module with what is known of it; `origin` says where it comes from, as a paper would be named.

    `parameters` are as many as the file holds, where the module has others. Of `same_size` is what the module makes of
    a picture that is to be enlarged before.
    """

    name: str
    module: nn.Module
    architecture: str
    origin: str
    sha256: str
    minimum_px: int
    parameters: int | None = None
    same_size: bool = False

    def build(self, configuration: Configuration, notes: tuple[str, ...] = ()) -> Network:
        """The network for one way of deciding what is open."""
        held = sum(p.numel() for p in self.module.parameters())
        facts = NetworkFacts(
            name=self.name,
            architecture=self.architecture,
            paper=self.origin,
            year=None,
            scale=configuration.scale,
            channels=configuration.channels,
            value_range=configuration.value_range,
            colour=configuration.colour,
            parameters=held if self.parameters is None else self.parameters,
            receptive_field=configuration.receptive_field or ReceptiveField.UNKNOWN,
            sha256=self.sha256,
            notes=notes,
        )
        multiple_of = configuration.multiple_of or 1
        enlarges_before = self.same_size and configuration.scale > 1
        module = EnlargeFirst(self.module, configuration.scale) if enlarges_before else self.module
        learnt = {f"module.{name}" for name in self._learnt} if enlarges_before else self._learnt
        return Network(module, facts, multiple_of=multiple_of, minimum_px=self.minimum_px, learnt=learnt)

    @cached_property
    def _learnt(self) -> frozenset[str]:
        """Asked for before the first network freezes the module, which all of them share."""
        return learnt_names(self.module)

    def stored_range(self) -> float | None:
        """No weights of a module that is not known tell the value of white."""
        return None
