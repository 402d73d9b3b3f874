"""How a module without a description is called: scale, channels and sizes are found by calling it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError, first_line
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import OWN_NAMES, Configuration, Dialect
from lamgui.networks.user_code.template import ADAPTER_ADVICE, ADAPTER_TEMPLATE

TRIAL_SIDES_PX = (48, 64, 56, 96, 128)
"""Sides that a module is called with until it answers: multiples of every usual window and scale."""

MULTIPLES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 48, 64)
MINIMUM_SIDES_PX = (8, 12, 16, 24, 32)
COLOURS = {3: (Colour.RGB, Colour.BGR, Colour.YCBCR), 1: (Colour.Y, Colour.GREY)}
AGREEMENT = 1e-3
"""By how much, relative to the largest value, a picture may come out otherwise when it is one of a batch."""

ENLARGED_BEFORE = (4, 2, 3, 1)
"""Scales for a module whose pictures keep their size: it is made for those that were enlarged before, as SRCNN is."""


class OneByOne(nn.Module):
    """A module that takes single pictures only, called for each picture of a batch."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w)."""
        return torch.cat([self.module(one) for one in x.chunk(len(x))])

    def train(self, mode: bool = True) -> OneByOne:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


@dataclass(frozen=True, eq=False)
class MeasuredModule:
    """A module that takes batches, how it is fed, the least side it takes, and whether pictures keep their size."""

    module: nn.Module
    configuration: Configuration
    minimum_px: int
    same_size: bool


def measure_module(module: nn.Module, file_name: str, dialect: Dialect = OWN_NAMES) -> MeasuredModule:
    """Find out how a module is called: (N, C, h, w) to (N, C, s*h, s*w), with C 3 or 1.

    Range and colour stay undecided. Raises NetworkError where it answers no picture, answers otherwise, takes
    pictures of a single size only, or gives no gradient.
    """
    with torch.no_grad():
        channels, side, scale = _first_answer(module, file_name)
        batched = module if _takes_batches(module, channels, side) else OneByOne(module)
        multiple_of = _multiple(module, channels, side, scale)
        if multiple_of is None:
            message = f"{file_name} takes pictures of {side}x{side} pixels only."
            advice = "Export it with sides that may vary: dynamic_shapes of torch.export, or torch.jit.script."
            raise NetworkError(message, advice)
        minimum_px = _minimum(module, channels, side, scale, multiple_of)
    _require_gradient(batched, _picture(channels, minimum_px, minimum_px), file_name)
    scales = {"scale": ENLARGED_BEFORE} if scale == 1 else {}
    configuration = Configuration(
        scale=ENLARGED_BEFORE[0] if scale == 1 else scale,
        channels=channels,
        colour=COLOURS[channels][0],
        multiple_of=multiple_of,
        undecided={**scales, "value_range": (1.0, 255.0), "colour": COLOURS[channels]},
        dialect=dialect,
    )
    return MeasuredModule(batched, configuration, minimum_px, scale == 1)


def _picture(channels: int, height: int, width: int) -> Tensor:
    """A smooth picture, so that nothing depends on chance."""
    rows, columns = torch.linspace(0.2, 0.8, height), torch.linspace(0.1, 0.9, width)
    plane = rows[:, None] * columns[None, :]
    return torch.stack([plane * (1 + 0.1 * i) for i in range(channels)])[None]


def _first_answer(module: nn.Module, file_name: str) -> tuple[int, int, int]:
    """Channels, side and scale of the first picture that the module answers."""
    problems: list[NetworkError] = []
    for side in TRIAL_SIDES_PX:
        for channels in COLOURS:
            try:
                answer = module(_picture(channels, side, side))
            except Exception as error:  # noqa: BLE001 # whatever the user's code raises
                problems.append(_failed(file_name, channels, side, error))
                continue
            return channels, side, _scale(answer, channels, side, file_name)
    raise problems[0]


def _failed(file_name: str, channels: int, side: int, error: Exception) -> NetworkError:
    message = f"{file_name} fails on a picture of {side}x{side} pixels with {channels} channels: {first_line(error)}."
    return NetworkError(message, ADAPTER_ADVICE, f"{type(error).__name__}: {error}\n\n{ADAPTER_TEMPLATE}")


def _scale(answer: object, channels: int, side: int, file_name: str) -> int:
    if not isinstance(answer, Tensor):
        message = f"{file_name} answers with {_described(answer)}, not with one picture."
        raise NetworkError(message, ADAPTER_ADVICE, ADAPTER_TEMPLATE)
    shape = tuple(answer.shape)
    scale = shape[-1] // side if shape else 0
    if scale < 1 or shape != (1, channels, scale * side, scale * side):
        wanted = f"(1, {channels}, s*{side}, s*{side})"
        message = f"{file_name} makes {shape} of a picture (1, {channels}, {side}, {side}); wanted is {wanted}."
        raise NetworkError(message, ADAPTER_ADVICE, ADAPTER_TEMPLATE)
    return scale


def _takes_batches(module: nn.Module, channels: int, side: int) -> bool:
    one = _picture(channels, side, side)
    try:
        together = module(torch.cat([one, one.flip(-1)]))
        alone = torch.cat([module(one), module(one.flip(-1))])
    except Exception:  # noqa: BLE001 # whatever the user's code raises
        return False
    if together.shape != alone.shape:
        return False
    return bool((together - alone).abs().max() <= AGREEMENT * alone.abs().max())


def _multiple(module: nn.Module, channels: int, side: int, scale: int) -> int | None:
    """What the sides must be multiples of; height and width are tried separately, as either alone may fail."""
    for multiple in _divisors(side):
        if all(_answers(module, channels, *sides, scale) for sides in _grown(side, multiple)):
            return multiple
    return None


def _divisors(side: int) -> Iterator[int]:
    return (multiple for multiple in MULTIPLES if side % multiple == 0)


def _grown(side: int, by: int) -> tuple[tuple[int, int], ...]:
    return (side + by, side), (side, side + by)


def _minimum(module: nn.Module, channels: int, side: int, scale: int, multiple_of: int) -> int:
    for least in MINIMUM_SIDES_PX:
        tried = -(-least // multiple_of) * multiple_of
        if tried < side and _answers(module, channels, tried, tried, scale):
            return tried
    return side


def _answers(module: nn.Module, channels: int, height: int, width: int, scale: int) -> bool:
    try:
        answer = module(_picture(channels, height, width))
    except Exception:  # noqa: BLE001 # whatever the user's code raises
        return False
    return tuple(answer.shape) == (1, channels, scale * height, scale * width)


def _require_gradient(module: nn.Module, picture: Tensor, file_name: str) -> None:
    with torch.enable_grad():
        try:
            answer = module.eval()(picture.requires_grad_())
            reaches = answer.requires_grad and bool(torch.autograd.grad(answer.sum(), picture)[0].isfinite().any())
        except RuntimeError as error:
            message = f"{file_name} has no gradient, which a map is made of: {first_line(error)}."
            advice = "Let its code make new tensors where it writes over its input (in place)."
            raise NetworkError(message, advice, str(error)) from error
    if not reaches:
        message = f"{file_name} has no gradient, which a map is made of: its result does not depend on the picture."
        raise NetworkError(message, "Take out detach, no_grad and rounding, or what else cuts the gradient off.")


def _described(answer: object) -> str:
    if isinstance(answer, list | tuple):
        return f"a {type(answer).__name__} of {len(answer)}"
    if isinstance(answer, dict):
        return f"a dict of {', '.join(map(str, list(answer)[:4]))}"
    return f"a {type(answer).__name__}"
