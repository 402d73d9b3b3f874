"""What becomes of a network that is being added: listed when it is there, asked about when it is a program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lamgui.base.errors import TrustNeeded
from lamgui.networks.entry import NetworkEntry, NetworkFacts


@dataclass(frozen=True)
class Adding:
    """Remembers which entry is being loaded until its facts are there, or it is known why not."""

    entry: NetworkEntry
    take: Callable[[NetworkEntry, NetworkFacts], None]
    ask: Callable[[NetworkEntry, TrustNeeded], None]
    fail: Callable[[NetworkEntry, Exception], None]

    def done(self, facts: NetworkFacts) -> None:
        """It was loaded."""
        self.take(self.entry, facts)

    def failed(self, error: Exception) -> None:
        """It was not; a file that would run its own code is a question to the user, not an error."""
        if isinstance(error, TrustNeeded):
            self.ask(self.entry, error)
        else:
            self.fail(self.entry, error)
