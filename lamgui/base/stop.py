"""A word from the window's thread to a job that is in the middle of a step: end it."""

from __future__ import annotations


class Stop:
    """Set once, by any thread, and never taken back."""

    def __init__(self) -> None:
        self._is_set = False

    @property
    def is_set(self) -> bool:
        """Whether the job is to end."""
        return self._is_set

    def set(self) -> None:
        """Ask the job to end."""
        self._is_set = True
