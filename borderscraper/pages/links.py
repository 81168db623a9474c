"""Which links of a page lead to stories."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages.addresses import NEVER
from borderscraper.pages.cards import resolve

#: Not stories, whatever number they carry (facts: EXTRACTION_TRAPS, PAGE_TEXT_PATTERNS 8.10). On a list page what stands
#: under a section's directory may be a story; as a link of an article it is the section.
NOT_A_STORY = re.compile(NEVER.pattern + r"|/(?:chuyen-muc|category)(?:[/.?]|$)", re.I)
#: The tail of a story's address on the CMSs of the facts: a number, `-post12`, `-a12`, or 7 hex digits after a month.
_TAIL = re.compile(
    r"(?P<lead>[-/_.](?:post|a|d|s|p|n|c)?)(?P<number>\d{4,20})(?P<end>/?(?:\.[a-z]{2,5})?/?)$"
    r"|(?P<month>/\d{6}/)[^/]+-(?P<hex>[0-9a-f]{6,8})/?$"
    r"|-(?P<token>[A-Za-z0-9]{9})\.html$"
    r"|/(?P<before>(?!(?:19|20)\d{4}(?:\d\d)?/)\d{5,9})(?P<joint>[/_-])[^\W\d_]+(?:[_-][^/]*)?[_-][^/]*$"  # the number before the title's words
)
#: Nearly all addresses: host and path, nothing else.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[^?#;]*)")
#: An older CMS's story by its number in the query.
_SLUGGED = re.compile(r"\d+(?::[\w-]+)?")  # Joomla's `id=5318:gian-nan-con-chu`
_QUERY_NUMBER = re.compile(r"\w*(?:id|news|baiviet|tin|mabb|article|item|post)\w*", re.I)


@lru_cache(maxsize=2048)  # menus and footers link the same on every page
def is_no_story(target: str) -> bool:
    """Whether a path, with its query, is known to be none."""
    return NOT_A_STORY.search(target) is not None


@lru_cache(maxsize=2048)
def url_shape(path: str) -> tuple[str, int] | None:
    """What the addresses of one CMS's stories have in common: how the number is led in and ended, and its rough length."""
    found = _TAIL.search(path)
    if not found:
        return None
    if found.group("number"):
        digits = len(found.group("number"))
        return f"{found.group('lead')[-1:]}#{found.group('end')}", 0 if digits < 9 else 1
    if found.group("before"):
        return f"#{found.group('joint')}slug", 0
    return ("/month/hex", 0) if found.group("hex") else ("-token.html", 0)


@lru_cache(maxsize=2048)
def _form(path: str) -> str | None:
    """How an address is built, where that tells a story's: its words as `~`, its numbers as `#`. `/~-#p#c#.htm`"""
    form = _CODE.sub(r"/\1#", _HEX.sub("#", path.lower()))
    form = _WORDS.sub("~", _NUMBER.sub("#", form))
    return form if "~" in form and "#" in form and not is_no_story(path) else None


_HEX = re.compile(r"(?<![a-z\d])(?=[a-f]*\d)[\da-f]{8,}(?![a-z\d])")
_CODE = re.compile(r"-([a-z]{1,2})-#(?=\.)")  # "-nd-8da74fda.aspx" is a story, "-nc-…" a section
_NUMBER = re.compile(r"\d+")
#: A title's words with the numbers among them: three at least, or more letters than a word has.
_WORDS = re.compile(r"(?:#-)*(?:[a-z]{15,}(?:#?[a-z]+)*|[a-z]+-(?:#-)*[a-z]+-(?:#-)*[a-z]+)(?:-(?:#-)*[a-z]+)*")


def _joints(path: str) -> int:
    """How many joints hold the words of an address together."""
    slug = max(path.split("/"), key=len)
    return max(slug.count("-"), slug.count("_"))


