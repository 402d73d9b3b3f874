"""Files of before torch counted the steps of a batch normalisation open, and give what those with counts give."""

from __future__ import annotations

from pathlib import Path

import torch

from lamgui.networks.architectures._architecture import COUNTER
from lamgui.networks.architectures.srresnet import SRResNet
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network


def generator() -> dict[str, torch.Tensor]:
    """Weights of a small generator of SRGAN whose statistics are not those of a new layer."""
    torch.manual_seed(0)
    tensors = SRResNet(width=8, blocks=1, style="srgan").state_dict()
    return {key: tensor + 0.1 if key.endswith("running_mean") else tensor for key, tensor in tensors.items()}


def restored(tensors: dict[str, torch.Tensor], path: Path) -> torch.Tensor:
    """What the network of a file with these tensors makes of a picture."""
    torch.save(tensors, path)
    network = load_network(NetworkEntry(path.stem, path))
    with torch.no_grad():
        answer: torch.Tensor = network.placed("cpu", torch.float32)(
            torch.rand(1, 3, 8, 8, generator=torch.manual_seed(1))
        )
    return answer


def test_counts_of_training_steps_may_be_missing(tmp_path: Path) -> None:
    counted = generator()
    old = {key: tensor for key, tensor in counted.items() if not key.endswith(COUNTER)}
    assert len(old) < len(counted)
    assert torch.equal(restored(old, tmp_path / "old.pth"), restored(counted, tmp_path / "new.pth"))
