"""How a module without a description is called: scale, channels and sizes are found by calling it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError, first_line
from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import OWN_NAMES, Configuration, Dialect
from lamgui.networks.entry import Output
from lamgui.networks.loading.outputs import candidates_in, outputs_in_words, outputs_of
from lamgui.networks.loading.wrapped import Wrapping
from lamgui.networks.user_code.missing import GPU_ADVICE, wants_gpu
from lamgui.networks.user_code.template import ADAPTER_ADVICE, ADAPTER_TEMPLATE

TRIAL_SIDES_PX = (48, 64, 56, 96, 128)
"""Sides that a module is called with until it answers: multiples of every usual window and scale."""

PROGRAM_SIDES_PX = (*TRIAL_SIDES_PX, 32, 24, 16, 40, 72, 80, 112, 160, 192, 224, 256)
"""The same for programs, which may have been traced for one size."""

MULTIPLES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 48, 64)
MINIMUM_SIDES_PX = (8, 12, 16, 24, 32)
COLOURS = {3: (Colour.RGB, Colour.BGR, Colour.YCBCR), 1: (Colour.Y, Colour.GREY)}
AGREEMENT = 1e-3
"""By how much, relative to the largest value, a picture may come out otherwise when it is one of a batch."""

MOST_TRIED = 4
"""Of more outputs than this that may be the SR picture, the last and the first are tried: steps end with the best."""

SAME_SIZE_SCALES = (1, 4, 2, 3)
"""Scales for a module whose pictures keep their size: 1, or those of pictures enlarged before, as SRCNN's are."""


@dataclass(frozen=True, eq=False)
class MeasuredModule:
    """How a module is fed, what it needs around it, the least side it takes, and whether pictures keep their size.

    `outputs` are all that it makes where it makes several things; of those that may be the SR picture, `configuration`
    leaves `output` undecided, or states it.
    """

    configuration: Configuration
    wrapping: Wrapping
    minimum_px: int
    same_size: bool
    outputs: tuple[Output, ...]
    notes: tuple[str, ...]


def measure_module(module: nn.Module, file_name: str, dialect: Dialect = OWN_NAMES) -> MeasuredModule:
    """Do all steps of `measure_in_steps` at once."""
    return result_of(measure_in_steps(module, file_name, dialect))


def measure_in_steps(
    module: nn.Module,
    file_name: str,
    dialect: Dialect = OWN_NAMES,
    output: str | None = None,
    sides: Sequence[int] = TRIAL_SIDES_PX,
) -> Generator[str, None, MeasuredModule]:
    """Find out how a module is called: (N, C, h, w) to (N, C, s*h, s*w), with C 3 or 1.

    Reports in words what is tried. Range and colour stay undecided; `output` states one of several outputs. Raises
    NetworkError where it answers no picture, answers otherwise, or gives no gradient.
    """
    yield "calling it with a picture"
    with torch.no_grad():
        channels, side, answer = _first_answer(module, file_name, sides)
    names, scale, outputs = candidates_in(answer, channels, side, file_name, output)
    name = names[0]
    one = Wrapping().around(module, name)
    notes = [outputs_in_words(outputs, name)] if outputs and len(names) == 1 else []
    yield "calling it with several pictures at once"
    first = outputs_of(answer)[name]
    wrapping = Wrapping(one_by_one=not _takes_batches(one, channels, side, first))
    yield "calling it with pictures of other sizes"
    with torch.no_grad():
        multiple_of = _multiple(one, channels, side, scale)
        minimum_px = side if multiple_of is None else _minimum(one, channels, side, scale, multiple_of)
    if len(names) > MOST_TRIED:
        names = (names[-1], names[0])
    if multiple_of is None:
        wrapping = replace(wrapping, tile_px=side)
        notes.append(
            f"takes {side}x{side} pixels only: larger pictures are cut into such tiles, and a map ends where its tile "
            f"does; surroundings of {side} pixels are one tile, with the patch in the middle"
        )
    yield "taking its gradient"
    side_px = minimum_px
    problem = _gradient_problem(wrapping.around(module, name), _picture(channels, side_px, side_px))
    if problem is Problem.WRITES_OVER:
        wrapping = replace(wrapping, writes_over=True)
    if problem is not None:
        _require_gradient(wrapping.around(module, name), _picture(channels, side_px, side_px), file_name)
    scales = {"scale": SAME_SIZE_SCALES} if scale == 1 else {}
    several = {"output": names} if len(names) > 1 else {}
    configuration = Configuration(
        scale=scale,
        channels=channels,
        colour=COLOURS[channels][0],
        arguments={"output": name} if name else {},
        multiple_of=multiple_of or side,
        undecided={**several, **scales, "value_range": (1.0, 255.0), "colour": COLOURS[channels]},
        dialect=dialect,
    )
    return MeasuredModule(configuration, wrapping, minimum_px, scale == 1, outputs, tuple(notes))


