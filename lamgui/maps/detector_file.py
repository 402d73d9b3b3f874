"""A .py file with a detector of the user's, read without running it: which function, which hash, and a template."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.errors import DetectorError
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.user_code.definitions import Definition, functions_in
from lamgui.networks.user_code.words import split_words

USUAL_NAME = "detector"
"""Name of the function that is used where a file has several and none is named."""

DETECTOR_TEMPLATE = '''\
"""A detector: how much of a feature the patch of the SR picture holds."""

import torch


def detector(crop: torch.Tensor) -> torch.Tensor:
    """From patches, (N, C, l + 1, l + 1) with values 0..1, to a number each, (N,).

    The last row and column belong to the margin, for differences. Gradients must be able to flow from the numbers back
    to the crop: use torch's functions, no numpy, no .item(), no .detach(). Each picture counts for itself.
    """
    patch = crop[..., :-1, :-1]
    return (patch - patch.mean(dim=(-2, -1), keepdim=True)).square().sum(dim=(-3, -2, -1))
'''
"""A complete detector, of contrast, to start from."""


def detectors_in(path: Path) -> tuple[Definition, ...]:
    """The functions that may be detectors, that of the usual name first.

    Raises NetworkError where the file cannot be read or is not Python; DetectorError where it has none.
    """
    if path.suffix.lower() != ".py":
        raise DetectorError(f"{path.name} is no Python file.", "A detector is a function in a .py file.")
    found = functions_in(path)
    if not found:
        advice = f"Write one, such as def {USUAL_NAME}(crop): …; the template shows how."
        raise DetectorError(f"{path.name} has no function of one argument that could be a detector.", advice)
    return tuple(sorted(found, key=lambda choice: choice.name != USUAL_NAME))


def own_detector_in(path: Path, function: str = "") -> OwnDetector:
    """The detector that a file holds now; without a name the first of `detectors_in`. Nothing of it is run.

    Raises NetworkError or DetectorError where the file cannot be read or has no such function.
    """
    path = path.expanduser().absolute()
    offered = [choice.name for choice in detectors_in(path)]
    if function and function not in offered:
        message = f"{path.name} has no function {function} of one argument."
        raise DetectorError(message, f"It has {', '.join(offered)}.")
    sha256 = hashlib.sha256(file_bytes(path)).hexdigest()
    return OwnDetector(function or offered[0], path.name, sha256, path)


def own_detector_named(words: str) -> OwnDetector:
    """The detector of `FILE.py` or `FILE.py::function`, as on a command line; see `own_detector_in`."""
    file, function = split_words(words)
    return own_detector_in(Path(file), function.strip())
