"""Weights for a network of the user's own code: all of its tensors, or with permission those that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.checkpoint.read import Checkpoint
from lamgui.networks.checkpoint.weights import without_prefixes

SHOWN_KEYS = 3
LISTED_KEYS = 60


def put_weights(module: nn.Module, checkpoint: Checkpoint, described: str, strict: bool) -> tuple[str, ...]:
    """Load the weights into the module; returns notes on what is missing and unknown where that is allowed.

    Without `strict`, tensors that the file lacks stay as the code made them, and those that the module lacks or has in
    another shape are left out. Raises NetworkError, listing both, with `strict`, and where no tensor fits.
    """
    expected: Layout = {key: tuple(tensor.shape) for key, tensor in module.state_dict().items()}
    weights = _unprefixed(checkpoint, expected)
    if strict:
        _load(module, weights, expected, described)
        return ()
    if type(module).load_state_dict is not nn.Module.load_state_dict:
        return _put_by_adapter(module, weights, described)
    fitting = {key: tensor for key, tensor in weights.items() if expected.get(key) == tuple(tensor.shape)}
    missing, unknown = _without(expected, fitting), _without(weights, fitting)
    if not fitting:
        raise _misfit(described, missing, unknown, "none of the tensors is one of the network's")
    try:
        module.load_state_dict(fitting, strict=False)
    except Exception as error:
        raise _misfit(described, missing, unknown, str(error)) from error
    return _notes(missing, unknown)


def _put_by_adapter(module: nn.Module, weights: Mapping[str, Tensor], described: str) -> tuple[str, ...]:
    """The module's own way of loading knows under which names its tensors were saved."""
    try:
        left = module.load_state_dict(weights, strict=False)
    except Exception as error:
        raise _misfit(described, (), (), str(error)) from error
    return _notes(getattr(left, "missing_keys", ()), getattr(left, "unexpected_keys", ()))


def _notes(missing: Sequence[str], unknown: Sequence[str]) -> tuple[str, ...]:
    stated = ((missing, "are missing in the weights and stay as the code makes them"), (unknown, "were left out"))
    return tuple(
        f"{len(keys)} tensors {what}: {', '.join(keys[:LISTED_KEYS])}{', ...' if len(keys) > LISTED_KEYS else ''}"
        for keys, what in stated
        if keys
    )


def _unprefixed(checkpoint: Checkpoint, expected: Layout) -> dict[str, Tensor]:
    """The file's tensors without the prefix with which most of them are the module's."""
    variants = list(without_prefixes(checkpoint.layout))
    prefix, _ = max(variants, key=lambda variant: len(variant[1].keys() & expected.keys()))
    return {key.removeprefix(prefix): tensor for key, tensor in checkpoint.tensors.items() if key.startswith(prefix)}


def _load(module: nn.Module, weights: Mapping[str, Tensor], expected: Layout, described: str) -> None:
    try:
        module.load_state_dict(weights)
    except Exception as error:
        raise _misfit(described, _without(expected, weights), _without(weights, expected), str(error)) from error


def _without(some: Mapping[str, object], others: Mapping[str, object]) -> list[str]:
    return [key for key in some if key not in others]


def _misfit(described: str, missing: Sequence[str], unknown: Sequence[str], error: str) -> NetworkError:
    stated = ((missing, "missing"), (unknown, "unknown"))
    problems = [f"{_shown(keys)} {verb}" for keys, verb in stated if keys]
    message = f"The weights do not fit {described}: {'; '.join(problems) or 'shapes differ'}."
    advice = (
        "Check its arguments, width and depth for instance. Where parts may be missing, allow it: strict=no on a "
        "command line, or the box beside the weights."
    )
    listed = [*(f"missing: {key}" for key in missing), *(f"unknown: {key}" for key in unknown)][:LISTED_KEYS]
    return NetworkError(message, advice, "\n".join([error, *listed]))


def _shown(keys: Sequence[str]) -> str:
    more = len(keys) - SHOWN_KEYS
    return f"{', '.join(keys[:SHOWN_KEYS])}{f' and {more} more' if more > 0 else ''}"
