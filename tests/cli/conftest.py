"""A small picture, a checkpoint and a folder that may not be written, for all tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from lamgui.networks.catalogue import find
from tests.imaging.conftest import locked_folder
from tests.imaging.pictures import coloured

__all__ = ["locked_folder"]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of 128x96, which makes 32x24 LR pixels at x4."""
    path = tmp_path / "picture.png"
    Image.fromarray(coloured(128, 96)).save(path)
    return path


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """The bundled FSRCNN as a file of the user's own, with a letter that is not ASCII in its name."""
    path = tmp_path / "mine é.safetensors"
    path.write_bytes(find("FSRCNN").path.read_bytes())
    return path
