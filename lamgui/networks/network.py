"""A loaded network: its facts, pictures in and out, and its function on any device in any precision."""

from __future__ import annotations

import copy
from collections.abc import Collection, Generator
from dataclasses import replace
from functools import cached_property

import torch
from torch import Tensor, nn

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField, TheoreticalField
from lamgui.base.arrays import Doubles
from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from lamgui.imaging.picture import Pixels
from lamgui.networks.conventions import CHANNELS, brightened, to_pixels, to_planes
from lamgui.networks.crop import PatchCrop, RegionCrop, layerwise, region_crop, windowed
from lamgui.networks.entry import NetworkFacts, Repeats
from lamgui.networks.field.search import find_field_in_steps
from lamgui.networks.noise import SameNoise
from lamgui.networks.normalised import in_range
from lamgui.networks.partial.focus import Region
from lamgui.networks.placed import PlacedNetwork
from lamgui.networks.several_frames import SeveralFrames
from lamgui.networks.value_range import white_of


class Network:
    """A super-resolution network in evaluation mode, whose parameters take no gradients.

    `module` maps (N, C, h, w) to (N, C, scale*h, scale*w), both in `facts.value_range`, for sides that are
    multiples of `multiple_of` and at least `minimum_px`. `learnt` names the parameters that training changed; None
    takes those that require gradients. `channels_last` says that the memory layout in which a CPU convolves changes
    nothing; `by_measured_window`, that a field which is found in its graph holds for parts of pictures too: where the
    code is known, though no paper states the field. Raises ValueError where colour and channels disagree.
    """

    def __init__(
        self,
        module: nn.Module,
        facts: NetworkFacts,
        *,
        multiple_of: int = 1,
        minimum_px: int = 1,
        learnt: Collection[str] | None = None,
        channels_last: bool = True,
        by_measured_window: bool = False,
    ) -> None:
        if CHANNELS[facts.colour] != facts.channels:
            raise ValueError(f"{facts.name} takes {facts.channels} channels, which cannot be {facts.colour}")
        self.facts = facts
        self._learnt = learnt_names(module) if learnt is None else learnt
        self._shift = 0.0
        self._module = module.eval().requires_grad_(False)
        self._multiple_of = multiple_of
        self._minimum_px = minimum_px
        self._channels_last = channels_last
        self._by_measured_window = by_measured_window
        self._placed: dict[tuple[torch.device, torch.dtype], PlacedNetwork] = {}
        self._seed: int | None = None
        self._seeded: dict[int, Network] = {}
        self._by_chance: Network | None = None
        """This network without its seed, where it has one."""

    @property
    def scale(self) -> int:
        """How many SR pixels come out for one LR pixel, along each side."""
        return self.facts.scale

    @cached_property
    def input_frames(self) -> SeveralFrames | None:
        """The adapter of a network that takes several frames, of which the picture is one; None for any other."""
        found = next((one for one in self._module.modules() if isinstance(one, SeveralFrames)), None)
        return None if found is None or found.count * self.facts.channels in (1, 3) else found

    @property
    def learnt_layers(self) -> tuple[tuple[Tensor, ...], ...]:
        """The learnt parameters of each layer that has any, in the order in which the module names them."""
        layers: dict[str, list[Tensor]] = {}
        for name, parameter in self._module.named_parameters():
            if name in self._learnt:
                layers.setdefault(name.rpartition(".")[0], []).append(parameter)
        return tuple(tuple(layer) for layer in layers.values())

    @property
    def local_field(self) -> TheoreticalField | None:
        """The exact receptive field of a network that sees equally far from every position; None for any other.

        None too for a network whose sides are padded: the windows that a picture is cut into, and the padding before
        that, let some pixels see farther than others; and for one that draws random numbers: a part of the picture
        would get others than the whole.
        """
        if self.facts.repeats is not Repeats.ALWAYS:
            return None
        stated = self.facts.receptive_field
        may_be_local = stated is ReceptiveField.LOCAL or (stated is ReceptiveField.UNKNOWN and self._by_measured_window)
        if not may_be_local or self._multiple_of > 1 or self._minimum_px > 1:
            return None
        return self._theoretical_field if self._theoretical_field.kind is ReceptiveField.LOCAL else None

    def encode(self, pixels: Pixels | Doubles, dtype: torch.dtype = torch.float32) -> Tensor:
        """Pixels as the network's own input: (C, h, w), 0..1, in its colour; every conversion is in float64.

        They are uint8, or float64 0..1, (h, w, 3).
        """
        planes = torch.from_numpy(to_planes(pixels, self.facts.colour)).to(dtype)
        return planes if self._shift == 0 else brightened(planes, self._shift, self.facts.colour)

    def decode(self, sr: Tensor, lr: Pixels) -> Pixels:
        """The network's (C, H, W), 0..1, as pixels; a network that restores Y only takes its chroma from `lr`.

        Of all frames of an input, (T*C, h, w), that of the picture.
        """
        own = sr[self.of_picture] if len(sr) > self.facts.channels else sr
        return to_pixels(own.detach().cpu().numpy(), self.facts.colour, lr)

    @property
    def of_picture(self) -> slice:
        """The channels of the picture among those of all input frames."""
        frames, channels = self.input_frames, self.facts.channels
        return slice(None) if frames is None else slice(frames.at * channels, (frames.at + 1) * channels)

    def placed(self, device: str, dtype: torch.dtype) -> PlacedNetwork:
        """The network's function for tensors on `device` of `dtype`; it is made once and cached.

        Raises NetworkError where there is no such device; torch.cuda.OutOfMemoryError where the network does not fit.
        """
        try:
            key = (torch.device(device), dtype)
            if key not in self._placed:
                self._placed[key] = self._place(*key)
        except torch.cuda.OutOfMemoryError:
            raise
        except (RuntimeError, AssertionError, TypeError) as error:
            message = f"{self.facts.name} cannot be put on {device}."
            raise NetworkError(message, "Choose another device, such as cpu.", str(error)) from error
        return self._placed[key]

    def named(self, name: str) -> Network:
        """The same network under another name; both share the copies that `placed` made."""
        other = copy.copy(self)
        other.facts = replace(self.facts, name=name)
        other._seeded = {}
        return other

    def seeded(self, seed: int | None) -> Network:
        """The same network with the same random numbers in every pass, for each picture of a batch; cached.

        Itself where it draws none, or for None, which leaves them to chance.
        """
        if seed is None or self.facts.repeats is Repeats.ALWAYS:
            return self
        if seed not in self._seeded:
            other = self.named(self.facts.name)
            other._seed, other._by_chance, other._placed = seed, self, {}
            self._seeded[seed] = other
        return self._seeded[seed]

    def with_field_in_steps(self) -> Generator[str, None, Network]:
        """This network with the theoretical receptive field, found in its own graph, among its facts.

        Reports in words how much of a picture is followed: networks with large windows take long for a large part.
        """
        if self.facts.theoretical_field is None:
            found = yield from self._field_in_steps()
            self.facts = replace(self.facts, theoretical_field=found)
        return self

    def patch_crop(self, placed: PlacedNetwork, patch: Patch, lr: Tensor) -> PatchCrop | None:
        """The crop that a patch needs of an LR picture (C, h, w); `placed` is this network on the picture's device.

        None where that is all, or most of it.
        """
        height, width = lr.shape[-2:]
        crop = layerwise(placed, patch, height, width)
        if crop is not None or self.local_field is None:
            return crop
        box = self.local_field.box(patch, height, width)
        return None if box is None else windowed(placed, box, patch, height, width)

    def region_crop(self, placed: PlacedNetwork, region: Region, lr: Tensor) -> RegionCrop:
        """The crop that a region of SR needs of an LR picture (C, h, w); `placed` is this network on its device."""
        height, width = lr.shape[-2:]
        box = None if self.local_field is None else self.local_field.box_of(*region, height, width)
        return region_crop(placed, box, region, height, width)

    def release(self) -> None:
        """Free the memory of all copies that `placed` made."""
        on_cuda = any(device.type == "cuda" for device, _ in self._placed)
        self._placed.clear()
        self._seeded.clear()
        if on_cuda:
            torch.cuda.empty_cache()

    def copied(self, name: str) -> Network:
        """A copy under another name whose weights can be changed; they are in no file.

        Raises NetworkError where the module cannot be copied.
        """
        try:
            module = copy.deepcopy(self._module)
        except Exception as error:
            message = f"{self.facts.name} cannot be copied, so its weights cannot be changed."
            raise NetworkError(message, "Save its weights alone and open those.", str(error)) from error
        other = self.named(name)
        other.facts = replace(other.facts, sha256="")
        other._module, other._placed = module, {}
        return other

    def brightened(self, shift: float) -> Network:
        """The same network given every picture brighter by `shift` (white is 1), nothing clipped."""
        other = self.named(self.facts.name)
        other._shift = self._shift + shift
        return other

    @cached_property
    def _theoretical_field(self) -> TheoreticalField:
        if self.facts.theoretical_field is not None:
            return self.facts.theoretical_field
        return result_of(self._field_in_steps())

    def _field_in_steps(self) -> Generator[str, None, TheoreticalField]:
        sides = (self._multiple_of, self._minimum_px)
        return find_field_in_steps(
            PlacedNetwork(self._module, self.scale, white_of(self.facts.value_range), *sides),
            self._module,
            self.facts.channels,
            self.scale,
            multiple_of=self._multiple_of,
            minimum_px=self._minimum_px,
        )

    def _place(self, device: torch.device, dtype: torch.dtype) -> PlacedNetwork:
        if self._by_chance is not None and self._seed is not None:
            placed = self._by_chance.placed(str(device), dtype)
            return replace(placed, module=SameNoise(placed.module, self._seed))
        module, memory_format = self._module, torch.contiguous_format
        if (device.type, dtype) != ("cpu", torch.float32):
            module = copy.deepcopy(module).to(device=device, dtype=dtype)
        elif self._channels_last:
            # The memory layout in which a CPU convolves: a map takes 0.7 to 0.8 of the time.
            memory_format = torch.channels_last
            module = module.to(memory_format=memory_format)  # type: ignore[call-overload] # torch's types lack it
        sides = (self._multiple_of, self._minimum_px)
        value_range = self.facts.value_range
        like, takes_frames = torch.empty(0, dtype=dtype, device=device), self.input_frames is not None
        module = in_range(module, value_range, self.facts.colour, like, takes_frames=takes_frames)
        return PlacedNetwork(module, self.scale, white_of(value_range), *sides, memory_format, self.facts.channels)


def learnt_names(module: nn.Module) -> frozenset[str]:
    """Names of the parameters that training changes; all of them where the module has been frozen as a whole."""
    floating = {name: p for name, p in module.named_parameters() if p.is_floating_point()}
    marked = frozenset(name for name, parameter in floating.items() if parameter.requires_grad)
    return marked or frozenset(floating)
