"""Connects to a scheduler of Dask, or has dask-jobqueue start workers as jobs of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lamgui.base.errors import StudyError
from lamgui.files.toml_text import toml_values
from lamgui.study.items.tasks import Bench
from lamgui.study.workers.crew import Crew

if TYPE_CHECKING:
    from distributed import Client

KINDS: Mapping[str, str] = {
    "slurm": "SLURMCluster",
    "pbs": "PBSCluster",
    "sge": "SGECluster",
    "lsf": "LSFCluster",
    "oar": "OARCluster",
    "htcondor": "HTCondorCluster",
    "ssh": "SSHCluster",
    "local": "LocalCluster",
}
"""Kinds of clusters that a file can state, and Dask's names of them."""

WAIT_S = 30.0
"""How long a scheduler, and its first worker, are waited for."""

_NEEDED = "Studies on other machines need Dask, which is not installed."
_INSTALL = "Install it: pip install 'lamgui[cluster]'."


def crew_of_scheduler(address: str) -> Callable[[Bench], Crew]:
    """The workers of the scheduler at an address such as tcp://host:8786; TLS is as Dask's own configuration says.

    Raises StudyError where it cannot be reached, or has no worker.
    """
    return lambda bench: _crew(bench, _client(address))


def crew_of_cluster(path: Path) -> Callable[[Bench], Crew]:
    """The workers that a file such as slurm.toml states: its `kind`, how many `jobs`, and what that kind takes.

    Raises StudyError for a file that states none.
    """
    try:
        stated = toml_values(path)
    except (OSError, ValueError) as error:
        raise StudyError(f"{path} cannot be read: {error}.", "docs/cluster.md has one for SLURM.") from error
    kind, jobs = stated.pop("kind", ""), stated.pop("jobs", 1)
    if kind not in KINDS or not isinstance(jobs, int) or jobs < 1:
        message = f"{path.name} states no cluster: kind is {kind!r}, and jobs {jobs!r}."
        raise StudyError(message, f"kind is one of {', '.join(KINDS)}; jobs is how many are started.")
    return lambda bench: _crew(bench, _client(_cluster(kind, jobs, stated)))


def _cluster(kind: str, jobs: int, stated: dict[str, Any]) -> Any:
    """A cluster with so many jobs; raises StudyError where it cannot be."""
    try:
        import distributed

        if kind in {"ssh", "local"}:
            return getattr(distributed, KINDS[kind])(**stated)
        import dask_jobqueue

        cluster = getattr(dask_jobqueue, KINDS[kind])(**stated)
        cluster.scale(jobs=jobs)
    except ImportError as error:
        raise StudyError(_NEEDED, _INSTALL) from error
    except (TypeError, ValueError, RuntimeError, OSError) as error:
        raise StudyError(f"The cluster cannot be started: {error}.", "Mend its file.", str(error)) from error
    return cluster


def _client(where: Any) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise StudyError(_NEEDED, _INSTALL) from error
    try:
        client = Client(where, timeout=WAIT_S, set_as_default=False)
        client.wait_for_workers(1, timeout=WAIT_S)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"No worker was found through {where} within {WAIT_S:.0f} s: {error or 'no answer'}."
        raise StudyError(message, "Check that scheduler and workers run, and the address.") from error
    return client


def _crew(bench: Bench, client: Client) -> Crew:
    from lamgui.study.workers.dask.crew import DaskCrew

    return DaskCrew(bench, client)
