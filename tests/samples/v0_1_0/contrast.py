"""A detector: how much of a feature the patch of the SR picture holds."""

import torch


def contrast(crop: torch.Tensor) -> torch.Tensor:
    """From patches, (N, C, l + 1, l + 1) with values 0..1, to a number each, (N,).

    The last row and column belong to the margin, for differences. Gradients must be able to flow from the numbers back
    to the crop: use torch's functions, no numpy, no .item(), no .detach(). Each picture counts for itself.
    """
    patch = crop[..., :-1, :-1]
    return (patch - patch.mean(dim=(-2, -1), keepdim=True)).square().sum(dim=(-3, -2, -1))
