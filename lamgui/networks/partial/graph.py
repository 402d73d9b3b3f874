"""A network's operations, traced once: their order, their rules, and how their results scale with the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock, get_ident
from typing import Any

import torch
from torch import Tensor, fx, nn
from torch.nn import functional

from lamgui.networks.partial.rules import FOLLOWED_INTO, Shape, SpanRule, rule_of

PROBE_PX = (26, 22)
"""Height and width of the picture on which a network is traced."""


@dataclass(frozen=True, eq=False)
class NetworkGraph:
    """The operations that lead from `picture` to `restored`, in their order in `module`.

    `rates` has those whose result is a picture, (N, C, rate * h, rate * w), and `rules` those of them with a rule: none
    whose pixels are not in line with those of the LR picture, such as those of a padded picture.
    """

    module: fx.GraphModule
    picture: fx.Node
    restored: fx.Node
    shapes: Mapping[fx.Node, Shape]
    rates: Mapping[fx.Node, Fraction]
    rules: Mapping[fx.Node, SpanRule]


def graph_of(module: nn.Module, channels: int) -> NetworkGraph | None:
    """The operations of a module (N, channels, h, w) to (N, channels, s*h, s*w); None where they cannot be traced.

    They cannot where they depend on the values or the size of the picture.
    """
    like = next(module.parameters(), torch.zeros(1))
    picture = torch.zeros(1, channels, *PROBE_PX, dtype=like.dtype, device=like.device)
    try:
        with _TRACING:
            operations = _Tracer(module).trace(module)
        recorded = fx.GraphModule(module, operations)
        recorded.graph.eliminate_dead_code()
        walk = _Walk(recorded)
        with torch.no_grad():
            walk.go(picture)
    except Exception:  # noqa: BLE001 # A module can hold any code; one that cannot be traced is computed as a whole.
        return None
    rates = {node: rate for node in walk.moving if (rate := _rate(walk.shapes.get(node, ()))) is not None}
    astray = {node for node in walk.moving - rates.keys() if max(walk.shapes.get(node, ())[-2:], default=1) > 1}
    aligned = [node for node in rates if astray.isdisjoint(node.all_input_nodes)]
    rules = {node: rule for node in aligned if (rule := rule_of(node, walk.shapes)) is not None}
    first, last = (next(n for n in recorded.graph.nodes if n.op == op) for op in ("placeholder", "output"))
    restored = last.args[0]
    if not isinstance(restored, fx.Node) or restored not in rates:
        return None
    return NetworkGraph(recorded, first, restored, walk.shapes, rates, rules)


_TRACING = Lock()
"""Held while torch.fx traces: meanwhile it replaces the call of every module of the process, and two of it at once
would restore each other's replacement."""


class _Tracer(fx.Tracer):
    """Traces into modules that are a single function, and records in-place operations as if they were not in place.

    Parameters stay tensors, so that results of parameters alone are computed once. Networks that run in other threads
    meanwhile run as ever.
    """

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self._names = {id(parameter): name for name, parameter in module.named_parameters()}
        self._thread = get_ident()

    def call_module(
        self, m: nn.Module, forward: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        if get_ident() != self._thread:
            return forward(*args, **kwargs)
        return super().call_module(m, forward, args, kwargs)

    def getattr(self, attr: str, attr_val: Any, parameter_proxy_cache: dict[str, Any]) -> Any:  # noqa: ARG002
        return attr_val

    def create_arg(self, a: Any) -> Any:
        name = self._names.get(id(a))
        return super().create_arg(a) if name is None else self.create_node("get_attr", name, (), {})

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return not isinstance(m, FOLLOWED_INTO) and super().is_leaf_module(m, module_qualified_name)

    def create_node(
        self, kind: str, target: Any, args: Any, kwargs: Any, name: str | None = None, type_expr: Any = None
    ) -> fx.Node:
        if target in _MAYBE_IN_PLACE:
            kwargs = {key: value for key, value in kwargs.items() if key != "inplace"}
        return super().create_node(kind, target, args, kwargs, name, type_expr)


_MAYBE_IN_PLACE = (functional.relu, functional.silu, functional.leaky_relu, functional.elu, functional.hardtanh)
"""Activations that torch calls with all arguments but the input by name."""


class _Walk(fx.Interpreter):
    """Runs the operations and records the shapes of their results."""

    def __init__(self, module: fx.GraphModule) -> None:
        super().__init__(module)
        self._operations = module.graph.nodes
        self.shapes: dict[fx.Node, Shape] = {}
        self.moving: set[fx.Node] = set()
        """Operations that depend on the picture."""

    def go(self, picture: Tensor) -> None:
        """Run all operations, without the progress bar of `run`, which starts a thread that never ends."""
        self.args_iter = iter((picture,))
        for node in self._operations:
            self.env[node] = self.run_node(node)

    def run_node(self, n: fx.Node) -> Any:
        value = super().run_node(n)
        first = value[0] if isinstance(value, tuple | list) and value else value
        if isinstance(first, Tensor):
            self.shapes[n] = tuple(first.shape)
        if n.op == "placeholder" or any(given in self.moving for given in n.all_input_nodes):
            self.moving.add(n)
        return value


def _rate(shape: Shape) -> Fraction | None:
    """How many times larger than the LR picture a result is; None where it is no picture."""
    if len(shape) != 4:
        return None
    rows, columns = (Fraction(side, lr) for side, lr in zip(shape[2:], PROBE_PX, strict=True))
    return rows if rows == columns else None
