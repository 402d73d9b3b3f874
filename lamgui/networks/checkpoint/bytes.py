"""All bytes of a network's file, or in plain words why it cannot be read; free of torch."""

from __future__ import annotations

from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.base.file_limits import CHECKPOINT_FILE, CODE_FILE
from lamgui.files.wanted import Wanted

NETWORK_SUFFIXES = frozenset({".pth", ".pt", ".ckpt", ".bin", ".safetensors", ".pt2", ".py", ".onnx"})
"""Endings under which networks are looked for; the kind of a file is recognised by its content."""

KINDS = "a PyTorch checkpoint (.pth, .pt, .ckpt, .bin) or a .safetensors file"
SAVE_WEIGHTS = "Where its own code is at hand, save the weights alone: torch.save(model.state_dict(), 'weights.pth')."
COPY_AGAIN = "Copy or download it again."

NETWORK_FILE = Wanted(
    NetworkError,
    CHECKPOINT_FILE,
    "a checkpoint",
    KINDS,
    smaller="Choose the file that holds the weights of the network alone.",
    allowed="Ask for the right to read it, or copy it to a folder of yours.",
)
SOURCE_FILE = Wanted(NetworkError, CODE_FILE, "a Python file", "a .py file", smaller="Open the file with the code.")


def file_bytes(path: Path) -> bytes:
    """The content of a file; raises NetworkError where it is missing, not a file, empty or larger than any network."""
    return (SOURCE_FILE if path.suffix.lower() == ".py" else NETWORK_FILE).read(path)
