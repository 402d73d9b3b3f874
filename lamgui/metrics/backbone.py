"""The classification networks whose features LPIPS and DISTS compare: their layers, and the file they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Convolution:
    """A convolution followed by a ReLU, by its name in torchvision's file."""

    name: str
    inputs: int
    outputs: int
    kernel_px: int = 3
    stride: int = 1
    padding_px: int = 1

    @property
    def layout(self) -> dict[str, tuple[int, ...]]:
        """Shapes of its tensors, by key."""
        weight = (self.outputs, self.inputs, self.kernel_px, self.kernel_px)
        return {f"{self.name}.weight": weight, f"{self.name}.bias": (self.outputs,)}


@dataclass(frozen=True)
class Stage:
    """Convolutions between two places where features are read; `pooled` where the picture is made smaller first."""

    convolutions: tuple[Convolution, ...]
    pooled: bool = True


@dataclass(frozen=True)
class Backbone:
    """A network trained on ImageNet, as torchvision publishes it; only its convolutions are used.

    Pooling takes the largest of `pool_px` x `pool_px` values, every two. `least_side_px` is the smallest side of a
    picture of which its last features have a value.
    """

    name: str
    stages: tuple[Stage, ...]
    pool_px: int
    least_side_px: int
    url: str
    sha256: str
    size_bytes: int
    documented: str = "the models of torchvision, weights IMAGENET1K_V1"

    @property
    def layout(self) -> dict[str, tuple[int, ...]]:
        """Shapes of all tensors that are used, by their keys in torchvision's file."""
        return {
            key: shape
            for stage in self.stages
            for convolution in stage.convolutions
            for key, shape in convolution.layout.items()
        }

    @property
    def stored_bytes(self) -> int:
        """What stays of the download on the disk, about: four bytes a number."""
        numbers = 0
        for shape in self.layout.values():
            count = 1
            for side in shape:
                count *= side
            numbers += count
        return 4 * numbers


ALEXNET = Backbone(
    "alexnet",
    (
        Stage((Convolution("features.0", 3, 64, 11, 4, 2),), pooled=False),
        Stage((Convolution("features.3", 64, 192, 5, 1, 2),)),
        Stage((Convolution("features.6", 192, 384),)),
        Stage((Convolution("features.8", 384, 256),), pooled=False),
        Stage((Convolution("features.10", 256, 256),), pooled=False),
    ),
    pool_px=3,
    least_side_px=31,
    url="https://download.pytorch.org/models/alexnet-owt-7be5be79.pth",
    sha256="7be5be791159472b1fbf3c69796f7cb30dca7ad8466c2df70058c37116cdee02",
    size_bytes=244_408_911,
)

VGG16 = Backbone(
    "vgg16",
    (
        Stage((Convolution("features.0", 3, 64), Convolution("features.2", 64, 64)), pooled=False),
        Stage((Convolution("features.5", 64, 128), Convolution("features.7", 128, 128))),
        Stage(
            (
                Convolution("features.10", 128, 256),
                Convolution("features.12", 256, 256),
                Convolution("features.14", 256, 256),
            )
        ),
        Stage(
            (
                Convolution("features.17", 256, 512),
                Convolution("features.19", 512, 512),
                Convolution("features.21", 512, 512),
            )
        ),
        Stage(
            (
                Convolution("features.24", 512, 512),
                Convolution("features.26", 512, 512),
                Convolution("features.28", 512, 512),
            )
        ),
    ),
    pool_px=2,
    least_side_px=16,
    url="https://download.pytorch.org/models/vgg16-397923af.pth",
    sha256="397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0",
    size_bytes=553_433_881,
)
