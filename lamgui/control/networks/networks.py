"""The list of networks: adding, removing, renaming, stating conventions; files that change are loaded again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import TrustNeeded, UserError
from lamgui.control.choices import ChoiceController
from lamgui.control.desk.desk import Desk, ignore_result
from lamgui.control.messages import Messages
from lamgui.control.networks.file_watch import FileLook, FileWatch, Looks, looks_of
from lamgui.control.networks.network_batch import compared_with, failure, named_apart, summary
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.files.names import free_name
from lamgui.files.presence import asked
from lamgui.jobs.load_networks import LoadedNetworks, load_networks
from lamgui.jobs.pipeline import Pipeline
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.session.state import RowsOf


@dataclass(frozen=True)
class Adding:
    """Remembers which entry is being loaded until it is loaded or has failed."""

    entry: NetworkEntry
    take: Callable[[NetworkEntry, NetworkFacts], None]
    ask: Callable[[NetworkEntry, TrustNeeded], None]
    fail: Callable[[NetworkEntry, Exception], None]

    def done(self, facts: NetworkFacts) -> None:
        """The network was loaded."""
        self.take(self.entry, facts)

    def failed(self, error: Exception) -> None:
        """Loading failed; for a file that would run its own code the user is asked, instead of shown an error."""
        if isinstance(error, TrustNeeded):
            self.ask(self.entry, error)
        else:
            self.fail(self.entry, error)


CONVENTIONS = {
    "value_range": "Range",
    "colour": "Colours",
    "scale": "Scale",
    "output": "Output",
    "noise_sigma": "Noise",
}
"""What the user may state of a network where its file leaves it open, with the name of the undo step."""


BATCH = "add files"
"""The lane of several files that are added at once."""


class NetworksController(QObject):
    """Every slot is an action of the user, or a change of a file."""

    trust_wanted = Signal(object, object)
    """Path of a file that would run its own code, and the CodePermission that it needs."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        pipeline: Pipeline,
        choices: ChoiceController,
        runs: RunController,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._pipeline = pipeline
        self._choices = choices
        self._runs = runs
        self._messages = messages
        self._refused: set[CodePermission] = set()
        self._wanted: tuple[Path, ...] = ()
        self._batch: LoadedNetworks | None = None
        # Deferred until the run that needs it has been handled, because the question waits for its answer.
        runs.trust_missing.connect(self._ask_of_row, Qt.ConnectionType.QueuedConnection)
        self._watch = FileWatch(self, look_at=self._look_at)
        self._watch.file_changed.connect(self._on_file_changed)
        session.entries_changed.connect(self._watch_files)
        self._watch_files(session.entries)

    @Slot(object)
    def add(self, path: Path) -> None:
        """Load a file on the worker; it is listed and chosen only when it has been loaded."""
        self.add_entry(NetworkEntry(name=path.stem, path=path))

    def add_entry(self, entry: NetworkEntry) -> None:
        """Load a network whose name is known; one whose file is in the list is only chosen."""
        path = entry.path
        listed = self._listed(path)
        if listed is not None and path in self._paths_in_use:
            # Its file may have changed meanwhile.
            self.read_again(path)
        if listed is not None:
            self._choices.choose_network(listed)
            if path.suffix.lower() == ".py":
                self._messages.show_info(
                    f"{path.name} is in the list already, as {listed.name}. For another class, other arguments or "
                    "weights beside it, copy the file, or compare them on a command line."
                )
            return
        adding = Adding(entry, self.take_entry, self._ask_trust, self._fail_to_add)
        self._session.set_loading((*(other for other in self._session.loading if other != path), path))
        work = self._pipeline.load_network(entry)
        self._desk.submit(lane_of(path), work, adding.done, adding.failed, self._show_words)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Load several files one after the other; all that can be loaded are added and compared in one step."""
        paths = tuple(dict.fromkeys(paths))
        if len(paths) < 2:
            for path in paths:
                self.add(path)
            return
        self._end_batch()
        self._wanted = paths
        new = tuple(NetworkEntry(path.stem, path) for path in paths if self._listed(path) is None)
        self._batch = LoadedNetworks(left=new)
        self._show_batch(self._batch)
        work = load_networks(self._pipeline, new)
        self._desk.submit(BATCH, work, self._take_batch, self._fail_batch, self._show_batch)

    def _show_words(self, words: str) -> None:
        """Show what is being done with a file."""
        self._session.set_loading(self._session.loading, words)

    def _show_batch(self, report: LoadedNetworks) -> None:
        """Show which files are still to be loaded."""
        done = {entry.path for entry, _ in (*report.loaded, *report.failed)}
        before = [path for path in self._session.loading if path not in self._wanted]
        left = [entry.path for entry in report.left if entry.path not in done]
        self._batch = report
        self._session.set_loading((*before, *left), report.doing)

    def _take_batch(self, report: LoadedNetworks) -> None:
        """Add and compare what was loaded and what was listed already, in the order of the files."""
        self._batch = None
        session = self._session
        session.set_loading(tuple(path for path in session.loading if path not in self._wanted))
        new = named_apart([entry for entry, _ in report.loaded], session.entries)
        for entry, facts in report.loaded:
            session.learn_facts(entry.path, facts)
        known = {entry.path: entry for entry in (*session.entries, *new)}
        added = tuple(known[path] for path in self._wanted if path in known)
        if added:
            compared = compared_with(session.state, added)
            session.update(
                f"Add {len(added)} networks",
                entries=(*session.entries, *new),
                network=added[0] if added[0] in compared else compared[0],
                compared=compared if len(compared) > 1 else (),
                rows=RowsOf.NETWORKS,
            )
        error = failure(report, len(added))
        if error is not None:
            self._messages.show_error(error)
        elif len(added) > 1:
            self._messages.show_info(summary(added, session.state.networks))
        for entry, refused in report.failed:
            if isinstance(refused, TrustNeeded):
                self.trust_wanted.emit(entry.path, refused.wanted)

    def _fail_batch(self, error: Exception) -> None:
        self._messages.show_error(error)
        self._end_batch()

    def _end_batch(self) -> None:
        """Load no more of several files; those that are loaded by now are added."""
        self._desk.cancel(BATCH)
        if self._batch is not None:
            self._take_batch(self._batch)

    @Slot()
    def cancel(self) -> None:
        """Cancel loading, within one step; files that are not loaded by then are not listed."""
        self._end_batch()
        for path in self._session.loading:
            self._desk.cancel(lane_of(path))
        self._session.set_loading(())

    def take_entry(self, entry: NetworkEntry, facts: NetworkFacts) -> None:
        """List and choose a network that has been loaded, under a name of its own."""
        self._end_loading(entry.path)
        session = self._session
        entry = replace(entry, name=free_name(entry.name, {other.name for other in session.entries}))
        session.learn_facts(entry.path, facts)
        self._choices.choose_network(entry, (*session.entries, entry))
        for note in facts.notes:
            self._messages.show_info(f"{entry.name}: {note}")

    def remove(self, *entries: NetworkEntry) -> None:
        """Remove networks from the list, in one step, and free their memory; bundled ones stay."""
        for entry in entries:
            if entry.bundled:
                self._messages.show_info(f"{entry.name} comes with the program and stays in the list.")
        going = {entry.path: entry for entry in entries if not entry.bundled}
        if not going:
            return
        session, state = self._session, self._session.state
        remaining = tuple(other for other in session.entries if other.path not in going)
        compared = tuple(other for other in state.compared if other.path not in going)
        network = state.network
        if network is not None and network.path in going:
            network = next(iter(compared or remaining), None)
        names = [entry.name for entry in going.values()]
        session.update(
            f"Remove {names[0] if len(names) == 1 else f'{len(names)} networks'}",
            entries=remaining,
            network=network,
            compared=compared if len(compared) > 1 else (),
            hidden=frozenset(other for other in state.hidden if other.path not in going),
        )
        for path, entry in going.items():
            session.learn_facts(path, None)
            work = self._pipeline.forget_network(entry)
            self._desk.submit(f"forget {path}", work, ignore_result, self._messages.show_error)

    @Slot(object, str)
    def rename(self, entry: NetworkEntry, name: str) -> None:
        """Rename a network; an empty name changes nothing, and one that is taken gets a number."""
        others = {other.name for other in self._session.entries if other.path != entry.path}
        name = free_name(name.strip(), others)
        if entry.bundled or not name or name == entry.name:
            return
        self._put(entry, replace(entry, name=name), f"Rename {entry.name}")

    @Slot(str, object)
    def state_convention(self, name: str, value: Any) -> None:
        """State a convention of the network in use, by its name in CONVENTIONS; None leaves it to file and probe."""
        entry = self._session.state.network
        if entry is not None and getattr(entry, name) != value:
            changed = replace(entry, **{name: value})
            self._put(entry, changed, f"{CONVENTIONS[name]} of {entry.name}")

    @Slot(object)
    def read_again(self, path: Path) -> None:
        """Load a network's file again; where it has changed, its maps are computed again."""
        entry = self._listed(path)
        if entry is not None:
            reading = _Reading(self, entry)
            work = self._pipeline.load_network(entry)
            self._desk.submit(f"read {path}", work, reading.done, reading.failed)

    def read_all_again(self) -> None:
        """Load the files of the networks in use again."""
        for path in self._paths_in_use:
            self.read_again(path)

    def refuse(self, error: Exception) -> None:
        """Say why a file cannot be added."""
        self._messages.show_error(error)

    def _on_read(self, entry: NetworkEntry, facts: NetworkFacts) -> None:
        session, facts_before = self._session, self._session.known_facts.get(entry.path)
        session.learn_facts(entry.path, facts)
        if entry.path in self._paths_in_use and (facts_before is None or facts_before.sha256 != facts.sha256):
            self._runs.run_file_again(entry.path)
            self._messages.show_info(f"{entry.name} was read again: its file has changed.")
        elif facts_before is not None:
            for note in facts.notes:
                if note not in facts_before.notes:
                    self._messages.show_info(f"{entry.name}: {note}")

    def _on_not_read(self, entry: NetworkEntry, error: Exception) -> None:
        if isinstance(error, TrustNeeded):
            self.trust_wanted.emit(entry.path, error.wanted)
        elif isinstance(error, UserError):
            remark = (
                f"{entry.name} has changed on disk, but cannot be read: {error.message} What was read before stays."
            )
            self._messages.show_info(remark)
        else:
            self._messages.show_error(error)

    @Slot(object)
    def _on_file_changed(self, path: Path) -> None:
        """A network in use is loaded at once; others when they are used."""
        if path in self._paths_in_use:
            self.read_again(path)
        else:
            self._session.learn_facts(path, None)

    @Slot(object)
    def _watch_files(self, entries: tuple[NetworkEntry, ...]) -> None:
        self._watch.watch({entry.path for entry in entries if not entry.bundled and entry.earlier is None})

    def _look_at(self, paths: tuple[Path, ...], take: Callable[[Looks], None]) -> None:
        """Look at files on the worker: a network drive that is away would stop the window."""
        self._desk.submit("watch files", _looking(paths), take, self._messages.show_error)

    @property
    def _paths_in_use(self) -> set[Path]:
        return {entry.path for entry in self._session.state.networks}

    def _listed(self, path: Path) -> NetworkEntry | None:
        return next((entry for entry in self._session.entries if entry.path == path), None)

    def _put(self, old: NetworkEntry, new: NetworkEntry, label: str) -> None:
        """Replace the entry of a file, in the list and wherever it is used."""
        session = self._session
        entries = tuple(new if entry.path == old.path else entry for entry in session.entries)
        state = session.state.with_network(old, new)
        changes = {name: getattr(state, name) for name in ("network", "compared", "hidden")}
        session.update(label, entries=entries, **changes)

    def _end_loading(self, path: Path) -> None:
        self._session.set_loading(tuple(other for other in self._session.loading if other != path))

    def _ask_trust(self, entry: NetworkEntry, needed: TrustNeeded) -> None:
        self._end_loading(entry.path)
        self.trust_wanted.emit(entry.path, needed.wanted)

    @Slot(object, object)
    def _ask_of_row(self, entry: NetworkEntry, needed: TrustNeeded) -> None:
        """A listed program without permission, as after undoing its removal: the user is asked once only."""
        if needed.wanted in self._refused:
            self._messages.show_error(needed)
            return
        self._refused.add(needed.wanted)
        self.trust_wanted.emit(entry.path, needed.wanted)

    def _fail_to_add(self, entry: NetworkEntry, error: Exception) -> None:
        self._end_loading(entry.path)
        self._messages.show_error(error)


class _Reading:
    """Remembers which network is being loaded again."""

    def __init__(self, networks: NetworksController, entry: NetworkEntry) -> None:
        self._networks = networks
        self._entry = entry

    def done(self, facts: NetworkFacts) -> None:
        self._networks._on_read(self._entry, facts)

    def failed(self, error: Exception) -> None:
        self._networks._on_not_read(self._entry, error)


def _looking(paths: tuple[Path, ...]) -> Generator[None, None, Looks]:
    """Look at files, folder by folder: of one on a drive that does not answer nothing is said."""
    looks: dict[Path, FileLook | None] = {}
    for folder in dict.fromkeys(path.parent for path in paths):
        yield
        there = [path for path in paths if path.parent == folder]
        looks.update(asked(folder, partial(looks_of, there)) or {})
    return looks


def lane_of(path: Path) -> str:
    """A lane for each file that is added: one does not cancel the other."""
    return f"add {path}"
