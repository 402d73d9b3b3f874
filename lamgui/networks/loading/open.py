"""From a file to what builds networks of it, by the kind of file: weights, a program, or a user's own code."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass, replace

from torch import nn

from lamgui.base.errors import NetworkError
from lamgui.networks.adapters.adapter import Adapter
from lamgui.networks.architectures._architecture import Configuration, Dialect
from lamgui.networks.checkpoint.read import Checkpoint, read_checkpoint
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.builders import ArchitectureBuilder, ModuleBuilder, NetworkBuilder
from lamgui.networks.loading.measure import PROGRAM_SIDES_PX, MeasuredModule, measure_in_steps
from lamgui.networks.loading.programs import open_exported, open_torchscript
from lamgui.networks.loading.recognise import SHOWN_DIFFERENCES, recognise
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.own_code import build_own
from lamgui.networks.user_code.trust import ProgramKind, permitted_bytes, program_in, require_trust


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """A file that was opened: what builds networks of it, what it states of the configuration, and notes."""

    builder: NetworkBuilder
    configuration: Configuration
    notes: tuple[str, ...]


def open_in_steps(entry: NetworkEntry) -> Generator[str, None, OpenedFile]:
    """Open the entry's file; no code of it is run unless the user allowed it. Reports in words what is done.

    Raises TrustNeeded for a program without that permission, NetworkError for what cannot be opened.
    """
    yield "reading its file"
    program = program_in(entry.path)
    if program is None:
        opened = _weights(entry)
        _require_no_output(entry)
        return opened
    if entry.noise_sigma is not None:
        raise spandrel_networks.takes_no_sigma(entry.path.name)
    code = require_trust(entry, program)
    if program is ProgramKind.PYTHON:
        return (yield from _python(entry, code))
    yield "loading the program"
    open_program = open_torchscript if program is ProgramKind.TORCHSCRIPT else open_exported
    module = open_program(entry.path.name, permitted_bytes(code.permission))
    dialect = Dialect(program.name.lower())
    measured = yield from measure_in_steps(module, entry.path.name, dialect, entry.output, PROGRAM_SIDES_PX)
    return _opened(entry.name, module, measured, (program.value, "your file", code.sha256), ())


def _opened(
    name: str, module: nn.Module, measured: MeasuredModule, described: tuple[str, str, str], notes: tuple[str, ...]
) -> OpenedFile:
    """A measured module; `described` are what it is, where it comes from, and its hash."""
    architecture, origin, sha256 = described
    builder = ModuleBuilder(
        name,
        module,
        architecture,
        origin,
        sha256,
        measured.minimum_px,
        same_size=measured.same_size,
        wrapping=measured.wrapping,
        outputs=measured.outputs,
    )
    return OpenedFile(builder, measured.configuration, (*notes, *measured.notes))


def _require_no_output(entry: NetworkEntry) -> None:
    if entry.output is not None:
        message = f"{entry.path.name} makes one picture only, so that no output can be chosen."
        raise NetworkError(message, "Leave the output open.")


def _weights(entry: NetworkEntry) -> OpenedFile:
    checkpoint = read_checkpoint(entry.path)
    try:
        recognised = recognise(checkpoint.layout, entry.path.name)
    except NetworkError as unknown:
        return _by_spandrel(entry, checkpoint, unknown)
    if entry.noise_sigma is not None:
        raise spandrel_networks.takes_no_sigma(entry.path.name)
    builder = ArchitectureBuilder(entry.name, recognised, checkpoint)
    return OpenedFile(builder, recognised.configuration, (*checkpoint.notes, *recognised.notes))


def _by_spandrel(entry: NetworkEntry, checkpoint: Checkpoint, unknown: NetworkError) -> OpenedFile:
    """A network that is none of our own architectures; raises `unknown` where spandrel does not know it either."""
    if not spandrel_networks.is_installed():
        advice = f"{unknown.advice} {spandrel_networks.INSTALL_ADVICE}"
        raise NetworkError(unknown.message, advice, unknown.details) from unknown
    opened = spandrel_networks.open_with_spandrel(
        checkpoint.tensors, checkpoint.sha256, entry.name, entry.path.name, entry.noise_sigma
    )
    if opened is None:
        advice = f"{unknown.advice} {spandrel_networks.more_advice()}".strip()
        near = spandrel_networks.nearest_to(checkpoint.tensors)
        if near is not None and near.share > getattr(unknown, "share", 1.0):
            message = f"{entry.path.name} is not a network that this program can build. It looks like {near.name}, "
            lacking = ", ".join(near.missing[:SHOWN_DIFFERENCES])
            raise NetworkError(f"{message}which spandrel reads, but has no {lacking}.", advice, unknown.details)
        raise NetworkError(unknown.message, advice, unknown.details) from unknown
    builder, configuration = opened
    return OpenedFile(builder, configuration, (*checkpoint.notes, f"read {builder.origin}", *_remarks(builder.module)))


def _python(entry: NetworkEntry, code: OwnCode) -> Generator[str, None, OpenedFile]:
    choice = code.name or definitions_in(entry.path)[0].name
    yield f"running {entry.path.name} and building {choice}"
    built = build_own(entry.path, replace(code, name=choice))
    described = f"{choice} of {entry.path.name}"
    measured = yield from measure_in_steps(built.module, described, Dialect("own code"), entry.output)
    weights = "" if built.checkpoint is None else built.checkpoint.sha256
    given = built.module.given if isinstance(built.module, Adapter) else ()
    # Other code, another class, other arguments or other weights make another network.
    identity = (built.code_sha256, choice, code.arguments, weights, *(() if code.strict else ("not strict",)), *given)
    sha256 = hashlib.sha256(repr(identity).encode()).hexdigest()
    notes = (*built.notes, *_remarks(built.module))
    return _opened(entry.name, built.module, measured, (choice, "your own code", sha256), notes)


def _remarks(module: nn.Module) -> tuple[str, ...]:
    """What an adapter in it says of what the network is given beside the picture."""
    return next((inner.remarks for inner in module.modules() if isinstance(inner, Adapter)), ())
