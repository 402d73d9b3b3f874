"""All bytes of a network's file, or in plain words why it cannot be read; free of torch."""

from __future__ import annotations

from pathlib import Path

from lamgui.base.errors import NetworkError

MAX_FILE_BYTES = 4 << 30
"""Far more than any SR network; a larger file is something else."""

NETWORK_SUFFIXES = frozenset({".pth", ".pt", ".ckpt", ".bin", ".safetensors", ".pt2", ".py", ".onnx"})
"""Endings under which networks are looked for; the kind of a file is recognised by its content."""

KINDS = "a PyTorch checkpoint (.pth, .pt, .ckpt, .bin) or a .safetensors file"
SAVE_WEIGHTS = "Where its own code is at hand, save the weights alone: torch.save(model.state_dict(), 'weights.pth')."
COPY_AGAIN = "Copy or download it again."


def file_bytes(path: Path) -> bytes:
    """The content of a file; raises NetworkError where it is missing, not a file, empty or larger than any network."""
    try:
        if path.is_dir():
            raise NetworkError(f"{path} is a folder, not a checkpoint.", "Open a file that lies inside it.")
        if path.exists() and not path.is_file():
            raise NetworkError(f"{path} is a device or a pipe, not a file.", f"Open {KINDS}.")
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            message = (
                f"{path.name} has {size / 2**30:.1f} GiB; checkpoints of at most {MAX_FILE_BYTES >> 30} GiB are read."
            )
            raise NetworkError(message, "Choose the file that holds the weights of the network alone.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NetworkError(f"There is no file {path}.", "Check its name and folder.", str(error)) from error
    except PermissionError as error:
        message = f"{path} may not be read: permission was denied."
        raise NetworkError(
            message, "Ask for the right to read it, or copy it to a folder of yours.", str(error)
        ) from error
    except (OSError, ValueError) as error:
        raise NetworkError(f"{path} could not be read: {error}.", COPY_AGAIN, str(error)) from error
    if not data:
        raise NetworkError(f"{path.name} is empty (0 bytes).", COPY_AGAIN)
    return data
