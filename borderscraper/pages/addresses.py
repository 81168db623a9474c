"""What addresses say by themselves: which kind they are, whether a story, a list or a service can stand behind one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.text.clean import fold

#: Addresses of lists, tools and services, whatever number they end in.
NEVER = re.compile(
    r"/(?:tags?|tag-tin|tu-khoa|tukhoa|chu-de|topics?|events?|su-kien|dong-su-kien|tac-gia|authors?|search|tim-kiem|rss|feed"
    r"|print|collections?|users?|login|logout|dang-nhap|dang-ky|register|lien-he|contact|quang-cao|ads|gioi-thieu|toa-soan|sitemap"
    r"|wp-admin|wp-login|thoi-tiet|tra-cuu|bao-in|doc-bao-in|lich-phat-song)(?:[/.?]|$)"
    r"|-(?:p?tag|event|e)\d*\.\w+$|-tag\d+/?$|/print\.html|[?&](?:tag|q|keyword|s)=|/timeline(?:list|tag)/"
    r"|(?:chinh-sach-bao-mat|dieu-khoan-su-dung|thong-tin-toa-soan|lien-he-(?:quang-cao|toa-soan)|bang-gia-quang-cao)"
    r"|\.(?:jpe?g|png|gif|webp|avif|svg|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|m3u8|rss|xml|apk)$",
    re.I,
)
MEDIA = re.compile(
    r"^/(?:[^/]+/)?(?:videos?|clips?|tv|media|truyen-hinh|truyenhinh|podcasts?|audio|phat-thanh|livetv)[/-]", re.I
)
_EXTENSION = re.compile(r"\.([a-z]{2,5})$", re.I)
_TAIL_NUMBER = re.compile(r"(?:^|[-_.])([a-z]{0,4})(?!(?:19|20)\d\d$)(\d{3,20})$", re.I)
_HEX_TAIL = re.compile(r"-(?=[0-9a-f]*\d)[0-9a-f]{7}$")
_TOKEN_TAIL = re.compile(r"-(?=[A-Za-z]*\d)(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{8,10}$")
_MONTH = re.compile(r"^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$")
_QUERY_ID = re.compile(r"(?:^|&)(\w*(?:id|ma\w*|bb|new|news|article|baiviet|p)\w*)=(\d{3,})", re.I)
#: Sub-domains of a newspaper that serve no articles of this edition.
OTHER_HOSTS = re.compile(
    r"^(?:videos?|tv|media|podcasts?|radio|live|shop|store|id|sso|login|en|english|cn|chinese|fr|ru|kr|jp|forum|raovat|mail|ads?|quangcao|api|cdn|image|static)\."
)
HOME = re.compile(r"^/?(?:index|default|home|trang-chu|main)?(?:\.\w+)?/?$", re.I)
_SECOND_LEVEL = frozenset(["com", "org", "net", "gov", "edu", "info", "biz", "name", "pro", "ac", "health", "int"])


_SLUG_NUMBERS = re.compile(r"^\d+-|(?:-[a-z]{0,5}\d+)+$")


def slug(words: str) -> str:
    """Words as a CMS writes them into an address, without numbers before and behind: "Đắp đập" as "dap-dap"."""
    return _SLUG_NUMBERS.sub("", re.sub(r"[\W_]+", "-", fold(words)).strip("-"))


def slugs(url: str) -> list[str]:
    """What each part of an address says, in the form of `slug`."""
    return [slug(_EXTENSION.sub("", part)) for part in unquote(urlsplit(url).path).split("/") if part]


class Address(NamedTuple):
    """What an address says by itself."""

    shape: tuple[Any, ...]  # equal for addresses of one kind
    number: int  # digits of its number: 0 none, 1 up to three, 2 up to eight, 3 more; 2 for tokens
    words: int  # words of the longest slug


@lru_cache(maxsize=2048)
def address_of(url: str) -> Address:
    parts = urlsplit(url)
    host = bare_host(parts.hostname)
    segments = [s for s in parts.path.split("/") if s]
    stem, extension = (segments[-1] if segments else ""), ""
    found = _EXTENSION.search(stem)
    if found:
        extension, stem = found.group(1).lower(), stem[: found.start()]
    number, lead, month = 0, "", False
    tail = _TAIL_NUMBER.search(stem)
    if tail:
        digits = len(tail.group(2))
        number, lead = (1 if digits <= 3 else 2 if digits <= 8 else 3), (tail.group(1) or "")
        slug = stem[: tail.start()]
    elif _HEX_TAIL.search(stem) or _TOKEN_TAIL.search(stem):
        number, lead, slug = 2, "token", stem.rpartition("-")[0]
    else:
        slug = stem
    slugs = [slug]
    for position, segment in enumerate(segments[:-1]):
        if _MONTH.match(segment):
            month = True
            number = max(number, 2)
        elif segment.isdigit():
            if len(segment) >= 4 and not (len(segment) == 4 and segment[:2] in ("19", "20")):
                number = max(number, 2)
                lead = f"/{position}"
        else:
            slugs.append(segment)
    query: tuple[str, ...] = ()
    if parts.query:
        query = tuple(sorted(p.partition("=")[0].lower() for p in parts.query.split("&") if p))
        asked = _QUERY_ID.search(parts.query)
        if asked and not number:
            number, lead = 2, "?" + asked.group(1).lower()
    words = max(len(re.findall(r"[^\W_]+", unquote(s))) for s in slugs)
    name = stem.lower() if query else ""
    return Address((host, len(segments), extension, number, lead, month, query, name), number, words)


def site_of(host: str | None) -> str:
    """The registered domain, Vietnamese second levels counted: `e.baonghean.vn` -> `baonghean.vn`."""
    labels = bare_host(host).split(".")
    keep = 3 if len(labels) > 2 and labels[-1] == "vn" and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def knows_articles(paper: Newspaper) -> bool:
    """Whether the patterns tell articles from other pages (a stand-in's match everything)."""
    return bool(paper.article_patterns) and not paper.names_article(f"https://{paper.domain}/")


def base_of(root: Any, url: str) -> str:
    """What the page's relative links are relative to."""
    element = root.find(".//base[@href]")
    if element is None:
        return url
    try:
        return urljoin(url, element.get("href").strip()) or url
    except ValueError:
        return url
