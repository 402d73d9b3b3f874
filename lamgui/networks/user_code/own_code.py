"""A user's own .py file: import it with its siblings, build the network, load its weights. Only with permission."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import nn

from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import NetworkError, TrustNeeded, first_line
from lamgui.networks.checkpoint.read import Checkpoint, read_checkpoint
from lamgui.networks.entry import OwnCode
from lamgui.networks.one_at_a_time import LOADING_CODE
from lamgui.networks.torchvision_operators import import_torchvision, lacks_operator
from lamgui.networks.user_code.arguments import value_of
from lamgui.networks.user_code.as_library import as_library
from lamgui.networks.user_code.basicsr_stand_ins import PACKAGE, basicsr_stand_ins
from lamgui.networks.user_code.definitions import definitions_in
from lamgui.networks.user_code.finder import UserCodeFinder, imports_from
from lamgui.networks.user_code.missing import GPU_ADVICE, package_advice, wants_gpu
from lamgui.networks.user_code.modules import ModulePlaces
from lamgui.networks.user_code.own_weights import put_weights
from lamgui.networks.user_code.permission import places_of, what_is_new, with_more
from lamgui.networks.user_code.template import ADAPTER_ADVICE
from lamgui.networks.user_code.trust import ADVICE

WITHOUT_WEIGHTS = "without weights: it restores nothing before it is trained"
OWN_FAULT = "This comes from the file's own code."


@dataclass(frozen=True, eq=False)
class BuiltModule:
    """A module in evaluation mode, the checkpoint that it was given, the hash of the code that ran, and notes."""

    module: nn.Module
    checkpoint: Checkpoint | None
    code_sha256: str
    notes: tuple[str, ...]


def build_own(path: Path, code: OwnCode) -> BuiltModule:
    """Run the file, call what `code` names with its arguments, load its weights; the user allowed this.

    Raises NetworkError where the file's own code fails, builds no nn.Module, or the weights do not fit it.
    """
    checkpoint = None if code.weights is None else read_checkpoint(code.weights)
    placed = [value_of("", text) for name, text in code.arguments if not name]
    named = {name: value_of(name, text) for name, text in code.arguments if name}
    stated = {} if checkpoint is None else _stated_arguments(path, code.name, checkpoint, len(placed))
    described = f"{code.name} of {path.name}"
    with imported(code.permission, code.name) as (made, loaded):
        torch.manual_seed(0)
        try:
            module = made(*placed, **{**stated, **named})
        except ModuleNotFoundError as error:
            raise _missing_package(path, error) from error
        except (Exception, SystemExit) as error:
            what = f"{described} cannot be made with these arguments"
            raise _failed(what, error, path, _call_advice(path, code.name, error)) from error
    if not isinstance(module, nn.Module):
        message = f"{described} makes a {type(module).__name__}, not an nn.Module."
        raise NetworkError(message, ADAPTER_ADVICE)
    code_sha256 = _hash_of(code.permission, loaded)
    if checkpoint is None:
        return BuiltModule(module.eval(), None, code_sha256, (WITHOUT_WEIGHTS,))
    notes = put_weights(module, checkpoint, described, code.strict)
    return BuiltModule(module.eval(), checkpoint, code_sha256, (*checkpoint.notes, *notes))


def _hash_of(permission: CodePermission, loaded: Mapping[Path, str]) -> str:
    """The hash of the file, where it ran alone; else one of all files that ran."""
    if set(loaded) <= {permission.file.path}:
        return permission.file.sha256
    root = permission.root or permission.file.path.parent
    listed = sorted((os.path.relpath(path, root).replace(os.sep, "/"), sha256) for path, sha256 in loaded.items())
    return hashlib.sha256(repr((permission.file.sha256, listed)).encode()).hexdigest()


@contextmanager
def imported(permission: CodePermission, name: str) -> Iterator[tuple[Any, Mapping[Path, str]]]:
    """A context with the object called `name` of the file, which is run, and the hashes of the files that ran so far.

    Modules of its root can be imported inside; only what the user permitted is run. Raises TrustNeeded where it imports
    other modules of its root, or they have changed; NetworkError where the file's own code fails or has no such name.
    One thread at a time is inside.
    """
    path, places = permission.file.path, places_of(permission)
    with (
        LOADING_CODE,
        imports_from(permission, places) as finder,
        _asks_for_more(permission, finder),
        as_library(path),
        _with_basicsr(places),
    ):
        try:
            named = getattr(_imported_module(places.main.name), name)
        except ModuleNotFoundError as error:
            raise _missing_package(path, error) from error
        except AttributeError as error:
            message = f"{path.name} has no {name}."
            raise NetworkError(message, "Choose one of its classes or functions.", str(error)) from error
        except (Exception, SystemExit) as error:
            raise _failed(f"{path.name} cannot be imported", error, path) from error
        yield named, finder.loaded


def _imported_module(name: str) -> ModuleType:
    """The module; where it stops at an operator that torchvision's binary part lacks, with stand-ins of those."""
    try:
        return importlib.import_module(name)
    except RuntimeError as error:
        if not lacks_operator(error):
            raise
        import_torchvision()
        return importlib.import_module(name)


