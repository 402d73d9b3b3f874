"""What the system says where nothing more can be written."""

from __future__ import annotations

import errno

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The disk is full, or so is the user's share of it, or the file may not grow."""
