"""Threads of the numeric libraries sleep while they wait, unless the user wants otherwise."""

from __future__ import annotations

import os

import pytest

from lamgui.base.threads import wait_asleep
from lamgui.cli.main import main


def test_the_program_asks_for_sleeping_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    main(["--version"])
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"


def test_what_the_user_has_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    wait_asleep()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"