def _picture(channels: int, height: int, width: int) -> Tensor:
    """A smooth picture, so that nothing depends on chance."""
    rows, columns = torch.linspace(0.2, 0.8, height), torch.linspace(0.1, 0.9, width)
    plane = rows[:, None] * columns[None, :]
    return torch.stack([plane * (1 + 0.1 * i) for i in range(channels)])[None]


def _first_answer(module: nn.Module, file_name: str, sides: Sequence[int]) -> tuple[int, int, object]:
    """Channels and side of the first picture that the module answers, and the answer."""
    problems: list[NetworkError] = []
    for side in sides:
        for channels in COLOURS:
            try:
                answer = module(_picture(channels, side, side))
            except Exception as error:  # noqa: BLE001 # whatever the user's code raises
                problems.append(_failed(file_name, channels, side, error))
                continue
            return channels, side, answer
    raise problems[0]


def _failed(file_name: str, channels: int, side: int, error: Exception) -> NetworkError:
    message = f"{file_name} fails on a picture of {side}x{side} pixels with {channels} channels: {first_line(error)}."
    advice = GPU_ADVICE if wants_gpu(error) else ADAPTER_ADVICE
    return NetworkError(message, advice, f"{type(error).__name__}: {error}\n\n{ADAPTER_TEMPLATE}")


def _takes_batches(module: nn.Module, channels: int, side: int, of_first: Tensor) -> bool:
    """Whether two pictures at once come out as each alone; `of_first` is what came out of `_picture`."""

    # Drawn anew for each call: the module may write over it.
    def mirrored() -> Tensor:
        return _picture(channels, side, side).flip(-1)

    try:
        with torch.no_grad():
            together = module(torch.cat([_picture(channels, side, side), mirrored()]))
            alone = torch.cat([of_first, module(mirrored())])
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


class Problem(StrEnum):
    """Why a module has no gradient with respect to its picture."""

    WRITES_OVER = "it writes over values that the gradient needs"
    CHECKPOINTS = "it computes parts of it again by checkpoints that torch.autograd.grad cannot follow"
    CUT_OFF = "its result does not depend on the picture"
    OTHER = "it cannot be taken"


_ADVICE = {
    Problem.WRITES_OVER: "Let its code make new tensors where it writes over its input (in place).",
    Problem.CHECKPOINTS: "Turn its checkpoints off (use_checkpoint=False, checkpointing=False or the like), or give "
    "torch.utils.checkpoint.checkpoint use_reentrant=False: a map needs no checkpoints.",
    Problem.CUT_OFF: "Take out detach, no_grad, .data, numpy and rounding, or what else cuts the gradient off.",
    Problem.OTHER: "This comes from the file's own code; the details say where.",
}
_SIGNS = {
    Problem.WRITES_OVER: ("modified by an inplace operation", "is being modified inplace", "in-place operation"),
    Problem.CHECKPOINTS: ("checkpoint", "use_reentrant"),
    Problem.CUT_OFF: ("does not require grad", "not have been used in the graph"),
}
"""What torch says of each, in lower case."""


def _gradient_problem(module: nn.Module, picture: Tensor) -> Problem | None:
    try:
        return None if _gradient_reaches(module, picture) else Problem.CUT_OFF
    except Exception as error:  # noqa: BLE001 # whatever the user's code raises
        return _problem_of(error)


def _problem_of(error: Exception) -> Problem:
    said = str(error).lower()
    return next((problem for problem, signs in _SIGNS.items() if any(sign in said for sign in signs)), Problem.OTHER)


def _gradient_reaches(module: nn.Module, picture: Tensor) -> bool:
    with torch.enable_grad():
        leaf = picture.requires_grad_()
        # Not the leaf itself, which torch forbids to write over.
        answer: Tensor = module.eval()(leaf * 1)
        return answer.requires_grad and bool(torch.autograd.grad(answer.sum(), leaf)[0].isfinite().any())


def _require_gradient(module: nn.Module, picture: Tensor, file_name: str) -> None:
    try:
        reaches = _gradient_reaches(module, picture)
    except Exception as error:
        problem = _problem_of(error)
        message = f"{file_name} has no gradient, which a map is made of: {first_line(error)}."
        raise NetworkError(message, _ADVICE[problem], f"{type(error).__name__}: {error}") from error
    if not reaches:
        message = f"{file_name} has no gradient, which a map is made of: {Problem.CUT_OFF}."
        raise NetworkError(message, _ADVICE[Problem.CUT_OFF])
