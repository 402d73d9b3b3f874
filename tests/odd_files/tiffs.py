"""TIFFs of every layout, depth and colour space."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from lamgui.imaging.picture import Pixels
from lamgui.imaging.reading import Reading
from tests.imaging.tiffs import DEFLATE, LZW, PACKBITS, ZSTD, Array, tiff
from tests.odd_files.odd_file import OddFile

_CAMERA, _SENSOR = b"Acme\0", 32803


def odd_tiffs(shown: Pixels) -> Iterator[OddFile]:
    """All of them, of the picture `shown`, uint8 (H, W, 3)."""
    yield from _of_layouts(shown)
    yield from _of_depths(shown)
    yield from _of_colours(shown)


def _of_layouts(shown: Pixels) -> Iterator[OddFile]:
    deep = shown.astype(np.uint16) * 257
    for name, odd, data in (
        ("planar 8.tif", "channels first, 8 bits", tiff(shown, planar=True)),
        ("planar 16 deflate.tif", "channels first, 16 bits, deflate", tiff(deep, planar=True, compression=DEFLATE)),
        ("planar tiles.tif", "channels first, 16 bits, tiles", tiff(deep, planar=True, tile=16, compression=LZW)),
        ("tiles.tif", "tiles of 16x16", tiff(deep, tile=16)),
        ("strips.tif", "strips of 7 rows", tiff(deep, strip_rows=7, compression=LZW, predictor=2)),
        ("big.tif", "BigTIFF, highest byte first", tiff(deep, big=True, order=">")),
        ("zstd.tif", "zstd", tiff(deep, compression=ZSTD)),
        ("packbits.tif", "PackBits", tiff(shown, compression=PACKBITS)),
        ("reversed bits.tif", "bits in reverse", tiff(shown, reversed_bits=True)),
    ):
        yield OddFile(name, odd, data, shown)
    pages = tiff(shown, shown[::-1].copy(), 255 - shown)
    yield OddFile("pages.tif", "three pages", pages, shown, says=("3 pages: page 1 is shown.",))
    second = shown[::-1]
    yield OddFile("page 2.tif", "the second of three", pages, second, says=("page 2",), reading=Reading(page=2))
    turned = np.ascontiguousarray(np.rot90(shown))
    data = tiff(turned, tags={274: (3, (6,))})
    yield OddFile("turned.tif", "EXIF orientation 6", data, shown, says=("Turned upright",))


def _of_depths(shown: Pixels) -> Iterator[OddFile]:
    shares = shown / 255
    twelve = np.round(shares * 4095).astype(np.uint16)
    yield OddFile("12 in 16.tif", "12 bits in 16", tiff(twelve), shown, says=("4095 is white (auto, 12 bits)",))
    yield OddFile("12 packed.tif", "12 bits, packed", tiff(twelve, bits=12), shown, says=("as the file says",))
    ten = np.round(shares[..., :1] * 1023).astype(np.uint16)
    yield OddFile("10 grey.tif", "10 bits of grey", tiff(ten), _grey(shown), says=("10 bits", "Grey"))
    small = shown.astype(np.int32)
    yield OddFile("int32.tif", "32-bit integers to 255", tiff(small), shown, says=("255 is white",))
    signed = np.round(shares * 65535 - 32768).astype(np.int16)
    yield OddFile("signed.tif", "16 bits with a sign", tiff(signed), shown, says=("-32768 is black",))
    for kind in ("f2", "f4", "f8"):
        floats = shares.astype(kind)
        yield OddFile(f"float {kind}.tif", "floating point 0..1", tiff(floats), shown, 1, ("1 is white",))
    predicted = tiff(shares.astype("f4"), compression=DEFLATE, predictor=3, planar=True)
    yield OddFile("float predicted.tif", "floating point, predictor 3, channels first", predicted, shown, 1)
    yield OddFile("float 255.tif", "floating point to 255", tiff(shown.astype("f4")), shown, says=("255 is white",))
    light = (shares * 3.9).astype("f4")
    bright = np.asarray(np.floor(np.clip(shares * 3.9, 0, 1) * 255 + 0.5), dtype=np.uint8)
    yield OddFile("float light.tif", "light to 3.9", tiff(light), bright, 1, ("1 is white", "clipped"))
    bits = (shown[..., :1] > 127).astype(np.uint8)
    black = np.repeat(bits * np.uint8(255), 3, axis=2)
    yield OddFile("1 bit.tif", "1 bit", tiff(bits, bits=1), black)
    four = (shown[..., :1] >> 4).astype(np.uint8)
    yield OddFile("4 bits.tif", "4 bits of grey", tiff(four, bits=4), np.repeat(four * np.uint8(17), 3, axis=2))
    twenty_four = (shown.astype(np.uint32) << 16) + shown
    yield OddFile("24 bits.tif", "24 bits a channel", tiff(twenty_four, bits=24), shown, 1, ("24", "is white"))
    large = (shown.astype(np.uint32) + 1) * 2**20
    yield OddFile("large int32.tif", "32 bits of which nothing says the white", tiff(large), says=("levels",))


def _of_colours(shown: Pixels) -> Iterator[OddFile]:
    grey = shown[..., :1].astype(np.uint16) * 257
    negative = tiff((65535 - grey).astype(np.uint16), photometric=0)
    yield OddFile("min is white 16.tif", "white is 0, 16 bits", negative, _grey(shown), says=("0 is white",))
    negative = tiff(255 - shown[..., :1], photometric=0, tile=16)
    yield OddFile("min is white 8.tif", "white is 0, 8 bits, tiles", negative, _grey(shown))
    indices = np.asarray(shown[..., :1] >> 4, dtype=np.uint8)
    colours = np.stack([np.arange(16), 15 - np.arange(16), np.arange(16) ** 2 % 16], axis=1).astype(np.uint8) * 17
    entries = tuple(int(value) * 257 for value in colours.T.ravel())
    palette = tiff(indices, bits=4, photometric=3, tags={320: (3, entries)})
    yield OddFile("palette.tif", "palette of 16 colours", palette, colours[indices[..., 0]], says=("Palette",))
    inks = np.concatenate([255 - shown, np.zeros_like(shown[..., :1])], axis=2)
    yield OddFile("cmyk.tif", "CMYK", tiff(inks, photometric=5), shown, 1, ("CMYK",))
    deep = inks.astype(np.uint16) * 257
    yield OddFile("cmyk 16 planar.tif", "CMYK, 16 bits", tiff(deep, photometric=5, planar=True), shown, 1, ("CMYK",))
    pale = np.asarray(shown // 4 + 96, dtype=np.uint8)
    yield OddFile("lab.tif", "L*a*b*", tiff(_lab(pale), photometric=8), pale, 4, ("L*a*b*: converted to sRGB",))
    four = np.concatenate([shown, 255 - shown[..., :1]], axis=2).astype(np.uint16) * 257
    many = tiff(four, tags={338: (3, (0,))})
    yield OddFile("4 bands.tif", "four bands", many, shown, says=("4 bands: 1, 2 and 3 are R, G and B.",))
    chosen = np.ascontiguousarray(four[..., [3, 1, 0]] // 257).astype(np.uint8)
    yield OddFile("bands 4,2,1.tif", "chosen of four bands", many, chosen, reading=Reading(bands=(4, 2, 1)))
    alpha = np.full_like(grey, 32768)
    over = np.asarray(np.round(shown * (32768 / 65535) + 255 * (1 - 32768 / 65535)), dtype=np.uint8)
    see_through = tiff(np.concatenate([shown.astype(np.uint16) * 257, alpha], axis=2), tags={338: (3, (2,))})
    yield OddFile("alpha 16.tif", "16 bits with opacity", see_through, over, 1, ("Transparency: laid on white.",))
    jpeg = BytesIO()
    Image.fromarray(shown).save(jpeg, "TIFF", compression="jpeg", quality=95)
    yield OddFile("jpeg inside.tif", "JPEG in a TIFF", jpeg.getvalue(), shown, 90)
    raw = tiff(shown[..., :1], photometric=_SENSOR, tags={271: (7, tuple(_CAMERA))})
    yield OddFile("raw.dng", "a camera's sensor", raw, says=("camera RAW", "rawpy"))


def _grey(shown: Pixels) -> Pixels:
    return np.repeat(shown[..., :1], 3, axis=2)


def _lab(shown: Pixels) -> Array:
    """L*a*b* of 8 bits by Pillow's colour library; pale colours, for its steps are coarse."""
    lab_profile, srgb = ImageCms.createProfile("LAB", 5003), ImageCms.createProfile("sRGB")
    lab = ImageCms.profileToProfile(Image.fromarray(shown), srgb, lab_profile, outputMode="LAB")
    assert lab is not None
    return np.frombuffer(lab.tobytes(), np.uint8).reshape(shown.shape)
