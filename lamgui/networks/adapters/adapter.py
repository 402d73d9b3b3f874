"""What all adapters have in common: weights are those of the network inside, and remarks stand among its notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import nn


class Adapter(nn.Module):
    """A network inside one that takes and gives a single picture."""

    remarks: tuple[str, ...] = ()
    """What a reader of a map must know of it, a phrase each."""
    given: tuple[str, ...] = ()
    """The sha256 of each file that it is given besides: other files make another network."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False) -> Any:
        """Weights were saved without the adapter around them."""
        return self.network.load_state_dict(state_dict, strict, assign)
