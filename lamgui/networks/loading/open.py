"""From a file to what builds networks of it, by the kind of file: weights, a program, or a user's own code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Configuration, Dialect
from lamgui.networks.checkpoint.read import Checkpoint, read_checkpoint
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.builders import ArchitectureBuilder, ModuleBuilder, NetworkBuilder
from lamgui.networks.loading.measure import measure_module
from lamgui.networks.loading.programs import open_exported, open_torchscript
from lamgui.networks.loading.recognise import recognise
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.own_code import build_own
from lamgui.networks.user_code.trust import ProgramKind, permitted_bytes, program_in, require_trust


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """A file that was opened: what builds networks of it, what it states of the configuration, and notes."""

    builder: NetworkBuilder
    configuration: Configuration
    notes: tuple[str, ...]


def open_network(entry: NetworkEntry) -> OpenedFile:
    """Open the entry's file; no code of it is run unless the user allowed it.

    Raises TrustNeeded for a program without that permission, NetworkError for what cannot be opened.
    """
    program = program_in(entry.path)
    if program is None:
        return _weights(entry)
    code = require_trust(entry, program)
    if program is ProgramKind.PYTHON:
        return _python(entry, code)
    open_program = open_torchscript if program is ProgramKind.TORCHSCRIPT else open_exported
    module = open_program(entry.path.name, permitted_bytes(code.permission))
    measured = measure_module(module, entry.path.name, Dialect(program.name.lower()))
    builder = ModuleBuilder(
        entry.name,
        measured.module,
        program.value,
        "your file",
        code.sha256,
        measured.minimum_px,
        same_size=measured.same_size,
    )
    return OpenedFile(builder, measured.configuration, ())


def _weights(entry: NetworkEntry) -> OpenedFile:
    checkpoint = read_checkpoint(entry.path)
    try:
        recognised = recognise(checkpoint.layout, entry.path.name)
    except NetworkError as unknown:
        return _by_spandrel(entry, checkpoint, unknown)
    builder = ArchitectureBuilder(entry.name, recognised, checkpoint)
    return OpenedFile(builder, recognised.configuration, (*checkpoint.notes, *recognised.notes))


def _by_spandrel(entry: NetworkEntry, checkpoint: Checkpoint, unknown: NetworkError) -> OpenedFile:
    """A network that is none of our own architectures; raises `unknown` where spandrel does not know it either."""
    if not spandrel_networks.is_installed():
        advice = f"{unknown.advice} {spandrel_networks.INSTALL_ADVICE}"
        raise NetworkError(unknown.message, advice, unknown.details) from unknown
    opened = spandrel_networks.open_with_spandrel(checkpoint.tensors, checkpoint.sha256, entry.name, entry.path.name)
    if opened is None:
        advice = f"{unknown.advice} {spandrel_networks.more_advice()}".strip()
        raise NetworkError(unknown.message, advice, unknown.details) from unknown
    builder, configuration = opened
    return OpenedFile(builder, configuration, (*checkpoint.notes, f"read {builder.origin}"))


def _python(entry: NetworkEntry, code: OwnCode) -> OpenedFile:
    choice = code.name or definitions_in(entry.path)[0].name
    built = build_own(entry.path, replace(code, name=choice))
    checkpoint = built.checkpoint
    measured = measure_module(built.module, f"{choice} of {entry.path.name}", Dialect("own code"))
    weights = "" if checkpoint is None else checkpoint.sha256
    # Other code, another class, other arguments or other weights make another network.
    identity = repr((built.code_sha256, choice, code.arguments, weights))
    sha256 = hashlib.sha256(identity.encode()).hexdigest()
    builder = ModuleBuilder(
        entry.name,
        measured.module,
        choice,
        "your own code",
        sha256,
        measured.minimum_px,
        same_size=measured.same_size,
    )
    notes = ("without weights: it restores nothing before it is trained",) if checkpoint is None else checkpoint.notes
    return OpenedFile(builder, measured.configuration, notes)
