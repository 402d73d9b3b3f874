"""Objects that training code saves beside the weights: read as blanks, so that none of their code is run."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import torch

MOST_KINDS = 64
"""Most kinds of objects in one file; a hostile file can name any number."""

HARMLESS = (
    "_codecs.encode",
    "argparse.Namespace",
    "builtins.dict",
    "builtins.list",
    "builtins.int",
    "builtins.float",
    "collections.defaultdict",
    "datetime.",
    "enum.",
    "lightning.",
    "lightning_fabric.",
    "numpy.",
    "omegaconf.",
    "pathlib.",
    "pytorch_lightning.",
    "torch.optim.",
    "types.SimpleNamespace",
    "typing.",
)
"""What notes, options and schedules of a training run consist of; a name that ends in a dot is a whole package."""

_NAMED = re.compile(r"GLOBAL (?P<name>[\w.]+)")


class _Blank:
    """An object that accepts any arguments and does nothing."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def __new__(cls, *_: Any, **__: Any) -> _Blank:
        return super().__new__(cls)

    def __setstate__(self, _: Any) -> None: ...


def _blank_table(*_: Any) -> dict[Any, Any]:
    return {}


def load_without_extras(data: bytes) -> Any:
    """A file as torch's restricted reader reads it, with a blank in place of every object of HARMLESS.

    The reader runs only code that it is allowed to, and a blank has none. Raises what the reader raises for any other
    object that the file names.
    """
    blanks: dict[str, Callable[..., Any]] = {}
    while True:
        try:
            with torch.serialization.safe_globals([(blank, name) for name, blank in blanks.items()]):
                return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
        except Exception as error:
            name = named_in(error)
            if name is None or name in blanks or len(blanks) >= MOST_KINDS or not _is_harmless(name):
                raise
            blanks[name] = _blank_table if name == "collections.defaultdict" else type("Blank", (_Blank,), {})


def named_in(error: Exception) -> str | None:
    """The object that the reader stopped at, by its full name."""
    found = _NAMED.search(str(error))
    if found is None:
        return None
    # The reader leaves out the module of what is built in.
    return found["name"] if "." in found["name"] else f"builtins.{found['name']}"


def _is_harmless(name: str) -> bool:
    return any(name.startswith(known) if known.endswith(".") else name == known for known in HARMLESS)
