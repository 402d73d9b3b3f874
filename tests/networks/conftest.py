"""What tests of networks need of others: a folder that cannot be written."""

from __future__ import annotations

from tests.imaging.conftest import locked_folder

__all__ = ["locked_folder"]
