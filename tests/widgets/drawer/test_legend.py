"""The legend names as many curves as fit, and counts those that do not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from lamgui.widgets.drawer.legend import Legend


def test_names_are_elided_to_equal_shares_and_then_counted(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries(tuple((f"the network of run number {k}", k) for k in range(11)))
    legend.resize(10_000, 20)
    assert legend.shown() == tuple(f"the network of run number {k}" for k in range(11))
    legend.resize(400, 20)
    *names, more = legend.shown()
    assert 0 < len(names) < 11
    assert more == f"{11 - len(names)} more"
    assert all("…" in name for name in names)
    assert "the network of run number 10" in legend.toolTip()
