"""Files that are programs (.py, TorchScript, torch.export): what kind they are, and whether the user allowed them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from enum import StrEnum
from pathlib import Path

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.networks.checkpoint.bytes import SAVE_WEIGHTS, file_bytes
from lamgui.networks.entry import NetworkEntry, OwnCode

ONNX_SUFFIX = ".onnx"
_ZIP = b"PK\x03\x04"


class ProgramKind(StrEnum):
    """A file that runs code when it is opened."""

    PYTHON = "Python file"
    TORCHSCRIPT = "TorchScript program"
    EXPORTED = "program of torch.export"


def program_in(path: Path) -> ProgramKind | None:
    """What kind of program a file is, by its ending or its content; None for what holds weights only.

    Nothing of it is run. Raises NetworkError for ONNX, which has no gradients here, and for a file that cannot be
    read.
    """
    suffix = path.suffix.lower()
    if suffix == ".py":
        return ProgramKind.PYTHON
    if suffix == ONNX_SUFFIX:
        message = f"{path.name} is an ONNX file, which is not supported: its runtimes give no gradients."
        raise NetworkError(message, f"Open the PyTorch network that it was made from. {SAVE_WEIGHTS}")
    data = file_bytes(path)
    if not data.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.partition("/")[2] for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "constants.pkl" in names:
        return ProgramKind.TORCHSCRIPT
    return ProgramKind.EXPORTED if "archive_format" in names or "serialized_exported_program.json" in names else None


def require_trust(entry: NetworkEntry, program: ProgramKind) -> OwnCode:
    """The user's permission for exactly this file; raises TrustNeeded without it, or where the file has changed."""
    sha256 = hashlib.sha256(file_bytes(entry.path)).hexdigest()
    if entry.own_code is None or entry.own_code.sha256 != sha256:
        changed = entry.own_code is not None
        message = f"{entry.path.name} is a {program}, which runs its own code when it is opened"
        message += ", and has changed since you trusted it." if changed else "."
        advice = "Open it only if you trust whoever made it: add it anew in the window, or give --trust."
        raise TrustNeeded(message, advice, sha256)
    return entry.own_code
