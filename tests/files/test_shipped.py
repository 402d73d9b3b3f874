"""The program's data are found wherever it was installed: in a checkout, a wheel or a bundle."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from lamgui.files import shipped


def test_checkout_has_its_data() -> None:
    assert (shipped.models_folder() / "catalogue.toml").is_file()
    assert shipped.sample_picture().is_file()
    assert shipped.icon("lamgui").read_text(encoding="utf-8").startswith("<svg")


def test_unknown_icon_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no icon 'violin'"):
        shipped.icon("violin")


def test_wheel_finds_what_is_inside_the_package(tmp_path: Path) -> None:
    inside = _make_data(tmp_path / "site-packages" / "lamgui" / "_data")
    installed = _installed_in(tmp_path / "site-packages")
    assert installed.models_folder() == inside / "models"
    assert installed.resources_folder() == inside / "resources"


def test_strangers_folder_beside_the_package_is_not_taken(tmp_path: Path) -> None:
    inside = _make_data(tmp_path / "site-packages" / "lamgui" / "_data")
    (tmp_path / "site-packages" / "models").mkdir()
    assert _installed_in(tmp_path / "site-packages").models_folder() == inside / "models"


def test_bundle_finds_what_lies_beside_its_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _make_data(tmp_path)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert shipped.models_folder() == data / "models"


def test_missing_data_say_where_they_were_looked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install lamgui again") as caught:
        _installed_in(tmp_path).models_folder()
    assert str(tmp_path / "models") in str(caught.value)


def _make_data(folder: Path) -> Path:
    for file in ("models/catalogue.toml", "resources/README.md"):
        path = folder / file
        path.parent.mkdir(parents=True)
        path.touch()
    return folder


def _installed_in(site_packages: Path) -> ModuleType:
    """The module as it would be if the package were installed there."""
    file = site_packages / "lamgui" / "files" / "shipped.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shipped.__file__, file)
    spec = importlib.util.spec_from_file_location("installed_shipped", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