@lru_cache(maxsize=2048)
def _older(path: str) -> bool:
    """Whether a path on a newspaper's own host is a story's of an earlier CMS: the title's words and a long number."""
    shape = url_shape(path)
    return shape is not None and _OLDER.search(path) is not None and not is_no_story(path)


_OLDER = re.compile(
    r"/(?:[a-z0-9]+(?:-[a-z0-9]+){4,}[-/.](?:a|d|s|p|n|c)?\d{5,20}|\d{4,9}[-_][a-z0-9]+(?:-[a-z0-9]+){3,})(?:\.[a-z]{2,5})?/?$"
)


@dataclass
class Links:
    """Resolves a page's links, and tells stories from the rest.

    With a newspaper's own patterns these decide; without, a story's address has the shape of the page's own, or is long
    and ends in a number.
    """

    base_url: str  #: what relative addresses are resolved with
    paper: Newspaper
    known: bool
    page_url: str = ""  #: the page's own address, where a `base` element names another: mostly the front page
    _seen: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page_url = self.page_url or self.base_url
        parts = urlsplit(self.page_url)
        self.host = bare_host(parts.hostname)
        self.shape = url_shape(parts.path)
        self.path = parts.path
        #: on a page of an earlier CMS the newspaper's patterns say nothing
        self.earlier = (
            self.known
            and (self.shape is not None or _joints(self.path) >= 5)
            and not (self.paper.names_article(self.page_url) or is_no_story(self.path))
        )
        self.form = _form(parts.path) if self.shape is None and not parts.query else None
        self.query = dict(parse_qsl(parts.query)) if self.shape is None else {}  # `Details.aspx?id=20158`

    def resolve(self, href: str) -> str:
        """Absolute URL without fragment and trackers; "" for script, mail and empty links."""
        return resolve(href, self.base_url) or ""

    def story(self, href: str | None) -> str | None:
        """The absolute address when `href` leads to another story of this newspaper, else None."""
        if not href:
            return None
        if href in self._seen:
            return self._seen[href]
        found = self._story(href)
        self._seen[href] = found
        return found

    def _is_sibling(self, query: dict[str, str]) -> bool:
        """Whether a query is the page's own but for one number: `?TabID=87&ItemID=96180` beside `…&ItemID=96214`."""
        other = [name for name, value in query.items() if self.query.get(name) != value]
        return (
            query.keys() == self.query.keys()
            and len(other) == 1
            and all(
                _SLUGGED.fullmatch(value) and len(value) > (1 if _QUERY_NUMBER.fullmatch(other[0]) else 3)
                for value in (query[other[0]], self.query[other[0]])
            )
        )

    def _story(self, href: str) -> str | None:
        url = self.resolve(href)
        if not url or url in (self.base_url, self.page_url):
            return None
        try:
            if self.known and self.paper.names_article(url):
                return url
            plain = _PLAIN.fullmatch(url)
            parts = None if plain else urlsplit(url)
        except ValueError:
            return None
        hostname = plain[1] if plain else parts.hostname if parts else None
        if self.query and parts is not None and parts.path == self.path and bare_host(hostname) == self.host:
            return url if self._is_sibling(dict(parse_qsl(parts.query))) else None
        if self.known and not self.earlier and self.paper.serves(hostname):
            return url if plain and _older(plain[2]) else None
        host = bare_host(hostname)
        if (
            self.host
            and host != self.host
            and not host.endswith("." + self.host)
            and not self.host.endswith("." + host)
        ):
            return None
        path, query = (plain[2], "") if plain else (parts.path, parts.query) if parts else ("", "")
        if len(path) < 12 or is_no_story(f"{path}?{query}" if query else path):
            return None
        joints = _joints(path)
        shape = url_shape(path)
        if self.shape:
            if shape is None:
                return None
            same = shape == self.shape or (shape[0] == self.shape[0] and joints >= 4)
            return url if same and joints >= 2 else None
        return url if joints >= (3 if shape else 5) or self.form and self.form == _form(path) else None
