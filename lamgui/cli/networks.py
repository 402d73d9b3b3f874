"""`lamgui networks`: lists networks that are here or can be downloaded, gets and deletes them, or inspects files."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.cli.arguments import add_trust
from lamgui.cli.subcommand import Subcommand
from lamgui.cli.terminal import one_line, run_each, write_result
from lamgui.maps.field_words import field_in_full, field_of, field_values
from lamgui.networks.value_range import range_in_words

if TYPE_CHECKING:
    from lamgui.networks.downloads.folder import DownloadedNetworks
    from lamgui.networks.downloads.release import Release
    from lamgui.networks.entry import NetworkEntry, NetworkFacts


NAME_WIDTH = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui networks`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with all that is known")
    parser.add_argument(
        "--inspect",
        nargs="+",
        metavar="FILE",
        help="say what each file holds, one JSON object a line; no code of a file is run without --trust",
    )
    parser.add_argument(
        "--get",
        nargs="+",
        metavar="NAME",
        help="download networks of the list; a download that was interrupted is continued",
    )
    parser.add_argument(
        "--delete",
        nargs="+",
        metavar="NAME",
        help="delete downloaded networks from the disk, complete or not",
    )
    add_trust(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write a line for each network or file; 1 if one of them cannot be loaded, got or deleted."""
    if arguments.delete:
        from lamgui.cli.jobs.download import delete_all

        return delete_all(arguments.delete, arguments.json)
    if arguments.get:
        from lamgui.cli.jobs.download import get_all

        return get_all(arguments.get, arguments.json)
    if arguments.inspect:
        lines = [inspected(file, arguments.trust, arguments.code_root) for file in arguments.inspect]
        for line in lines:
            write_result(json.dumps(line))
        return 1 if any("error" in line for line in lines) else 0
    from lamgui.networks.catalogue import bundled
    from lamgui.networks.loading.load import load_network

    def list_one(entry: NetworkEntry) -> None:
        facts = load_network(entry).facts
        write_result(json.dumps(as_json(entry, facts)) if arguments.json else as_line(facts))

    status = run_each(bundled(), list_one, lambda entry: f"lamgui networks: {entry.name}")
    _list_releases(arguments.json)
    return status


def _list_releases(as_objects: bool) -> None:
    """Print what the catalogue says, without opening a file."""
    from lamgui.networks.downloads.folder import DownloadedNetworks

    downloaded = DownloadedNetworks()
    for release in downloaded.releases:
        facts = release_as_json(release, downloaded)
        write_result(json.dumps(facts) if as_objects else release_as_line(release, downloaded))


def inspected(file: str, trust: bool = False, code_root: Path | None = None) -> dict[str, Any]:
    """The content of a file as plain JSON values, or `error` with the reason and advice."""
    from lamgui.networks.entry import NetworkEntry
    from lamgui.networks.loading.load import resolve
    from lamgui.networks.user_code.words import split_words, trusted, with_stated, without_conventions

    name, code = split_words(file)
    path = Path(name).expanduser().absolute()
    entry = NetworkEntry(path.stem or str(path), path)
    try:
        allowed = trusted(entry, code, code_root) if trust else entry
        resolved = resolve(with_stated(allowed, without_conventions(file)[1]))
        facts = resolved.build().facts
    except NetworkError as error:
        return {"file": file, "error": one_line(error), **_help_with(error)}
    return {
        "file": file,
        "architecture": facts.architecture,
        "dialect": resolved.configuration.dialect.name,
        "configuration": dict(resolved.configuration.arguments),
        "scale": facts.scale,
        "channels": facts.channels,
        "range": facts.value_range,
        "colour": facts.colour.value,
        "parameters": facts.parameters,
        "receptive_field": facts.receptive_field.value,
        "theoretical_field": field_values(field_of(facts)),
        "sha256": facts.sha256,
        **({"output": facts.output, "outputs": [asdict(one) for one in facts.outputs]} if facts.outputs else {}),
        "notes": list(facts.notes),
    }


def _help_with(error: NetworkError) -> dict[str, str]:
    """How code of one's own is named, and the template of an adapter, where that is what helps."""
    from lamgui.networks.loading.recognise import BRING_CODE
    from lamgui.networks.user_code.form import FORM
    from lamgui.networks.user_code.template import ADAPTER_ADVICE, ADAPTER_TEMPLATE

    needs_adapter = ADAPTER_ADVICE in error.advice
    if not (needs_adapter or BRING_CODE in error.advice or isinstance(error, TrustNeeded)):
        return {}
    return {"form": FORM, **({"adapter": ADAPTER_TEMPLATE} if needs_adapter else {})}


def as_line(facts: NetworkFacts) -> str:
    """The facts by which one chooses a network, in columns."""
    white = range_in_words(facts.value_range)
    return (
        f"{facts.name:<{NAME_WIDTH}} x{facts.scale}  {facts.architecture}, {facts.paper}; "
        f"{facts.parameters:,} parameters; {facts.colour.value} {white}; "
        f"receptive field {field_in_full(field_of(facts))}"
    )


def as_json(entry: NetworkEntry, facts: NetworkFacts) -> dict[str, Any]:
    """The facts as plain JSON values, with the file."""
    return {**asdict(facts), "notes": list(facts.notes), "path": str(entry.path), "status": "here"}


def release_as_line(release: Release, downloaded: DownloadedNetworks) -> str:
    """The facts by which one chooses a release, in columns, and whether it is here."""
    checked = "" if release.sha256 is not None else ", unverified"
    needs = f". {release.extra_in_words}" if release.extra_in_words else ""
    return (
        f"{release.name:<{NAME_WIDTH}} {release.scales_in_words}  {release.architecture}, {release.paper}; "
        f"trained on {release.training}; {release.size_in_words}; licence {release.licence}; "
        f"{downloaded.status_of(release)}{checked}{needs}"
    )


def release_as_json(release: Release, downloaded: DownloadedNetworks) -> dict[str, Any]:
    """All that the catalogue says of a release, where it lies or will, and whether it is here."""
    facts = {**asdict(release), "scales": list(release.scales)}
    return {**facts, "path": str(downloaded.path_of(release)), "status": downloaded.status_of(release).value}


SUBCOMMAND = Subcommand(
    "networks",
    "list the networks that are here or can be got, get or delete some, or say what files hold",
    add_arguments,
    run,
)
