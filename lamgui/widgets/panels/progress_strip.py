"""The status bar: the run in progress, its Cancel button, and the last result in short."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from lamgui.base.wording import bytes_in_words, di_label, gap_in_percent, number_in_words, seconds_in_words
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe

BAR_WIDTH_PX = 110
BAR_HEIGHT_PX = 8


class ProgressStrip(QWidget):
    """Bar, run, Cancel, readout, device, memory, gap and DI, each in a place of its own; reports `cancel_wanted`."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._words = ""
        self._result: Analysis | None = None
        self._bar = QProgressBar()
        self._run = ElidedLabel("EDSR-M 1000/1000 · 00 min 00 s left", Qt.TextElideMode.ElideLeft)
        self.cancel_button = QPushButton("Cancel")
        self._readout = ElidedLabel()
        self._under_pointer = ElidedLabel(sample="ΔD here −00000")
        self._device = ElidedLabel(sample="cuda:00")
        self._memory = ElidedLabel(sample="≈ 1000 MiB")
        self._gap = ElidedLabel(sample="gap −00.00 %")
        self._di = ElidedLabel(sample="DI 00.0000 ± 0.0000")
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
        """Show the device, memory, gap and DI of a finished run, or (None) that there is none."""
        self._result = analysis
        self._show()

    def _show(self) -> None:
        """The run that is in progress and, muted during one, the result."""
        progress, result = self._progress, self._result
        self.cancel_button.setEnabled(progress is not None)
        self._bar.setMaximum(100 if progress is None else max(1, progress.total))
        self._bar.setValue(0 if progress is None else progress.step)
        self._run.set_text(self._words)
        computing = "" if progress is None else progress.device
        self._device.set_text(computing or ("" if result is None else result.device))
        if progress is not None and progress.activation_bytes:
            held, free = (bytes_in_words(amount) for amount in (progress.activation_bytes, progress.free_bytes))
            self._memory.set_text(f"≈ {held}")
            self._memory.set_hint(f"A pass holds about {held} of the {free} that were free.")
        else:
            self._memory.set_text("" if result is None else bytes_in_words(result.peak_memory_bytes))
            self._memory.set_hint("The most memory that the run held.")
        self._gap.set_text(f"gap {'–' if result is None else gap_in_percent(result.completeness_gap)}")
        self._di.set_text("DI –" if result is None else di_label(result.diffusion_index, result.diffusion_index_error))
        for label in (self._memory, self._gap, self._di):
            label.set_muted(progress is not None or result is None)

    def show_readout(self, text: str) -> None:
        """Show position and values under the pointer."""
        self._readout.set_text(text)

    def show_delta(self, delta: float | None) -> None:
        """Show ΔD of the patch under the pointer, or nothing."""
        self._under_pointer.set_text("" if delta is None else f"ΔD here {number_in_words(delta)}")

    def _want_cancel(self) -> None:
        self.cancel_wanted.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.setSpacing(10)
        for widget in (self._bar, self._run, self.cancel_button):
            row.addWidget(widget)
        row.addWidget(self._readout, 1)
        for label in (self._under_pointer, self._device, self._memory, self._gap, self._di):
            row.addWidget(label)
        self._bar.setFixedSize(BAR_WIDTH_PX, BAR_HEIGHT_PX)
        self._bar.setTextVisible(False)
        self.cancel_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self._bar, "Progress", "Steps done of the m steps along the path.")
        describe(
            self.cancel_button, "Cancel", "Cancel the run after its present step (Esc). What is on the screen stays."
        )
        self._readout.set_hint("Position in the SR and the LR picture, and each pane's value there.")
        self._under_pointer.set_hint("ΔD = D(F(I)) − D(F(I')) of the patch that a click at the pointer would pick.")
        self._device.set_hint("The device that computes.")
        self._memory.set_hint("The most memory that the run held.")
        self._gap.set_hint("Completeness gap (Σ LAM − ΔD) / ΔD: how far the sum of the map lies from ΔD.")
        self._di.set_hint(
            "Diffusion index DI = (1 − Gini) × 100, and its ± at 95 %: the larger, the more pixels take part."
        )


def run_in_words(progress: Progress, network: str) -> str:
    """A run in one line, as "EDSR 34/100 · 2.1 s left"."""
    if progress.stage is Stage.LOADING:
        return f"{network} · reading the network"
    if progress.stage is Stage.RESTORING:
        return f"{network} · computing SR"
    done = f"{progress.step}/{progress.total}"
    if progress.stage is Stage.COARSE:
        return f"{network} coarse {done}"
    left = progress.remaining_s
    # At the end of a level of automatic steps nobody knows whether another follows.
    return f"{network} {done}" if not left else f"{network} {done} · {seconds_in_words(left)} left"
