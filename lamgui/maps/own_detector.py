"""A detector of the user's, loaded from its .py file and tried: run only with permission for it where it lies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.integral.passes import is_out_of_memory
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import DetectorError, NetworkError, TrustNeeded, UntrustedDetector
from lamgui.files.door import sha256_of
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.user_code.own_code import imported, reason
from lamgui.networks.user_code.permission import wanted_beyond, what_is_new, with_those_of

PROBE_SIDE_PX = 17
"""Side of the drawn patches, with their margin, on which a detector is tried."""

ADVICE_TO_TRUST = "Use it only if you trust whoever made it: choose it anew in the window, or give --trust."
ADVICE = "This comes from the file's own code; the template shows what a detector is."
GRADIENT_ADVICE = "Use torch's functions from the crop to the result: no numpy, no .item(), no .detach()."


def load_detector(own: OwnDetector, permission: CodePermission | None) -> Detector:
    """Run the file, and try its function on drawn patches.

    Raises UntrustedDetector without permission for the file where it lies, and for the modules that it imports;
    DetectorError or NetworkError where the file is missing or has changed, its code fails, or its function is no
    detector: a finite number for each patch by itself, with a gradient.
    """
    if own.path is None:
        message = f"The file {own.file_name} of the detector {own.function} was not found."
        raise DetectorError(message, "Choose it anew in the window, or give it with --detector-file.")
    if hashlib.sha256(file_bytes(own.path)).hexdigest() != own.sha256:
        message = f"{own.path.name} has changed since it was chosen as the detector's file."
        raise DetectorError(message, "Choose it anew, to use what it holds now.")
    permission = require_permission(own, own.path, permission)
    try:
        with imported(permission, own.function) as (function, _):
            detector = OwnFunction(function, own, own.path)
            _try(detector)
    except TrustNeeded as error:
        raise UntrustedDetector(error.message, ADVICE_TO_TRUST, error.wanted) from error
    except NetworkError as error:
        raise DetectorError(error.message, error.advice, error.details) from error
    return detector


def require_permission(own: OwnDetector, path: Path, given: CodePermission | None) -> CodePermission:
    """The permission to run a detector's file; raises UntrustedDetector where there is none, or it is not enough."""
    if given is None:
        message = f"{own.file_name} is a Python file, which runs its own code when its detector is used."
        raise UntrustedDetector(message, ADVICE_TO_TRUST)
    wanted = wanted_beyond(path, given)
    if not given.covers(wanted):
        message = f"{own.file_name} runs its own code: {what_is_new(wanted, given)}."
        raise UntrustedDetector(message, ADVICE_TO_TRUST, with_those_of(wanted, given))
    return given


class DetectorCache:
    """Detectors of the user's, loaded once each; one is loaded again where its file or a module of it has changed."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[OwnDetector, CodePermission | None], tuple[dict[Path, str | None], Detector]] = {}

    def get(self, own: OwnDetector, permission: CodePermission | None) -> Detector:
        """The detector; raises as `load_detector` does."""
        key = (own, permission)
        hashes = {} if permission is None else _hashes(permission)
        cached = self._loaded.get(key)
        # The file of one that is loaded may be gone.
        if cached is None or any(now not in {None, cached[0].get(path)} for path, now in hashes.items()):
            cached = self._loaded[key] = (hashes, load_detector(own, permission))
        return cached[1]


def _hashes(permission: CodePermission) -> dict[Path, str | None]:
    files = (permission.file, *permission.modules)
    return {file.path: sha256_of(file.path) for file in files}


class OwnFunction:
    """The user's function as a detector: any fault of it is a DetectorError that says where."""

    def __init__(self, function: Callable[[Tensor], Any], own: OwnDetector, path: Path) -> None:
        self._function = function
        self._path = path
        self.name = f"{own.function} of {own.file_name}"

    def __call__(self, crop: Tensor) -> Tensor:
        """D, (N,), of (N, C, l + 1, l + 1); it gets a copy, so that it cannot change the SR picture."""
        try:
            values = self._function(crop.clone())
        except (Exception, SystemExit) as error:
            if is_out_of_memory(error):
                raise
            message = f"{self.name} fails on patches of {_shape(crop)}: {reason(error, self._path)}."
            raise DetectorError(message, ADVICE, f"{type(error).__name__}: {error}") from error
        if not isinstance(values, Tensor):
            raise DetectorError(f"{self.name} gives a {type(values).__name__}, not a torch.Tensor.", ADVICE)
        if values.shape != crop.shape[:1] or not values.is_floating_point():
            kind = str(values.dtype).removeprefix("torch.")
            message = f"{self.name} makes {kind} of shape {_shape(values)} of {len(crop)} patches."
            raise DetectorError(message, f"One number a patch is wanted, of shape ({len(crop)},).")
        if crop.requires_grad and not values.requires_grad:
            raise DetectorError(f"{self.name} has no gradient: its result does not lead back.", GRADIENT_ADVICE)
        return values


def _try(detector: OwnFunction) -> None:
    """Raise DetectorError where the function is no detector on two drawn patches."""
    drawn = torch.rand(2, 3, PROBE_SIDE_PX, PROBE_SIDE_PX, generator=torch.Generator().manual_seed(0))
    with torch.enable_grad():
        crops = drawn.requires_grad_(True)
        values = detector(crops)
        try:
            (slope,) = torch.autograd.grad(values.sum(), crops, allow_unused=True)
        except RuntimeError as error:
            raise DetectorError(f"{detector.name} has no gradient.", GRADIENT_ADVICE, str(error)) from error
    if slope is None:
        raise DetectorError(f"{detector.name} has no gradient: its result does not depend on the crop.", ADVICE)
    if not (torch.isfinite(values).all() and torch.isfinite(slope).all()):
        message = f"{detector.name} gives values or gradients that are not finite for a drawn picture."
        raise DetectorError(message, "Roots and logarithms of 0 do that: keep them away from it.")
    alone = torch.cat([detector(crops[k : k + 1]) for k in range(len(crops))])
    if not torch.allclose(values, alone, rtol=1e-3, atol=1e-5):
        message = f"{detector.name} makes another number of a patch alone than among others."
        raise DetectorError(message, "Sum over channels, rows and columns only: dim=(-3, -2, -1).")


def _shape(tensor: Tensor) -> str:
    return f"({', '.join(map(str, tensor.shape))})"
