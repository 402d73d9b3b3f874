"""A study's folder: made, locked while a run writes it, and read by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import filelock

from lamgui.base.errors import StudyError
from lamgui.files.atomic import replacing
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.stated.definition import DEFINITION, StudyDefinition, read_definition, text_in
from lamgui.study.store.index import INDEX, StudyIndex
from lamgui.study.store.map_files import keys_in, path_of, read_map

LOCK = "running.lock"


class StudyFolder:
    """The folder `NAME.study` with `study.toml` in it."""

    def __init__(self, path: Path) -> None:
        """Raises StudyError where there is no study."""
        path = path.expanduser().absolute()
        self.path = path.parent if path.name == DEFINITION else path
        if not (self.path / DEFINITION).is_file():
            message = f"{self.path} is no study: there is no {DEFINITION} in it."
            raise StudyError(message, "lamgui study new makes one.")

    def text(self) -> str:
        """The text of `study.toml`; raises StudyError."""
        return text_in(self.path / DEFINITION)

    def definition(self) -> StudyDefinition:
        """What the study computes; raises StudyError."""
        return read_definition(self.path / DEFINITION)

    @property
    def is_running(self) -> bool:
        """Whether a program is running it on this machine, or where the disk tells locks from elsewhere."""
        lock = filelock.FileLock(self.path / LOCK)
        try:
            with lock.acquire(timeout=0):
                return False
        except filelock.Timeout:
            return True
        except OSError:
            # A folder that cannot be written: whoever runs it has no lock either.
            return False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A context in which no other program runs the study; raises StudyError where one does."""
        with locked(self.path):
            yield

    def open_index(self) -> StudyIndex:
        """The index, to be read; raises StudyError where there is none."""
        if not (self.path / INDEX).exists():
            message = f"{self.path.name} was not run yet."
            raise StudyError(message, f"Run it: lamgui study run {self.path.name}")
        return StudyIndex(self.path)

    def copied_index(self) -> StudyIndex:
        """A copy of the index in memory, to plan with; of a study that was not run, an empty one. Raises StudyError."""
        copy = StudyIndex(self.path, writable=True, in_memory=True)
        if (self.path / INDEX).exists():
            with closing(StudyIndex(self.path)) as index:
                index.copy_to(copy)
        return copy

    def writable_index(self) -> StudyIndex:
        """The index, to be written, with all maps that lie in the folder; one that is damaged is made again.

        Raises StudyError for one of a newer program, and where it cannot be written.
        """
        try:
            index = StudyIndex(self.path, writable=True)
            known = index.done()
        except StudyError as error:
            if "newer" in error.message:
                raise
            with suppress(OSError):
                (self.path / INDEX).unlink()
            index = StudyIndex(self.path, writable=True)
            known = index.done()
        index.put_maps(self.maps_beyond(known))
        return index

    def maps_beyond(self, known: set[str]) -> Iterator[tuple[str, MapNumbers]]:
        """The maps in the folder that are not known yet: the program was killed, or the index is new.

        One that cannot be read is deleted, to be made again.
        """
        for key in keys_in(self.path):
            if key not in known:
                try:
                    yield key, read_map(path_of(self.path, key)).numbers
                except StudyError:
                    path_of(self.path, key).unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """A context in which no other program writes a study's folder; raises StudyError where one does."""
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        message = f"{folder.name} is being run by another program."
        raise StudyError(message, "lamgui study status shows how far it is.") from error
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}."
        raise StudyError(message, "Copy the study to a folder of your own to run it.") from error
    try:
        yield
    finally:
        lock.release()


def new_study(path: Path, text: str) -> StudyFolder:
    """Make a study's folder with this definition; raises StudyError where there is one already, or it cannot be."""
    if (path / DEFINITION).exists():
        raise StudyError(f"{path} is a study already.", "Choose another name, or edit its study.toml.")
    try:
        path.mkdir(parents=True, exist_ok=True)
        with replacing(path / DEFINITION) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StudyError(f"{path} cannot be made: {error.strerror or error}.", "Choose another folder.") from error
    return StudyFolder(path)
