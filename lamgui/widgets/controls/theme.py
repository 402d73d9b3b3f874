"""The look of the program: Qt's Fusion style in a dark or a light palette, as the system or the user chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

Role = QPalette.ColorRole


class Scheme(StrEnum):
    """Which palette is chosen."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, eq=False)
class PlotColours:
    """Colours of a plot that stand out from its background and from each other."""

    background: QColor
    text: QColor
    curve: QColor
    target: QColor
    """Colour of the line at ΔD, the paper's red."""
    band: QColor
    """Colour of the band of the steepest rise, the paper's green."""
    cursor: QColor


_DARK = {
    Role.Window: "#202124",
    Role.WindowText: "#e4e6eb",
    Role.Base: "#17181a",
    Role.AlternateBase: "#1d1e21",
    Role.Text: "#e4e6eb",
    Role.PlaceholderText: "#9aa0aa",
    Role.Button: "#2d2f34",
    Role.ButtonText: "#e4e6eb",
    Role.BrightText: "#ff7b72",
    Role.Light: "#43464d",
    Role.Midlight: "#383a40",
    Role.Mid: "#2a2c30",
    Role.Dark: "#121315",
    Role.Shadow: "#08090a",
    Role.Highlight: "#2c66cc",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#4c8dff",
    Role.Link: "#7ab0ff",
    Role.LinkVisited: "#b79cff",
    Role.ToolTipBase: "#2d2f34",
    Role.ToolTipText: "#e4e6eb",
}

_LIGHT = {
    Role.Window: "#f3f4f6",
    Role.WindowText: "#1b1d21",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f7f8fa",
    Role.Text: "#1b1d21",
    Role.PlaceholderText: "#646b78",
    Role.Button: "#e8eaee",
    Role.ButtonText: "#1b1d21",
    Role.BrightText: "#b3261e",
    Role.Light: "#ffffff",
    Role.Midlight: "#f0f1f4",
    Role.Mid: "#c3c7cf",
    Role.Dark: "#9298a3",
    Role.Shadow: "#6b7079",
    Role.Highlight: "#1f5fd6",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#1f5fd6",
    Role.Link: "#1a57c4",
    Role.LinkVisited: "#6b3fc0",
    Role.ToolTipBase: "#ffffff",
    Role.ToolTipText: "#1b1d21",
}

_DISABLED_TEXT = {Scheme.DARK: "#898e98", Scheme.LIGHT: "#666c77"}

_DARK_PLOT = ("#b4bac5", "#5aa9ff", "#ff7b72", "#4cc38a", "#f2c14e")
_LIGHT_PLOT = ("#4a505b", "#1f6fd0", "#c62828", "#1e7f4d", "#a15c00")


def apply_theme(app: QApplication, scheme: str) -> None:
    """Give the program its style and the palette of `scheme`: "system", "dark" or "light".

    With "system" the palette changes whenever the system's does. Can be called again at any time. Raises ValueError
    for another word.
    """
    chosen = Scheme(scheme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    follower = app.findChild(_Follower) or _Follower(app)
    follower.scheme = chosen
    asked = {
        Scheme.SYSTEM: Qt.ColorScheme.Unknown,
        Scheme.DARK: Qt.ColorScheme.Dark,
        Scheme.LIGHT: Qt.ColorScheme.Light,
    }
    # Title bars and native dialogs follow this where the platform allows; the palette below is for our own widgets.
    QGuiApplication.styleHints().setColorScheme(asked[chosen])
    follower.follow()


def make_palette(scheme: Scheme) -> QPalette:
    """The dark or the light palette, every role set."""
    palette = QPalette()
    for role, colour in (_DARK if scheme is Scheme.DARK else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED_TEXT[scheme]))
    palette.setColor(QPalette.ColorGroup.Disabled, Role.Highlight, palette.color(Role.Mid))
    return palette


def _outlined(palette: QPalette) -> QPalette:
    """For check boxes and radio buttons: Fusion darkens Window for their outline, invisible on a dark palette."""
    outlined = QPalette(palette)
    if is_dark(palette):
        outlined.setColor(Role.Window, palette.color(Role.PlaceholderText))
    return outlined


def is_dark(palette: QPalette) -> bool:
    """Whether text is brighter than its background."""
    return palette.color(Role.Base).lightness() < palette.color(Role.Text).lightness()


def plot_colours(palette: QPalette) -> PlotColours:
    """Colours of a plot drawn on the palette's Base."""
    colours = _DARK_PLOT if is_dark(palette) else _LIGHT_PLOT
    return PlotColours(palette.color(Role.Base), *map(QColor, colours))


class _Follower(QObject):
    """Sets the palette again when the system turns dark or light."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.scheme = Scheme.SYSTEM
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow)

    def follow(self) -> None:
        scheme = self.scheme
        if scheme is Scheme.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            scheme = Scheme.DARK if dark else Scheme.LIGHT
        palette = make_palette(scheme)
        self._app.setPalette(palette)
        for name in ("QCheckBox", "QRadioButton", "QAbstractItemView"):
            self._app.setPalette(_outlined(palette), name)  # type: ignore[arg-type] # the types want bytes, Qt a str
        QToolTip.setPalette(palette)
