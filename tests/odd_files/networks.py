"""Files of networks: weights in every container, damaged ones, code in every form, what is no network."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from lamgui.networks.catalogue import find
from lamgui.networks.checkpoint.read import read_checkpoint
from tests.odd_files.odd_file import OddFile


def odd_networks() -> Iterator[OddFile]:
    """All of them; `says` are words of what `lamgui networks --inspect --trust` prints."""
    yield from _weights()
    yield from _refused()
    yield from _code()


def _saved(value: Any) -> bytes:
    stream = BytesIO()
    torch.save(value, stream)
    return stream.getvalue()


def _tensors() -> dict[str, Tensor]:
    """Those of the FSRCNN that ships."""
    return dict(read_checkpoint(find("FSRCNN").path).tensors)


def _weights() -> Iterator[OddFile]:
    right = _tensors()
    zeros = {key: torch.zeros_like(tensor) for key, tensor in right.items()}
    opens = ('"architecture": "FSRCNN"',)
    for name, odd, value in (
        ("bare.pth", "a table of tensors", right),
        ("ema beside params.pth", "params-ema beside params", {"params": zeros, "params-ema": right}),
        ("params_ema.pth", "params_ema beside params", {"params": zeros, "params_ema": right}),
        ("model_g.pth", "model_g", {"model_g": right}),
        ("lightning.ckpt", "Lightning", {"epoch": 3, "state_dict": {f"net_g.{k}": v for k, v in right.items()}}),
        ("data parallel.pth", "module.", {f"module.{k}": v for k, v in right.items()}),
        ("student.pth", "student.", {f"student.{k}": v for k, v in right.items()}),
        ("backbone.bin", "backbone.", {f"backbone.{k}": v for k, v in right.items()}),
        ("half precision.pth", "float16", {k: v.half() for k, v in right.items()}),
        ("wrong suffix.png", "weights with a picture's suffix", right),
        ("größe 网络 📷.pth", "a name of many scripts", right),
        ("a::b=c.pth", "signs of the command line in its name", right),
    ):
        yield OddFile(name, odd, _saved(value), says=opens)


def _refused() -> Iterator[OddFile]:
    right = _tensors()
    whole = _saved(right)
    nan = {key: tensor.clone() for key, tensor in right.items()}
    next(iter(nan.values())).view(-1)[0] = float("nan")
    shorter = dict(list(right.items())[:-1])
    for name, odd, data, says in (
        ("cut.pth", "half of a file", whole[: len(whole) // 2], ("error", "cut")),
        ("nan.pth", "a weight that is NaN", _saved(nan), ("error", "NaN")),
        ("one missing.pth", "a tensor is missing", _saved(shorter), ("error", "FSRCNN")),
        ("other.pth", "a network that is not known", _saved(nn.Linear(3, 3).state_dict()), ("error", "its code")),
        ("optimiser.pth", "no weights", _saved({"step": 3, "lr": 1e-4}), ("error", "holds no weights")),
        ("attack.pth", "a pickle that runs a program", _saved({"params": _Attack()}), ("error", "code")),
        ("a.onnx", "ONNX", b"\x08\x07\x12\x07pytorch" + bytes(99), ("error", "ONNX")),
        ("a.safetensors", "half of safetensors", (900).to_bytes(8, "little") + b'{"a":', ("error",)),
        ("a picture.pth", "a picture", b"\x89PNG\r\n\x1a\n" + bytes(99), ("error",)),
        ("empty.pth", "no byte", b"", ("error", "empty")),
        ("a page.pth", "the page of an error", b"<!DOCTYPE html><html>Not found</html>", ("error", "web page")),
        (
            "lfs.pth",
            "a pointer of Git LFS",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            ("Git LFS",),
        ),
    ):
        yield OddFile(name, odd, data, says=says)


class _Attack:
    """Unpickled by a careless program, it makes a folder."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.mkdir, (Path("attacked"),)  # type: ignore[return-value]


_HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n"
_SIX = "self.up = nn.Conv2d(6, 6, 3)"
_LACKING = b"import no_such_package_at_all\nfrom torch import nn\n\n\nclass Net(nn.Module): ...\n"
_UP = "F.interpolate({}, scale_factor=4, mode='bicubic', antialias=False)"


def _module(body: str, arguments: str = "self, x", made: str = "") -> bytes:
    lines = ["class Net(nn.Module):", "    def __init__(self):", "        super().__init__()"]
    lines += ["        self.weight = nn.Parameter(torch.zeros(1))", *([f"        {made}"] if made else [])]
    lines += [f"    def forward({arguments}):", *(f"        {line}" for line in body.split("\n"))]
    return (_HEAD + "\n".join(lines) + "\n").encode()


def _code() -> Iterator[OddFile]:
    up = _UP.format("x")
    opens = ('"scale": 4',)
    registered = (
        "from basicsr.utils.registry import ARCH_REGISTRY\nfrom basicsr.utils import get_root_logger\n"
        + _module(f"return {up}").decode().replace("class Net", "@ARCH_REGISTRY.register()\nclass Net")
    )
    parsing = (
        _module(f"return {up}").decode() + "import argparse\nargparse.ArgumentParser().parse_args()\nprint('hi')\n"
    )
    for name, odd, data, says in (
        ("plain.py", "bicubic", _module(f"return {up}"), opens),
        ("list.py", "a list of outputs", _module(f"return [x, {up}]"), (*opens, '"output": "1"')),
        ("table.py", "a table of outputs", _module(f"return dict(sr={up}, low=x)"), (*opens, '"output": "sr"')),
        ("registry.py", "written beside BasicSR", registered.encode(), opens),
        ("script.py", "parses its arguments, prints", parsing.encode(), opens),
        ("cuda.py", "calls cuda()", _module(f"return {up}", made="self.to(torch.device('cpu')).cuda()"), opens),
        ("255.py", "values 0..255", _module(f"return {up}.clamp(1, 255)"), ('"range": 255.0',)),
        ("in place.py", "writes over its input", _module(f"x.clamp_(0, 1)\nreturn {up}"), opens),
        ("fixed.py", "one size", _module(f"assert x.shape[-1] == 48 == x.shape[-2]\nreturn {up}"), (*opens, "48x48")),
        ("detached.py", "no gradient", _module(f"return {_UP.format('x.detach()')}"), ("error", "detach")),
        ("noise.py", "draws random numbers", _module(f"y = {up}\nreturn y + torch.randn_like(y) / 99"), ("random",)),
        ("two inputs.py", "a second input", _module(f"return {up} * s", "self, x, s"), ("error", "adapter")),
        ("video.py", "5-D", _module(f"return {_UP.format('x[:, 2]')}\n", "self, x"), ("error", "Stereo, Video")),
        ("stereo.py", "6 channels", _module("return self.up(x)", made=_SIX), ("error", "Stereo, Video")),
        ("broken.py", "an error of syntax", b"class Net(:\n", ("error", "line 1")),
        ("import.py", "a package that is missing", _LACKING, ("error", "no_such_package")),
        ("functions.py", "no network", b"def f(x):\n    return x\n", ("error", "f(x=)")),
    ):  # fmt: skip
        yield OddFile(name, odd, data, says=says)
