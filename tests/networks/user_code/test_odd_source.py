"""Source that Python's own parser or writer stumbles over is refused in words, before anybody is asked about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lamgui.base.errors import UserError
from lamgui.maps.detector_file import own_detector_in
from lamgui.networks.user_code.definitions import definitions_in

SOURCES = {
    "a number of thousands of digits": f"def detector(crop, a=0x{'f' * 6000}): return crop\n",
    "a deep default": f"def detector(crop, a={'(' * 80}1,{'),' * 79}): return crop\n",
    "a long chain": f"def detector(crop, a={'-' * 5000}1): return crop\n",
    "a null": "def detector(crop):\0 return crop\n",
    "no Python": "def detector(crop\n",
}


def words(path: Path, read: Callable[[Path], object]) -> str:
    """The refusal; that of a file that can be read is empty."""
    try:
        read(path)
    except UserError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("read", [definitions_in, own_detector_in])
@pytest.mark.parametrize("name", SOURCES)
def test_it_is_read_or_refused(name: str, read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text(SOURCES[name], encoding="utf-8")
    said = words(path, read)
    assert not said or "odd.py is not Python that can be read" in said


def test_a_number_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text(SOURCES["a number of thousands of digits"], encoding="utf-8")
    with pytest.raises(UserError, match=r"odd\.py is not Python that can be read"):
        own_detector_in(path)