@contextmanager
def _asks_for_more(permission: CodePermission, finder: UserCodeFinder) -> Iterator[None]:
    """A context that raises TrustNeeded where modules were refused, whatever the code made of it."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if finder.refused:
            raise _needs_more(permission, finder.refused) from error
        raise
    if finder.refused:
        raise _needs_more(permission, finder.refused)


def _needs_more(permission: CodePermission, refused: Mapping[str, Path]) -> TrustNeeded:
    wanted = with_more(permission, refused)
    message = f"{permission.file.path.name} runs its own code: {what_is_new(wanted, permission)}."
    return TrustNeeded(message, ADVICE, wanted)


def _with_basicsr(places: ModulePlaces) -> AbstractContextManager[None]:
    """A context with stand-ins of BasicSR, unless the code brings its own, or an installed one can be imported."""
    if places.find(PACKAGE) or _is_importable(PACKAGE):
        return nullcontext()
    return basicsr_stand_ins()


def _is_importable(package: str) -> bool:
    if importlib.util.find_spec(package) is None:
        return False
    try:
        importlib.import_module(package)
    except Exception:  # noqa: BLE001 # whatever another package's code raises
        return False
    return True


def reason(error: BaseException, path: Path) -> str:
    """The first line of an error, and the line of the file, or of one beside it, that raised it."""
    folder = path.resolve().parent
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if folder in Path(frame.filename).parents]
    where = f" ({Path(own[-1].filename).name}, line {own[-1].lineno})" if own else ""
    return f"{first_line(error)}{where}"


def _stated_arguments(path: Path, name: str, checkpoint: Checkpoint, placed: int) -> dict[str, Any]:
    """Arguments that the weights' file says its network was built with, as far as the class has them by name."""
    called = next((choice for choice in definitions_in(path) if choice.name == name), None)
    by_name = () if called is None else called.parameters[placed:]
    return {p.name: checkpoint.arguments[p.name] for p in by_name if p.name in checkpoint.arguments}


def _call_advice(path: Path, name: str, error: BaseException) -> str:
    """How to call what was called with too few arguments, or with an object that lacks some."""
    called = next((choice for choice in definitions_in(path) if choice.name == name), None)
    if called is None or not called.required or not isinstance(error, TypeError | AttributeError):
        return OWN_FAULT
    return f"Say {path.name}::{called.call_form}, filled in."


def _missing_package(path: Path, error: ModuleNotFoundError) -> NetworkError:
    message = f"{path.name} imports {error.name}, which is not there."
    return NetworkError(message, package_advice(str(error.name)), str(error))


def _failed(what: str, error: BaseException, path: Path, advice: str = OWN_FAULT) -> NetworkError:
    message = f"{what}: {reason(error, path)}."
    if wants_gpu(error):
        return NetworkError(message, GPU_ADVICE, f"{type(error).__name__}: {error}")
    return NetworkError(message, advice, f"{type(error).__name__}: {error}")
