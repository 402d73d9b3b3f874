"""What a window shows follows from the session alone: whatever was done before, a fresh window shows the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.reduce import Reduction
from lamgui.session.state import ColourMap, PaneContent, RowsOf
from tests.small import saved
from tests.window.looks import Looks, differences, looks_of
from tests.window.stepped import FAILING_STEPS, scale_of
from tests.window.stepped_window import Stepped

SEQUENCES = 300
BLOCK = 20
"""Sequences of one test: each goes on where the one before ended."""
ACTIONS = 8
"""Actions of a sequence."""


class Hand:
    """Does what users do, chosen by the numbers of a seed; `done` says what."""

    def __init__(self, stepped: Stepped, pictures: list[Path]) -> None:
        self._on = stepped
        self._pictures = pictures
        self._random = random.Random()
        self.done: list[str] = []

    def act(self, seed: int) -> None:
        """A sequence of actions, with some of the jobs' reports in between."""
        self._random.seed(seed)
        self.done = []
        actions: list[Callable[[], object]] = [
            self.open_picture,
            self.choose_network,
            self.tick,
            self.tick,
            self.remove,
            self.bookmark,
            self.go_to_bookmark,
            self.forget_bookmark,
            self.choose_rows,
            self.move_patch,
            self.move_patch,
            self.edit_patch,
            self.change_settings,
            self.change_picture_use,
            self.change_view,
            self.choose_row,
            self.move_row,
            self.hide_row,
            self.undo,
            self.undo,
            self.redo,
            self.save,
            self.open_session,
            self.cancel,
            self.run_again,
            self.wait,
        ]
        for _ in range(ACTIONS):
            action = self._random.choice(actions)
            said = action()
            self.done.append(f"{action.__name__} {said}")
            for _ in range(self._random.choice((0, 1, 3, 8))):
                self._on.desk.step()

    def _any(self, count: int) -> int:
        return self._random.randrange(count) if count else -1

    def open_picture(self) -> object:
        path = self._random.choice(self._pictures)
        self._on.maps.choices.open_picture(path)
        return path.name

    def choose_network(self) -> object:
        networks = self._on.window.network_panel.list
        networks.setCurrentRow(self._any(networks.count()))
        return networks.currentRow()

    def tick(self) -> object:
        networks = self._on.window.network_panel.list
        item = networks.item(self._any(networks.count()))
        is_ticked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)
        return item.text(), not is_ticked

    def remove(self) -> object:
        chosen = self._on.window.network_panel.list.chosen()
        self._on.window.network_panel.remove_button.click()
        return chosen and chosen.name

    def bookmark(self) -> object:
        self._on.window.bookmarks_panel.add_button.click()
        return len(self._on.session.state.bookmarks)

    def go_to_bookmark(self) -> object:
        bookmarks = self._on.window.bookmarks_panel.list
        number = self._any(bookmarks.count())
        if number >= 0:
            bookmarks.setCurrentRow(number)
            bookmarks.itemClicked.emit(bookmarks.item(number))
        return number

    def forget_bookmark(self) -> object:
        self._on.window.bookmarks_panel.remove_button.click()
        return len(self._on.session.state.bookmarks)

    def choose_rows(self) -> object:
        choice = self._on.window.bookmarks_panel.rows_choice
        rows = self._random.choice((RowsOf.BOOKMARKS, RowsOf.BOOKMARKS, *RowsOf))
        choice.setCurrentIndex(list(RowsOf).index(rows))
        return rows

    def move_patch(self) -> object:
        patch = Patch(self._any(20), self._any(12), self._random.choice((8, 8, 9)))
        row = self._any(len(self._on.session.state.visible_subjects))
        self._on.window.viewer.patch_picked.emit(row, patch, f"click {self._random.random()}")
        return row, patch

    def edit_patch(self) -> object:
        box = self._on.window.patch_panel.column
        box.setValue(box.value() + self._random.choice((-1, 1)))
        return box.value()

    def change_settings(self) -> object:
        steps = self._random.choice((3, 3, 4, FAILING_STEPS))
        self._on.maps.choices.choose_settings(Settings(steps=steps), "")
        return steps

    def change_picture_use(self) -> object:
        choices = self._on.maps.choices
        if self._random.random() < 0.5:
            role = self._random.choice(list(Role))
            return choices.choose_role(role), role
        reduction = self._random.choice(list(Reduction))
        return choices.choose_reduction(reduction), reduction

    def change_view(self) -> object:
        change = self._random.choice(
            (
                {"content": self._random.choice(list(PaneContent))},
                {"large": self._random.random() < 0.4},
                {"marks": self._random.random() < 0.6},
                {"contour": self._random.random() < 0.5},
                {"colour_map": self._random.choice(list(ColourMap))},
                {"share": self._random.choice((0.5, 0.9))},
                {"signed": self._random.random() < 0.5},
                {"common_scale": self._random.random() < 0.5},
                {"consensus": self._random.random() < 0.7},
                {"receptive_field": self._random.random() < 0.5},
            )
        )
        self._on.maps.choices.change_view(change)
        return change

    def choose_row(self) -> object:
        table = self._on.window.table.table
        table.setCurrentCell(self._any(table.rowCount()), 0)
        return table.currentRow()

    def move_row(self) -> object:
        rows = len(self._on.session.state.visible_subjects)
        row, by = self._any(rows), self._random.choice((-1, 1))
        self._on.window.viewer.cell_moved.emit(row, row + by)
        return row, by

    def hide_row(self) -> object:
        row, hidden = self._any(len(self._on.session.state.subjects)), self._random.random() < 0.6
        if row >= 0:
            self._on.window.table.row_hidden.emit(row, hidden)
        return row, hidden

    def undo(self) -> object:
        stack = self._on.session.undo_stack
        text = stack.undoText()
        stack.undo()
        return text

    def redo(self) -> object:
        stack = self._on.session.undo_stack
        text = stack.redoText()
        stack.redo()
        return text

    def save(self) -> object:
        path = self._on.home / f"saved {self._any(2)}.lamgui"
        return self._on.files.documents.save(path), path.name

    def open_session(self) -> object:
        path = self._on.home / f"saved {self._any(2)}.lamgui"
        if path.exists():
            self._on.files.documents.open_document(path)
        return path.name, path.exists()

    def cancel(self) -> object:
        self._on.window.progress_strip.cancel_button.click()
        return ""

    def run_again(self) -> object:
        return self._on.maps.runs.run_again()

    def wait(self) -> object:
        self._on.desk.finish()
        return ""


