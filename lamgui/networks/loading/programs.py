"""TorchScript and torch.export programs as modules. Only with permission: both run their file's code."""

from __future__ import annotations

import copy
import io
import warnings
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError

_SAVE_ANEW = "Save it anew with this version of torch, or save its weights alone."


class ProgramModule(nn.Module):
    """A program as a module that can be switched to evaluation and frozen: programs themselves refuse either."""

    def __init__(self, program: nn.Module) -> None:
        super().__init__()
        self.program = program

    def forward(self, x: Tensor) -> Tensor:
        """The program's output for (N, C, h, w)."""
        answer: Tensor = self.program(x)
        return answer

    def __deepcopy__(self, memo: dict[int, Any]) -> ProgramModule:
        with warnings.catch_warnings():
            # Of how torch keeps its own graphs.
            warnings.simplefilter("ignore", FutureWarning)
            return ProgramModule(copy.deepcopy(self.program, memo))

    def train(self, mode: bool = True) -> ProgramModule:
        """Sets the flag of this module only: the program stays in the mode in which it was exported."""
        self.training = mode
        return self


def open_torchscript(name: str, data: bytes) -> nn.Module:
    """The module of a TorchScript file with this content, on the CPU in single precision; raises NetworkError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            module: nn.Module = torch.jit.load(io.BytesIO(data), map_location="cpu")  # type: ignore[no-untyped-call]
    except (RuntimeError, ValueError, OSError) as error:
        raise NetworkError(f"{name} is no TorchScript that can be read.", _SAVE_ANEW, str(error)) from error
    return ProgramModule(module.eval()).float()


def open_exported(name: str, data: bytes) -> nn.Module:
    """The module of a .pt2 file with this content, on the CPU in single precision; raises NetworkError."""
    try:
        program = torch.export.load(io.BytesIO(data)).module()
    except Exception as error:
        message = f"{name} is no program of torch.export that can be read."
        raise NetworkError(message, _SAVE_ANEW, str(error)) from error
    return ProgramModule(program).float()
