"""What each menu item does: asks for a file where one is needed, then tells the controller or the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from lamgui.control.networks import NetworksController
from lamgui.control.rows import RowsController
from lamgui.control.runs import Controller
from lamgui.control.session import Session
from lamgui.figures.export import overlaid_input, save_map_png, save_npz, save_overlay_png, save_sr_png
from lamgui.files.names import safe_name
from lamgui.files.shipped import sample_picture
from lamgui.maps.result import Analysis
from lamgui.session.state import PaneContent, RowsOf
from lamgui.widgets.controls.clipboard import picture_on, pictures_of, put_picture
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.controls.theme import apply_theme
from lamgui.widgets.dialogs.help import show_about, show_help, show_shortcuts
from lamgui.widgets.viewer.contents import MAPS
from lamgui.window.bind_documents import DocumentCommands
from lamgui.window.bind_figures import FigureBinding
from lamgui.window.main_window import MainWindow

PNG = "PNG picture (*.png)"
NUMPY = "NumPy archive (*.npz)"
FIGURE = "PNG picture (*.png);;PDF document (*.pdf);;SVG drawing (*.svg)"


class MenuCommands(QObject):
    """Carries out the commands of the menus."""

    theme_chosen = Signal(str)
    recent_cleared = Signal()

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        controller: Controller,
        networks: NetworksController,
        rows: RowsController,
        figures: FigureBinding,
        documents: DocumentCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._controller = controller
        self._networks = networks
        self._rows = rows
        self._figures = figures
        self._documents = documents
        self._files = FileDialogs(window)
        self._commands = self._table()
        window.menus.chosen.connect(self._carry_out)
        window.viewer.duel_closed.connect(self._toggle_duel)
        window.picture_panel.open_wanted.connect(self._open_picture)
        window.picture_panel.sample_wanted.connect(self._open_sample)
        window.network_panel.add_wanted.connect(self._add_network)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Fill the menu of recent files."""
        menu = self._window.menus.submenus["recent"]
        menu.clear()
        menu.setEnabled(bool(paths))
        for number, path in enumerate(paths, start=1):
            action = QAction(f"&{number % 10} {path.name}", menu)
            action.setData(path)
            action.setToolTip(str(path))
            action.triggered.connect(self._open_recent)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("&Clear this list").triggered.connect(self.recent_cleared)

    def set_theme(self, theme: str) -> None:
        """Take the colours of the system, or light or dark ones."""
        apply_theme(_application(), theme)
        self._window.menus.actions[f"theme_{theme}"].setChecked(True)
        self.theme_chosen.emit(theme)

    def _table(self) -> Mapping[str, Callable[[], object]]:
        viewer, controller, stack = self._window.viewer, self._controller, self._session.undo_stack
        return {
            "open_picture": self._open_picture,
            "open_sample": self._open_sample,
            "paste_picture": self._paste_picture,
            "save_figure": self._save_figure,
            "save_overlay": self._save_overlay,
            "save_map": self._save_map,
            "save_sr": self._save_sr,
            "save_numbers": self._save_numbers,
            "quit": self._window.close,
            "undo": stack.undo,
            "redo": stack.redo,
            "copy_overlay": self._copy_overlay,
            "copy_numbers": self._window.numbers_panel.copy,
            "zoom_in": viewer.zoom_in,
            "zoom_out": viewer.zoom_out,
            "fit": viewer.fit,
            "zoom_to_patch": viewer.zoom_to_patch,
            "panes_2": partial(self._show_panes, 2),
            "panes_3": partial(self._show_panes, 3),
            "panes_4": partial(self._show_panes, 4),
            "toggle_signed": self._toggle_signed,
            "toggle_contour": self._toggle_contour,
            "toggle_field": self._toggle_field,
            "theme_system": partial(self.set_theme, "system"),
            "theme_light": partial(self.set_theme, "light"),
            "theme_dark": partial(self.set_theme, "dark"),
            "add_bookmark": self._rows.add_bookmark,
            **{f"rows_{rows.value}": partial(self._rows.choose_rows, rows) for rows in RowsOf},
            "show_all_rows": self._rows.show_all_rows,
            "toggle_common_scale": self._toggle_common_scale,
            "toggle_consensus": self._toggle_consensus,
            "toggle_hover_curve": self._toggle_hover_curve,
            "toggle_duel": self._toggle_duel,
            "build_figure": self._figures.open_builder,
            "compare_paths": self._figures.compare_paths,
            "copy_figure": self._figures.copy_picture,
            "copy_caption": self._figures.copy_caption,
            "copy_python": self._figures.copy_python,
            "export_bookmarks": self._figures.export_bookmarks,
            "open_session": self._documents.open,
            "save_session": self._documents.save,
            "save_session_as": self._documents.save_as,
            "run_again": controller.run_again,
            "cancel": self._cancel,
            "choose_detector": self._window.path_panel.own_detector_wanted.emit,
            "copy_detector_template": self._window.path_panel.detectors.copy_template,
            "add_network": self._add_network,
            "rename_network": self._rename_network,
            "remove_network": self._remove_network,
            "show_help": partial(show_help, self._window),
            "show_shortcuts": partial(show_shortcuts, self._window),
            "show_about": partial(show_about, self._window),
        }

    def add(self, commands: Mapping[str, Callable[[], object]]) -> None:
        """Commands of the menus that somebody else carries out."""
        self._commands = {**self._commands, **commands}

    @Slot(str)
    def _carry_out(self, command: str) -> None:
        self._commands[command]()

    @Slot()
    def _open_picture(self) -> None:
        path = self._files.ask_picture()
        if path is not None:
            self._controller.open_picture(path)

    @Slot()
    def _open_sample(self) -> None:
        self._controller.open_picture(sample_picture())

    @Slot()
    def _open_recent(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._controller.open_picture(sender.data())

    def _paste_picture(self) -> None:
        clipboard = _application().clipboard()
        paths = pictures_of(clipboard)
        picture = picture_on(clipboard)
        if paths:
            self._documents.open_files(paths)
        elif picture is not None:
            self._controller.take_picture(picture)
        else:
            self._controller.info_raised.emit("There is no picture on the clipboard.")

    @Slot()
    def _add_network(self) -> None:
        for path in self._files.ask_networks():
            self._networks.add(path)

    def _cancel(self) -> None:
        self._networks.cancel()
        self._controller.cancel()

    def _rename_network(self) -> None:
        self._window.side_panel.set_opened_groups((*self._window.side_panel.opened_groups(), "Network"))
        self._window.network_panel.list.edit_name()

    def _remove_network(self) -> None:
        entry = self._session.state.network
        if entry is not None:
            self._networks.remove(entry)

    def _save_figure(self) -> None:
        self._save("Save the figure", "figure", ".png", FIGURE, _write_figure)

    def _save_overlay(self) -> None:
        self._save("Save the map over the input", "overlay", ".png", PNG, self._writer(save_overlay_png))

    def _save_map(self) -> None:
        self._save("Save the map", "map", ".png", PNG, self._writer(save_map_png))

    def _save_sr(self) -> None:
        self._save("Save the SR picture", "sr", ".png", PNG, save_sr_png)

    def _save_numbers(self) -> None:
        self._save("Save the numbers", "numbers", ".npz", NUMPY, save_npz)

    def _writer(self, write: Callable[..., None]) -> Callable[[Analysis, Path], None]:
        view = self._session.view
        return lambda analysis, path: write(analysis, view, path)

    def _save(self, title: str, kind: str, ending: str, kinds: str, write: Callable[[Analysis, Path], None]) -> None:
        analysis = self._session.analysis
        if analysis is None:
            return
        name = safe_name(f"{Path(analysis.picture.name).stem}-{analysis.network.name}-{kind}") + ending
        path = self._files.ask_target(title, name, kinds)
        if path is not None:
            self._controller.save(path, write)

    def _copy_overlay(self) -> None:
        if self._session.analysis is not None:
            put_picture(_application().clipboard(), overlaid_input(self._session.analysis, self._session.view))

    def _show_panes(self, count: int) -> None:
        self._session.set_view(panes=panes_for(count, self._session.view.panes))

    def _toggle_signed(self) -> None:
        self._session.set_view(signed=not self._session.view.signed)

    def _toggle_contour(self) -> None:
        self._session.set_view(contour=not self._session.view.contour)

    def _toggle_field(self) -> None:
        self._session.set_view(receptive_field=not self._session.view.receptive_field)

    def _toggle_common_scale(self) -> None:
        self._session.set_view(common_scale=not self._session.view.common_scale)

    def _toggle_duel(self) -> None:
        viewer = self._window.viewer
        viewer.set_duel(not viewer.duels)
        self._window.menus.actions["toggle_duel"].setChecked(viewer.duels)

    def _toggle_hover_curve(self) -> None:
        self._session.set_view(hover_curve=not self._session.view.hover_curve)

    def _toggle_consensus(self) -> None:
        self._session.set_view(consensus=not self._session.view.consensus)


def panes_for(count: int, panes: tuple[PaneContent, ...]) -> tuple[PaneContent, ...]:
    """As many panes as asked for, of those that are there and others; of several, one shows the map."""
    wanted = (PaneContent.INPUT, PaneContent.SR, PaneContent.OVERLAY, PaneContent.MAP, PaneContent.HEAT_MAP)
    kept = (panes + tuple(content for content in wanted if content not in panes))[:count]
    maps = [content for content in panes if content in MAPS]
    if maps and not set(maps) & set(kept):
        return (*kept[:-1], maps[0])
    return kept


def _write_figure(analysis: Analysis, path: Path) -> None:
    # matplotlib takes half a second to import: only whoever saves a figure waits for it, and on the worker.
    from lamgui.figures.summary import save_summary

    save_summary(analysis, path)


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("the window's commands need a running QApplication")
    return application
