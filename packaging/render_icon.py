"""Renders the program's icon in the sizes and formats that desktops want."""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
SVG = Path(__file__).resolve().parents[1] / "resources" / "icons" / "lamgui.svg"


def render(svg: Path, size_px: int) -> Image.Image:
    """The drawing as a square RGBA picture; raises ValueError where `svg` is not a readable drawing."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is not an SVG drawing that Qt can read")
    canvas = QImage(size_px, size_px, QImage.Format.Format_RGBA8888)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size_px, size_px), bytes(canvas.constBits()))


def write_icons(folder: Path) -> None:
    """Write `lamgui-<size>.png`, `lamgui.ico` (Windows) and `lamgui.icns` (macOS) into `folder`, made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: render(SVG, size) for size in SIZES_PX}
    for size, picture in pictures.items():
        picture.save(folder / f"lamgui-{size}.png")
    largest = pictures[256]
    smaller = [pictures[size] for size in ICO_SIZES_PX if size != 256]
    largest.save(folder / "lamgui.ico", sizes=[(size, size) for size in ICO_SIZES_PX], append_images=smaller)
    pictures[512].save(folder / "lamgui.icns", append_images=[pictures[size] for size in (32, 64, 128, 256)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the files go")
    write_icons(parser.parse_args().folder)
