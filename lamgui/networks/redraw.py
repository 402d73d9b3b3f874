"""Draw learnt weights anew, layer by layer, so that nothing that a network learnt is left (Adebayo et al. 2018)."""

from __future__ import annotations

import torch

from lamgui.networks.network import Network


def redrawn(network: Network, layers: int, seed: int) -> Network:
    """A copy whose last `layers` layers have weights drawn anew with `seed`; the network itself is not changed.

    Only learnt weights are drawn: statistics of normalisation, mean shifts and other constants stay. Each
    tensor is drawn from a normal distribution around 0 with its own root mean square, so that what passes through the
    network stays in range; zeros stay zero. The last layer is drawn first: it gets the same values however many
    before it are drawn. Raises NetworkError where the module cannot be copied.
    """
    other = network.copied(f"{network.facts.name} with weights drawn anew")
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for layer in other.learnt_layers[::-1][:layers]:
            for parameter in layer:
                drawn = torch.randn(parameter.shape, generator=generator)
                parameter.copy_(drawn * parameter.float().square().mean().sqrt())
    return other
