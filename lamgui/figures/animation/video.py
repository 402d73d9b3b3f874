"""An MP4 of frames, by the program ffmpeg where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lamgui.base.errors import SaveError
from lamgui.imaging.picture import Pixels

ENCODING_LIMIT_S = 600


def require_ffmpeg() -> str:
    """The program; raises SaveError where there is none."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise SaveError(
            "An MP4 is made by ffmpeg, which is not installed.",
            "Install ffmpeg, or end the name in .webp, .apng or .gif, which need nothing else.",
        )
    return program


def write_video(path: Path, frames: Iterable[Pixels], size: tuple[int, int], frame_ms: int, comment: str) -> None:
    """Write frames (H, W, 3) of a size (W, H) as H.264, each shown for `frame_ms`, with a comment in the file.

    A last row or column is added where a side is odd, which the format does not allow. Raises SaveError.
    """
    program = require_ffmpeg()
    with tempfile.TemporaryDirectory() as folder:
        # A file, since a comment may be longer than a command may be.
        notes = Path(folder) / "notes.txt"
        notes.write_text(f";FFMETADATA1\ncomment={_escaped(comment)}\n", encoding="utf-8")
        errors = Path(folder) / "errors.txt"
        command = [
            *(program, "-loglevel", "error", "-y"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", f"1000/{frame_ms}"),
            *("-i", "pipe:0", "-f", "ffmetadata", "-i", str(notes), "-map", "0:v", "-map_metadata", "1"),
            *("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white", "-pix_fmt", "yuv420p"),
            *("-movflags", "+faststart", "-f", "mp4", str(path)),
        ]
        with errors.open("wb") as log, subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log) as process:
            assert process.stdin is not None
            try:
                for frame in frames:
                    process.stdin.write(frame.tobytes())
                process.stdin.close()
                process.wait(ENCODING_LIMIT_S)
            except BrokenPipeError:
                process.wait(ENCODING_LIMIT_S)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said = errors.read_text(encoding="utf-8", errors="replace").strip()
            raise SaveError("ffmpeg could not make the MP4.", "End the name in .webp, .apng or .gif instead.", said)


def _escaped(text: str) -> str:
    """As ffmpeg's file of metadata has it."""
    for letter in "\\=;#\n":
        text = text.replace(letter, f"\\{letter}")
    return text
