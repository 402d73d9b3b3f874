"""A network that computes, layer by layer, only the pixels that a patch depends on."""

from __future__ import annotations

import linecache
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import torch
from torch import fx, nn
from torch.nn import functional

from lamgui.networks.partial.graph import NetworkGraph
from lamgui.networks.partial.rules import ConvolutionRule, SelectionRule, Span

Region = tuple[Span, Span]
"""Rows and columns."""


@dataclass(frozen=True, eq=False)
class Focused:
    """`module` maps a `region` of the LR picture, (N, C, h, w), to the requested region of the SR picture.

    `share`, 0..1, says how many of the multiplications of the network's convolutions it takes.
    """

    module: fx.GraphModule
    region: Region
    share: float


def focus(network_graph: NetworkGraph, sr: Region, height: int, width: int, most: float = 1.0) -> Focused | None:
    """The part of a network that a region of the SR picture needs, for an LR picture (height, width).

    An operation without a rule gets all of its input, and so do the operations before it. None where an operation does
    not scale with the picture in whole pixels, and where the share would be more than `most`.
    """
    full = _full_regions(network_graph, height, width)
    if full is None:
        return None
    regions = _needed(network_graph, sr, full)
    of_all = _multiplications(network_graph, full)
    share = _multiplications(network_graph, regions) / of_all if of_all else 1.0
    if share > most:
        return None
    writer = _Writer(network_graph, regions, full)
    for node in network_graph.module.graph.nodes:
        writer.write(node, sr)
    return Focused(_compiled(network_graph.module, writer.graph), regions[network_graph.picture], share)


def _compiled(weights: nn.Module, graph: fx.Graph) -> fx.GraphModule:
    """A graph as a module. Its text, which torch keeps for tracebacks, is dropped: a patch that moves makes many."""
    texts: dict[str, str] = getattr(getattr(fx.graph_module, "_loader", None), "eval_cache", {})
    before = set(texts)
    module = fx.GraphModule(weights, graph)
    for name in set(texts) - before:
        del texts[name]
        linecache.cache.pop(name, None)
    return module


def _full_regions(network_graph: NetworkGraph, height: int, width: int) -> Mapping[fx.Node, Region] | None:
    """The full region of every picture in the graph; None where a side is no whole number of pixels."""
    sizes = {node: (rate * height, rate * width) for node, rate in network_graph.rates.items()}
    if any(side.denominator > 1 for size in sizes.values() for side in size):
        return None
    return {node: ((0, int(rows)), (0, int(columns))) for node, (rows, columns) in sizes.items()}


def _needed(network_graph: NetworkGraph, sr: Region, full: Mapping[fx.Node, Region]) -> dict[fx.Node, Region]:
    """The region of every picture in the graph that has to be computed."""
    regions = {network_graph.restored: sr}
    for node in reversed(network_graph.module.graph.nodes):
        rule = network_graph.rules.get(node)
        if rule is not None:
            regions[node] = _per_axis(rule.output_span, regions[node])
        elif node in full and node is not network_graph.picture:
            regions[node] = full[node]
        for source in node.all_input_nodes:
            if source in full and node.op != "output":
                needed = full[source]
                if rule is not None:
                    needed = _inside(_per_axis(rule.input_span, regions[node]), full[source])
                regions[source] = _hull(regions.get(source, needed), needed)
    for node, rule in network_graph.rules.items():
        if isinstance(rule, SelectionRule):
            regions[node] = regions[node.all_input_nodes[0]]
    return regions


class _Writer:
    """Writes a new graph with the operations, each for its region."""

    def __init__(
        self, network_graph: NetworkGraph, regions: Mapping[fx.Node, Region], full: Mapping[fx.Node, Region]
    ) -> None:
        self.graph = fx.Graph()
        self._regions = regions
        self._network_graph = network_graph
        self._full = full
        self._written: dict[fx.Node, fx.Node] = {}
        self._cut: dict[tuple[fx.Node, Region], fx.Node] = {}

    def write(self, node: fx.Node, sr: Region) -> None:
        """Write the next operation."""
        rule = self._network_graph.rules.get(node)
        if node.op == "output":
            self.graph.output(self._part(self._network_graph.restored, sr))
        elif isinstance(rule, ConvolutionRule):
            self._written[node] = self._convolution(node, rule)
        elif rule is not None:
            asked = _per_axis(rule.input_span, self._regions[node])
            self._written[node] = self.graph.node_copy(node, lambda given: self._part(given, asked))
        else:
            self._written[node] = self.graph.node_copy(node, lambda given: self._part(given, self._full.get(given)))

    def _part(self, source: fx.Node, region: Region | None) -> fx.Node:
        """The result of an operation in the new graph, cut to `region`; None takes all of it."""
        written = self._written[source]
        if region is None or source not in self._regions:
            return written
        available, needed = self._regions[source], _inside(region, self._full[source])
        if available == needed:
            return written
        if (source, needed) not in self._cut:
            rows, columns = (slice(w[0] - h[0], w[1] - h[0]) for w, h in zip(needed, available, strict=True))
            everything = slice(None)
            cut = self.graph.call_function(operator.getitem, (written, (everything, everything, rows, columns)))
            self._cut[source, needed] = cut
        return self._cut[source, needed]

    def _convolution(self, node: fx.Node, rule: ConvolutionRule) -> fx.Node:
        """A convolution that is padded only where its region touches the picture's border."""
        source, weight, bias, *others = _arguments(node)
        unpadded = _per_axis(rule.input_span, self._regions[node])
        needed = _inside(unpadded, self._full[source])
        rows, columns = ((w[0] - a[0], a[1] - w[1]) for a, w in zip(unpadded, needed, strict=True))
        part, padding = self._part(source, needed), (rows[0], columns[0])
        if rows[0] != rows[1] or columns[0] != columns[1]:
            part, padding = self.graph.call_function(functional.pad, (part, (*columns, *rows))), (0, 0)
        parameters = [self._written[tensor] if tensor is not None else None for tensor in (weight, bias)]
        return self.graph.call_function(
            torch.conv2d, (part, *parameters, rule.stride, padding, rule.dilation, others[-1])
        )


def _multiplications(network_graph: NetworkGraph, regions: Mapping[fx.Node, Region]) -> int:
    """Multiplications of all convolutions, each for its region."""
    total = 0
    for node, rule in network_graph.rules.items():
        if isinstance(rule, ConvolutionRule):
            total += prod(network_graph.shapes[_arguments(node)[1]]) * prod(end - begin for begin, end in regions[node])
    return total


def _arguments(node: fx.Node) -> list[Any]:
    """All arguments of a convolution, in their order."""
    names = {"input": None, "weight": None, "bias": None, "stride": 1, "padding": 0, "dilation": 1, "groups": 1}
    given = {**names, **dict(zip(names, node.args, strict=False)), **node.kwargs}
    return list(given.values())


def _per_axis(of: Callable[[Span, int], Span], region: Region) -> Region:
    return of(region[0], 0), of(region[1], 1)


def _inside(region: Region, full: Region) -> Region:
    """The region without what lies outside of the picture."""
    (top, bottom), (left, right) = region
    return (max(0, top), min(full[0][1], bottom)), (max(0, left), min(full[1][1], right))


def _hull(one: Region, other: Region) -> Region:
    rows, columns = ((min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(one, other, strict=True))
    return rows, columns
