"""Pictures and networks whose names are no UTF-8 are opened, shown, saved in sessions and found again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lamgui.files.shipped import models_folder
from tests.program.driver import Driver

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")


def test_a_session_of_odd_names_comes_back(driver: Driver, picture: Path, tmp_path: Path) -> None:
    odd = picture.rename(tmp_path / os.fsdecode(b"gr\xfc\xdfe.png"))
    network = tmp_path / os.fsdecode(b"n\xff.safetensors")
    network.write_bytes((models_folder() / "fsrcnn_x4.safetensors").read_bytes())
    documents = driver.program.files.documents

    def is_there() -> bool:
        state = driver.session.state
        return (
            state.picture is not None
            and state.picture.path == odd
            and state.network is not None
            and state.network.path == network
            and driver.session.analysis is not None
        )

    documents.open_document(odd)
    driver.networks.add(network)
    driver.wait(is_there)
    session = tmp_path / os.fsdecode(b"s\xe9ance.lamgui")
    documents.save(session)
    driver.wait(lambda: documents.path == session)
    driver.networks.remove(driver.session.entries[-1])
    driver.wait(lambda: not is_there())
    documents.open_document(session)
    driver.wait(is_there)
    assert driver.errors() == []
