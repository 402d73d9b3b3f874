"""What a module is known by that takes several frames, of which the picture is one: video and stereo."""

from __future__ import annotations

from lamgui.imaging.picture import Pixels


class SeveralFrames:
    """`count` frames, the picture at place `at`, from 0 on; `others` are (h, w, 3), none where it is repeated."""

    count: int
    at: int
    others: tuple[Pixels, ...]
