"""All commands of the window: the menus in the order of the menu bar."""

from __future__ import annotations

from lamgui.window.commands.analysis import ANALYSIS
from lamgui.window.commands.edit import EDIT
from lamgui.window.commands.figure import FIGURE
from lamgui.window.commands.file import FILE
from lamgui.window.commands.help import HELP
from lamgui.window.commands.layout import LAYOUT
from lamgui.window.commands.networks import NETWORKS
from lamgui.window.commands.view import VIEW

MENUS = (FILE, EDIT, VIEW, ANALYSIS, NETWORKS, FIGURE, LAYOUT, HELP)
