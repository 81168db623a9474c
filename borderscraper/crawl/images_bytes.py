"""What the bytes served as a picture are. No network, no Scrapy: bytes in, facts out, or why they are no picture."""

from __future__ import annotations

import builtins
import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image

#: Pillow's format -> `Image.format`, file extension. MPO: a JPEG with more pictures behind it, as phones write them.
FORMATS = {
    "JPEG": ("jpeg", "jpg"),
    "MPO": ("jpeg", "jpg"),
    "PNG": ("png", "png"),
    "WEBP": ("webp", "webp"),
    "AVIF": ("avif", "avif"),
    "GIF": ("gif", "gif"),
}
#: What is tried. MPO opens as JPEG.
_TRIED = tuple(name for name in FORMATS if name != "MPO")
#: Pictures with more pixels than this are not decoded.
MAX_PIXELS = 64_000_000
#: A JPEG with more pixels is decoded at a fraction of its size: memory stays bounded, `phash` may differ in a bit.
_DRAFT_FROM = 12_000_000
#: A side shorter than this is a spacer, a dot or an icon.
MIN_SIDE = 32

_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|GIF8[79]a|....ftyp(?:avif|avis|mif1)", re.S)
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE svg[^>]*>|\s)*<svg[\s>/]", re.S | re.I)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->|\s)*<(?:!doctype html|html|head|body|meta|script|title|h1|p|div)\b",
    re.S | re.I,
)

# the limit is ours, and checked before anything is decoded
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


class BadPicture(Exception):
    """The bytes are no picture to store; `code` is what the record says."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was decoded without an error."""

    sha256: str
    bytes: int
    width: int
    height: int
    format: str
    extension: str
    phash: str | None  #: None when ImageHash is not installed
    signature: builtins.bytes  #: 32 × 32 grey values, to recognise resized copies

    @property
    def path(self) -> str:
        """Where it is stored, relative to IMAGES_STORE."""
        return f"{self.sha256[:2]}/{self.sha256}.{self.extension}"


def inspect(body: bytes, max_pixels: int = MAX_PIXELS) -> Picture:
    """Decode a picture to its end and say what it is.

    Raises BadPicture with one of the codes: empty, html, svg, not-an-image, bomb (more than `max_pixels`), truncated,
    broken, too-small. Of an animation the first frame is decoded.
    """
    if not body.strip():
        raise BadPicture("empty")
    try:
        image = Image.open(io.BytesIO(body), formats=_TRIED)
    except Image.DecompressionBombError as error:
        raise BadPicture("bomb", str(error)) from None
    except Exception as error:  # decoders raise whatever they like on crafted bytes
        raise _unreadable(body, error) from None
    with image:
        (width, height), (name, extension) = image.size, FORMATS[image.format or ""]
        if width * height > max_pixels:
            raise BadPicture("bomb", f"{width} × {height} pixels, at most {max_pixels} are decoded")
        if min(width, height) < MIN_SIDE:
            raise BadPicture("too-small", f"{width} × {height} pixels")
        if name == "gif" and not body.rstrip(b"\0").endswith(b";"):
            raise BadPicture("truncated", "the GIF has no end")
        try:
            if name == "jpeg" and width * height > _DRAFT_FROM:
                image.draft("L", (width // 4, height // 4))
            grey = image.convert("L")
            signature = grey.resize((32, 32), Image.Resampling.BOX).tobytes()
            phash = _phash(grey)
        except Exception as error:
            raise _broken(error) from None
    return Picture(hashlib.sha256(body).hexdigest(), len(body), width, height, name, extension, phash, signature)


def _unreadable(body: bytes, error: Exception) -> BadPicture:
    start = body[:4096]
    if _SVG.match(start):
        return BadPicture("svg", "may hold scripts, and is no photograph")
    if _HTML.match(start):
        return BadPicture("html", "a page was served as a picture")
    return _broken(error) if _MAGIC.match(start) else BadPicture("not-an-image")


def _broken(error: Exception) -> BadPicture:
    said = str(error)
    # what WebP's and AVIF's decoders say of a cut file
    cut = ("truncated", "could not create decoder", "cannot identify")
    code = "truncated" if any(word in said.lower() for word in cut) else "broken"
    return BadPicture(code, f"{type(error).__name__} {said.partition(' <')[0]}")


@lru_cache(maxsize=1)
def _imagehash() -> Any:
    try:
        import imagehash  # numpy and scipy with it: only when a picture comes
    except ImportError:
        return None
    return imagehash


def _phash(grey: Image.Image) -> str | None:
    library = _imagehash()
    return None if library is None else str(library.phash(grey))


def is_copy(one: Picture | Any, other: Picture | Any) -> bool:
    """Whether two pictures (`width`, `height`, `signature`) are the same one in two sizes.

    Two of one size are two pictures, however alike: shots of one series and pages of one document look so.
    """
    if not one.signature or not other.signature or (one.width, one.height) == (other.width, other.height):
        return False
    # equal shapes, up to the rounding of a resize
    if abs(one.width * other.height - other.width * one.height) > max(one.width, other.width, one.height, other.height):
        return False
    apart = [abs(a - b) for a, b in zip(one.signature, other.signature, strict=True)]
    # measured: copies differ by 2 on average, 30 at most; other pictures by 40
    return sum(apart) < 3 * len(apart) and max(apart) < 64
