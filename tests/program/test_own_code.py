"""A user's own .py in the window: the question, the yes that is remembered, the no that runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.networks.user_code.template import ADAPTER_TEMPLATE
from lamgui.widgets.dialogs.trust_dialog import TrustDialog
from tests.program.driver import Driver
from tests.widgets.window_rig import answering

NET = """
from pathlib import Path
from torch import nn

Path(__file__).with_name("ran").touch()


class Net(nn.Module):
    def __init__(self, width, scale=4):
        super().__init__()
        self.up = nn.Upsample(scale_factor=scale)

    def forward(self, x):
        return self.up(x)
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    (tmp_path / "net.py").write_text(NET, encoding="utf-8")
    return tmp_path / "net.py"


def yes(dialog: TrustDialog) -> None:
    dialog._fields["width"].setText("8")
    dialog.trust_button.click()


def test_a_yes_adds_the_network_and_is_remembered(driver: Driver, net: Path) -> None:
    seen = answering(TrustDialog, yes)
    driver.drop([net])
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.architecture == "Net")
    assert len(seen) == 1
    assert (net.parent / "ran").exists()
    entry = driver.session.state.network
    assert entry is not None
    assert entry.own_code is None, "what was said is kept by the file's hash, not in the list"


def test_a_no_runs_nothing(driver: Driver, net: Path) -> None:
    before = driver.session.entries
    seen = answering(TrustDialog, lambda dialog: dialog.cancel_button.click())
    driver.drop([net])
    driver.wait(lambda: bool(seen))
    assert driver.session.entries == before
    assert not (net.parent / "ran").exists()


def test_a_changed_file_is_asked_about_again_with_what_was_said_before(driver: Driver, net: Path) -> None:
    answering(TrustDialog, yes)
    driver.drop([net])
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.architecture == "Net")
    before = driver.analyses[-1].network.sha256
    filled_in: list[OwnCode] = []

    def yes_again(dialog: TrustDialog) -> None:
        filled_in.append(dialog.answer())
        dialog.trust_button.click()

    answering(TrustDialog, yes_again)
    net.write_text(NET.replace("nn.Upsample(scale_factor=scale)", "nn.Upsample(scale_factor=scale, mode='bilinear')"))
    driver.wait(lambda: driver.analyses[-1].network.sha256 != before)
    assert [code.arguments for code in filled_in] == [(("width", "8"),)]
    assert driver.errors() == []


def test_removal_that_is_undone_asks_again(driver: Driver, net: Path) -> None:
    answering(TrustDialog, yes)
    driver.drop([net])
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.architecture == "Net")
    entry = driver.session.state.network
    assert entry is not None
    driver.networks.remove(entry)
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.architecture != "Net")
    seen = answering(TrustDialog, yes)
    driver.choose("undo")
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.architecture == "Net")
    assert len(seen) == 1


def test_the_dialog_shows_the_template(driver: Driver, net: Path) -> None:
    dialog = TrustDialog(permission_wanted(net), definitions_in(net), lambda: None, driver.window)
    dialog.show()
    assert not dialog.template.opened
    dialog.template.header.click()
    (text,) = dialog.template.findChildren(QPlainTextEdit)
    assert text.isVisible()
    assert text.toPlainText() == ADAPTER_TEMPLATE
    dialog.close()
    dialog.deleteLater()


def test_the_dialog_asks_for_class_arguments_and_weights(driver: Driver, net: Path) -> None:
    weights = net.with_name("größe.pth")
    dialog = TrustDialog(permission_wanted(net), definitions_in(net), lambda: weights, driver.window)
    assert not dialog.trust_button.isEnabled(), "width has no default"
    dialog._fields["width"].setText(" 16 ")
    assert dialog.trust_button.isEnabled()
    assert dialog.answer() == OwnCode(permission_wanted(net), "Net", (("width", "16"),))
    dialog._fields["scale"].setText("2")
    dialog.weights_button.click()
    assert dialog.answer() == OwnCode(permission_wanted(net), "Net", (("width", "16"), ("scale", "2")), weights)
    dialog.template_button.click()
    assert "class Adapted(nn.Module)" in QApplication.clipboard().text()
    dialog.deleteLater()
