"""The networks of a study: names, files, patterns of files, and checkpoints of one training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.base.errors import NetworkError, StudyError
from lamgui.base.escape import one_line
from lamgui.files.names import free_name
from lamgui.networks.catalogue import bundled, entry_named
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.user_code.words import SEPARATOR
from lamgui.study.stated.definition import Series, StudyDefinition
from lamgui.study.stated.patterns import files_of, last_number

CHECKPOINT_SUFFIXES = (".safetensors", ".pth", ".pt", ".ckpt", ".bin")
"""Of the files that count in a folder of checkpoints; a pattern may name others."""


@dataclass(frozen=True)
class StudyNetwork:
    """A network of a study, by a name that no other has.

    `entry` is None where its file cannot be used, and `error` says why. `axis` and `step` place a checkpoint of a
    training: what is counted, and where it lies.
    """

    name: str
    entry: NetworkEntry | None
    axis: str = ""
    step: int | None = None
    error: str = ""


def networks_of(
    definition: StudyDefinition, folder: Path, trust: bool = False, code_root: Path | None = None
) -> tuple[StudyNetwork, ...]:
    """Every network of a study, in its order; none is loaded yet.

    With `trust` files that are programs may run. Raises StudyError where a pattern names no file.
    """
    networks: list[StudyNetwork] = []
    taken: set[str] = set()
    for one in _stated(definition, folder, trust, code_root):
        name = free_name(one.name, taken)
        taken.add(name)
        entry = one.entry if one.entry is None or one.entry.bundled else replace(one.entry, name=name)
        networks.append(replace(one, name=name, entry=entry))
    return tuple(networks)


def _stated(definition: StudyDefinition, folder: Path, trust: bool, code_root: Path | None) -> Iterator[StudyNetwork]:
    for stated in definition.networks:
        if isinstance(stated, Series):
            yield from _checkpoints(stated, folder, trust, code_root)
            continue
        file, separator, words = stated.partition(SEPARATOR)
        if _is_known(file):
            yield _network(stated, trust, code_root)
            continue
        for path in files_of(file, folder, CHECKPOINT_SUFFIXES):
            yield _network(f"{path}{separator}{_weights_in(folder, words)}", trust, code_root)


def _checkpoints(series: Series, folder: Path, trust: bool, code_root: Path | None) -> Iterator[StudyNetwork]:
    file, separator, words = series.files.partition(SEPARATOR)
    for path in files_of(file, folder, CHECKPOINT_SUFFIXES):
        step = last_number(path.stem)
        if step is None:
            message = f"{path.name} has no number in its name, which would say its place on the axis {series.axis!r}."
            raise StudyError(message, "Name checkpoints like step_1000.pth, or list them as networks.")
        one = _network(f"{path}{separator}{_weights_in(folder, words)}", trust, code_root)
        name = f"{series.name} {step}" if series.name else one.name
        yield replace(one, name=name, axis=series.axis, step=step)


def _network(named: str, trust: bool, code_root: Path | None) -> StudyNetwork:
    try:
        entry = entry_named(named, trust=trust, code_root=code_root)
    except NetworkError as error:
        return StudyNetwork(Path(named.partition(SEPARATOR)[0]).stem or named, None, error=one_line(str(error)))
    return StudyNetwork(entry.name, entry)


def _is_known(name: str) -> bool:
    """Whether it is the name of a network that comes with the program, or can be downloaded."""
    is_bundled = any(entry.name.casefold() == name.casefold() for entry in bundled())
    return is_bundled or DownloadedNetworks().release_named(name) is not None


def _weights_in(folder: Path, words: str) -> str:
    """The words behind a file, with the path of weights among them starting at the study's folder."""
    parts = [
        str(folder / part) if part and "=" not in part and "(" not in part and (folder / part).is_file() else part
        for part in words.split(SEPARATOR)
    ]
    return SEPARATOR.join(parts)
