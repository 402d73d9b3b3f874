"""What a network makes of a picture: one picture, or several things of which one is chosen by place or name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.entry import Output
from lamgui.networks.user_code.template import ADAPTER_ADVICE, ADAPTER_TEMPLATE

MOST_OUTPUTS = 64
"""More than a network has that is meant for people; a list of features may be longer."""


class OneOutput(nn.Module):
    """A module of several outputs, of which one is given on."""

    def __init__(self, module: nn.Module, name: str) -> None:
        super().__init__()
        self.module = module
        self._name = name

    def forward(self, x: Tensor) -> Tensor:
        """The chosen output for (N, C, h, w); raises KeyError where this picture has no such output."""
        return outputs_of(self.module(x))[self._name]

    def train(self, mode: bool = True) -> OneOutput:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


def outputs_of(answer: object) -> dict[str, Tensor]:
    """The tensors of an answer by name: places in lists and names in tables, joined by dots; "" for one alone."""
    return dict(_named(answer, ""))


def _named(answer: object, name: str) -> Iterator[tuple[str, Tensor]]:
    if isinstance(answer, Tensor):
        yield name, answer
        return
    inner: Iterator[tuple[object, object]] = iter(())
    if isinstance(answer, Mapping):
        inner = iter(list(answer.items())[:MOST_OUTPUTS])
    elif isinstance(answer, list | tuple):
        inner = iter(list(enumerate(answer))[:MOST_OUTPUTS])
    for key, value in inner:
        yield from _named(value, f"{name}.{key}" if name else str(key))


def scale_of(output: Tensor, channels: int, side: int) -> int | None:
    """By how much an output enlarges a picture of `side` pixels; None where it is none."""
    shape = tuple(output.shape)
    scale = shape[-1] // side if shape else 0
    return scale if scale >= 1 and shape == (1, channels, scale * side, scale * side) else None


def described_outputs(outputs: Mapping[str, Tensor], channels: int, side: int) -> tuple[Output, ...]:
    """All outputs for a picture of `side` pixels, with their sizes."""
    return tuple(
        Output(name, _size(output, side), scale_of(output, channels, side) is not None)
        for name, output in outputs.items()
    )


def candidates_in(
    answer: object, channels: int, side: int, file_name: str, stated: str | None
) -> tuple[tuple[str, ...], int, tuple[Output, ...]]:
    """Names of the outputs that may be the SR picture, in their order, their scale, and all outputs.

    The stated one, else those that enlarge most. One tensor alone has the name "" and is not listed. Raises
    NetworkError, with the size of every output, where none is a picture or the stated one is not.
    """
    outputs = outputs_of(answer)
    listed = described_outputs(outputs, channels, side) if set(outputs) != {""} else ()
    scales = {name: scale for name, output in outputs.items() if (scale := scale_of(output, channels, side))}
    if stated is not None and listed:
        if stated not in scales:
            raise _no_such_output(file_name, stated, listed)
        return (stated,), scales[stated], listed
    if not scales:
        raise _no_picture(file_name, answer, listed, channels, side)
    most = max(scales.values())
    return tuple(name for name, scale in scales.items() if scale == most), most, listed


def _no_such_output(file_name: str, stated: str, listed: Sequence[Output]) -> NetworkError:
    found = next((output for output in listed if output.name == stated), None)
    problem = "is not among its outputs" if found is None else f"is no picture: {found.size}"
    pictures = " or ".join(f"output={output.name}" for output in listed if output.is_picture)
    message = f"Output {stated} of {file_name} {problem}. It has {_in_words(listed)}."
    return NetworkError(message, f"Say {pictures}." if pictures else ADAPTER_ADVICE, ADAPTER_TEMPLATE)


def _no_picture(file_name: str, answer: object, listed: Sequence[Output], channels: int, side: int) -> NetworkError:
    wanted = f"(1, {channels}, s*{side}, s*{side})"
    if isinstance(answer, Tensor):
        message = f"{file_name} makes {tuple(answer.shape)} of a picture (1, {channels}, {side}, {side}); "
        return NetworkError(f"{message}wanted is {wanted}.", ADAPTER_ADVICE, ADAPTER_TEMPLATE)
    if not listed:
        message = f"{file_name} answers with a {type(answer).__name__}, in which there is no picture."
        return NetworkError(message, ADAPTER_ADVICE, ADAPTER_TEMPLATE)
    message = f"{file_name} makes several things of a picture, and none is a picture {wanted}: {_in_words(listed)}."
    return NetworkError(message, ADAPTER_ADVICE, ADAPTER_TEMPLATE)


def outputs_in_words(listed: Sequence[Output], chosen: str) -> str:
    """The note on a network of several outputs."""
    return f"output {chosen} is used; it has {_in_words(listed)}"


def _in_words(listed: Sequence[Output]) -> str:
    return ", ".join(f"{output.name}: {output.size}" for output in listed)


def _size(output: Tensor, side: int) -> str:
    shape = tuple(output.shape)
    if len(shape) != 4 or shape[0] != 1:
        return f"shape {'x'.join(map(str, shape)) or 'of a single number'}"
    channels = "1 channel" if shape[1] == 1 else f"{shape[1]} channels"
    return f"{channels}, {shape[3]}x{shape[2]} of {side}x{side}"
