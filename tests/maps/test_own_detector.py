"""A detector of the user's: read without running it, run only after their word, tried, and what it does wrong said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.errors import DetectorError, NetworkError, UntrustedDetector
from lamgui.maps.detector_file import DETECTOR_TEMPLATE, detectors_in, own_detector_in, own_detector_named
from lamgui.maps.own_detector import DetectorCache, load_detector
from lamgui.networks.user_code.permission import permission_wanted
from tests.attribution.named import intensity

BRIGHTNESS = """
from pathlib import Path

Path(__file__).with_name("ran").touch()


def scaled(crop, factor):
    return factor * crop


def brightness(crop):
    '''As intensity.'''
    return scaled(crop[..., :-1, :-1], 1).sum(dim=(-3, -2, -1))


def _own(crop):
    return crop


class Thing:
    def __init__(self, crop): ...
"""

Write = Callable[[str], Path]


def trusted(own: OwnDetector) -> Detector:
    """The detector, loaded with permission for its file and its modules as they are."""
    assert own.path is not None
    return load_detector(own, permission_wanted(own.path))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a detector's file, whose folder's name has a space and a letter beyond ASCII; says where."""

    def written(text: str) -> Path:
        path = tmp_path / "my détectors" / "mine.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_file_is_read_without_running_it(write: Write) -> None:
    path = write(BRIGHTNESS)
    assert [(one.name, one.summary) for one in detectors_in(path)] == [("brightness", "As intensity.")]
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert own_detector_in(path) == OwnDetector("brightness", "mine.py", sha256, path)
    assert own_detector_named(f"{path}::brightness") == own_detector_in(path)
    assert not path.with_name("ran").exists()


def test_nothing_runs_without_the_users_word(write: Write) -> None:
    own = own_detector_in(write(BRIGHTNESS))
    with pytest.raises(UntrustedDetector, match=r"mine\.py is a Python file, which runs its own code"):
        load_detector(own, None)
    with pytest.raises(UntrustedDetector):
        DetectorCache().get(own, None)
    assert own.path is not None
    assert not own.path.with_name("ran").exists()


def test_it_gives_what_the_same_detector_of_the_program_gives(write: Write) -> None:
    detector = trusted(own_detector_in(write(BRIGHTNESS)))
    crop = torch.rand(3, 1, 9, 9, dtype=torch.float64)
    torch.testing.assert_close(detector(crop), intensity(crop))


def test_siblings_are_imported_and_do_not_stay(write: Write) -> None:
    path = write("from beside import total\n\n\ndef detector(crop):\n    return total(crop)\n")
    path.with_name("beside.py").write_text("def total(x):\n    return x.sum(dim=(1, 2, 3))\n", encoding="utf-8")
    detector = trusted(own_detector_in(path))
    assert detector(torch.ones(2, 1, 3, 3)).tolist() == [9, 9]


def test_the_template_is_a_detector(write: Write) -> None:
    detector = trusted(own_detector_in(write(DETECTOR_TEMPLATE)))
    flat = torch.full((1, 3, 9, 9), 0.5)
    assert detector(flat).tolist() == [0]


def test_the_word_holds_for_what_was_seen(write: Write) -> None:
    path = write(BRIGHTNESS)
    own, permission = own_detector_in(path), permission_wanted(path)
    cache = DetectorCache()
    assert cache.get(own, permission) is cache.get(own, permission)
    with pytest.raises(UntrustedDetector):
        cache.get(own, None)
    write(BRIGHTNESS + "\nimport os\n")
    for load in (load_detector, cache.get):
        with pytest.raises(DetectorError, match=r"has changed since it was chosen.*Choose it anew"):
            load(own, permission)


def test_a_file_that_is_gone_is_said_but_one_that_was_loaded_is_kept(write: Write) -> None:
    path = write(BRIGHTNESS)
    own, permission = own_detector_in(path), permission_wanted(path)
    cache = DetectorCache()
    loaded = cache.get(own, permission)
    assert own.path is not None
    own.path.unlink()
    assert cache.get(own, permission) is loaded
    with pytest.raises(NetworkError, match="There is no file"):
        load_detector(own, permission)
    with pytest.raises(DetectorError, match=r"mine\.py of the detector brightness was not found"):
        load_detector(replace(own, path=None), permission)


