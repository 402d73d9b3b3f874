"""Pictures and drawer share the room; the drawer folds, moves, is enlarged, detached, and comes back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.messages.message_bar import MessageBar
from lamgui.widgets.drawer.centre import MESSAGE_MARGIN_PX, Centre
from lamgui.widgets.drawer.drawer import Drawer
from lamgui.widgets.drawer.layout import DrawerLayout, Place

LEFT = Qt.MouseButton.LeftButton


class Middle:
    """A centre with two pages, one of which stands above the other in a column."""

    def __init__(self, qtbot: QtBot) -> None:
        self.pictures, self.curves, self.numbers = QLabel("pictures"), QLabel("curves"), QLabel("numbers")
        self.drawer, self.messages = Drawer(), MessageBar()
        self.drawer.add_page("curves", "Curves", self.curves)
        self.drawer.add_page("numbers", "Numbers", self.numbers, above="curves")
        self.centre = Centre(self.pictures, self.drawer, self.messages)
        qtbot.addWidget(self.centre)
        self.resize(1200, 800)
        with qtbot.waitExposed(self.centre):
            self.centre.show()

    def resize(self, width: int, height: int) -> None:
        self.centre.resize(width, height)
        QApplication.processEvents()

    @property
    def at_right(self) -> bool:
        return self.drawer.geometry().left() > self.pictures.geometry().right()

    @property
    def below(self) -> bool:
        return self.drawer.geometry().top() > self.pictures.geometry().bottom()

    @property
    def tabs(self) -> list[str]:
        tabs = self.drawer.tabs
        return [tabs.tabText(k) for k in range(tabs.count()) if tabs.isTabVisible(k)]


def is_detached(middle: Middle) -> bool:
    """Asked again after every action."""
    return middle.centre.layout_in_use.detached


def is_folded(middle: Middle) -> bool:
    """Asked again after every action."""
    return middle.drawer.folded


@pytest.fixture
def middle(qtbot: QtBot) -> Middle:
    return Middle(qtbot)


def test_beside_a_single_picture_it_is_a_column_of_numbers_and_curves(middle: Middle) -> None:
    assert middle.at_right
    assert 350 <= middle.drawer.width() <= 390
    assert middle.numbers.isVisible()
    assert middle.curves.isVisible()
    assert middle.numbers.mapTo(middle.drawer, QPoint()).y() < middle.curves.mapTo(middle.drawer, QPoint()).y()
    assert middle.tabs == ["Curves"]
    middle.resize(980, 800)
    assert middle.below
    assert middle.tabs == ["Curves", "Numbers"]
    assert not middle.numbers.isVisible()
    middle.resize(1200, 800)
    assert middle.at_right


def test_below_several_pictures_it_is_folded_where_the_window_is_low(middle: Middle) -> None:
    middle.centre.show_several(True)
    QApplication.processEvents()
    assert middle.below
    assert middle.drawer.height() == middle.drawer.line_px
    assert not middle.curves.isVisible()
    middle.resize(1200, 1040)
    assert middle.curves.isVisible()
    middle.resize(1200, 800)
    assert not middle.curves.isVisible()
    middle.drawer.fold_button.click()
    QApplication.processEvents()
    assert middle.curves.isVisible()
    assert middle.drawer.height() == 192
    middle.centre.show_several(False)
    assert middle.at_right, "folding is remembered apart"


def test_a_click_on_a_tab_of_a_folded_one_unfolds_it_and_a_double_click_folds(middle: Middle) -> None:
    middle.centre.show_several(True)
    tabs = middle.drawer.tabs
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(1).center())
    assert not is_folded(middle)
    assert middle.drawer.page == "numbers"
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    QTest.mouseDClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    assert is_folded(middle)
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    QTest.mouseDClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    assert not is_folded(middle), "the first of the two clicks has unfolded it"
    empty = QPoint(middle.drawer.fold_button.x() - 20, middle.drawer.line_px // 2)
    assert tabs.tabAt(empty) == -1
    QTest.mouseClick(tabs, LEFT, pos=empty)
    QTest.mouseDClick(tabs, LEFT, pos=empty)
    assert is_folded(middle)


def test_an_enlarged_one_has_all_of_the_middle(middle: Middle) -> None:
    middle.drawer.enlarge_button.click()
    QApplication.processEvents()
    assert not middle.pictures.isVisible()
    assert middle.drawer.size().width() == middle.centre.width()
    assert middle.tabs == ["Curves", "Numbers"]
    middle.drawer.enlarge_button.click()
    QApplication.processEvents()
    assert middle.pictures.isVisible()
    assert middle.at_right


def test_a_detached_one_comes_back_when_its_window_is_closed(middle: Middle) -> None:
    middle.drawer.detach_button.click()
    window = middle.drawer.window()
    assert window is not middle.centre
    assert window.isVisible()
    assert is_detached(middle)
    window.resize(400, 700)
    QApplication.processEvents()
    assert middle.tabs == ["Curves"], "its window is higher than wide"
    window.close()
    QApplication.processEvents()
    assert middle.drawer.window() is middle.centre
    assert not is_detached(middle)
    assert middle.at_right
    assert middle.curves.isVisible()


def test_a_layout_comes_back(middle: Middle, qtbot: QtBot) -> None:
    middle.centre.put(Place.BOTTOM)
    middle.drawer.tabs.setCurrentIndex(1)
    middle.centre.splitter.moveSplitter(500, 1)
    height = middle.drawer.height()
    assert height == pytest.approx(300, abs=10)
    middle.centre.show_several(True)
    middle.centre.fold(True)
    layout = middle.centre.layout_in_use
    again = Middle(qtbot)
    again.centre.show_layout(layout)
    QApplication.processEvents()
    assert again.below
    assert again.drawer.height() == height
    assert again.drawer.page == "numbers"
    again.centre.show_several(True)
    assert again.drawer.folded
    assert again.centre.layout_in_use == layout


def test_a_detached_layout_comes_back_and_goes_with_its_owner(middle: Middle) -> None:
    middle.centre.show_layout(DrawerLayout(detached=True, window="no geometry!"))
    window = middle.drawer.window()
    assert window is not middle.centre
    middle.centre.close_detached()
    assert not window.isVisible()
    assert middle.centre.layout_in_use.detached, "it will be detached again"


def test_pages_of_one_network_name_it_where_there_are_several(middle: Middle) -> None:
    drawer = middle.drawer
    middle.centre.show_network("EDSR", None)
    assert not drawer.name.isVisible(), "there is no other"
    middle.centre.show_network("EDSR", 1)
    assert (drawer.name.text(), drawer.name.isVisible()) == ("EDSR", True)
    middle.centre.detach(True)
    assert "EDSR" in drawer.window().windowTitle()
    middle.centre.show_network("RFDN", 2)
    assert "RFDN" in drawer.window().windowTitle()
    middle.centre.detach(False)


def test_a_page_of_all_networks_names_none(qtbot: QtBot) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    drawer.add_page("curves", "Curves", QLabel("curves"))
    drawer.add_page("table", "Table", QLabel("table"), of_all=True)
    drawer.show_network("EDSR", 0)
    assert drawer.name.isVisibleTo(drawer)
    drawer.tabs.setCurrentIndex(1)
    assert not drawer.name.isVisibleTo(drawer)


def test_messages_lie_over_the_pictures_and_move_nothing(middle: Middle) -> None:
    before = (middle.pictures.geometry(), middle.drawer.geometry())
    middle.messages.show_error("It failed.", "Do this. " * 40, "word for word")
    QApplication.processEvents()
    assert (middle.pictures.geometry(), middle.drawer.geometry()) == before
    bar = middle.messages.geometry()
    assert middle.centre.rect().contains(bar)
    assert abs(bar.center().x() - middle.centre.rect().center().x()) <= 1
    assert bar.bottom() == middle.pictures.geometry().bottom() - MESSAGE_MARGIN_PX, "toolbar and heads stay free"
    advised = bar.height()
    middle.messages.details_button.click()
    QApplication.processEvents()
    assert middle.messages.height() > advised
    assert middle.centre.childAt(bar.center()) is not None


def test_no_tab_is_cut_however_little_room_there_is(qtbot: QtBot) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    for key in ("Curves", "Along the path", "Table", "Numbers"):
        drawer.add_page(key, key, QWidget())
    drawer.resize(180, 200)
    drawer.show()
    for index in range(drawer.tabs.count()):
        drawer.tabs.setCurrentIndex(index)
        assert drawer.tabs.tabRect(index).width() >= drawer.tabs.tabSizeHint(index).width()
        assert drawer.tabs.rect().intersects(drawer.tabs.tabRect(index)), "the bar scrolls to it"
