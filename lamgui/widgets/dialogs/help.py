"""The windows of the Help menu: the method in a page, and what keys and mouse do."""

# ruff: noqa: E501 - lines of a page break where its reader's window does.

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from lamgui.widgets.dialogs.part_keys import KEYS_OF_PARTS, KeyTable

HELP = """
<h2>What a Local Attribution Map shows</h2>
<p>A super-resolution network F turns a small picture I (LR) into a large one (SR). A Local Attribution Map says
<b>which pixels of I the network used for one patch</b> of its output.</p>
<p>A <b>detector D</b> measures how much structure the patch holds: the sum of its gradients. A <b>path γ(α)</b> leads from a
blurred input, in which that structure is absent (α = 0), to the input itself (α = 1). Along the path D rises; what each input
pixel adds to the rise is its attribution:</p>
<p style="margin-left:24px">LAM<sub>i</sub> = ∫ ∂D(F(γ(α)))/∂γ<sub>i</sub> · ∂γ<sub>i</sub>/∂α dα</p>
<h3>Reading the window</h3>
<ul>
<li><b>Click</b> a place in any picture: the map of the patch there is computed, coarse at once, then in full.</li>
<li><b>D(F(γ(α)))</b>: how the detector rises on the path. The green band is the shortest part of it that holds half of the rise.</li>
<li><b>|∂γ/∂α|</b>: how fast the path itself moves.</li>
<li><b>Cumulative sum</b>: it should end on the red line ΔD. How far it misses is the <b>completeness gap</b>: a large gap means
too few steps.</li>
<li><b>DI</b>, the diffusion index, is 0 where one pixel does everything and 100 where all pixels contribute alike.</li>
<li><b>Dashed</b>: D along the path for the patch that a click at the pointer would pick, known for all patches soon after
the first map. <b>Hard patches</b> are those where ΔD is large and, with an HR picture, the error is large.</li>
<li>The <b>outline</b> surrounds the smallest area that holds 90 % of the attribution.</li>
</ul>
<p>The method: J. Gu and C. Dong, <i>Interpreting Super-Resolution Networks with Local Attribution Maps</i>, CVPR 2021.</p>
"""

MOUSE = """
<h2>Mouse</h2>
<table cellpadding="3">
<tr><td><b>Click</b></td><td>put the patch there</td></tr>
<tr><td><b>Drag the patch</b></td><td>move it; its handles resize it</td></tr>
<tr><td><b>Drag elsewhere</b></td><td>move the picture</td></tr>
<tr><td><b>Ctrl+drag, middle drag</b></td><td>move the picture, on the patch too</td></tr>
<tr><td><b>Shift+drag</b></td><td>a line, with its length and the values along it in every cell</td></tr>
<tr><td><b>Wheel</b></td><td>zoom at the pointer</td></tr>
<tr><td><b>Double click</b></td><td>show the whole picture</td></tr>
<tr><td><b>Click on the head of a cell</b></td><td>put it in focus; a double click shows it alone</td></tr>
<tr><td><b>Wheel on a head or between cells</b></td><td>scroll, where there are too many cells; with Ctrl it zooms</td></tr>
<tr><td><b>Drop files</b></td><td>open a picture, a session or a figure, add networks</td></tr>
</table>
"""


def show_help(parent: QWidget) -> None:
    """Open the page on the method, beside the window."""
    _show_page(parent, "What is a Local Attribution Map?", HELP)


def show_shortcuts(parent: QWidget, menus: Sequence[KeyTable]) -> None:
    """Open the list of what the mouse and keys do, in the parts of the window and by the menus, beside the window."""
    parts = "".join(_table(f"Keys of {part[0].lower()}{part[1:]}", keys) for part, keys in KEYS_OF_PARTS)
    of_menus = "".join(_table(f"Keys of the {menu} menu", keys) for menu, keys in menus)
    _show_page(parent, "Keyboard and mouse", MOUSE + parts + of_menus)


def _table(title: str, keys: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f"<tr><td><b>{escape(key)}</b></td><td>{escape(name)}</td></tr>" for key, name in keys)
    return f'<h2>{title}</h2><table cellpadding="3">{rows}</table>'


def _show_page(parent: QWidget, title: str, text: str) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.resize(620, 560)
    page = QTextBrowser()
    page.setHtml(text)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    layout = QVBoxLayout(dialog)
    layout.addWidget(page)
    layout.addWidget(buttons)
    dialog.show()
