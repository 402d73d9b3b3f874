"""Builders of a file's network, for any answer to what the file leaves open: channels, range, scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.networks.architectures._architecture import COUNTER, Configuration
from lamgui.networks.checkpoint.read import Checkpoint
from lamgui.networks.entry import NetworkFacts, Output
from lamgui.networks.loading.recognise import Recognised
from lamgui.networks.loading.wrapped import UNWRAPPED, Wrapping
from lamgui.networks.memory_layout import is_indifferent_to_layout
from lamgui.networks.network import Network, learnt_names


class NetworkBuilder(Protocol):
    """Builds the networks of one file, whatever its open questions are answered with."""

    def build(self, configuration: Configuration, notes: tuple[str, ...] = ()) -> Network:
        """The network for one way of deciding, in single precision on the CPU."""
        ...

    def stored_range(self) -> float | None:
        """The value of white where the weights tell it."""
        ...


@dataclass(frozen=True, eq=False)
class ArchitectureBuilder:
    """Builds networks of a checkpoint whose architecture was recognised."""

    name: str
    recognised: Recognised
    checkpoint: Checkpoint

    def build(self, configuration: Configuration, notes: tuple[str, ...] = ()) -> Network:
        """The network for one way of deciding, in single precision on the CPU."""
        architecture = self.recognised.architecture
        module = architecture.build(configuration)
        own = (*configuration.dialect.not_stored,)
        constants = {key: t for key, t in module.state_dict().items() if key.startswith(own) or key.endswith(COUNTER)}
        module.load_state_dict({**constants, **self._weights()})
        facts = NetworkFacts(
            name=self.name,
            architecture=architecture.name,
            paper=str(architecture.paper),
            year=architecture.paper.year,
            scale=configuration.scale,
            channels=configuration.channels,
            value_range=configuration.value_range,
            colour=configuration.colour,
            parameters=sum(p.numel() for p in module.parameters() if p.requires_grad),
            receptive_field=configuration.receptive_field or architecture.receptive_field,
            sha256=self.checkpoint.sha256,
            notes=notes,
        )
        multiple_of = configuration.multiple_of or architecture.multiple_of
        return Network(module, facts, multiple_of=multiple_of, minimum_px=architecture.minimum_px)

    def stored_range(self) -> float | None:
        """The value of white where the weights tell it."""
        return self.recognised.architecture.stored_range(self._weights())

    def _weights(self) -> dict[str, Tensor]:
        """The network's tensors under our names."""
        keys, prefix = self.recognised.configuration.keys, self.recognised.prefix
        stripped = {
            key.removeprefix(prefix): tensor
            for key, tensor in self.checkpoint.tensors.items()
            if key.startswith(prefix)
        }
        return {keys.get(key, key): tensor for key, tensor in stripped.items()}


@dataclass(frozen=True, eq=False)
class ModuleBuilder:
    """Builds networks of a module that is no architecture of the program's.

    `origin` says where it comes from, as a paper would be named. `parameters` counts those of the file, where the
    module has others. With `same_size` the module keeps a picture's size: it is enlarged before. `wrapping` says what
    the module needs around it, `outputs` what it makes where that is more than a picture; `by_measured_window` is as
    Network has it, `noise_sigma` as the facts.
    """

    name: str
    module: nn.Module
    architecture: str
    origin: str
    sha256: str
    minimum_px: int
    parameters: int | None = None
    same_size: bool = False
    wrapping: Wrapping = UNWRAPPED
    outputs: tuple[Output, ...] = ()
    by_measured_window: bool = False
    noise_sigma: float | None = None
    _layouts: dict[str, bool] = field(default_factory=dict, repr=False)
    """Whether the memory layout matters, by output: tried once, for all ways of deciding."""

    def build(self, configuration: Configuration, notes: tuple[str, ...] = ()) -> Network:
        """The network for one set of answers to the open questions, in single precision on the CPU."""
        counted = sum(p.numel() for p in self.module.parameters())
        output = str(configuration.arguments.get("output", "")) if self.outputs else ""
        facts = NetworkFacts(
            name=self.name,
            architecture=self.architecture,
            paper=self.origin,
            year=None,
            scale=configuration.scale,
            channels=configuration.channels,
            value_range=configuration.value_range,
            colour=configuration.colour,
            parameters=counted if self.parameters is None else self.parameters,
            receptive_field=configuration.receptive_field or ReceptiveField.UNKNOWN,
            sha256=self.sha256,
            notes=notes,
            output=output,
            outputs=self.outputs,
            noise_sigma=self.noise_sigma,
        )
        multiple_of = configuration.multiple_of or 1
        module = self.wrapping.around(self.module, output, configuration.scale if self.same_size else 1)
        prefix = next(name for name, inner in module.named_modules() if inner is self.module)
        learnt = {f"{prefix}.{name}" if prefix else name for name in self._learnt}
        sides = (multiple_of, self.minimum_px)
        if output not in self._layouts:
            self._layouts[output] = is_indifferent_to_layout(module.eval(), configuration.channels, *sides)
        return Network(
            module,
            facts,
            multiple_of=multiple_of,
            minimum_px=self.minimum_px,
            learnt=learnt,
            channels_last=self._layouts[output],
            by_measured_window=self.by_measured_window,
        )

    @cached_property
    def _learnt(self) -> frozenset[str]:
        """Called before the first network freezes the module, which all of them share."""
        return learnt_names(self.module)

    def stored_range(self) -> float | None:
        """None: the weights of an unknown module do not tell the value of white."""
        return None
