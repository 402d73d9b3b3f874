"""Files that are programs (.py, TorchScript, torch.export): what kind they are, and whether the user allowed them."""

from __future__ import annotations

import hashlib
import zipfile
from enum import StrEnum
from pathlib import Path

from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.networks.checkpoint.bytes import NETWORK_FILE, SAVE_WEIGHTS, file_bytes
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.permission import permission_wanted, wanted_beyond, what_is_new, with_those_of

ONNX_SUFFIX = ".onnx"
ADVICE = "Open it only if you trust whoever made it: add it anew in the window, or give --trust."
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
    with NETWORK_FILE.opened(path) as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            return None
        try:
            with zipfile.ZipFile(stream) as archive:
                names = {name.partition("/")[2] for name in archive.namelist()}
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
            return None
    if "constants.pkl" in names:
        return ProgramKind.TORCHSCRIPT
    return ProgramKind.EXPORTED if "archive_format" in names or "serialized_exported_program.json" in names else None


def require_trust(entry: NetworkEntry, program: ProgramKind) -> OwnCode:
    """The user's permission for this file and the modules that it reaches; raises TrustNeeded where it is not enough.

    It is not enough for a file elsewhere, or where the file or one of the modules has changed.
    """
    given = None if entry.own_code is None else entry.own_code.permission
    wanted = wanted_beyond(entry.path, given, is_python=program is ProgramKind.PYTHON)
    if entry.own_code is None or given is None:
        message = f"{entry.path.name} is a {program}, which runs its own code when it is opened."
        raise TrustNeeded(message, ADVICE, wanted)
    if not given.covers(wanted):
        message = f"{entry.path.name} is a {program}: {what_is_new(wanted, given)}."
        raise TrustNeeded(message, ADVICE, with_those_of(wanted, given))
    return entry.own_code


def permitted_bytes(permission: CodePermission) -> bytes:
    """The content of the permitted file; raises TrustNeeded where it has changed since it was looked at."""
    path = permission.file.path
    data = file_bytes(path)
    if hashlib.sha256(data).hexdigest() != permission.file.sha256:
        raise TrustNeeded(
            f"{path.name} has changed since you trusted it.", ADVICE, permission_wanted(path, is_python=False)
        )
    return data
