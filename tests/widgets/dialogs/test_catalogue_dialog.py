"""The catalogue's dialog: found by words, sorted by meaning, and only what is possible can be wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.networks.downloads.release import Release
from lamgui.widgets.dialogs.catalogue_dialog import CatalogueDialog
from lamgui.widgets.dialogs.catalogue_rows import catalogue_rows

BUNDLED = ["EDSR", "FSRCNN", "SRCNN", "CARN-M", "IMDN"]


def release(name: str, size: int | None, licence: str = "MIT", sha256: str | None = "a" * 64) -> Release:
    url = f"https://example.org/{name}.pth"
    return Release(
        name, "SwinIR", (2, 4), "DIV2K", f"{name}.pth", licence, "Who, 2021", "its README", url, "", "", sha256, size
    )


BIG = release("Big", 64 << 20)
SMALL = release("Small", 900, "Apache-2.0", None)
MIDDLE = release("Middle", 3 << 20)


@pytest.fixture
def downloaded(tmp_path: Path) -> DownloadedNetworks:
    return DownloadedNetworks(tmp_path, (BIG, SMALL, MIDDLE))


@pytest.fixture
def dialog(qtbot: QtBot, downloaded: DownloadedNetworks) -> CatalogueDialog:
    dialog = CatalogueDialog()
    qtbot.addWidget(dialog)
    dialog.show_rows(catalogue_rows(downloaded), None, ())
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def texts(dialog: CatalogueDialog, name: str) -> tuple[str, ...]:
    dialog.table.select(name)
    row = dialog.table.current()
    assert row is not None
    return row.texts


def test_every_network_is_shown_with_what_it_is_chosen_by(dialog: CatalogueDialog) -> None:
    assert dialog.table.names() == [*BUNDLED, "Big", "Small", "Middle"]
    assert texts(dialog, "Big") == ("Big", "×2, ×4", "DIV2K", "64.0 MiB", "MIT", "not here")
    assert texts(dialog, "Small") == ("Small", "×2, ×4", "DIV2K", "900 B", "Apache-2.0", "not here, unverified")
    assert texts(dialog, "EDSR")[-1] == "here"


def test_what_is_said_of_the_selected_one_is_what_the_catalogue_says(dialog: CatalogueDialog) -> None:
    dialog.table.select("Small")
    said = dialog.details.text()
    for words in ("SwinIR, Who, 2021", "https://example.org/Small.pth", "its README", "Nobody has published"):
        assert words in said
    dialog.table.select("Big")
    assert "sha256 is known" in dialog.details.text()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("apache", ["Small"]),
        ("SWINIR div2k", ["Big", "Small", "Middle"]),
        ("unverified", ["Small"]),
        ("big small", []),
        ("  ", [*BUNDLED, "Big", "Small", "Middle"]),
    ],
)
def test_words_narrow_the_table_down(dialog: CatalogueDialog, words: str, names: list[str]) -> None:
    dialog.filter.setText(words)
    assert dialog.table.names() == names
    current = dialog.table.current()
    assert (current.name if current else None) == (names[0] if names else None)
    assert dialog.get_button.isEnabled() == (bool(names) and names[0] not in BUNDLED)


def test_sizes_are_sorted_as_sizes(dialog: CatalogueDialog) -> None:
    dialog.filter.setText("swinir")
    dialog.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert dialog.table.names() == ["Small", "Middle", "Big"]


def test_a_network_is_wanted_by_button_key_and_double_click(dialog: CatalogueDialog) -> None:
    wanted: list[Release] = []
    dialog.get_wanted.connect(wanted.append)
    dialog.table.select("Middle")
    dialog.get_button.click()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    place = dialog.table.visualRect(dialog.table.currentIndex()).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    dialog.filter.setText("big")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert wanted == [MIDDLE, MIDDLE, MIDDLE, BIG]
    dialog.filter.setText("")
    dialog.table.select("EDSR")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert len(wanted) == 4, "what comes with the program cannot be got"
    assert dialog.isVisible()


def test_the_button_says_what_it_does(dialog: CatalogueDialog, downloaded: DownloadedNetworks) -> None:
    downloaded.folder.mkdir()
    downloaded.path_of(BIG).touch()
    downloaded.path_of(SMALL).with_name("Small.pth.part").touch()
    dialog.show_rows(catalogue_rows(downloaded), None, ())
    said = {}
    for name in ("Big", "Small", "Middle"):
        dialog.table.select(name)
        said[name] = (dialog.get_button.text(), dialog.table.current().texts[-1])  # type: ignore[union-attr]
    assert said == {
        "Big": ("&Use", "downloaded"),
        "Small": ("&Go on", "partly downloaded, unverified"),
        "Middle": ("&Get", "not here"),
    }


def test_progress_is_that_of_the_one_that_comes(dialog: CatalogueDialog, downloaded: DownloadedNetworks) -> None:
    cancelled: list[Release] = []
    dialog.cancel_wanted.connect(cancelled.append)
    assert not dialog.bar.isVisible()
    assert not dialog.cancel_button.isEnabled()
    dialog.show_rows(catalogue_rows(downloaded, BIG, (SMALL,)), BIG, (SMALL,))
    dialog.show_progress(FetchProgress(16 << 20, 64 << 20, float(4 << 20)))
    assert dialog.progress.text() == "Big · 16.0 MiB of 64.0 MiB · 4.0 MiB/s · 12 s left · 1 waiting"
    assert dialog.bar.value() / dialog.bar.maximum() == 0.25
    for name, word, shown in (
        ("Big", "downloading", BIG),
        ("Small", "waiting, unverified", SMALL),
        ("EDSR", "here", BIG),
    ):
        assert texts(dialog, name)[-1] == word
        assert not dialog.get_button.isEnabled()
        dialog.cancel_button.click()
        assert cancelled.pop() == shown
    dialog.show_rows(catalogue_rows(downloaded), None, ())
    assert not dialog.bar.isVisible()
    assert dialog.progress.text() == ""


def test_new_rows_keep_selection_words_and_order(dialog: CatalogueDialog, downloaded: DownloadedNetworks) -> None:
    dialog.filter.setText("swinir")
    dialog.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    dialog.table.select("Middle")
    dialog.show_rows(catalogue_rows(downloaded, BIG), BIG, ())
    assert dialog.table.names() == ["Big", "Middle", "Small"]
    current = dialog.table.current()
    assert current is not None
    assert current.name == "Middle"


def test_every_control_is_named_and_explained(dialog: CatalogueDialog) -> None:
    for widget in (
        dialog.filter,
        dialog.table,
        dialog.bar,
        dialog.get_button,
        dialog.delete_button,
        dialog.cancel_button,
        dialog.close_button,
    ):
        assert widget.accessibleName()
        assert widget.toolTip()


def test_a_problem_stays_until_something_else_is_wanted(dialog: CatalogueDialog) -> None:
    dialog.show_problem("github.com cannot be reached.")
    assert dialog.problem.isVisible()
    dialog.table.select("Big")
    dialog.get_button.click()
    assert not dialog.problem.isVisible()


def test_only_what_was_downloaded_can_be_deleted(dialog: CatalogueDialog, downloaded: DownloadedNetworks) -> None:
    wanted: list[Release] = []
    dialog.delete_wanted.connect(wanted.append)
    downloaded.folder.mkdir()
    downloaded.path_of(BIG).touch()
    downloaded.path_of(SMALL).with_name("Small.pth.part").touch()
    dialog.show_rows(catalogue_rows(downloaded), None, ())
    possible = {}
    for name in ("EDSR", "Big", "Small", "Middle"):
        dialog.table.select(name)
        possible[name] = dialog.delete_button.isEnabled()
        dialog.delete_button.click()
    assert possible == {"EDSR": False, "Big": True, "Small": True, "Middle": False}
    assert wanted == [BIG, SMALL]
    dialog.show_rows(catalogue_rows(downloaded, SMALL), SMALL, ())
    dialog.table.select("Small")
    assert not dialog.delete_button.isEnabled(), "it is on its way"
