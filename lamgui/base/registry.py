"""Declarations by name: what can be chosen, and an error message for any other name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Protocol, TypeVar

from lamgui.base.errors import SettingsError


class Named(Protocol):
    """Anything that is chosen by a word."""

    @property
    def name(self) -> str:
        """The word."""


D = TypeVar("D", bound=Named)


class Registry(Mapping[str, D]):
    """The declarations of one kind by name, in the order of `modules`: adding one is adding its file and its line.

    Each module, in `package`, has one of `kind` as its `constant`; its name is the module's, with dashes. It is
    imported when it is first used, so that listing the names is fast.
    """

    def __init__(self, what: str, kind: type[D], package: str, constant: str, modules: tuple[str, ...]) -> None:
        self._what = what
        self._kind = kind
        self._constant = constant
        self._modules = {module.replace("_", "-"): f"{package}.{module}" for module in modules}
        self._declared: dict[str, D] = {}

    def __getitem__(self, name: str) -> D:
        if name not in self._declared:
            self._declared[name] = self._imported(name, self._modules[name])
        return self._declared[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def require(self, name: str) -> D:
        """The declaration of that name; raises SettingsError, with the nearest and all names, where there is none."""
        if name not in self:
            near = nearest(name, self)
            meant = f"Did you mean {near}? " if near else ""
            raise SettingsError(f"There is no {self._what} {name!r}.", f"{meant}There are {', '.join(self)}.")
        return self[name]

    def _imported(self, name: str, module: str) -> D:
        declared = getattr(import_module(module), self._constant)
        if not isinstance(declared, self._kind) or declared.name != name:
            raise TypeError(f"{self._constant} of {module} must be a {self._kind.__name__} with the name {name!r}")
        return declared


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty where none is near."""
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")
