"""The line over the pictures: the kind of picture of all cells, how cells are laid out, and what is drawn over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QToolButton, QWidget, QWidgetAction

from lamgui.base.vocabulary import heading_of
from lamgui.base.wording import share_in_words
from lamgui.session.state import PaneContent, View
from lamgui.widgets.controls.available import show_available, unavailable_because
from lamgui.widgets.controls.contrast.contrast_bar import ContrastBar
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.glyph_button import Glyph
from lamgui.widgets.controls.overflow_bar import OverflowBar
from lamgui.widgets.controls.segments import Segments
from lamgui.widgets.viewer.kinds import MAIN_KINDS, MORE_KINDS, Kind
from lamgui.widgets.viewer.missing import ONE_ROW
from lamgui.widgets.viewer.pictures.colour_scale import Scale
from lamgui.widgets.viewer.toolbar.colour_bar import ColourBar
from lamgui.widgets.viewer.toolbar.look_panel import LookPanel

WITHOUT_CONTRAST = (PaneContent.HEAT_MAP, PaneContent.ERROR)
"""Kinds whose colours are shares of the maximum."""
OWN_DIFFERENCE = "Of two pictures in one place the difference is a way to compare them, beside their names."


class ViewerToolbar(OverflowBar):
    """Shows the view; reports `view_edited(dict)` with the changed fields of View, and whether a duel is wanted."""

    view_edited = Signal(object)
    duel_wanted = Signal(bool)
    """Two pictures in one place, or cells again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Toolbar of the pictures")
        self._view = View()
        self._scale: int | None = None
        self._duels = self._are_several = False
        self._kind_actions, self._switches = QActionGroup(self), QActionGroup(self)
        for group, slot in ((self._kind_actions, self._choose_kind), (self._switches, self._toggle)):
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
            group.triggered.connect(slot)
        self.kinds = {kind.id: self._kind_action(kind) for kind in (*MAIN_KINDS, *MORE_KINDS)}
        self.grid = self._action("All cells", "All cells beside and below each other.", self._want_grid)
        self.one = self._action(
            "One cell", "The cell in focus alone (Enter in its head; Esc goes back).", self._want_one
        )
        self.duel = self._action(
            "Two in one place", "Two pictures in one place: flick, split, difference (Ctrl+D).", self._want_duel
        )
        self.contour = self._switch("contour", "Outline", "Outline the area of contribution (Ctrl+K).")
        self.common_scale = self._switch(
            "common_scale", "Same scale", "Colour the maps of all cells by one maximum, else each by its own (Ctrl+L)."
        )
        self.consensus = self._switch(
            "consensus", "Consensus", "A cell that shows how many networks use each LR pixel."
        )
        self.field = self._switch(
            "receptive_field",
            "Field",
            "The receptive field: dashed what the patch can see, plain what it does see (Ctrl+R).",
        )
        self.marks = self._switch("marks", "Marks", "Mark bookmarks and hard patches on the pictures (Ctrl+M).")
        self.segments: list[Segments] = []
        self.more_kinds = QToolButton()
        self.look_button = QToolButton()
        self.look = LookPanel()
        self.contrast_bar = ContrastBar()
        self.bar = ColourBar()
        self._scales = QStackedWidget()
        self._lay_out()
        self.look.view_edited.connect(self.view_edited)
        self.show_view(View())

    def show_view(self, view: View) -> None:
        """Show how results are shown."""
        self._view = view
        for kind in (*MAIN_KINDS, *MORE_KINDS):
            self.kinds[kind.id].setChecked(kind.is_of(view))
        other = next((kind for kind in MORE_KINDS if kind.is_of(view)), None)
        self.more_kinds.setText("More " if other is None else f"{other.word} ")
        self.contour.setChecked(view.contour)
        self.contour.setIconText(f"Outline {share_in_words(view.share)}")
        self.common_scale.setChecked(view.common_scale and self._are_several)
        self.consensus.setChecked(view.consensus and not unavailable_because(self.consensus))
        self.field.setChecked(view.receptive_field)
        self.marks.setChecked(view.marks)
        self.look.show_view(view)
        self._show_layout()

    def show_words(self, scale: int | None) -> None:
        """Call the kinds of picture as a network of that scale calls them."""
        if scale == self._scale:
            return
        self._scale = scale
        for kind in (*MAIN_KINDS, *MORE_KINDS):
            self._name_kind(self.kinds[kind.id], kind)
        self._show_difference()
        self.show_view(self._view)

    def show_several(self, several: bool) -> None:
        """Whether there is more than one row: some controls mean nothing for one alone."""
        self._are_several = several
        show_available(self.common_scale, several, ONE_ROW)
        self.common_scale.setChecked(self._view.common_scale and several)
        self._show_difference()

    def show_consensus(self, otherwise: str) -> bool:
        """Say why there can be no consensus, which is not ticked then; empty where there can. Returns if it is new."""
        if otherwise == unavailable_because(self.consensus):
            return False
        show_available(self.consensus, not otherwise, otherwise)
        self.consensus.setChecked(self._view.consensus and not otherwise)
        return True

    def show_duel(self, duels: bool) -> None:
        """Whether two pictures are shown in one place."""
        self._duels = duels
        self._show_difference()
        self._show_layout()

    def show_scale(self, scale: Scale | None, words: str, has_map: bool) -> None:
        """The colours of the cell in focus, and what they mean; those of maps are shown with their contrast.

        Without a map on the screen the contrast is dimmed.
        """
        show_available(self.contrast_bar, has_map, "No map is shown.")
        self.bar.show_scale(scale, words)
        self._scales.setCurrentWidget(self.bar if self._view.content in WITHOUT_CONTRAST else self.contrast_bar)

    def _show_difference(self) -> None:
        """The kind that compares cells, which two pictures in one place have of their own."""
        action = self.kinds["difference"]
        show_available(action, self._are_several and not self._duels, OWN_DIFFERENCE if self._duels else ONE_ROW)

    def _show_layout(self) -> None:
        self.duel.setChecked(self._duels)
        self.one.setChecked(self._view.large and not self._duels)
        self.grid.setChecked(not self._view.large and not self._duels)

    def _action(self, text: str, tip: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setToolTip(tip)
        action.triggered.connect(run)
        return action

    def _kind_action(self, kind: Kind) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        self._name_kind(action, kind)
        action.setData(kind.id)
        self._kind_actions.addAction(action)
        return action

    def _name_kind(self, action: QAction, kind: Kind) -> None:
        key = f" ({MAIN_KINDS.index(kind) + 1})" if kind in MAIN_KINDS else ""
        action.setText(heading_of(self._scale, kind.name))
        action.setIconText(heading_of(self._scale, kind.word))
        action.setToolTip(heading_of(self._scale, kind.tip) + key)

    def _switch(self, field: str, text: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setToolTip(tip)
        action.setData(field)
        self._switches.addAction(action)
        return action

    def _choose_kind(self, action: QAction) -> None:
        kind = next(kind for kind in (*MAIN_KINDS, *MORE_KINDS) if kind.id == action.data())
        self._edit(kind.changes)

    def _toggle(self, action: QAction) -> None:
        field = str(action.data())
        self._edit({field: not getattr(self._view, field)})

    def _edit(self, changes: dict[str, Any]) -> None:
        """Report what is wanted; until the session has it, the view stands as it was."""
        self.show_view(self._view)
        self.view_edited.emit(changes)

    def _want_grid(self) -> None:
        self._leave_duel()
        self._edit({"large": False})

    def _want_one(self) -> None:
        self._leave_duel()
        self._edit({"large": True})

    def _want_duel(self) -> None:
        self._show_layout()
        self.duel_wanted.emit(not self._duels)

    def _leave_duel(self) -> None:
        if self._duels:
            self.duel_wanted.emit(False)

    def _lay_out(self) -> None:
        main = [(self.kinds[kind.id], None) for kind in MAIN_KINDS]
        layouts = [(self.grid, Glyph.GRID), (self.one, Glyph.ONE), (self.duel, Glyph.DUEL)]
        more = QMenu(self.more_kinds)
        more.setToolTipsVisible(True)
        more.addActions([self.kinds[kind.id] for kind in MORE_KINDS])
        self._open_menu_by(self.more_kinds, more)
        look = QMenu("Colours", self.look_button)
        panel = QWidgetAction(look)
        panel.setDefaultWidget(self.look)
        look.addAction(panel)
        self._open_menu_by(self.look_button, look)
        self.look_button.setText("Colours ")
        self._add_segments(Segments(main), 1)
        self.add(self.more_kinds, 2, more.actions())
        self._add_segments(Segments(layouts), 3)
        for rank, switch in enumerate(
            (self.contour, self.common_scale, self.consensus, self.field, self.marks), start=4
        ):
            self._add_segments(Segments([(switch, None)], is_soft=True), rank)
        self.add_more_button()
        self.add(self.look_button, 2, [look.menuAction()])
        for scale in (self.contrast_bar, self.bar):
            self._scales.addWidget(scale)
        self._scales.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.add(self._scales, 0)
        describe(self.more_kinds, "More kinds of picture", "Map alone, heat map, error to HR, outline of the area.")
        describe(self.look_button, "Colours and opacity", "Colour map, opacity, and the share of the area.")

    def _add_segments(self, segments: Segments, rank: int) -> None:
        self.segments.append(segments)
        self.add(segments, rank, [button.defaultAction() for button in segments.buttons])

    def _open_menu_by(self, button: QToolButton, menu: QMenu) -> None:
        button.setMenu(menu)
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
