"""Read a checkpoint's weights without ever running what is in it, or say in plain words why it cannot be used."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import safetensors.torch
from safetensors import SafetensorError
from torch import Tensor

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.checkpoint.bytes import COPY_AGAIN, KINDS, SAVE_WEIGHTS, file_bytes
from lamgui.networks.checkpoint.pickle_scan import HostilePickle, require_bounded_file
from lamgui.networks.checkpoint.pickled_extras import load_without_extras, named_in
from lamgui.networks.checkpoint.stated import arguments_in_words, stated_arguments
from lamgui.networks.checkpoint.weights import find_weights, require_sound

MAX_UNPACKING = 16
"""Weights are noise and hardly pack, so an archive that grows more than this is a trap."""

MAX_HEADER_BYTES = 100_000_000
"""The limit of safetensors; the first eight letters of a text file, read as a length, would be far more."""

MOST_DETAIL_LETTERS = 2000
"""Of an error of torch's, which may hold all of what it does not know."""

_ZIP, _PICKLE, _LFS = b"PK\x03\x04", b"\x80", b"version https://git-lfs"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The weights of a file by key, all finite, with the file's hash; `notes` say where in the file they were found.

    `arguments` are those that the file says its network was built with, by name; few files do.
    """

    tensors: Mapping[str, Tensor]
    sha256: str
    notes: tuple[str, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """Shape of every tensor, by key."""
        return {key: tuple(tensor.shape) for key, tensor in self.tensors.items()}


def read_checkpoint(path: Path) -> Checkpoint:
    """Read what torch.save or safetensors wrote; the kind is recognised by the content, not by the file's name.

    Pickles are read by torch's own restricted reader, which builds tensors and plain containers only; notes of the
    training run beside the weights are read as blanks.
    Raises NetworkError where the file is missing, broken, hostile, not a checkpoint, or holds weights that are
    not finite.
    """
    data = file_bytes(path)
    loaded, unpacked_bytes = _parsed(data, path.name)
    tensors, notes = find_weights(loaded, path.name)
    require_sound(tensors, path.name, unpacked_bytes)
    arguments = stated_arguments(loaded, data)
    if arguments:
        notes = (*notes, f"built with {arguments_in_words(arguments)}, as the file says")
    return Checkpoint(tensors, hashlib.sha256(data).hexdigest(), notes, arguments)


def _parsed(data: bytes, name: str) -> tuple[Any, int]:
    """The content of the file, and the most bytes of weights that it can hold."""
    if data.startswith(_ZIP):
        unpacked_bytes = _unpacked_bytes(data, name)
        return _unpickled(data, name), unpacked_bytes
    # Checked first, because the length of the header can begin with the byte that a pickle begins with.
    if data[8:9] == b"{" and int.from_bytes(data[:8], "little") < MAX_HEADER_BYTES:
        return _safe_tensors(data, name), len(data)
    if data.startswith(_PICKLE):
        return _unpickled(data, name), len(data)
    raise _not_a_checkpoint(data, name)


def _safe_tensors(data: bytes, name: str) -> dict[str, Tensor]:
    try:
        return safetensors.torch.load(data)
    except (SafetensorError, ValueError, KeyError, RuntimeError) as error:
        raise _damaged(name, error) from error


def _unpacked_bytes(data: bytes, name: str) -> int:
    """Unpacked size of an archive by its directory, which must be that of a checkpoint."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(name, error) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKING * len(data):
        message = (
            f"{name} would unpack from {len(data) / 2**20:.1f} to {unpacked / 2**20:.0f} MiB, which no weights do."
        )
        raise NetworkError(message, f"It was not opened. {COPY_AGAIN}")
    names = {member.filename.partition("/")[2] for member in members}
    if "constants.pkl" in names:
        raise NetworkError(f"{name} is a TorchScript program, not weights alone.", SAVE_WEIGHTS)
    if "data.pkl" not in names:
        raise NetworkError(
            f"{name} is an archive without weights in it; wanted {KINDS}.", "Open the checkpoint itself."
        )
    return unpacked


def _unpickled(data: bytes, name: str) -> Any:
    try:
        require_bounded_file(data)
        return load_without_extras(data)
    except HostilePickle as error:
        message = f"{name} is a trap: {error}, which could take all memory or time."
        raise NetworkError(f"{message} It was not opened.", SAVE_WEIGHTS) from error
    except Exception as error:
        named = named_in(error)
        if named is None:
            raise _damaged(name, error) from error
        message = f"{name} is more than weights: it names {named}, and opening that could run code from the file."
        raise NetworkError(f"{message} It was not opened.", SAVE_WEIGHTS, str(error)) from error


def _damaged(name: str, error: Exception) -> NetworkError:
    return NetworkError(
        f"{name} is cut off or damaged: its weights cannot be read.", COPY_AGAIN, str(error)[:MOST_DETAIL_LETTERS]
    )


def _not_a_checkpoint(data: bytes, name: str) -> NetworkError:
    start = data[:512]
    if start.startswith(_LFS):
        message = f"{name} is a Git LFS pointer, not the checkpoint itself."
        return NetworkError(message, "Run 'git lfs pull' in its repository, or download the file itself.")
    if b"<html" in start.lower() or b"<!doctype" in start.lower():
        message = f"{name} is a web page, not a checkpoint."
        return NetworkError(message, "Download the file itself: the page's Raw or Download link.")
    if all(byte in b"\t\n\r" or 32 <= byte < 127 for byte in start):
        return NetworkError(f"{name} is a text file, not a checkpoint.", f"Open {KINDS}.", start.decode("ascii"))
    details = f"It begins with the bytes {start[:16].hex(' ')}."
    return NetworkError(f"{name} is not a checkpoint, or it is damaged.", f"Open {KINDS}.", details)
