"""Draws sample.png, the picture that is open at first start: a street corner at dusk, for LAM to be tried on.

Run it as `python resources/pictures/make_sample.py`; the same picture comes out each time. Louvres, fins and bricks
recede from about 11 to 4 pixels a period, so that reduction by 4 keeps the near fins and aliases the rest.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, zoom

Array = npt.NDArray[np.floating[Any]]
Mask = npt.NDArray[np.bool_]

WIDTH_PX, HEIGHT_PX, SUPERSAMPLING = 512, 384, 4
HORIZON_PX = 296
FOCAL_PX = 512.0
EYE_M, ROOF_M = 1.6, 7.7
CORNER_X_M, CORNER_Z_M = -2.6, 11.0
FACADE_ANGLE = np.deg2rad(34.0)
SUN = np.array([0.62, 0.33, -0.71])
SUN_COLOUR = np.array([1.30, 0.86, 0.50], np.float32)
SHADE_COLOUR = np.array([0.30, 0.36, 0.48], np.float32)
LAMP_COLOUR = np.array([1.45, 0.95, 0.46], np.float32)


@dataclass(frozen=True, eq=False)
class Rays:
    """Directions through the subpixels, each (H, W): z is 1, x to the right, y up."""

    x: Array
    y: Array


@dataclass(frozen=True, eq=False)
class Hit:
    """Where rays meet a wall: `along` it and `height` in metres, distance `z`, and where it is in front."""

    along: Array
    height: Array
    z: Array
    seen: Mask


def main() -> None:
    """Write the picture, by default beside this script."""
    parser = argparse.ArgumentParser(description="Draws the bundled picture.")
    parser.add_argument("path", nargs="?", type=Path, default=Path(__file__).with_name("sample.png"))
    Image.fromarray(draw()).save(parser.parse_args().path, optimize=True)


def draw() -> npt.NDArray[np.uint8]:
    """The picture, uint8 (384, 512, 3)."""
    random = np.random.default_rng(20)
    rays = _rays()
    light = _sky(rays, random)
    light = _behind(light, rays, random)
    light = _ground(light, rays, random)
    sunny = _wall(rays, (np.cos(FACADE_ANGLE), np.sin(FACADE_ANGLE)))
    shady = _wall(rays, (-np.sin(FACADE_ANGLE), np.cos(FACADE_ANGLE)))
    light = np.where(shady.seen[..., None], _brick_wall(shady, random), light)
    light = np.where(sunny.seen[..., None], _front(sunny, rays, random), light)
    light = _tree(light, random)
    return _developed(light, random)


def _rays() -> Rays:
    step = 1 / SUPERSAMPLING
    columns = np.arange(step / 2, WIDTH_PX, step, dtype=np.float32)
    rows = np.arange(step / 2, HEIGHT_PX, step, dtype=np.float32)
    x, y = np.meshgrid((columns - WIDTH_PX / 2) / FOCAL_PX, (HORIZON_PX - rows) / FOCAL_PX)
    return Rays(x.astype(np.float32), y.astype(np.float32))


def _wall(rays: Rays, direction: tuple[float, float]) -> Hit:
    """The upright wall that starts at the corner and runs in `direction` (x, z)."""
    dx, dz = direction
    along = (rays.x * CORNER_Z_M - CORNER_X_M) / (dx - rays.x * dz)
    z = CORNER_Z_M + along * dz
    height = EYE_M + rays.y * z
    return Hit(along, height, z, (along >= 0) & (z > 0) & (height >= 0) & (height <= ROOF_M))


def _clouds(
    shape: tuple[int, ...], random: np.random.Generator, coarsest: int, octaves: int, stretch: int = 1
) -> Array:
    """Fractal noise of mean 0 and standard deviation 1, `stretch` times as wide as high, no finer than a pixel."""
    rows_px, columns_px = (-(-side // SUPERSAMPLING) for side in shape)
    total = np.zeros((rows_px, columns_px), np.float32)
    for octave in range(octaves):
        rows = max(2, coarsest * 2**octave)
        columns = max(2, rows * columns_px // (rows_px * stretch))
        grid = random.standard_normal((rows, columns)).astype(np.float32)
        layer = zoom(grid, (rows_px / rows, columns_px / columns), order=3, mode="nearest", grid_mode=True)
        total += layer * np.float32(0.55**octave)
    finest = zoom(total, SUPERSAMPLING, order=1, mode="nearest", grid_mode=True)[: shape[0], : shape[1]]
    return np.asarray((finest - finest.mean()) / finest.std(), dtype=np.float32)


def _smooth(low: float, high: float, value: Array) -> Array:
    share = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


def _blend(below: Array, above: Array, share: Array | Mask) -> Array:
    share = np.asarray(share, np.float32)[..., None]
    return np.asarray(below * (1 - share) + above * share, np.float32)


def _colour(*rgb: float) -> Array:
    return np.array(rgb, np.float32)


def _sky_gradient(elevation: Array) -> Array:
    """Colour of the clear sky, by the tangent of the elevation."""
    stops = [0.0, 0.12, 0.32, 0.65]
    colours = np.array([[1.15, 0.66, 0.38], [0.98, 0.70, 0.52], [0.50, 0.56, 0.68], [0.20, 0.31, 0.52]])
    channels = [np.interp(elevation, stops, colours[:, c]) for c in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def _sky(rays: Rays, random: np.random.Generator) -> Array:
    sky = _sky_gradient(rays.y)
    billows = _clouds(rays.x.shape, random, coarsest=3, octaves=6, stretch=3)
    cover = _smooth(0.1, 1.9, billows + 0.5 * _smooth(0.1, 0.5, rays.y)) * 0.75
    lit = _smooth(-0.4, 1.6, billows - np.roll(billows, 60, axis=1) * 0.8)[..., None]
    return _blend(sky, _colour(0.62, 0.52, 0.53) * (1 - lit) + _colour(1.28, 0.92, 0.68) * lit, cover)


def _behind(light: Array, rays: Rays, random: np.random.Generator) -> Array:
    """Far hills and roofs at the horizon, in haze."""
    line = _clouds((64, rays.x.shape[1]), random, coarsest=4, octaves=5)[32] * 0.010
    far = rays.y < 0.050 + line
    light = _blend(light, _colour(0.44, 0.40, 0.44), far)
    blocks = np.repeat(random.uniform(0.015, 0.055, 64), rays.x.shape[1] // 64)
    near = rays.y < blocks[None, :]
    return _blend(light, _colour(0.27, 0.25, 0.28), near)


def _ground(light: Array, rays: Rays, random: np.random.Generator) -> Array:
    below = rays.y < -1e-3
    z = EYE_M / np.maximum(-rays.y, 1e-3)
    x = rays.x * z
    along = (x - CORNER_X_M) * np.cos(FACADE_ANGLE) + (z - CORNER_Z_M) * np.sin(FACADE_ANGLE)
    away = (x - CORNER_X_M) * np.sin(FACADE_ANGLE) - (z - CORNER_Z_M) * np.cos(FACADE_ANGLE)
    grain = _clouds(rays.x.shape, random, coarsest=380, octaves=1)[..., None]
    stains = _clouds(rays.x.shape, random, coarsest=6, octaves=4, stretch=3)[..., None]
    asphalt = _colour(0.15, 0.145, 0.155) * (1 + 0.10 * grain + 0.13 * stains)
    joints = (np.mod(along, 0.9) < 0.035) | (np.mod(away, 0.9) < 0.035)
    slabs = _colour(0.42, 0.38, 0.35) * (1 + 0.04 * grain + 0.10 * stains) * (1 - 0.35 * joints[..., None])
    paved = (away > -0.1) & (away < 2.9) & (along > -3.0)
    kerb = (away >= 2.75) & (away < 2.9) & paved
    street = np.where(paved[..., None], slabs, asphalt) * (1 + 0.35 * kerb[..., None])
    near_wall = 1 - 0.55 * np.exp(-np.abs(away) / 0.5)[..., None]
    spill = LAMP_COLOUR * 0.30 * np.exp(-np.abs(away) / 1.3)[..., None] * (along > 0.3)[..., None]
    return np.where(below[..., None], street * (near_wall + spill), light).astype(np.float32)


def _brick_wall(hit: Hit, random: np.random.Generator) -> Array:
    """The narrow side in the shade: running bond with two columns of windows."""
    course = np.floor(hit.height / 0.15)
    shifted = hit.along / 0.48 + 0.5 * np.mod(course, 2)
    mortar = (np.mod(hit.height, 0.15) < 0.030) | (np.mod(shifted, 1) < 0.05)
    tones = random.uniform(0.72, 1.2, (64, 128))
    tone = tones[course.astype(int) % 64, np.floor(shifted).astype(int) % 128][..., None]
    wall = np.where(mortar[..., None], _colour(0.46, 0.44, 0.42), _colour(0.42, 0.21, 0.15) * tone)
    across, up = np.mod(hit.along, 3.2), np.mod(hit.height - 0.9, 3.4)
    window = (across > 1.0) & (across < 2.3) & (up > 0.1) & (up < 2.0) & (hit.height < 6.4)
    frame = window & ((across < 1.12) | (across > 2.18) | (up < 0.22) | (up > 1.88) | (np.abs(across - 1.65) < 0.05))
    wall = _blend(wall.astype(np.float32), _colour(0.16, 0.20, 0.27), window)
    wall = _blend(wall, _colour(0.60, 0.55, 0.48), frame)
    sill = (across > 0.92) & (across < 2.38) & (up > -0.06) & (up < 0.1) & (hit.height < 6.4)
    wall = _blend(wall, _colour(0.6, 0.57, 0.53), sill)
    wall = _blend(wall, _colour(0.50, 0.47, 0.44), hit.height > ROOF_M - 0.42)
    stains = _clouds(hit.along.shape, random, coarsest=5, octaves=4)[..., None]
    return np.asarray(wall * SHADE_COLOUR * 1.1 * (1 + 0.08 * stains) * _near_ground(hit), np.float32)


def _front(hit: Hit, rays: Rays, random: np.random.Generator) -> Array:
    """The wide side in the sun: a lit ground floor, and above it bays of fins, louvres and windows."""
    normal = np.array([np.sin(FACADE_ANGLE), 0, -np.cos(FACADE_ANGLE)])
    sun = np.float32(max(0.0, float(normal @ SUN)))
    shadow = _tree_shadow(hit, random)
    stains = _clouds(hit.along.shape, random, coarsest=5, octaves=5)
    plaster = _colour(0.66, 0.60, 0.52) * (1 + 0.05 * stains[..., None])
    wall = plaster * (SHADE_COLOUR + SUN_COLOUR * sun * shadow[..., None])
    bay = np.mod(hit.along, 3.7)
    index = np.floor(hit.along / 3.7).astype(int)
    upper = (hit.height > 3.75) & (hit.height < 6.95)
    fins = upper & (index % 2 == 0) & (bay > 0.25) & (bay < 3.55)
    louvres = upper & (index % 2 == 1) & (bay > 0.25) & (bay < 3.55)
    wall = np.where(fins[..., None], _fins(hit, sun, shadow), wall)
    wall = np.where(louvres[..., None], _louvres(hit, bay, sun, shadow), wall)
    ground_floor = (hit.height > 0.45) & (hit.height < 3.15) & (hit.along > 0.5)
    wall = np.where(ground_floor[..., None], _shop(hit, rays, random), wall)
    under = _smooth(0.0, 0.55, 6.95 - hit.height) * upper + ~upper
    wall = wall * (0.45 + 0.55 * under[..., None])
    ledge = (np.abs(hit.height - 3.45) < 0.14) | (hit.height > ROOF_M - 0.14)
    wall = np.where(ledge[..., None], wall * 1.28, wall)
    drip = (hit.height > 3.15) & (hit.height < 3.31)
    wall = np.where(drip[..., None], wall * 0.45, wall)
    return np.asarray(wall * _near_ground(hit), np.float32)


def _fins(hit: Hit, sun: np.float32, shadow: Array) -> Array:
    """Upright timber fins, 26 cm apart: a lit edge, a side in half shade, a dark gap."""
    phase = np.mod(hit.along, 0.26) / 0.26
    edge, side = phase < 0.40, (phase >= 0.40) & (phase < 0.58)
    number = np.floor(hit.along / 0.26)
    timber = _colour(0.62, 0.40, 0.23) * (1 + 0.16 * np.sin(number * 12.9898))[..., None]
    lit = SHADE_COLOUR + SUN_COLOUR * (sun * shadow * 1.15)[..., None]
    gap = _colour(0.035, 0.035, 0.045)
    return np.where(edge[..., None], timber * lit, np.where(side[..., None], timber * SHADE_COLOUR * 0.7, gap))


def _louvres(hit: Hit, bay: Array, sun: np.float32, shadow: Array) -> Array:
    """Level slats, 20 cm apart, each brightest at its upper edge; two posts and a middle rail hold them."""
    phase = np.mod(hit.height, 0.20) / 0.20
    slat = np.where(phase > 0.34, 0.30 + 0.85 * (np.maximum(phase - 0.34, 0) / 0.66) ** 1.3, 0.05)[..., None]
    metal = _colour(0.60, 0.63, 0.64) * (SHADE_COLOUR + SUN_COLOUR * (sun * shadow)[..., None])
    post = (bay < 0.36) | (bay > 3.44) | (np.abs(bay - 1.9) < 0.06)
    return np.where(post[..., None], metal * 0.85, metal * slat)


def _shop(hit: Hit, rays: Rays, random: np.random.Generator) -> Array:
    """Glass between posts: warm light and shelves inside, and the sky mirrored weakly."""
    pane = np.mod(hit.along - 0.5, 1.85)
    index = np.floor((hit.along - 0.5) / 1.85).astype(int) % 16
    inside = np.array([0.95, 0.9, 0.25, 1.0, 0.85, 0.2, 0.95, 0.7, 0.9, 0.3, 0.8, 1.0, 0.2, 0.9, 0.7, 0.9])[index]
    lamp = np.exp(-(((pane / 1.85 - 0.5) / 0.22) ** 2) - ((hit.height - 2.9) / 0.9) ** 2)
    glow = inside * (0.16 + 0.34 * _smooth(0.4, 3.0, hit.height) + 0.9 * lamp)
    cache = (np.mod(hit.height, 0.62) < 0.07) & (hit.height < 2.4)
    goods = np.mod(hit.height, 0.62) < 0.07 + random.uniform(0.08, 0.45, 4096)[(hit.along * 6).astype(int) % 4096]
    stock = goods & (hit.height < 2.3) & (np.mod(index, 3) != 1)
    tone = random.uniform(0.25, 1.0, (4096, 3)).astype(np.float32)[(hit.along * 6).astype(int) % 4096]
    room = LAMP_COLOUR * (0.62 * glow)[..., None]
    room = np.where(stock[..., None], room * tone * 0.65, room)
    room = np.where(cache[..., None], room * 0.35, room)
    light = room + 0.09 * _sky_gradient(np.abs(rays.y) + 0.1)
    frame = (pane < 0.09) | (pane > 1.76) | (hit.height < 0.55) | (np.abs(hit.height - 2.62) < 0.045)
    return np.where(frame[..., None], _colour(0.07, 0.07, 0.08), light)


def _tree_shadow(hit: Hit, random: np.random.Generator) -> Array:
    """How much sun reaches the front, 0..1: the crown of a tree that stands behind the viewer darkens a part."""
    leaves = _clouds(hit.along.shape, random, coarsest=5, octaves=5)
    crown = 1.5 - np.hypot((hit.along - 1.2) / 2.6, (hit.height - 2.2) / 2.3)
    return np.asarray(1 - 0.72 * _smooth(-0.5, 0.9, crown * 1.3 + 0.55 * leaves), np.float32)


def _near_ground(hit: Hit) -> Array:
    return np.asarray((0.55 + 0.45 * _smooth(0.0, 0.9, hit.height))[..., None], np.float32)


def _tree(light: Array, random: np.random.Generator) -> Array:
    """A tree at the right, in front: trunk, then leaves from the shaded ones to those in the sun."""
    size = (light.shape[1], light.shape[0])
    base, top = (462 * SUPERSAMPLING, 330 * SUPERSAMPLING), (455 * SUPERSAMPLING, 175 * SUPERSAMPLING)
    layer = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    pen.line([base, top], fill=(38, 30, 26, 255), width=7 * SUPERSAMPLING)
    tufts = np.clip(random.normal((458, 172), (28, 32), (90, 2)), (412, 100), (512, 232))
    for depth in np.linspace(0, 1, 9000):
        centre = tufts[random.integers(len(tufts))] + random.normal(0, 8, 2)
        toward_sun = np.clip(0.5 + (centre[0] - 456) / 120 - (centre[1] - 172) / 110, 0, 1)
        bright = (0.25 + 0.75 * depth) * (0.35 + 0.65 * toward_sun) * random.uniform(0.6, 1.25)
        x, y = centre * SUPERSAMPLING
        length, turn = random.uniform(4, 9), random.uniform(0, np.pi)
        along = np.array([np.cos(turn), np.sin(turn)]) * length
        across = np.array([-np.sin(turn), np.cos(turn)]) * length * 0.42
        outline = [(x + d[0], y + d[1]) for d in (along, across, -along, -across)]
        rgb = np.clip(np.array([128, 118, 46]) * bright, 4, 255).astype(int)
        pen.polygon(outline, fill=(int(rgb[0]), int(rgb[1]), int(rgb[2]), 255))
    drawn = np.asarray(layer, np.float32) / 255
    return _blend(light, drawn[..., :3] ** 2.2 * 2.2, drawn[..., 3])


def _developed(light: Array, random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Through the lens, onto the sensor: mean over subpixels, blur, glow, vignette, noise, tone curve."""
    s = SUPERSAMPLING
    light = light.reshape(HEIGHT_PX, s, WIDTH_PX, s, 3).mean(axis=(1, 3))
    sharp = gaussian_filter(light, (0.45, 0.45, 0))
    glow = gaussian_filter(np.maximum(light - 0.7, 0), (7, 7, 0))
    row, column = np.mgrid[-1 : 1 : HEIGHT_PX * 1j, -1 : 1 : WIDTH_PX * 1j]
    exposed = (sharp + 0.22 * glow) * (1 - 0.20 * (row**2 + column**2) / 2)[..., None]
    grain = random.standard_normal((HEIGHT_PX, WIDTH_PX, 1)) + 0.4 * random.standard_normal(light.shape)
    exposed = np.maximum(exposed + 0.008 * np.sqrt(np.maximum(exposed, 0) + 0.02) * grain, 0)
    toned = _tone_curve(exposed)
    return np.asarray(np.clip(toned, 0, 1) ** (1 / 2.2) * 255 + 0.5, dtype=np.uint8)


def _tone_curve(exposed: Array) -> Array:
    """Filmic: a short toe that deepens the shadows, a long shoulder that keeps the lamps' colour."""
    x = exposed * 0.60
    return np.asarray(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), np.float32) * np.float32(1.03)


if __name__ == "__main__":
    main()
