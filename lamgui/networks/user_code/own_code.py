"""A user's own .py file: import it with its siblings, build the network, load its weights. Only with permission."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError, first_line
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.checkpoint.read import Checkpoint, read_checkpoint
from lamgui.networks.checkpoint.weights import without_prefixes
from lamgui.networks.entry import OwnCode
from lamgui.networks.user_code.as_library import as_library
from lamgui.networks.user_code.basicsr_stand_ins import PACKAGE, basicsr_stand_ins
from lamgui.networks.user_code.template import ADAPTER_ADVICE

SHOWN_KEYS = 3


def build_own(path: Path, code: OwnCode) -> tuple[nn.Module, Checkpoint | None]:
    """Run the file, call what `code` names with its arguments, load its weights; the user allowed this.

    Raises NetworkError where the file's own code fails, builds no nn.Module, or the weights do not fit it.
    """
    checkpoint = None if code.weights is None else read_checkpoint(code.weights)
    arguments = {name: _value(name, text) for name, text in code.arguments}
    with imported(path, code.name) as made:
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
    return module.eval(), checkpoint


@contextmanager
def imported(path: Path, name: str) -> Iterator[Any]:
    """A context with the object called `name` of the file, which is run; its siblings can be imported inside.

    Raises NetworkError where the file's own code fails or holds no such name.
    """
    with _importable(path) as module_name, as_library(path), _with_basicsr(path):
        try:
            named = getattr(importlib.import_module(module_name), name)
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
        yield named


def _with_basicsr(path: Path) -> AbstractContextManager[None]:
    """A context with stand-ins of BasicSR, unless the code brings its own, or an installed one can be imported."""
    root = _root(path.resolve())
    if PACKAGE in _top_names(root) | _top_names(path.resolve().parent) or _is_importable(PACKAGE):
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


@contextmanager
def _importable(path: Path) -> Iterator[str]:
    """A context with the module name of the file, in which the file and its siblings can be imported.

    Modules imported from its folders are removed from sys.modules again, so that another network with a folder of
    the same name, often `models`, imports its own.
    """
    path = path.resolve()
    if "." in path.stem:
        message = f"{path.name} cannot be imported: its name has a dot before the ending."
        raise NetworkError(message, f"Call it {path.stem.replace('.', '_')}.py.")
    root = _root(path)
    module_name = ".".join(path.relative_to(root).with_suffix("").parts)
    before, modules, writes_bytecode = list(sys.path), dict(sys.modules), sys.dont_write_bytecode
    shadowed = _top_names(root) | _top_names(path.parent)
    for name in [name for name in sys.modules if name.partition(".")[0] in shadowed]:
        del sys.modules[name]
    sys.path[:0] = list(dict.fromkeys((str(root), str(path.parent))))
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        yield module_name
    finally:
        # Listed before sys.path and sys.modules are restored: packages without __init__.py need both.
        added = [name for name, module in sys.modules.items() if modules.get(name) is not module]
        for own in [name for name in added if _lies_under(sys.modules[name], root)]:
            del sys.modules[own]
        sys.path[:], sys.dont_write_bytecode = before, writes_bytecode
        sys.modules.update({name: module for name, module in modules.items() if name not in sys.modules})


def _root(path: Path) -> Path:
    """The folder from which the file's imports start: as high up as its relative or absolute imports need."""
    tree = ast.parse(path.read_bytes())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
    levels = max((node.level for node in imports if isinstance(node, ast.ImportFrom)), default=0)
    root = path.parents[min(levels, len(path.parents)) - 1] if levels else path.parent
    if levels:
        # One higher: a relative import needs a package around the file.
        root = root.parent
    for name in sorted(_imported_names(imports)):
        root = min(root, _home_of(name, path), key=lambda folder: len(folder.parts))
    return root


def _imported_names(imports: list[ast.ImportFrom | ast.Import]) -> set[str]:
    """First parts of the names that are imported absolutely."""
    names: set[str] = set()
    for node in imports:
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def _home_of(name: str, path: Path) -> Path:
    """The nearest folder above the file that holds `name`, unless it is installed; the file's own where none does."""
    if name in sys.builtin_module_names or name in sys.stdlib_module_names:
        return path.parent
    for folder in path.parents:
        if (folder / f"{name}.py").is_file() or (folder / name).is_dir():
            return folder if not _is_installed(name, folder) else path.parent
    return path.parent


def _is_installed(name: str, folder: Path) -> bool:
    """Whether Python finds `name` elsewhere, and `folder` only holds a folder that happens to have that name."""
    if (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file():
        return False
    found = importlib.util.find_spec(name)
    return found is not None and found.origin is not None


def _top_names(folder: Path) -> set[str]:
    """Modules that an import would find in the folder, except those that this program itself uses."""
    held = {entry.stem for entry in folder.iterdir() if entry.suffix == ".py"}
    held |= {entry.name for entry in folder.iterdir() if entry.is_dir()}
    return held - set(sys.stdlib_module_names) - {"lamgui", "torch", "numpy", "cv2", "PIL", "PySide6"}


def _lies_under(module: ModuleType, root: Path) -> bool:
    file = getattr(module, "__file__", None)
    places = [file] if file else list(getattr(module, "__path__", []))
    is_ours = module.__name__.partition(".")[0] == "lamgui" or _is_site(places)
    return not is_ours and any(root in Path(place).parents for place in places)


def _is_site(places: list[str]) -> bool:
    """Whether it holds installed packages: they stay imported, even where their environment lies in the user's root."""
    return any(part in {"site-packages", "dist-packages"} for place in places for part in Path(place).parts)


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
