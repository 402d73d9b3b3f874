"""The steps of the tour, which follow docs/tutorial.md, and the parts of the window that they point at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from lamgui.control.session import Session
from lamgui.session.state import State
from lamgui.widgets.controls.highlight import Highlight
from lamgui.widgets.controls.later import Later
from lamgui.widgets.dialogs.tour import Tour, TourStep
from lamgui.window.main_window import MainWindow

VIEWER, NETWORKS, NUMBERS, MENUS = "viewer", "networks", "numbers", "menus"
"""Names of the parts of the window."""
STEPS = (
    TourStep(
        "Open a picture and the networks to compare",
        "Drop a picture and checkpoints on the window, or press Ctrl+O and Ctrl+N. Say whether the picture is the HR "
        "original or the LR input. Tick several networks to compare them: Space ticks the line of the keys.",
        NETWORKS,
    ),
    TourStep(
        "Pick the patch",
        "Click a place in a picture: a coarse map is there at once, the full one follows. Drag the square, or move it "
        "by the arrow keys. The keys 1 to 6 say what all cells show; Enter shows one alone, Esc goes back. "
        "Ctrl+B bookmarks the patch.",
        VIEWER,
    ),
    TourStep(
        "Read the numbers",
        "DI says how many pixels take part: the larger, the more. The gap says whether the steps were enough. With "
        "several networks the table has a line for each; a click on a heading sorts.",
        NUMBERS,
    ),
    TourStep(
        "Build the figure",
        "Ctrl+E opens the builder: choose a layout and the width of your paper's column, and save as PDF, SVG, PNG or "
        "TIFF. The caption can be copied as LaTeX.",
        MENUS,
    ),
    TourStep(
        "Make it again",
        "Every figure contains its recipe. Drop one on the window, and the session behind it is back; "
        "lamgui reproduce figure.pdf does the same without a window. Closing the window loses nothing either: "
        "the session opens at the next start.",
        MENUS,
    ),
)


def welcome(state: State, is_loaded: bool) -> TourStep:
    """The first step: what is being loaded, unless it is there already, and what to do first."""
    text = ""
    if not is_loaded and state.picture is not None and state.network is not None:
        text = (
            f"The picture {state.picture.name} and the network {state.network.label} are being loaded; the first map "
            "takes some seconds, because PyTorch is loaded too.\n\n"
        )
    return TourStep(
        "Which pixels does a network use?",
        f"{text}Click a place in the picture: the map shows which input pixels the network uses for it.\n\n"
        "Next goes through the rest in five minutes; Help > Tour opens it again.",
        VIEWER,
    )


class WindowTour(QObject):
    """Opens the tour beside the window, and points out what it is about."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._highlight = Highlight(window)
        self._tour: Tour | None = None
        self._pointed_out: QWidget = window
        self._laid_out = Later(self, self._frame_part)
        session.settled.connect(self._show_loaded)

    @Slot()
    def open(self) -> None:
        """Begin the tour; one that is open already goes on."""
        if self._tour is None:
            self._tour = Tour((self._welcome, *STEPS), self._window)
            self._window.closing.connect(self._tour.close)
            self._tour.show_wanted.connect(self.point_out)
            self._tour.finished.connect(self._forget)
        self._tour.show()
        corner = self._window.frameGeometry().bottomRight() - QPoint(40, 60)
        self._tour.move(corner - QPoint(self._tour.width(), self._tour.height()))
        self._tour.raise_()
        self._tour.activateWindow()

    @Slot(str)
    def point_out(self, place: str) -> None:
        """Bring a part of the window on the screen, and frame it."""
        window, part = self._window, self.part(place)
        if place == NETWORKS:
            window.show_rail(True)
            window.rail.ensureWidgetVisible(part)
        elif place == NUMBERS:
            window.centre.fold(False)
            window.drawer.show_page("numbers")
        self._pointed_out = part
        # Once it is laid out where it is now.
        self._laid_out.start()

    @Slot()
    def _frame_part(self) -> None:
        self._highlight.point_out(self._pointed_out)

    def part(self, place: str) -> QWidget:
        """The part of the window that a step is about."""
        window = self._window
        parts: dict[str, QWidget] = {
            VIEWER: window.viewer,
            NETWORKS: window.network_panel.list,
            NUMBERS: window.numbers_panel,
            MENUS: window.menuBar(),
        }
        return parts[place]

    @property
    def _welcome(self) -> TourStep:
        """The first step as things are now: a run that has ended loads nothing, and so does one that takes passes."""
        session = self._session
        return welcome(session.state, is_loaded=session.facts is not None or bool(session.ended))

    @Slot()
    def _show_loaded(self) -> None:
        if self._tour is not None:
            self._tour.show_first(self._welcome)

    @Slot()
    def _forget(self) -> None:
        self._tour = None
        self._highlight.hide()
