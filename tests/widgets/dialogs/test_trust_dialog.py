"""The question about a .py file: its arguments, objects with options, and weights of which parts may be missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.widgets.dialogs.trust_dialog import TrustDialog

NET = """
from torch import nn


class Net(nn.Module):
    def __init__(self, args, scale=2):
        super().__init__()
        self.width, self.deep = args.n_feats, args.n_resblocks + args.n_feats
"""


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> TrustDialog:
    path = tmp_path / "net.py"
    path.write_text(NET, encoding="utf-8")
    dialog = TrustDialog(permission_wanted(path), definitions_in(path), lambda: None)
    qtbot.addWidget(dialog)
    return dialog


def test_an_object_with_options_is_offered_to_be_filled_in(dialog: TrustDialog) -> None:
    field = dialog._fields["args"]
    assert field.text() == "Namespace(n_feats=, n_resblocks=)"
    assert not dialog.trust_button.isEnabled(), "it is not filled in yet"
    field.setText("Namespace(n_feats=8, n_resblocks=2)")
    assert dialog.trust_button.isEnabled()
    assert dialog.answer() == OwnCode(dialog._wanted, "Net", (("args", "Namespace(n_feats=8, n_resblocks=2)"),))


def test_parts_of_weights_may_be_missing(dialog: TrustDialog) -> None:
    dialog._fields["args"].setText("1")
    dialog.partial.setChecked(True)
    assert dialog.answer().strict, "there are no weights"
    dialog.weights.setText("w.pth")
    assert dialog.answer() == OwnCode(dialog._wanted, "Net", (("args", "1"),), Path("w.pth"), strict=False)


def test_an_earlier_answer_is_filled_in(dialog: TrustDialog) -> None:
    earlier = OwnCode(dialog._wanted, "Net", (("args", "3"), ("scale", "4")), Path("w.pth"), strict=False)
    dialog.show_answer(earlier)
    assert dialog.answer() == OwnCode(dialog._wanted, "Net", earlier.arguments, earlier.weights, strict=False)
