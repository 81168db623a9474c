"""A picture's addresses: which renditions the markup offers, which is largest, which are copies of one."""

from __future__ import annotations

import re

from borderscraper.pages.dom import Element

_SPACER = re.compile(
    r"^data:|^about:|/(?:blank|spacer|transparent|pixel|1x1|loading|lazy|default-image)[\w-]*\.(?:gif|png|svg)", re.I
)
_ICON = re.compile(
    r"/(?:icons?|emoji|emoticons?|avatars?|logos?)/|/(?:icons?|emoji|logo)[_-]|(?:logo|icon|avatar)[\w-]*\.(?:png|svg|gif)(?:\?|$)",
    re.I,
)
#: The token of ePi's newer picture server: its first 16 bytes say the size, the rest which picture (live pages of 2025).
_TOKEN = re.compile(r"/images/(?:[0-9a-f]{32}(?=[0-9a-f]{32})|[\w-]{22}(?=[\w-]{21,}/))")
_CONVERTED = re.compile(r"(\.(?:jpe?g|png|gif))\.(?:webp|avif)$", re.I)
_SIZE = re.compile(r"/(?:thumb_w/\d+|zoom/\d+_\d+|thumb_x\d+|w\d{2,4}|\d{2,4}x\d{2,4})(?=/)")


def image_urls(img: Element) -> list[str]:
    """The renditions an `img` (and its `picture`) offers, largest first, as written. Facts: EPI_CMS "Images"."""
    found: list[str] = []
    for name in ("data-large-src", "data-photo-original-src", "data-original-src", "data-original", "data-full-src"):
        if value := img.get(name):
            found.append(value)
    candidates = [img.get("data-srcset"), img.get("data-lazy-srcset"), img.get("srcset")]
    parent = img.getparent()
    if parent is not None and parent.tag == "a" and _PICTURE_FILE.search(parent.get("href") or ""):
        found.append(parent.get("href"))  # the picture opens in full
    for _ in range(2):  # libxml2 nests what follows an unclosed <source>
        if parent is not None and parent.tag in ("source", "picture"):
            for source in parent.iter("source"):
                candidates += [source.get("data-srcset"), source.get("srcset")]
            parent = parent.getparent()
    for _ in range(4):
        if parent is None:
            break
        stated = next((m for m in parent.iterchildren("meta") if m.get("itemprop") == "url"), None)
        if (
            stated is not None
            and _PICTURE_FILE.search(stated.get("content") or "")
            and all(other is img or other.getparent().tag == "noscript" for other in parent.iter("img"))
        ):
            found.append(stated.get("content"))  # microdata names the original
        if stated is not None or parent.tag in ("figure", "article", "body"):
            break
        parent = parent.getparent()
    sized = [pair for value in candidates if value for pair in _srcset(value)]
    found += [url for size, url in sorted(sized, key=lambda pair: -pair[0]) if size]
    for name in ("data-src", "data-lazy-src", "data-lazy", "data-url", "src"):
        if value := img.get(name):
            found.append(value)
    found += [url for size, url in sized if not size]
    return [stripped for url in dict.fromkeys(found) if (stripped := url.strip()) and not _is_spacer(url)]


def _is_spacer(url: str) -> bool:
    lower = url.lower()  # most are photographs: no need of the pattern
    maybe = lower.startswith(("data:", "about:")) or ".gif" in lower or ".png" in lower or ".svg" in lower
    return maybe and _SPACER.search(url) is not None


def is_icon(url: str) -> bool:
    return any(map(url.lower().__contains__, _ICON_WORDS)) and _ICON.search(url) is not None


_ICON_WORDS = ("icon", "emo", "avatar", "logo")


_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:\?[^#]*)?$", re.I)


def _srcset(value: str) -> list[tuple[float, str]]:
    pairs = []
    for candidate in re.split(r",\s+|,(?=https?:)", value.strip()):
        url, _, size = candidate.strip().partition(" ")
        number = re.match(r"[\d.]+", size.strip())
        if url:
            pairs.append((float(number.group()) if number else 0.0, url))
    return pairs


def image_key(url: str) -> str:
    """Equal for resized copies of one picture, as far as the address tells."""
    key = _SIZE.sub("", url.partition("?")[0]).rpartition("//")[2]
    return _CONVERTED.sub(r"\1", _TOKEN.sub("/images/", key)) if "/images/" in key else key
