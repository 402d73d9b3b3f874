"""torchvision built for another torch: its Python part is imported all the same, with operators that have no body."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import warnings
from pathlib import Path

import torch

_PACKAGE = "torchvision"
_stand_ins: list[torch.library.Library] = []
"""Libraries of operators without a body: an operator disappears with the library object that defined it."""


def import_torchvision() -> None:
    """Import torchvision, also where it was built for another torch; raises what its import raises otherwise.

    Its binary part does not load then, and its Python part stops at the first operator of that part which it
    annotates. Networks use none of them, so that operators of these names without a body will do; calling one raises.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            importlib.import_module(_PACKAGE)
        except RuntimeError as error:
            if not lacks_operator(error):
                raise
            for module in [module for module in sys.modules if module.partition(".")[0] == _PACKAGE]:
                del sys.modules[module]
            _stand_ins.append(_without_bodies(_annotated_operators()))
            importlib.import_module(_PACKAGE)


def lacks_operator(error: BaseException) -> bool:
    """Whether this is how an import of torchvision fails where its binary part does not fit."""
    return isinstance(error, RuntimeError) and f"operator {_PACKAGE}::" in str(error)


def _annotated_operators() -> set[str]:
    found = importlib.util.find_spec(_PACKAGE)
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).with_name("_meta_registrations.py").read_text(encoding="utf-8")
    return set(re.findall(rf"{_PACKAGE}::(\w+)", source))


def _without_bodies(names: set[str]) -> torch.library.Library:
    library = torch.library.Library(_PACKAGE, "FRAGMENT")  # type: ignore[no-untyped-call]
    for name in sorted(names):
        library.define(f"{name}(Tensor x) -> Tensor")  # type: ignore[no-untyped-call]
    return library
