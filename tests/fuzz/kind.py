"""A class of files that is tried: where its inputs come from, and what opens one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutation import mutated


def as_bytes(seed: int, inputs: list[bytes], name: str) -> bytes:
    """The usual way to make an input."""
    return mutated(seed, inputs, name)


@dataclass(frozen=True)
class FuzzClass:
    """`begin` makes unbroken inputs, `use` opens a file as the program does; errors other than `words` are faults."""

    name: str
    begin: Callable[[Path], list[bytes]]
    use: Callable[[Path], object]
    words: tuple[type[Exception], ...]
    suffix: Callable[[bytes], str]
    make: Callable[[int, list[bytes], str], bytes] = as_bytes


def always(suffix: str) -> Callable[[bytes], str]:
    """Every file of the class ends so."""
    return lambda _: suffix