@pytest.fixture
def hand(stepped: Stepped, tmp_path: Path) -> Hand:
    """A hand with three pictures, two of one size."""
    sizes = {"a.png": (48, 36), "b.png": (48, 36), "c.png": (64, 40)}
    return Hand(stepped, [saved(tmp_path / name, *size) for name, size in sizes.items()])


def run_program(stepped: Stepped, home: Path) -> Looks:
    """What a program shows that was started in the state of the session, when all is done."""
    session = stepped.session
    other = Stepped(home, session.state, session.entries)
    other.session.set_view(**{name: getattr(session.view, name) for name in vars(session.view)})
    # Pasted pictures, and what the tooltips of networks that are not in use say.
    other.maps.pipeline._pictures.update(stepped.maps.pipeline._pictures)
    for path, facts in session.known_facts.items():
        other.session.learn_facts(path, facts)
    other.maps.runs.start()
    other.desk.finish()
    looks = looks_of(other.window)
    other.close()
    return looks


def outcome(looks: Looks) -> Looks:
    """Without what says how a window came to its state."""
    of_history = ("menu undo", "menu redo", "rail Hard patches")
    return {name: value for name, value in looks.items() if not name.startswith(of_history)}


def of_another_picture(stepped: Stepped) -> list[str]:
    """Rows that show a picture which is not theirs, or is used otherwise."""
    session, state = stepped.session, stepped.session.state
    wrong = []
    for subject in state.subjects:
        pictures, mark = session.content(subject).pictures, subject.bookmark
        picture = state.picture if mark is None else stepped.maps.pipeline.picture_of(mark.picture_sha256)
        role = state.role if mark is None else mark.role
        if pictures is None or picture is None:
            continue
        wanted = prepare(picture, role, scale_of(subject.network), state.reduction)
        if not np.array_equal(wanted.lr, pictures.lr):
            wrong.append(subject.name)
    return wrong


@pytest.mark.parametrize("block", range(SEQUENCES // BLOCK))
def test_a_window_shows_what_a_fresh_one_would(stepped: Stepped, hand: Hand, tmp_path: Path, block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        hand.act(seed)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert differences(looks_of(stepped.window), stepped.looks_afresh()) == {}, (seed, hand.done)
        assert of_another_picture(stepped) == [], (seed, hand.done)
        state, chosen = stepped.session.state, stepped.window.network_panel.list.chosen()
        assert chosen == state.network, (seed, hand.done)
        stepped.desk.finish()
        if stepped.ends[-1] == "Done" and not stepped.session.failures:
            expected = outcome(run_program(stepped, tmp_path / f"home {seed}"))
            assert differences(outcome(looks_of(stepped.window)), expected) == {}, (seed, hand.done)
