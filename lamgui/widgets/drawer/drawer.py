"""The drawer: pages under one line of tabs, of which a folded one leaves the line alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lamgui.widgets.controls.colour_chip import ColourChip
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.flat_tabs import FlatTabs
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.glyph_button import Glyph, GlyphButton
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.drawer.legend import Legend

LINE_MARGINS_PX = (8, 0, 6, 0)


@dataclass(frozen=True)
class _Page:
    key: str
    widget: QWidget
    holder: QWidget
    """The page of the stack that has the widget unless it stands above another one."""
    above: str
    """Key of the page above which the widget stands while the drawer is a column; empty for a page of its own."""
    of_all: bool
    """Whether it shows all networks, and not the one in focus."""


class Drawer(QWidget):
    """Shows one page at a time; says when the user folds, enlarges, detaches it or chooses a page."""

    folding_wanted = Signal(bool)
    """Whether it shall be folded."""
    enlarging_wanted = Signal(bool)
    detaching_wanted = Signal(bool)
    tab_chosen = Signal(str)
    """Key of the page that the user chose."""
    column_changed = Signal(bool)
    """Whether it is a column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[_Page] = []
        self._folded = self._is_column = self._unfolded_by_press = False
        self._slot: int | None = None
        self._heading, self._chip = QWidget(), ColourChip()
        self.name, self.legend = ElidedLabel(), Legend()
        self._legend_page = ""
        self.tabs = FlatTabs()
        self.stack = QStackedWidget()
        self.fold_button = HeaderButton("", "Fold the drawer", "Fold the drawer to this line, or unfold it (C).")
        self.enlarge_button = GlyphButton(Glyph.ENLARGE)
        self.detach_button = GlyphButton(Glyph.DETACH)
        self._lay_out()
        self.fold_button.clicked.connect(self._want_folding)
        self.enlarge_button.clicked.connect(self.enlarging_wanted)
        self.detach_button.clicked.connect(self.detaching_wanted)
        self.tabs.currentChanged.connect(self._show_page)
        self.tabs.tabBarClicked.connect(self._press_tab)
        self.tabs.tabBarDoubleClicked.connect(self._double_click)
        self.show_folded(False)

    def add_page(self, key: str, title: str, widget: QWidget, above: str = "", of_all: bool = False) -> None:
        """Add a page; while the drawer is a column it stands above the page with the key `above`, if there is one.

        `of_all` says that it shows all networks: it has no heading that names one.
        """
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(6)
        column.addWidget(widget)
        self._pages.append(_Page(key, widget, holder, above, of_all))
        self.stack.addWidget(holder)
        self.tabs.addTab(title)

    @property
    def line_px(self) -> int:
        """Height of the line of tabs."""
        return self._line.sizeHint().height()

    @property
    def folded(self) -> bool:
        """Whether only the line of tabs is shown."""
        return self._folded

    @property
    def page(self) -> str:
        """Key of the page that is shown."""
        return self._pages[self.tabs.currentIndex()].key

    def show_page(self, key: str) -> None:
        """Show the page with this key; one that stands above another shows that one, an unknown key the first."""
        keys = [page.key for page in self._pages]
        number = keys.index(key) if key in keys else 0
        page = self._pages[number]
        if self._is_column and page.above:
            number = keys.index(page.above)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(number)
        self.stack.setCurrentIndex(number)
        self._show_heading()

    def show_network(self, name: str, slot: int | None) -> None:
        """Name the network that the pages are of, in the colour of its slot; None where there is only one."""
        self._slot = slot
        self._chip.show_slot(slot)
        self.name.set_text(name)
        self._show_heading()

    def show_beside(self, page: str, others: tuple[tuple[str, int], ...]) -> None:
        """Name the networks that a page shows beside the one in focus, each in the colour of its slot."""
        self._legend_page = page if others else ""
        self.legend.show_entries(others)
        self._show_heading()

    def show_folded(self, folded: bool) -> None:
        """Leave the line of tabs alone, or show the page below it."""
        self._folded = folded
        self.stack.setVisible(not folded)
        self._show_heading()
        self._show_fold_words()
        self.fold_button.setAccessibleName("Unfold the drawer" if folded else "Fold the drawer")
        self.enlarge_button.setVisible(not folded)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed if folded else QSizePolicy.Policy.Preferred
        )
        # A layout takes notice of the hidden pages only later, a splitter at once of this.
        self.setMaximumHeight(self.line_px if folded else 16_777_215)
        self.updateGeometry()

    def show_column(self, is_column: bool) -> None:
        """Whether it is a column: pages that stand above others then leave their tabs."""
        if is_column == self._is_column:
            return
        self._is_column = is_column
        self._show_fold_words()
        by_key = {page.key: page for page in self._pages}
        for number, page in enumerate(self._pages):
            if not page.above:
                continue
            layout = (by_key[page.above] if is_column else page).holder.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, page.widget)
            if is_column and self.tabs.currentIndex() == number:
                self.show_page(page.above)
            with QSignalBlocker(self.tabs):
                self.tabs.setTabVisible(number, not is_column)
        self.column_changed.emit(is_column)

    def show_state(self, *, enlarged: bool, detached: bool) -> None:
        """Whether it has all of the middle, and whether it is in a window of its own."""
        self.enlarge_button.setChecked(enlarged)
        self.detach_button.setChecked(detached)
        self.fold_button.setVisible(not (enlarged or detached))
        self.enlarge_button.setVisible(not (detached or self._folded))

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room for the name beside the legend."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._pages:
            self._show_heading()

    def minimumSizeHint(self) -> QSize:
        """The line of tabs, with the least page below it."""
        if self._folded:
            return QSize(self._line.minimumSizeHint().width(), self.line_px)
        return super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """That of the page."""
        return self.minimumSizeHint() if self._folded else super().sizeHint()

    def _show_fold_words(self) -> None:
        """A column has less room for words."""
        if self._folded:
            self.fold_button.setText("▴ unfold (C)")
        else:
            self.fold_button.setText("▾" if self._is_column else "▾ fold (C)")

    @Slot(int)
    def _press_tab(self, number: int) -> None:
        """A tab of a folded drawer unfolds it; the double click that may follow does not fold it again."""
        self._unfolded_by_press = self._folded and number >= 0
        if self._unfolded_by_press:
            self.folding_wanted.emit(False)

    @Slot(int)
    def _double_click(self, _number: int) -> None:
        if not self._unfolded_by_press:
            self._want_folding()

    @Slot()
    def _want_folding(self) -> None:
        self.folding_wanted.emit(not self._folded)

    @Slot(int)
    def _show_page(self, number: int) -> None:
        if 0 <= number < len(self._pages):
            self.stack.setCurrentIndex(number)
            self._show_heading()
            self.tab_chosen.emit(self._pages[number].key)

    def _show_heading(self) -> None:
        number = self.tabs.currentIndex()
        is_of_one = 0 <= number < len(self._pages) and not self._pages[number].of_all
        self._heading.setVisible(self._slot is not None and is_of_one and not self._folded)
        has_legend = is_of_one and self._pages[number].key == self._legend_page
        self.legend.setVisible(has_legend)
        self.name.setMaximumWidth(self.name.text_px if has_legend else 16_777_215)

    def _lay_out(self) -> None:
        self.tabs.setUsesScrollButtons(True)
        for button, side in zip(self.tabs.findChildren(QToolButton), ("left", "right"), strict=True):
            describe(button, f"Tabs at the {side}", f"Show the tabs at the {side}, which have no room.")
        # A few letters of a word name no page.
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self.tabs, "Pages of the drawer", "What the drawer shows. A double click folds and unfolds it.")
        describe(self.enlarge_button, "Enlarge the drawer", "Give the drawer all of the middle, or its place again.")
        describe(self.detach_button, "Detach the drawer", "Put the drawer into a window of its own, or back.")
        for sign in (self.enlarge_button, self.detach_button):
            sign.setCheckable(True)
            sign.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(*LINE_MARGINS_PX)
        row.setSpacing(2)
        row.addWidget(self.tabs, 1)
        for button in (self.fold_button, self.enlarge_button, self.detach_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(8, 0, 8, 2)
        heading.addWidget(self._chip)
        heading.addWidget(self.name, 1)
        heading.addWidget(self.legend, 3)
        column.addWidget(self._heading)
        column.addWidget(self.stack, 1)
