"""Several network files added at once: under which names, which are compared then, and the summary in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lamgui.base.errors import NetworkError, TrustNeeded, UserError
from lamgui.files.names import free_name
from lamgui.jobs.load_networks import LoadedNetworks
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS, State


def named_apart(new: Sequence[NetworkEntry], listed: Sequence[NetworkEntry]) -> tuple[NetworkEntry, ...]:
    """New networks, each with a name that no other of the list has."""
    taken = {entry.name for entry in listed}
    named = []
    for entry in new:
        named.append(replace(entry, name=free_name(entry.name, taken)))
        taken.add(named[-1].name)
    return tuple(named)


def compared_with(state: State, added: Sequence[NetworkEntry]) -> tuple[NetworkEntry, ...]:
    """The networks that are compared once others were added: those that were ticked stay, and as many as fit."""
    before = state.networks
    return (*before, *(entry for entry in added if entry not in before))[:MAX_NETWORKS]


def summary(added: Sequence[NetworkEntry], compared: Sequence[NetworkEntry]) -> str:
    """How many were added, and which of them are not compared because there are too many."""
    left_out = [entry.name for entry in added if entry not in compared]
    text = f"{len(added)} networks were added and ticked: {_names(added)}."
    if left_out:
        ticked = len(added) - len(left_out)
        text = (
            f"{len(added)} networks were added, {ticked} of them ticked: at most {MAX_NETWORKS} are compared. "
            f"Not ticked: {_names_in_full(left_out)}."
        )
    return text


def failure(report: LoadedNetworks, added: int) -> UserError | None:
    """One error for all files that could not be loaded; those that wait for permission are asked about instead."""
    failed = [(entry, error) for entry, error in report.failed if not isinstance(error, TrustNeeded)]
    if not failed:
        return None
    first, others = failed[0][1], len(failed) - 1
    more = f" {others} more could not be loaded either." if others else ""
    said = f" The other {added} were added." if added else ""
    details = "\n\n".join(f"{entry.path}\n{error.message} {error.advice}\n{error.details}" for entry, error in failed)
    return NetworkError(f"{first.message}{more}{said}", first.advice, details)


def _names(entries: Sequence[NetworkEntry]) -> str:
    return _names_in_full([entry.name for entry in entries])


def _names_in_full(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
