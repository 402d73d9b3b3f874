"""The two ways to a map that the engine's benchmark compares: a plain loop like the authors' demo, and this program."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lamgui.attribution.device.cuda_graph import Record, recorder_of
from lamgui.attribution.integral.integrate import Attribution, Plan, Step, integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Floats
from lamgui.base.generators import result_of
from lamgui.maps.devices import free_memory_bytes
from lamgui.networks.network import Network
from lamgui.networks.placed import PlacedNetwork
from lamgui.networks.plan import Work, plan_work
from tests.attribution.named import gradient
from tests.benchmarks.engine_networks import lr_and_patch, network_of

PLAIN_STEPS = 100
"""Of the plain loop, as in the paper."""


@dataclass(frozen=True, eq=False)
class Case:
    """A network on a picture (3, h, w) and the patch, and how this program sets about it."""

    device: str
    placed: PlacedNetwork
    lr: Tensor
    patch: Patch
    work: Work


def case_of(name: str, side: int, device: str) -> Case:
    """A network of the benchmark on a picture of side x side LR pixels."""
    network: Network = network_of(name)
    placed = network.placed(device, torch.float32)
    lr, patch = lr_and_patch(side)
    lr = lr.to(device)
    work = plan_work(network, placed, patch, lr, free_memory_bytes(device))
    return Case(device, placed, lr, patch, work)


def plain_passes(case: Case) -> Iterator[Tensor]:
    """The demo's loop, a node at a time: the gradient of γ, (3, h, w), after that of every parameter too.

    The tensors lie as torch lays them out by itself. G is taken over the whole SR picture and then cut to the patch.
    """
    module, patch = case.placed.module, case.patch
    path = make_path(Settings(), case.lr)
    _lay_out(module, torch.contiguous_format, learning=True)
    try:
        for step in range(1, PLAIN_STEPS + 1):
            lr = path.at([step / PLAIN_STEPS]).requires_grad_(True)
            sr = module(lr)
            here = sr[..., :-1, :-1]
            strength = ((here - sr[..., 1:, :-1]) ** 2 + (here - sr[..., :-1, 1:]) ** 2).sqrt()
            strength[..., patch.y : patch.y + patch.size, patch.x : patch.x + patch.size].sum().backward()
            module.zero_grad()
            assert lr.grad is not None
            yield lr.grad[0]
    finally:
        _lay_out(module, case.placed.memory_format, learning=False)


def engine_plan(case: Case, rule: str, steps: int) -> Plan:
    """Both ends of the path and the nodes."""
    path = make_path(Settings(), case.lr)
    return make_plan(case.placed, path, case.patch, gradient, rule, steps, near=case.work.near)


def engine_steps(case: Case, plan: Plan, record: Record | None = None) -> Generator[Step, None, Attribution]:
    """The nodes as a run of the program goes through them; with `record`, None takes what the device has."""
    work = case.work
    record = record or recorder_of(case.lr.device)
    return integrate(work.restore, case.patch, gradient, plan, work.batch, work.window, record)


def engine_map(case: Case, rule: str, steps: int) -> Floats:
    """The map, (3, h, w)."""
    return result_of(engine_steps(case, engine_plan(case, rule, steps))).lam


def _lay_out(module: nn.Module, memory_format: torch.memory_format, *, learning: bool) -> None:
    module.to(memory_format=memory_format)  # type: ignore[call-overload] # torch's types lack it
    module.requires_grad_(learning)
