"""A stand-in for CUDA graphs on the CPU: operations are taped with their tensors, and played over the same memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

USUAL_STREAM = "the one that is in use"
tree_leaves = torch.utils._pytree.tree_leaves


class Graph:
    """What a CUDA graph does: `replay` runs the same operations on the same tensors, whatever these hold now."""

    def __init__(self) -> None:
        self.operations: list[tuple[Callable[..., Any], Sequence[Any], Mapping[str, Any], list[Any]]] = []
        self.replays = 0

    def replay(self) -> None:
        """Write over the results of the recording."""
        self.replays += 1
        with torch.no_grad():
            for operation, args, kwargs, results in self.operations:
                for held, made in zip(results, tree_leaves(operation(*args, **kwargs)), strict=True):
                    if isinstance(held, Tensor) and held.data_ptr() != made.data_ptr():
                        held.copy_(made)


class _Taping(TorchDispatchMode):
    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        if torch.Tag.data_dependent_output in func.tags:
            raise RuntimeError("operation not permitted when stream is capturing")
        results = func(*args, **(kwargs or {}))
        self._graph.operations.append((func, args, kwargs or {}, tree_leaves(results)))
        return results


@contextmanager
def taping(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Graph]]:
    """In here `torch.cuda` records on the CPU; gives all graphs that were made."""
    graphs: list[Graph] = []
    streams = [USUAL_STREAM]

    def new() -> Graph:
        graphs.append(Graph())
        return graphs[-1]

    def capture(graph: Graph, *, stream: str, capture_error_mode: str) -> _Taping:
        assert capture_error_mode == "thread_local"
        streams.append(stream)
        return _Taping(graph)

    monkeypatch.setattr(torch.cuda, "CUDAGraph", new)
    monkeypatch.setattr(torch.cuda, "graph", capture)
    monkeypatch.setattr(torch.cuda, "Stream", lambda device: f"beside on {device}")
    monkeypatch.setattr(torch.cuda, "current_stream", lambda: streams[-1])
    monkeypatch.setattr(torch.cuda, "device", lambda _: nullcontext())
    monkeypatch.setattr(torch.cuda, "set_stream", streams.append)
    yield graphs
    assert streams[-1] == USUAL_STREAM, "a recording left its own queue in use"
