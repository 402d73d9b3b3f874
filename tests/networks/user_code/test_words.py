"""What stands behind a file on a command line: code, weights and conventions."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.catalogue import entry_named
from lamgui.networks.user_code.words import split_words, stated_in, without_conventions
from lamgui.networks.value_range import NamedRange


@pytest.mark.parametrize(
    ("text", "words", "conventions"),
    [
        ("net.pth", "net.pth", ""),
        ("net.pth::range=255", "net.pth", "range=255"),
        ("net.py::Net(width=64)", "net.py::Net(width=64)", ""),
        ("net.py::Net(scale=2)::w.pth::name=A, B::C", "net.py::Net(scale=2)::w.pth::name=A, B::C", ""),
        ("net.py::Net(scale=2)::w.pth::scale=2,name=Ours", "net.py::Net(scale=2)::w.pth", "scale=2,name=Ours"),
        ("net.py::::w=1.pth", "net.py::::w=1.pth", ""),
    ],
)
def test_conventions_are_what_stands_last(text: str, words: str, conventions: str) -> None:
    assert without_conventions(text) == (words, conventions)
    assert split_words(text)[0] == text.partition("::")[0]


def test_every_convention_is_read() -> None:
    fields = {"value_range": 255.0, "colour": Colour.BGR, "scale": 4, "name": "Ours", "output": "sr", "strict": False}
    assert stated_in("range=255, channels=BGR,scale=4,name=Ours,output=sr,strict=no") == fields
    assert stated_in("range=-1..1") == {"value_range": NamedRange.SIGNED}
    assert stated_in("") == {}


@pytest.mark.parametrize(
    "words",
    ["range=white", "channels=hsv", "scale=two", "name=", "range", "size=3", "scale=2,x", "strict=perhaps", "output="],
)
def test_what_is_no_convention_is_told_with_the_form(words: str) -> None:
    with pytest.raises(NetworkError, match="states nothing of a network") as raised:
        stated_in(words)
    assert "channels=bgr" in raised.value.advice


def test_a_files_own_conventions_go_before_those_of_all(tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    path.touch()
    entry = entry_named(f"{path}::range=255,channels=bgr,name=Ours", scale=2, value_range=1.0, colour=Colour.RGB)
    assert (entry.name, entry.path) == ("Ours", path)
    assert (entry.value_range, entry.colour, entry.scale) == (255.0, Colour.BGR, 2)
    assert entry_named(str(path), colour=Colour.YCBCR).colour is Colour.YCBCR


@pytest.mark.parametrize("words", ["range=0", "scale=0"])
def test_conventions_that_cannot_be_are_errors_in_plain_words(words: str, tmp_path: Path) -> None:
    path = tmp_path / "net.pth"
    path.touch()
    with pytest.raises(NetworkError, match=r"must be at least 1|value of white"):
        entry_named(f"{path}::{words}")


def test_bundled_networks_are_known() -> None:
    assert entry_named("FSRCNN", colour=Colour.BGR).colour is Colour.RGB
    with pytest.raises(NetworkError, match="is bundled"):
        entry_named("FSRCNN::channels=bgr")


def test_arguments_without_names_come_first(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("# a network", encoding="utf-8")
    code = entry_named(f"{path}::Net(16, [2, 2], scale=4)", trust=True).own_code
    assert code is not None
    assert code.arguments == (("", "16"), ("", "[2, 2]"), ("scale", "4"))


def test_a_network_is_named_after_its_weights(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("# a network", encoding="utf-8")
    assert entry_named(f"{path}::Net::{tmp_path}/Ours_x4.pth", trust=True).name == "Ours_x4"
    assert entry_named(f"{path}::Net::{tmp_path}/Ours_x4.pth::name=Mine", trust=True).name == "Mine"
    assert entry_named(f"{path}::Net", trust=True).name == "net"


def test_parts_may_be_missing_in_weights_of_code_alone(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("# a network", encoding="utf-8")
    loose = entry_named(f"{path}::Net::{tmp_path}/w.pth::strict=no,output=1", trust=True)
    assert loose.output == "1"
    assert loose.own_code is not None
    assert not loose.own_code.strict
    (tmp_path / "w.pth").touch()
    with pytest.raises(NetworkError, match="of which no tensor may be missing"):
        entry_named(f"{tmp_path / 'w.pth'}::strict=no")
