"""A message appears in the dialog that caused it while that is open, else over the pictures; the log has all."""

from __future__ import annotations

import pytest

from lamgui.base.errors import SaveError
from lamgui.control.figures import FigureController
from lamgui.control.sanity import SanityController
from lamgui.networks.downloads.release import Release
from lamgui.widgets.controls.messages.message_bar import MessageBar
from tests.widgets.window_rig import WindowRig

ERROR = SaveError("The file cannot be written.", "Choose another folder.")


def titles(bar: MessageBar) -> list[str]:
    return [message.title for message in bar.messages()]


@pytest.mark.parametrize("of", ["figure", "sanity"])
def test_a_dialog_shows_its_own_messages_while_it_is_open(rig: WindowRig, of: str) -> None:
    rig.run()
    source: FigureController | SanityController = rig.tools.figures if of == "figure" else rig.tools.sanity
    in_window = rig.window.message_bar
    source.error_raised.emit(ERROR)
    assert titles(in_window) == [ERROR.message], "no dialog is open"
    in_window.dismiss_button.click()
    rig.choose("build_figure" if of == "figure" else "check_sanity")
    dialog = rig.bindings.figures.builder if of == "figure" else rig.bindings.sanity.dialog
    assert dialog is not None
    size = dialog.preview.size()
    source.error_raised.emit(ERROR)
    source.info_raised.emit("By the way.")
    assert titles(dialog.message_bar) == ["By the way.", ERROR.message]
    assert dialog.message_bar.isVisible()
    bar, preview = dialog.message_bar, dialog.preview
    assert preview.rect().contains(bar.geometry()), "it lies over the picture alone, and covers no control"
    assert bar.parentWidget() is preview
    assert bar.geometry().bottom() > preview.rect().center().y()
    assert titles(in_window) == []
    assert dialog.preview.size() == size, "a message moves nothing"
    assert [one.message.title for one in in_window.logged()][-2:] == [ERROR.message, "By the way."]
    rig.messages.show_error(ERROR)
    assert titles(in_window) == [ERROR.message], "what the dialog did not cause stays in the window"
    in_window.dismiss_button.click()
    dialog.close()
    source.error_raised.emit(ERROR)
    assert titles(in_window) == [ERROR.message]


def test_a_download_that_fails_says_so_in_its_dialog_or_in_the_window(rig: WindowRig) -> None:
    release = rig.tools.downloads.downloaded.releases[0]
    assert isinstance(release, Release)
    rig.tools.downloads.failed.emit(release, ERROR)
    assert titles(rig.window.message_bar) == [ERROR.message]
    rig.window.message_bar.dismiss_button.click()
    rig.choose("get_networks")
    rig.tools.downloads.failed.emit(release, ERROR)
    dialog = rig.bindings.catalogue.dialog
    assert dialog is not None
    assert dialog.problem.text() == f"{ERROR.message} {ERROR.advice}"
    assert titles(rig.window.message_bar) == []
    dialog.close()
