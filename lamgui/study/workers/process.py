"""The worker's side of a process: receives tasks, sends back each piece of their results, and ends with its parent."""

from __future__ import annotations

import contextlib
import os
import signal
from multiprocessing.connection import Connection

from lamgui.base.threads import take_threads, wait_asleep

NICE = 10
"""How far behind the user's other programs a worker stands; where a system knows it."""


def work(connection: Connection, threads: int) -> None:
    """Do tasks until the connection is closed. Nothing heavy is imported before this runs."""
    wait_asleep()
    take_threads(threads)
    # Ctrl+C reaches all processes of a terminal: the one that runs the study decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    # The parent was killed: what is done is written, and nobody waits for the rest.
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(connection, threads)


def _serve(connection: Connection, threads: int) -> None:
    import torch

    from lamgui.study.workers.compute import Computer

    torch.set_num_threads(threads)
    computer = Computer(connection.recv())
    while True:
        for answer in computer.answers(connection.recv()):
            connection.send(answer)
        connection.send(None)
