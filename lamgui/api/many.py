"""Many maps in one call: each picture with each network and patch; what fails does not cost the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from lamgui.api.arguments import NetworkLike, PatchLike, PictureLike
from lamgui.api.explanation import Explanation
from lamgui.api.functions import explain, network_words
from lamgui.api.restoring import load_network
from lamgui.attribution.patch import Patch
from lamgui.base.errors import UserError
from lamgui.networks.network import Network

One = TypeVar("One")


@dataclass(frozen=True, eq=False)
class FailedMap:
    """A map that could not be made, and why; patch is None where the network itself failed."""

    picture: PictureLike
    network: NetworkLike
    patch: PatchLike | None
    error: UserError


class Explanations(Sequence[Explanation]):
    """The maps that were made, network by network, and beside them those that were not."""

    def __init__(self, maps: Sequence[Explanation], failures: Sequence[FailedMap]) -> None:
        self._maps = tuple(maps)
        self.failures = tuple(failures)
        """What could not be made, in order."""

    @overload
    def __getitem__(self, index: int) -> Explanation: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Explanation]: ...

    def __getitem__(self, index: int | slice) -> Explanation | Sequence[Explanation]:
        return self._maps[index]

    def __len__(self) -> int:
        return len(self._maps)

    def __iter__(self) -> Iterator[Explanation]:
        return iter(self._maps)

    def __repr__(self) -> str:
        return f"<Explanations: {len(self)} maps, {len(self.failures)} failed>"


def explain_many(
    pictures: PictureLike | Sequence[PictureLike],
    networks: NetworkLike | Sequence[NetworkLike],
    patches: PatchLike | Sequence[PatchLike],
    *,
    progress: Callable[[int, int], None] | None = None,
    **settings: Any,
) -> Explanations:
    """The map of each picture under each network for each patch; `settings` are those of `explain`.

    One is accepted where a list is. Each network is loaded once. `progress` is called with the number of maps that are
    done or failed, and that of all. A picture, network or patch that fails is in `failures`, and the others go on. For
    more maps than fit into memory, or to go on after a crash, make a `Study`.
    """
    all_pictures, all_networks = _listed(pictures), _listed(networks)
    all_patches: list[PatchLike] = _listed_patches(patches)
    maps: list[Explanation] = []
    failures: list[FailedMap] = []
    words, total = network_words(settings), len(all_pictures) * len(all_networks) * len(all_patches)
    for named in all_networks:
        loaded = _loaded(named, words)
        for picture in all_pictures:
            for patch in all_patches:
                try:
                    if isinstance(loaded, UserError):
                        raise loaded
                    maps.append(explain(picture, loaded, patch, **settings))
                except UserError as error:
                    failures.append(FailedMap(picture, named, patch, error))
                if progress is not None:
                    progress(len(maps) + len(failures), total)
    return Explanations(maps, failures)


def _loaded(named: NetworkLike, words: dict[str, Any]) -> Network | UserError:
    try:
        return load_network(named, **words)
    except UserError as error:
        return error


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]


def _listed_patches(given: Any) -> list[Any]:
    """One patch as three numbers is no list of patches."""
    is_one = isinstance(given, Patch) or not any(isinstance(one, Patch | tuple | list) for one in given)
    return [given] if is_one else list(given)
