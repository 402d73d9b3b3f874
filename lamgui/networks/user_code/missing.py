"""What to do about a package that a network's code imports and that is not there."""

from __future__ import annotations

import sys

NEEDS_GPU = frozenset(
    {
        "causal_conv1d",
        "causal_conv1d_cuda",
        "flash_attn",
        "mamba_ssm",
        "natten",
        "selective_scan",
        "selective_scan_cuda",
        "selective_scan_cuda_core",
        "selective_scan_cuda_oflex",
        "triton",
        "xformers",
    }
)
"""Packages of kernels that are compiled for an NVIDIA GPU, as Mamba's scan is: none of them computes on a CPU."""

GPU_ADVICE = (
    "That is a kernel compiled for an NVIDIA GPU: it can be used on a machine that has one, with the package built "
    "there, and the device cuda. Elsewhere give the file a version of that operation in plain PyTorch, such as "
    "selective_scan_ref of mamba_ssm; the map is the same, and takes longer."
)
PLACES = {"PIL": "pillow", "cv2": "opencv-python-headless", "skimage": "scikit-image", "yaml": "pyyaml"}
"""What packages are called where they are installed from, where that is another name."""


def package_advice(module: str) -> str:
    """How to get the package of a module that is not there."""
    package = module.partition(".")[0]
    if package in NEEDS_GPU:
        return GPU_ADVICE
    return f"Put it beside the file, or install it: {sys.executable} -m pip install {PLACES.get(package, package)}."


def wants_gpu(error: BaseException) -> bool:
    """Whether an error is that of a kernel for a GPU only, or of torch asked for a GPU that is not there."""
    words = str(error).lower()
    if any(kernel in words for kernel in NEEDS_GPU):
        return True
    signs = (
        "is_cuda",
        "not compiled with cuda",
        "must be a cuda tensor",
        "no nvidia driver",
        "cuda only",
        "cpu backend",
    )
    return isinstance(error, RuntimeError | AssertionError | NotImplementedError | ImportError) and any(
        sign in words for sign in signs
    )
