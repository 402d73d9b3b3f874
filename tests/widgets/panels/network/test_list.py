"""The list of networks by mouse and keys: names edited in place, a menu, removal, facts at a hover, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from lamgui.imaging.colour import Colour
from lamgui.networks.entry import NetworkEntry, Question, Tried
from lamgui.widgets.panels.network.line import NO_MAP
from lamgui.widgets.panels.network.panel import NetworkPanel
from lamgui.widgets.rail.section import Section
from tests.widgets.analysis_of import FACTS
from tests.widgets.painted_text import painted_texts

BUNDLED = NetworkEntry("EDSR", Path("models/edsr.safetensors"), bundled=True)
OWN = NetworkEntry("mine", Path("/home/mine.pth"))
ASKED = (
    Question("value_range", (Tried(1.0, 21.84, -3.2), Tried(255.0, 29.91, 4.9))),
    Question("colour", (Tried(Colour.RGB, 29.91, 4.9), Tried(Colour.YCBCR, 20.0, -5.0))),
    Question("scale", (Tried(4, 29.91, 4.9), Tried(2, 12.0, -13.6))),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[NetworkPanel]:
    panel = NetworkPanel()
    panel.show_entries((BUNDLED, OWN), OWN, (OWN,))
    section = Section("Networks", [panel.details], stays=panel)
    section.set_opened(True)
    qtbot.addWidget(section)
    with qtbot.waitExposed(section):
        section.show()
    yield panel
    section.close()


def editor(panel: NetworkPanel) -> QLineEdit | None:
    return next((box for box in panel.list.findChildren(QLineEdit) if box.isVisible()), None)


@pytest.mark.parametrize("how", ["F2", "double click"])
def test_a_name_is_edited_in_place(panel: NetworkPanel, qtbot: QtBot, how: str) -> None:
    wanted: list[tuple[NetworkEntry, str]] = []
    panel.rename_wanted.connect(lambda *asked: wanted.append(asked))
    if how == "F2":
        QTest.keyClick(panel.list, Qt.Key.Key_F2)
    else:
        at = panel.list.visualItemRect(panel.list.item(1)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: editor(panel) is not None)
    box = editor(panel)
    assert box is not None
    QTest.keyClicks(box, "yours")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [(OWN, "yours")]
    assert panel.list.item(1).text() == "mine", "it is called so once the session says so"


def test_names_of_bundled_networks_stay_and_escape_keeps_a_name(panel: NetworkPanel, qtbot: QtBot) -> None:
    wanted: list[str] = []
    panel.rename_wanted.connect(lambda _, name: wanted.append(name))
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: editor(panel) is not None)
    box = editor(panel)
    assert box is not None
    QTest.keyClicks(box, "other")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor(panel) is None)
    panel.show_entries((BUNDLED, OWN), BUNDLED)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    assert editor(panel) is None
    assert wanted == []


def test_delete_removes_what_is_the_users(panel: NetworkPanel) -> None:
    removed: list[object] = []
    panel.remove_wanted.connect(removed.append)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.show_entries((BUNDLED, OWN), BUNDLED)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert removed == [(OWN,)]


OTHER = NetworkEntry("other", Path("/home/other.pth"))


def test_space_ticks_the_line_of_the_keys_and_chooses_nothing(panel: NetworkPanel) -> None:
    chosen: list[NetworkEntry] = []
    ticked: list[tuple[tuple[NetworkEntry, ...], bool]] = []
    panel.network_chosen.connect(chosen.append)
    panel.networks_ticked.connect(lambda *report: ticked.append(report))
    panel.show_entries((BUNDLED, OWN, OTHER), OWN, (OWN,))
    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert ticked == [((OTHER,), True)]
    assert chosen == []
    panel.show_entries((BUNDLED, OWN, OTHER), OWN, (OWN, OTHER), {OWN.path: 0, OTHER.path: 1})
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert ticked[1:] == [((OTHER,), False)]


def test_several_are_selected_and_ticked_and_removed_at_once(panel: NetworkPanel) -> None:
    chosen: list[NetworkEntry] = []
    ticked: list[tuple[tuple[NetworkEntry, ...], bool]] = []
    removed: list[object] = []
    panel.network_chosen.connect(chosen.append)
    panel.networks_ticked.connect(lambda *report: ticked.append(report))
    panel.remove_wanted.connect(removed.append)
    panel.show_entries((BUNDLED, OWN, OTHER), BUNDLED, (BUNDLED,))
    for _ in range(2):
        QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert ticked == [((BUNDLED, OWN, OTHER), True)]
    slots = {BUNDLED.path: 0, OWN.path: 1, OTHER.path: 2}
    panel.show_entries((BUNDLED, OWN, OTHER), BUNDLED, (BUNDLED, OWN, OTHER), slots)
    assert panel.list.selection() == (BUNDLED, OWN, OTHER), "the selection stays"
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert ticked[1:] == [((BUNDLED, OWN, OTHER), False)]
    panel.remove_button.setEnabled(True)
    panel.remove_button.click()
    assert removed == [(OWN, OTHER)]
    assert chosen == []


def test_a_click_on_a_tick_box_ticks_and_chooses_nothing(panel: NetworkPanel) -> None:
    chosen: list[NetworkEntry] = []
    ticked: list[tuple[tuple[NetworkEntry, ...], bool]] = []
    panel.network_chosen.connect(chosen.append)
    panel.networks_ticked.connect(lambda *report: ticked.append(report))
    box = panel.list._tick_box(panel.list.model().index(0, 0))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert ticked == [((BUNDLED,), True)]
    assert chosen == []


def test_the_line_in_use_is_selected_again_where_none_would_be(panel: NetworkPanel) -> None:
    at = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert panel.list.selection() == (OWN,)


def test_the_menu_offers_what_can_be_done(panel: NetworkPanel, qtbot: QtBot) -> None:
    read: list[Path] = []
    panel.read_again_wanted.connect(read.append)
    for row, can in ((1, True), (0, False)):
        at: QPoint = panel.list.visualItemRect(panel.list.item(row)).center()
        panel.list.customContextMenuRequested.emit(at)
        menu = next(menu for menu in panel.list.findChildren(QMenu) if menu.isVisible())
        actions = {action.text().replace("&", ""): action for action in menu.actions()}
        of_own = {"Rename", "Read its file again", "Remove from the list"}
        assert set(actions) == {"", "Copy its facts", "Untick" if row == 1 else "Tick", *of_own}
        assert all(actions[name].isEnabled() == can for name in of_own)
        actions["Copy its facts"].trigger()
        assert QGuiApplication.clipboard().text() == panel.list.item(row).toolTip()
        actions["Read its file again"].trigger()
        menu.close()
        qtbot.waitUntil(lambda: not any(menu.isVisible() for menu in panel.list.findChildren(QMenu)))
    assert read == [OWN.path]


def test_a_hover_tells_what_is_known_of_every_network(panel: NetworkPanel) -> None:
    assert "Not loaded yet" in panel.list.item(0).toolTip()
    panel.show_known({BUNDLED.path: replace(FACTS, questions=ASKED)})
    told = panel.list.item(0).toolTip()
    assert "1,517,571" in told
    assert "Range tried: 0..1 21.8 dB, 0..255 29.9 dB" in told
    assert "Scale tried: ×4 +4.9 dB, ×2 -13.6 dB" in told
    assert str(BUNDLED.path) in told
    assert "Not loaded yet" in panel.list.item(1).toolTip()
    panel.show_known({})
    assert "1,517,571" not in panel.list.item(0).toolTip()


def test_choices_show_the_evidence_and_report_the_users_word(panel: NetworkPanel) -> None:
    facts = replace(FACTS, value_range=255.0, colour=Colour.RGB, scale=4, scales=(2, 3, 4), questions=ASKED)
    panel.show_known({OWN.path: facts})
    choices = panel.conventions.choices
    shown = {name: [choice.itemText(i) for i in range(choice.count())] for name, choice in choices.items()}
    assert shown["value_range"] == [
        "Auto: 0..255 · 29.9 dB",
        *("0..1 · 21.8 dB", "0..255 · 29.9 dB", "-1..1", "ImageNet", "ImageNet-signed"),
    ]
    assert shown["colour"] == ["Auto: RGB · 29.9 dB", "RGB · 29.9 dB", "BGR", "YCbCr · 20.0 dB"]
    assert shown["scale"] == ["Auto: ×4 · +4.9 dB", "×2 · -13.6 dB", "×3", "×4 · +4.9 dB"]
    said: list[tuple[str, object]] = []
    panel.convention_chosen.connect(lambda *told: said.append(told))
    for name in choices:
        QTest.keyClick(choices[name], Qt.Key.Key_Down)
    assert said == [("value_range", 1.0), ("colour", Colour.RGB), ("scale", 2)]
    panel.show_entries((BUNDLED, replace(OWN, colour=Colour.BGR)), replace(OWN, colour=Colour.BGR))
    assert choices["colour"].value() is Colour.BGR
    assert choices["colour"].itemText(0) == "Auto"


def test_the_noise_that_a_network_is_given_is_chosen(panel: NetworkPanel) -> None:
    said: list[tuple[str, object]] = []
    conventions = panel.conventions
    conventions.convention_chosen.connect(lambda *chosen: said.append(chosen))
    conventions.show_conventions(replace(OWN, noise_sigma=12.5), replace(FACTS, noise_sigma=12.5))
    choice = conventions.choices["noise_sigma"]
    texts = [choice.itemText(row) for row in range(choice.count())]
    assert texts[:4] == ["Auto", "σ 5", "σ 10", "σ 12.5"]
    assert choice.currentText() == "σ 12.5"
    choice.setCurrentIndex(texts.index("σ 50"))
    choice.activated.emit(texts.index("σ 50"))
    assert said == [("noise_sigma", 50.0)]


def test_choices_without_a_choice_are_not_shown(panel: NetworkPanel) -> None:
    panel.show_known({OWN.path: replace(FACTS, channels=4, scales=(4,))})
    visible = {name: choice.isVisible() for name, choice in panel.conventions.choices.items()}
    assert visible == {"value_range": True, "colour": False, "scale": False, "output": False, "noise_sigma": False}


def test_one_channel_is_y_or_grey(panel: NetworkPanel) -> None:
    panel.show_known({OWN.path: replace(FACTS, channels=1, colour=Colour.Y, scales=(4,))})
    choice = panel.conventions.choices["colour"]
    assert [choice.itemText(i) for i in range(choice.count())] == ["Auto: Y", "Y", "grey"]


def test_files_that_are_read_are_named_with_how_to_stop(panel: NetworkPanel) -> None:
    panel.show_reading((Path("/a/first.pth"), Path("/a/second.pth")))
    assert panel._facts.text() == "Reading first.pth and 1 more…\nCtrl+. cancels it."
    panel.show_reading(())
    assert panel._facts.text() == "No network loaded."


def test_a_line_says_how_many_effective_pixels_the_map_has(panel: NetworkPanel) -> None:
    panel.show_entries((BUNDLED, OWN), OWN, (OWN,), {OWN.path: 0}, {OWN.path: "639 px"})
    words = [text.words for text in painted_texts(panel.list)]
    assert "639 px" in words
    assert NO_MAP in words
    role = Qt.ItemDataRole.AccessibleTextRole
    assert panel.list.item(1).data(role) == f"{OWN.label}, 639 px"
    assert panel.list.item(0).data(role) == f"{BUNDLED.label}, no map"


def test_a_long_name_is_elided_beside_its_number(panel: NetworkPanel) -> None:
    long = replace(OWN, name="a" * 113)
    panel.show_entries((BUNDLED, long), long, (long,), {long.path: 0}, {long.path: "639 px"})
    panel.list.resize(220, panel.list.height())
    texts = {text.words: text.place for text in painted_texts(panel.list)}
    (elided,) = [words for words in texts if words.startswith("aaa")]
    assert "…" in elided
    assert texts[elided].right() < texts["639 px"].left()
