"""Put a recognised checkpoint's weights into its module and state the facts."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.checkpoint.read import Checkpoint
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.loading.recognise import Recognised
from lamgui.networks.network import Network


@dataclass(frozen=True, eq=False)
class ArchitectureBuilder:
    """What networks of one checkpoint are made of, however its open questions are decided."""

    name: str
    found: Recognised
    checkpoint: Checkpoint

    def build(self, configuration: Configuration, notes: tuple[str, ...] = ()) -> Network:
        """The network for one way of deciding, in single precision on the CPU."""
        architecture = self.found.architecture
        module = architecture.build(configuration)
        constants = configuration.dialect.not_stored
        kept = {key: t for key, t in module.state_dict().items() if constants and key.startswith(constants)}
        module.load_state_dict({**kept, **self._weights()})
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
        return self.found.architecture.stored_range(self._weights())

    def _weights(self) -> dict[str, torch.Tensor]:
        """The network's tensors under our names."""
        keys, prefix = self.found.configuration.keys, self.found.prefix
        stripped = {
            key.removeprefix(prefix): tensor
            for key, tensor in self.checkpoint.tensors.items()
            if key.startswith(prefix)
        }
        return {keys.get(key, key): tensor for key, tensor in stripped.items()}