def test_what_it_does_to_its_copy_leaves_the_picture_alone(write: Write) -> None:
    detector = trusted(
        own_detector_in(write("def detector(crop):\n    crop *= 0.5\n    return crop.sum(dim=(1, 2, 3))\n"))
    )
    crop = torch.ones(1, 1, 3, 3)
    assert float(detector(crop)) == 4.5
    assert torch.equal(crop, torch.ones(1, 1, 3, 3))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def detector(:", r"not Python that can be read: .* in line 1"),
        ("x = 1", r"no function of one argument.*def detector\(crop\)"),
        ("def detector(a, b): ...", r"no function of one argument"),
        ("class D:\n    def __init__(self, crop): ...", r"no function of one argument"),
    ],
)
def test_what_offers_no_detector_is_said(write: Write, text: str, said: str) -> None:
    with pytest.raises((NetworkError, DetectorError), match=said):
        own_detector_in(write(text))


def test_a_name_that_is_not_there_and_another_kind_of_file_are_said(write: Write) -> None:
    path = write(BRIGHTNESS)
    with pytest.raises(DetectorError, match=r"no function scaled of one argument\. It has brightness"):
        own_detector_in(path, "scaled")
    with pytest.raises(DetectorError, match=r"mine\.txt is no Python file"):
        own_detector_in(path.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["raise OSError('no GPU')", "def detector(crop): ..."], r"cannot be imported: no GPU \(mine\.py, line 1\)"),
        (["import sys", "sys.exit()", "def detector(crop): ..."], r"cannot be imported: .*\(mine\.py, line 2\)"),
        (["import nothing_like_this", "def detector(crop): ..."], r"imports nothing_like_this, which is not there"),
        (["def detector(crop):", "    return crop.nothing"], r"\(2, 3, 17, 17\): .*nothing.* \(mine\.py, line 2\)"),
        (["def detector(crop):", "    raise SystemExit(3)"], r"detector of mine\.py fails .*: 3 \(mine\.py, line 2\)"),
        (["def detector(crop):", "    return 3.0"], r"gives a float, not a torch\.Tensor"),
        (["def detector(crop):", "    return crop.sum()"], r"makes float32 of shape \(\) of 2 patches.* \(2,\)"),
        (["def detector(crop):", "    return crop.argmax(dim=1)[:, 0, 0]"], r"makes int64 of shape \(2\)"),
        (["def detector(crop):", "    return crop.detach().sum(dim=(1, 2, 3))"], r"has no gradient: .*\.detach\(\)"),
        (["import torch", "def detector(crop):", "    return torch.ones(2, requires_grad=True)"], r"not depend on"),
        (["def detector(crop):", "    return (crop * 0).sum(dim=(1, 2, 3)).sqrt()"], r"not finite for a drawn picture"),
        (["def detector(crop):", "    return crop.mean() + 0 * crop.sum(dim=(1, 2, 3))"], r"alone than among others"),
    ],
)  # fmt: skip
def test_what_is_no_detector_is_said_with_file_and_line(write: Write, lines: list[str], said: str) -> None:
    with pytest.raises(DetectorError, match=said):
        trusted(own_detector_in(write("\n".join(lines))))


def test_memory_that_runs_out_is_left_to_the_integral(write: Write) -> None:
    text = """
import torch


def detector(crop):
    if len(crop) > 4:
        raise torch.OutOfMemoryError("out of memory")
    return crop.sum(dim=(1, 2, 3))
"""
    detector = trusted(own_detector_in(write(text)))
    with pytest.raises(torch.OutOfMemoryError):
        detector(torch.zeros(5, 1, 3, 3))


def beside(path: Path, text: str) -> None:
    path.with_name("common.py").write_text(text, encoding="utf-8")


COMMON = "def total(x):\n    return x.sum(dim=(1, 2, 3))\n"
IMPORTING = "from common import total\n\n\ndef detector(crop):\n    return total(crop)\n"


def test_the_same_file_elsewhere_beside_another_neighbour_has_no_permission(write: Write, tmp_path: Path) -> None:
    path = write(IMPORTING)
    beside(path, COMMON)
    permission = permission_wanted(path)
    own = own_detector_in(path)
    cache = DetectorCache()
    cache.get(own, permission)
    elsewhere = tmp_path / "elsewhere" / "mine.py"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(path.read_bytes())
    beside(elsewhere, f"open({str(tmp_path / 'ran')!r}, 'w')\n" + COMMON)
    moved = replace(own, path=elsewhere)
    for given in (permission, None):
        with pytest.raises(UntrustedDetector):
            cache.get(moved, given)
    assert not (tmp_path / "ran").exists()


def test_a_neighbour_that_has_changed_asks_again(write: Write) -> None:
    path = write(IMPORTING)
    beside(path, COMMON)
    own, permission, cache = own_detector_in(path), permission_wanted(path), DetectorCache()
    cache.get(own, permission)
    beside(path, COMMON + "import os\n")
    with pytest.raises(UntrustedDetector, match=r"common\.py, which it imports, is new or changed") as raised:
        cache.get(own, permission)
    assert raised.value.wanted == permission_wanted(path)
