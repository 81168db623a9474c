"""The newsroom's pictures: addresses whose token says which picture in which size, and bytes made on request."""

from __future__ import annotations

import hashlib
import io
import random
import re
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from .content import Pic
    from .room import Newsroom

#: rendition letter -> width, height in pixels: large, medium, thumbnail, Open Graph crop
SIZES = {"l": (720, 480), "m": (420, 280), "t": (200, 133), "o": (600, 315)}
_LETTERS = "lmto"

#: Kinds of bad pictures and what becomes of each in a correct reader: stored as what it is (webp, avif, gif: decoded
#: format; extension: JPEG bytes named .png are stored as .jpg), or `error` set and nothing stored (the others).
BAD = ("html", "truncated", "empty", "bomb", "svg", "gif", "webp", "avif", "extension", "missing", "logo")
STORED = frozenset({"gif", "webp", "avif", "extension"})

_TOKEN = re.compile(r"/([0-9a-f]{64})/([^/]+)$")
_KEY = 0x5A3C_96E1_7B4D


class PictureAnswer(NamedTuple):
    status: int
    content_type: str
    body: bytes
    location: str | None = None


def picture_token(seed: int, number: int, size: str, alias: int = 0, bad: str | None = None) -> str:
    code = BAD.index(bad) + 1 if bad else 0
    start = f"{number ^ _KEY:012x}{_LETTERS.index(size):x}{alias:x}{code:x}"
    return start + hashlib.sha256(f"{seed}:{start}".encode()).hexdigest()[: 64 - len(start)]


def picture_url(room: Newsroom, pic: Pic, size: str) -> str:
    return f"{room.image_base}/{picture_token(room.seed, pic.number, size, pic.alias, pic.bad)}/{pic.name}"


def video_url(room: Newsroom, number: int) -> str:
    return f"https://cdn.{room.host}/videos/clip-{room.id_of(number)}.mp4"


def answer_picture(seed: int, host: str, path: str) -> PictureAnswer | None:
    """What the CDN answers for a path, or None when it has no such picture."""
    found = _TOKEN.search(path)
    if not found:
        return None
    token, name = found.groups()
    size, alias, code = _LETTERS[int(token[12], 16) % 4], int(token[13], 16), int(token[14], 16)
    number = int(token[:12], 16) ^ _KEY
    bad = BAD[code - 1] if 0 < code <= len(BAD) else None
    if picture_token(seed, number, size, alias, bad) != token:
        return None
    if bad:
        return bad_picture(seed, host, number, size, bad)
    form = "png" if name.endswith(".png") else "webp" if name.endswith(".webp") else "jpeg"
    return PictureAnswer(200, f"image/{form}", draw(seed, number, size, form))


@lru_cache(maxsize=128)
def draw(seed: int, number: int, size: str, form: str) -> bytes:
    """A hilly landscape, different for every number, encoded as jpeg, png, webp, gif or avif."""
    rng = random.Random(f"{seed}:picture:{number}")
    width, height = SIZES[size]
    sky = tuple(rng.randrange(120, 250) for _ in range(3))
    picture = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(picture)
    x, y, r = rng.random(), rng.uniform(0.08, 0.3), rng.uniform(0.03, 0.08)
    pen.ellipse(
        [width * (x - r), height * y - width * r, width * (x + r), height * y + width * r], fill=(255, 240, 200)
    )
    for layer in range(4):
        base = 0.35 + 0.16 * layer
        heights = [base + rng.uniform(-0.1, 0.08) for _ in range(9)]
        color = tuple(max(0, c - 30 * (layer + 1) + rng.randrange(-25, 25)) for c in sky)
        points = [(width * k / 8, height * h) for k, h in enumerate(heights)]
        pen.polygon([*points, (width, height), (0, height)], fill=color)
    for _ in range(rng.randrange(3, 9)):
        x, y = rng.random() * width, height * rng.uniform(0.6, 0.95)
        edge = width * rng.uniform(0.01, 0.04)
        pen.rectangle([x, y - edge, x + edge * 1.6, y], fill=tuple(rng.randrange(255) for _ in range(3)))
    out = io.BytesIO()
    if form == "gif":
        frames = [picture.rotate(angle, fillcolor=sky).convert("P") for angle in (0, 4, 8)]
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    elif form == "avif":
        picture.save(out, "AVIF", quality=50, speed=10)
    elif form == "webp":
        picture.save(out, "WEBP", quality=70, method=0)
    elif form == "png":
        picture.quantize(64).save(out, "PNG")
    else:
        picture.save(out, "JPEG", quality=80)
    return out.getvalue()


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    """A small PNG that claims 16,000 × 16,000 pixels, and has them."""
    side = 16_000
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes((side // 8 + 1) * 100)) for _ in range(side // 100)) + packer.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><script>alert(1)</script><rect width="300" height="200" fill="red"/></svg>'
_HTML = "<!DOCTYPE html><html><body><h1>Không tìm thấy ảnh</h1></body></html>".encode()


def bad_picture(seed: int, host: str, number: int, size: str, kind: str) -> PictureAnswer:
    match kind:
        case "html":
            return PictureAnswer(200, "image/jpeg", _HTML)
        case "truncated":
            whole = draw(seed, number, size, "jpeg")
            return PictureAnswer(200, "image/jpeg", whole[: len(whole) // 2])
        case "empty":
            return PictureAnswer(200, "image/jpeg", b"")
        case "bomb":
            return PictureAnswer(200, "image/png", _bomb())
        case "svg":
            return PictureAnswer(200, "image/svg+xml", _SVG)
        case "gif" | "webp" | "avif":
            return PictureAnswer(200, "image/jpeg", draw(seed, number, size, kind))
        case "extension":
            return PictureAnswer(200, "image/png", draw(seed, number, size, "jpeg"))
        case "logo":
            return PictureAnswer(302, "text/html", b"", f"https://cdn.{host}/assets/logo.png")
        case _:
            return PictureAnswer(404, "text/html", _HTML)


@lru_cache(maxsize=1)
def logo() -> bytes:
    picture = Image.new("RGB", (120, 40), (200, 30, 30))
    ImageDraw.Draw(picture).rectangle([8, 8, 112, 32], outline=(255, 255, 255), width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
