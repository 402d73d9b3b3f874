"""One lock for loading code of others: while it loads, it changes what all threads of the process share."""

from __future__ import annotations

from threading import RLock

LOADING_CODE = RLock()
"""Held while `sys.modules`, `sys.argv`, standard output or methods of torch are replaced, until they are restored.

Two loads at once, in two threads, would restore each other's replacements. It can be acquired again by its own thread.
"""
