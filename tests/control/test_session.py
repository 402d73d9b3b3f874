"""The session: emits only on change, undoes and redoes, gathers gestures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.control.session import Session
from lamgui.figures.options import FigureOptions
from lamgui.networks.catalogue import bundled
from lamgui.session.state import State, Subject, View
from tests.widgets.analysis_of import analysis_of


@pytest.fixture
def session(qapp: QApplication) -> Session:  # noqa: ARG001 - the undo stack needs an application
    return Session(State(patch=Patch(1, 1, 8)))


def test_a_field_that_changes_is_told_once_and_the_others_not(session: Session) -> None:
    heard: list[str] = []
    session.changed.connect(lambda _before, _after: heard.append("changed"))
    session.settled.connect(lambda: heard.append("settled"))
    session.update("Move", patch=Patch(2, 1, 8))
    assert heard == ["changed", "settled"]
    session.update("Move", patch=Patch(2, 1, 8))
    assert heard == ["changed", "settled"]


def test_all_that_a_change_brings_settles_once_at_its_end(session: Session) -> None:
    heard: list[tuple[Settings, str]] = []
    session.changed.connect(lambda _before, _after: session.set_ended("Done"))
    session.settled.connect(lambda: heard.append((session.state.settings, session.ended)))
    with session.one_change():
        session.set_view(opacity=0.5)
        session.update("Steps", settings=Settings(steps=7))
        assert heard == []
    assert heard == [(Settings(steps=7), "Done")]
    session.set_ended("Done")
    assert len(heard) == 1


def test_undo_and_redo_bring_states_back_with_their_signals(session: Session) -> None:
    first = session.state
    session.update("Move", patch=Patch(5, 5, 8))
    session.update("Steps", settings=Settings(steps=7))
    last = session.state
    seen: list[Any] = []
    session.changed.connect(lambda _before, after: seen.append(after.settings))
    session.undo_stack.undo()
    assert seen == [Settings()]
    session.undo_stack.undo()
    assert session.state == first
    assert not session.undo_stack.canUndo()
    session.undo_stack.redo()
    session.undo_stack.redo()
    assert session.state == last


def test_one_gesture_is_one_step_and_two_are_two(session: Session) -> None:
    for x in range(2, 6):
        session.update("Move", "drag-1", patch=Patch(x, 1, 8))
    for x in range(6, 9):
        session.update("Move", "drag-2", patch=Patch(x, 1, 8))
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.state.patch == Patch(5, 1, 8)
    session.undo_stack.undo()
    assert session.state.patch == Patch(1, 1, 8)
    session.undo_stack.redo()
    assert session.state.patch == Patch(5, 1, 8)


def test_a_gesture_that_leads_back_leaves_no_step(session: Session) -> None:
    session.update("Move", patch=Patch(9, 9, 8))
    session.update("Move", "click-1", patch=Patch(2, 1, 8))
    session.update("Move", "click-1", patch=Patch(9, 9, 8))
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.state.patch == Patch(1, 1, 8)


def test_updates_without_a_gesture_stay_apart(session: Session) -> None:
    session.update("Move", patch=Patch(2, 1, 8))
    session.update("Move", patch=Patch(3, 1, 8))
    assert session.undo_stack.count() == 2


def test_how_it_is_shown_is_part_of_the_history_one_step_a_field(session: Session) -> None:
    heard: list[View] = []
    session.view_changed.connect(heard.append)
    session.set_view(opacity=0.25)
    session.set_view(opacity=0.25)
    assert [view.opacity for view in heard] == [0.25]
    session.set_view(opacity=0.5)
    session.set_view(signed=True)
    session.undo_stack.undo()
    assert (session.view.opacity, session.view.signed) == (0.5, False)
    session.undo_stack.undo()
    assert session.view == View()
    assert not session.undo_stack.canUndo()


def test_the_looks_of_figures_are_part_of_the_history_one_step_a_choice(session: Session) -> None:
    heard: list[FigureOptions] = []
    session.options_changed.connect(heard.append)
    first = session.options
    session.set_options(first)
    assert not session.undo_stack.canUndo()
    for dpi in (150, 200):
        session.set_options(replace(session.options, dpi=dpi))
    session.set_options(replace(session.options, inset=True))
    assert session.undo_stack.undoText() == "Change the figure"
    session.undo_stack.undo()
    assert session.options == replace(first, dpi=200)
    session.undo_stack.undo()
    assert session.options == heard[-1] == first
    assert not session.undo_stack.canUndo()


def test_what_was_opened_is_one_step(session: Session) -> None:
    before = session.document
    opened = State(patch=Patch(9, 9, 4)), bundled(), View(opacity=0.25), FigureOptions(dpi=150)
    session.open("Open a session", *opened)
    assert (session.state, session.entries, session.view, session.options) == opened
    session.undo_stack.undo()
    assert session.document == before
    assert not session.undo_stack.canUndo()


def test_apply_leaves_no_step(session: Session) -> None:
    session.apply(State(patch=Patch(9, 9, 4)))
    assert session.state.patch == Patch(9, 9, 4)
    assert not session.undo_stack.canUndo()


def test_a_view_refuses_what_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="opacity"):
        View(opacity=1.5)
    with pytest.raises(ValueError, match="share"):
        View(share=0.0)


def test_the_cursor_stays_where_the_user_put_it_until_there_is_another_patch(session: Session) -> None:
    first, second = (Subject(entry) for entry in bundled()[:2])
    session.update("", network=first.network, compared=(first.network, second.network))
    session.set_rows({first: analysis_of(), second: analysis_of()}, {}, None)
    session.set_alpha(0.167)
    session.update("", network=second.network)
    assert session.analysis is session.analyses[second]
    assert session.alpha == 0.167
    session.update("", settings=replace(session.state.settings, steps=7))
    session.set_rows({}, {}, None)
    session.set_rows({second: analysis_of()}, {}, None)
    assert session.alpha == 0.167, "other settings are no other place on the path"
    session.update("", patch=Patch(3, 1, 8))
    session.set_rows({}, {}, None)
    session.set_rows({second: analysis_of()}, {}, None)
    assert session.alpha != 0.167
