"""A user's own .py file: import it with its siblings, build the network, load its weights. Only with permission."""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import NetworkError, TrustNeeded, first_line
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.checkpoint.read import Checkpoint, read_checkpoint
from lamgui.networks.checkpoint.weights import without_prefixes
from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.as_library import as_library
from lamgui.networks.user_code.basicsr_stand_ins import PACKAGE, basicsr_stand_ins
from lamgui.networks.user_code.finder import UserCodeFinder, imports_from
from lamgui.networks.user_code.modules import ModulePlaces
from lamgui.networks.user_code.permission import places_of, what_is_new, with_more
from lamgui.networks.user_code.template import ADAPTER_ADVICE
from lamgui.networks.user_code.trust import ADVICE

SHOWN_KEYS = 3


@dataclass(frozen=True, eq=False)
class BuiltModule:
    """A module in evaluation mode, the checkpoint that it was given, and the hash of the user's code that ran."""

    module: nn.Module
    checkpoint: Checkpoint | None
    code_sha256: str


def build_own(path: Path, code: OwnCode) -> BuiltModule:
    """Run the file, call what `code` names with its arguments, load its weights; the user allowed this.

    Raises NetworkError where the file's own code fails, builds no nn.Module, or the weights do not fit it.
    """
    checkpoint = None if code.weights is None else read_checkpoint(code.weights)
    arguments = {name: _value(name, text) for name, text in code.arguments}
    with imported(code.permission, code.name) as (made, loaded):
        torch.manual_seed(0)
        try:
            module = made(**arguments)
        except (Exception, SystemExit) as error:
            what = f"{code.name} of {path.name} cannot be made with these arguments"
            raise _failed(what, error, path) from error
    if not isinstance(module, nn.Module):
        message = f"{code.name} of {path.name} makes a {type(module).__name__}, not an nn.Module."
        raise NetworkError(message, ADAPTER_ADVICE)
    if checkpoint is not None:
        _load(module, checkpoint, f"{code.name} of {path.name}")
    return BuiltModule(module.eval(), checkpoint, _hash_of(code.permission, loaded))


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
    """
    path, places = permission.file.path, places_of(permission)
    with (
        imports_from(permission, places) as finder,
        _asks_for_more(permission, finder),
        as_library(path),
        _with_basicsr(places),
    ):
        try:
            named = getattr(importlib.import_module(places.main.name), name)
        except ModuleNotFoundError as error:
            message = f"{path.name} imports {error.name}, which is not there."
            package = str(error.name).partition(".")[0]
            advice = f"Put it beside the file, or install it: {sys.executable} -m pip install {package}."
            raise NetworkError(message, advice, str(error)) from error
        except AttributeError as error:
            message = f"{path.name} has no {name}."
            raise NetworkError(message, "Choose one of its classes or functions.", str(error)) from error
        except (Exception, SystemExit) as error:
            raise _failed(f"{path.name} cannot be imported", error, path) from error
        yield named, finder.loaded


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


def _value(name: str, text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        message = f"The argument {name} is {text!r}, which is no number, text, list or True, False, None."
        raise NetworkError(message, "Texts need quotes: 'pixelshuffle'.", str(error)) from error


def _load(module: nn.Module, checkpoint: Checkpoint, described: str) -> None:
    expected: Layout = {key: tuple(tensor.shape) for key, tensor in module.state_dict().items()}
    variants = list(without_prefixes(checkpoint.layout))
    prefix = next((prefix for prefix, layout in variants if layout.keys() == expected.keys()), "")
    weights: dict[str, Tensor] = {
        key.removeprefix(prefix): tensor for key, tensor in checkpoint.tensors.items() if key.startswith(prefix)
    }
    try:
        module.load_state_dict(weights)
    except Exception as error:
        missing = [key for key in expected if key not in weights][:SHOWN_KEYS]
        unknown = [key for key in weights if key not in expected][:SHOWN_KEYS]
        problems = [f"{', '.join(keys)} {verb}" for keys, verb in ((missing, "missing"), (unknown, "unknown")) if keys]
        reason = "; ".join(problems) or "shapes differ"
        message = f"The weights do not fit {described}: {reason}."
        raise NetworkError(message, "Check its arguments, width and depth for instance.", str(error)) from error


def _failed(what: str, error: BaseException, path: Path) -> NetworkError:
    message = f"{what}: {reason(error, path)}."
    return NetworkError(message, "This comes from the file's own code.", f"{type(error).__name__}: {error}")
