"""The devices that torch can compute on here, by the names that a user types, and the placing of a run on one."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import psutil
import torch

from lamgui.attribution.path.path import Path
from lamgui.attribution.settings.makers import dtype_of, make_path
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.arrays import Doubles
from lamgui.base.errors import SettingsError
from lamgui.imaging.picture import Pixels
from lamgui.maps.input_frames.given import encoded
from lamgui.maps.request import AUTO
from lamgui.maps.surroundings import Surroundings
from lamgui.networks.network import Network
from lamgui.networks.placed import PlacedNetwork


@dataclass(frozen=True)
class Device:
    """A device: `name` is torch's, `label` is for people."""

    name: str
    label: str
    memory_bytes: int


def available_devices() -> tuple[Device, ...]:
    """All devices of this machine, the fastest first; the CPU is always the last."""
    found = []
    for index in range(torch.cuda.device_count()):
        properties = torch.cuda.get_device_properties(index)
        found.append(Device(f"cuda:{index}", properties.name, properties.total_memory))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU", psutil.virtual_memory().total))
    threads = torch.get_num_threads()
    words = f"CPU, {threads} threads" if threads > 1 else "CPU, 1 thread"
    found.append(Device("cpu", words, psutil.virtual_memory().total))
    return tuple(found)


def resolve_device(name: str, precision: Precision) -> str:
    """The torch device for `auto`, `cpu`, `cuda`, `cuda:N` or `mps`; raises SettingsError for one that is not here.

    `auto` takes the fastest that knows the precision.
    """
    devices = {device.name: device for device in available_devices()}
    if name == AUTO:
        return next(n for n in devices if n != "mps" or precision is Precision.FLOAT32)
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in devices:
        raise SettingsError(f"The device {name} is not on this machine.", f"There is: {', '.join(devices)}, or auto.")
    if wanted == "mps" and precision is Precision.FLOAT64:
        raise SettingsError("An Apple GPU does not know float64.", "Take float32, or the device cpu.")
    return wanted


def placed(
    network: Network,
    settings: Settings,
    lr: Pixels | Doubles,
    device: str,
    surroundings: Surroundings | None = None,
) -> tuple[PlacedNetwork, Path]:
    """The network and the path that ends at `lr`, both on a torch device in the settings' precision.

    `lr` is (h, w, 3), uint8 or 0..1, cut out of a larger picture where there are `surroundings`. The path of a network
    of several input frames leads through all of them, (T*C, h, w). A network that draws random numbers does so by the
    settings' seed.
    """
    dtype = dtype_of(settings.precision)
    return network.seeded(settings.seed).placed(device, dtype), make_path(
        settings, encoded(network, lr, dtype, surroundings).to(device)
    )


def used_memory_bytes(device: str) -> int:
    """Memory that the program holds now: on a CUDA device, of torch there; elsewhere, of the process."""
    if device.startswith("cuda"):
        return int(torch.cuda.memory_allocated(device))
    return int(psutil.Process().memory_info().rss)


def highest_memory_bytes(device: str) -> int:
    """The most that the program has ever held, as `used_memory_bytes` counts; 0 where the system does not report it."""
    if device.startswith("cuda"):
        return int(torch.cuda.max_memory_allocated(device))
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # In bytes on macOS, in KiB elsewhere.
    return highest if sys.platform == "darwin" else highest * 1024


def free_memory_bytes(device: str) -> int:
    """Memory that the program can still take: on a CUDA device, there; elsewhere, of the machine."""
    if device.startswith("cuda"):
        free, _ = torch.cuda.mem_get_info(device)
        return int(free) + int(torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device))
    return int(psutil.virtual_memory().available)
