"""Makes a picture anew in a process of its own (`cordee.core.confined`). Stands alone: run by path.

Reads the file from its input, most pixels as an argument. Answers a line of JSON, then the pictures one after
the other, as WebP without a word beside the pixels; or a line that says why not.
"""

import io
import json
import struct
import sys
from collections.abc import Iterator
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
HIGHEST = 2400
LEAST = 40
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
HUNGRY = frozenset({"WEBP", "AVIF"})
"""Their decoders need up to five times as much for each pixel: they may have a fifth of the pixels."""
BAND = 256
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112


class RefusedError(Exception):
    """The picture is refused, for the reason that the parent process puts into words."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.message = {"refused": reason, **details}


def opened(content: bytes, most: int) -> Image.Image:
    """The picture, of which nothing but the head was read."""
    if size := webp_size(content):  # its decoder takes its memory at once
        check_pixels("WEBP", size, most)
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise RefusedError("foreign") from error
    check_pixels(str(image.format), image.size, most)
    return image


def check_pixels(kind: str, size: tuple[int, int], most: int) -> None:
    """Refuses before anything is decoded."""
    allowed = most // 5 if kind in HUNGRY else most
    if size[0] * size[1] > allowed:
        raise RefusedError("pixels", pixels=size[0] * size[1], most=allowed)


def webp_size(content: bytes) -> tuple[int, int] | None:
    """What the head of a WebP announces."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    if content[12:16] == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if content[12:16] == b"VP8L":
        bits = struct.unpack("<I", content[21:25])[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    wide, high = struct.unpack("<HH", content[26:30])
    return wide & 0x3FFF, high & 0x3FFF


def turn_of(image: Image.Image) -> int:
    """How the camera was held; a note that cannot be read turns nothing."""
    try:
        turn = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - whatever the note holds
        return 1
    return turn if turn in TURNS else 1


def shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """At most about twice as large as it will be, made band by band: a whole copy would not fit."""
    factor = max(1, image.width // (2 * size[0]))
    mode = plain_mode(image)
    small = Image.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, image.height, BAND * factor):
        band = image.crop((0, top, image.width, min(image.height, top + BAND * factor)))
        small.paste(plain(band, mode).reduce(factor), (0, top // factor))
    return small


def plain_mode(image: Image.Image) -> str:
    """The mode in which the picture can be made smaller."""
    if image.mode in ("RGB", "CMYK", "L"):
        return "RGBA" if "transparency" in image.info else image.mode
    if image.mode in ("YCbCr", "HSV", "LAB", "RGBX"):
        return "RGB"
    return "L" if image.mode in ("1", "I", "F") or image.mode.startswith("I;16") else "RGBA"


def plain(band: Image.Image, mode: str) -> Image.Image:
    """Sixteen bits a pixel become eight by their scale, not by being cut off."""
    if band.mode.startswith("I"):
        band = band.convert("I").point(lambda value: value * (1 / 256))
    return band if band.mode == mode else band.convert(mode)


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """On white, in the colours of the web; a profile that cannot be read is left out."""
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            changed = None
        if changed is not None:
            image = changed
    return image.convert("RGB")


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size of the largest one that is made; never larger than what came."""
    scale = min(1.0, WIDTHS[-1] / width, HIGHEST / height)
    size = round(width * scale), round(height * scale)
    if min(size) < LEAST:
        raise RefusedError("small", width=width, height=height, least=LEAST)
    return size


def bare(image: Image.Image) -> Image.Image:
    """The pixels alone."""
    copy = Image.new("RGB", image.size)
    copy.paste(image)
    return copy


def made(content: bytes, most: int) -> Iterator[tuple[tuple[int, int], bytes]]:
    """The pictures, the smallest first."""
    image = opened(content, most)
    image.draft(None, (WIDTHS[-1], WIDTHS[-1]))
    image.load()
    turn = turn_of(image)  # from five on, width and height change places
    lies = turn >= 5
    size = fitted(*(image.size[::-1] if lies else image.size))
    profile = image.info.get("icc_profile") or b""
    small = shrunk(image, size[::-1] if lies else size)
    image.close()
    small = in_srgb(small, profile)
    small = bare(small.transpose(TURNS[turn]) if turn in TURNS else small)
    for width in [*(width for width in WIDTHS if width < size[0]), size[0]]:
        one = width, max(1, round(size[1] * width / size[0]))
        written = io.BytesIO()
        small.resize(one, Image.Resampling.LANCZOS).save(written, "WEBP", quality=80, method=4)
        yield one, written.getvalue()


def answer(content: bytes, most: int) -> bytes:
    """All of it, or why there is none."""
    Image.MAX_IMAGE_PIXELS = None  # ours is asked first
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    found: list[tuple[tuple[int, int], bytes]] = []
    try:
        found = list(made(content, most))
        head: dict[str, Any] = {"pictures": [(*size, len(picture)) for size, picture in found]}
    except RefusedError as error:
        head = error.message
    except Exception:  # noqa: BLE001 - a damaged file makes a decoder raise anything
        head = {"refused": "damaged"}
    return b"".join([json.dumps(head).encode("ascii"), b"\n", *(picture for _size, picture in found)])


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), int(sys.argv[1])))
