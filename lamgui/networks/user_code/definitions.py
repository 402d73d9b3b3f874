"""The classes and functions of a .py file that may build a network, read without running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.user_code.template import ADAPTER_ADVICE


@dataclass(frozen=True)
class Parameter:
    """An argument of a class or function; `default` is Python's text of it, None where one must be given.

    `options` are the attributes that the code reads off it, where it is an object with options as a parser makes them.
    """

    name: str
    default: str | None
    annotation: str
    options: tuple[str, ...] = ()

    @property
    def as_namespace(self) -> str:
        """Such an object to be filled in, as Namespace(n_feats=, scale=); empty for other arguments."""
        return f"Namespace({', '.join(f'{option}=' for option in self.options)})" if self.options else ""


@dataclass(frozen=True)
class Definition:
    """A class or function of the file; `is_module` where the class states that it is an nn.Module."""

    name: str
    parameters: tuple[Parameter, ...]
    is_module: bool
    summary: str
    is_function: bool

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the arguments without a default."""
        return tuple(parameter.name for parameter in self.parameters if parameter.default is None)

    @property
    def call_form(self) -> str:
        """How it is called on a command line, with the arguments that must be given still to be filled in."""
        wanted = (p for p in self.parameters if p.default is None)
        return f"{self.name}({', '.join(f'{p.name}={p.as_namespace}' for p in wanted)})"

    @property
    def takes_one(self) -> bool:
        """Whether it is a function that can be called with one argument."""
        return self.is_function and bool(self.parameters) and set(self.required) <= {self.parameters[0].name}


def definitions_in(path: Path) -> tuple[Definition, ...]:
    """Classes that are nn.Modules first, the last defined first as files end with their network; then functions.

    Raises NetworkError where the file cannot be read, is not Python, or offers nothing.
    """
    found = _all_in(path)
    if not found:
        raise NetworkError(f"{path.name} has no class and no function that could make a network.", ADAPTER_ADVICE)
    modules = [choice for choice in reversed(found) if choice.is_module]
    return (*modules, *(choice for choice in found if not choice.is_module))


def functions_in(path: Path) -> tuple[Definition, ...]:
    """Functions that can be called with one argument, in the order of the file; none where there are none.

    Raises NetworkError where the file cannot be read or is not Python.
    """
    return tuple(choice for choice in _all_in(path) if choice.takes_one)


def _all_in(path: Path) -> list[Definition]:
    try:
        tree = ast.parse(file_bytes(path), filename=path.name)
        # Python's text of a default can fail, too: of a number of thousands of digits, or of a deep nest.
        return [choice for node in tree.body if (choice := _choice(node)) is not None]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"{path.name} is not Python that can be read: {_reason(error)}."
        raise NetworkError(message, "Mend it, or open the file that holds the network.") from error


def _choice(node: ast.stmt) -> Definition | None:
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        return Definition(node.name, _parameters(node.args, 0, node), False, _summary(node), True)
    if isinstance(node, ast.ClassDef):
        made = next((f for f in node.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"), None)
        parameters = () if made is None else _parameters(made.args, 1, made)
        return Definition(node.name, parameters, _is_module(node), _summary(node), False)
    return None


def _is_module(node: ast.ClassDef) -> bool:
    """By the bases that it states: nn.Module, or a class of that name."""
    return any(ast.unparse(base).rpartition(".")[2].endswith("Module") for base in node.bases)


def _parameters(arguments: ast.arguments, skipped: int, body: ast.FunctionDef) -> tuple[Parameter, ...]:
    """All but *args and **kwargs; `skipped` is 1 for the `self` of a method."""
    placed = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(placed) - len(arguments.defaults))
    defaults += arguments.defaults
    pairs = [*zip(placed, defaults, strict=True)][skipped:]
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return tuple(
        Parameter(
            argument.arg,
            None if default is None else ast.unparse(default),
            "" if argument.annotation is None else ast.unparse(argument.annotation),
            _options_read_off(argument.arg, body) if default is None else (),
        )
        for argument, default in pairs
    )


def _options_read_off(name: str, body: ast.FunctionDef) -> tuple[str, ...]:
    """The attributes of an argument that a function reads, in the order in which they are first read."""
    read = (
        node
        for node in ast.walk(body)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    )
    ordered = sorted(read, key=lambda node: (node.lineno, node.col_offset))
    return tuple(dict.fromkeys(node.attr for node in ordered))


def _summary(node: ast.ClassDef | ast.FunctionDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


def _reason(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"{error.msg} in line {error.lineno}"
    return str(error).rstrip(".") or type(error).__name__
