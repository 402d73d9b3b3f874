"""The foot of the window: what is under the pointer, and what is being done, with its Cancel button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import bytes_in_words, number_in_words
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.header_button import HeaderButton

BAR_WIDTH_PX = 110
BAR_HEIGHT_PX = 6
CANCEL_BY_ESC, CANCEL_BY_CTRL = "Cancel (Esc)", "Cancel (Ctrl+.)"
"""Esc cancels the run where there is nothing else to go back from; Ctrl+. always does."""


class ProgressStrip(QWidget):
    """Readout, run, bar, Cancel, device and memory, each in a place of its own; reports `cancel_wanted`."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._words = ""
        self._result: Analysis | None = None
        self._under_pointer: tuple[str, ...] = ()
        self._delta = self._tip = ""
        self._readout = ElidedLabel()
        self._run = ElidedLabel("EDSR (lamgui) (4 of 9): 100 of 100 passes, 00 s left")
        self._bar = QProgressBar()
        self.cancel_button = HeaderButton(
            CANCEL_BY_ESC,
            "Cancel the run",
            "Cancel the run after its present step (Ctrl+., or Esc where there is nothing else to go back from). "
            "What is on the screen stays.",
        )
        self._device = ElidedLabel(sample="cuda:00")
        self._memory = ElidedLabel(sample="estimate 1000 MiB")
        self._lay_out()
        self.cancel_button.clicked.connect(self._want_cancel)
        self._show()

    def show_progress(self, progress: Progress | None, network: str) -> None:
        """Show the progress of a run of the network called `network`; None without a run."""
        self._progress, self._words = progress, "" if progress is None else run_in_words(progress, network)
        self._show()

    def show_idle(self, text: str) -> None:
        """Show how the last run ended; none is in progress."""
        self._progress, self._words = None, text
        self._show()

    def show_result(self, analysis: Analysis | None) -> None:
        """Show device and memory of a finished run, memory where it was one of this process; None for no run."""
        self._result = analysis
        self._show()

    def show_esc_cancels(self, esc_cancels: bool) -> None:
        """Name the key that cancels the run now."""
        self.cancel_button.setText(CANCEL_BY_ESC if esc_cancels else CANCEL_BY_CTRL)

    def show_readout(self, texts: tuple[str, ...]) -> None:
        """Show position and values under the pointer, or what can be done: the first text that fits; () for neither."""
        self._under_pointer = texts
        self._show_left()

    def show_delta(self, delta: float | None) -> None:
        """Show ΔD of the patch under the pointer, or nothing."""
        self._delta = "" if delta is None else f"ΔD here {number_in_words(delta)}"
        self._show_left()

    def show_tip(self, text: str) -> None:
        """Show what the menu item under the pointer does; empty where it is over none."""
        self._tip = text
        self._show_left()

    def _show_left(self) -> None:
        texts = [" · ".join(filter(None, (text, self._delta))) for text in self._under_pointer or ("",)]
        self._readout.set_text(*([self._tip] if self._tip else texts))

    def _show(self) -> None:
        """The run that is in progress and, muted during one, the result."""
        progress, result = self._progress, self._result
        show_available(self.cancel_button, progress is not None, "Nothing is being computed.")
        self._bar.setMaximum(100 if progress is None else max(1, progress.total))
        self._bar.setValue(0 if progress is None else progress.step)
        self._run.set_text(self._words)
        computing = "" if progress is None else progress.device
        self._device.set_text(computing or ("" if result is None else result.device))
        if progress is not None and progress.activation_bytes:
            held, free = (bytes_in_words(amount) for amount in (progress.activation_bytes, progress.free_bytes))
            self._memory.set_text(f"estimate {held}")
            self._memory.set_hint(f"The run holds about {held} of the {free} that it may take.")
        else:
            is_here = result is not None and not result.is_from_file
            self._memory.set_text(f"peak {bytes_in_words(result.peak_memory_bytes)}" if result and is_here else "")
            self._memory.set_hint("The most memory that the run held.")
        self._memory.set_muted(progress is not None or result is None)

    def _want_cancel(self) -> None:
        self.cancel_wanted.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 1)
        row.setSpacing(10)
        row.addWidget(self._readout, 1)
        for widget in (self._run, self._bar, self.cancel_button, self._device, self._memory):
            row.addWidget(widget)
        self._bar.setFixedSize(BAR_WIDTH_PX, BAR_HEIGHT_PX)
        self._bar.setTextVisible(False)
        self._run.set_alignment(Qt.AlignmentFlag.AlignRight)
        self.cancel_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self._bar, "Progress", "Passes done of those along the path.")
        self._readout.set_hint("Position in the SR and the LR picture, and the values of the pictures there.")
        self._run.set_hint("What is being computed, or how the last run ended.")
        self._device.set_hint("The device that computes.")


def run_in_words(progress: Progress, network: str) -> str:
    """A run in one line, as "EDSR: 34 of 100 passes, 2.1 s left"; the time is of the whole run."""
    if progress.stage is Stage.LOADING:
        return f"{network}: {progress.words or 'reading the network'}"
    if progress.stage is Stage.RESTORING:
        scale = None if progress.pictures is None else progress.pictures.scale
        return f"{network}: {in_words_of(scale, 'computing SR')}"
    done = progress.passes_in_words
    if progress.stage is Stage.COARSE:
        return f"{network}: coarse, {done}"
    left = progress.left_in_words
    return f"{network}: {done}, {left}" if left else f"{network}: {done}"
