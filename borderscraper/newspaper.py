"""What is known about a newspaper before a page of it is read: plain data, no Scrapy, no network.

A spider states one `Newspaper`; page objects, the state store and the newsroom read it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

#: Query parameters that never change what a page says.
TRACKERS = (
    "utm_source utm_medium utm_campaign utm_term utm_content utm_id fbclid gclid dclid gbraid wbraid msclkid yclid zarsrc "
    "gidzl igshid mc_cid mc_eid _ga _gl ref_src ref_url twclid ttclid"
).split()


@dataclass(frozen=True, slots=True)
class ArticleUrl:
    """An article address of a newspaper, understood.

    `key` is the identity ("378001", or a hash of the canonical URL when the CMS shows no number).
    """

    key: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Newspaper:
    """A newspaper as its spider states it.

    Regular expressions are searched in the URL's path and query (`/a-b-post12.html?x=1`); the group `id` of an article
    pattern is the CMS's number. Where an older CMS counted apart, so that both have a 48437, the older pattern names its
    group `id_old` (any suffix), and the key is "old48437".
    """

    name: str  #: the spider's name: "baolaocai"
    title: str  #: "Báo Lào Cai"
    domain: str  #: without www: "baolaocai.vn"
    aliases: tuple[str, ...] = ()  #: other hosts that serve the same articles, without www
    province: str | None = None
    province_before_2025: str | None = None
    group: str = "land"  #: land | merge | sea | national
    family: str | None = None  #: a module of borderscraper.pages with rules; None = read without rules
    article_patterns: tuple[str, ...] = ()
    deny_patterns: tuple[str, ...] = ()  #: look like articles, are not
    identity_query: tuple[str, ...] = ()  #: query parameters that are the identity
    sections: dict[str, str] = field(default_factory=dict)  #: slug or path -> Vietnamese name, as far as known
    lead_prefixes: tuple[str, ...] = ()  #: "(BLC)", "TTO": printed before the summary's first words
    byline_names: tuple[str, ...] = ()  #: the newspaper's own names in bylines: nobody
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    floors: dict[str, float] = field(default_factory=dict)  #: field -> least share of articles that have it
    successor: str | None = None  #: the newspaper it was merged into (spider name)
    verified: str = "urls"  #: markup | urls | one url
    verified_on: str = ""  #: ISO date
    remarks: str = ""

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Hosts that serve this newspaper's articles, without `www.`"""
        return frozenset((self.domain, *self.aliases))

    @cached_property
    def _article_res(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(p) for p in self.article_patterns)

    @cached_property
    def _deny_res(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(p) for p in self.deny_patterns)

    def serves(self, host: str | None) -> bool:
        """Whether `host` (any case, with or without `www.`) is this newspaper's own."""
        return bool(host) and bare_host(host) in self.hosts

    def article(self, url: str) -> ArticleUrl | None:
        """The article that an absolute URL names, or None when it is not an article address of this newspaper."""
        number = self._article_number(url)
        if number is None:
            return None
        clean = self.canonical(url)
        return ArticleUrl(number or url_hash(clean), clean)

    def article_key(self, url: str) -> str | None:
        """The `key` that `article` gives, without making the clean address where the number says it."""
        number = self._article_number(url)
        return None if number is None else number or url_hash(self.canonical(url))

    def names_article(self, url: str) -> bool:
        """Whether `article` would understand the URL: the same question, without making the clean address."""
        return self._article_number(url) is not None

    @cached_property
    def _numbers(self) -> dict[str, str | None]:
        return {}

    def _article_number(self, url: str) -> str | None:
        """The number in an article's address, "" where it has none; None for what is no article's address."""
        # asked several times for a link: as a story, as a card, for its key, and again on the next page
        try:
            return self._numbers[url]
        except KeyError:
            if len(self._numbers) > 4096:
                self._numbers.clear()
            found = self._find_article(url)
            number = self._numbers[url] = None if found is None else _number(found)
            return number

    def _find_article(self, url: str) -> re.Match[str] | None:
        plain = _PLAIN_URL.fullmatch(url)
        if plain:
            host, path, query = plain[1], plain[2], ""
        else:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https"):
                return None
            host, path, query = parts.hostname, _DOUBLED.sub("/", parts.path), parts.query
        if not self.serves(host):
            return None
        target = f"{path}?{query}" if query else path
        for pattern in self._article_res:
            # most patterns end in `$` and mean the path; those that hold a `?` are matched with the query
            found = pattern.search(path) or (pattern.search(target) if query else None)
            if found:
                break
        else:
            return None
        for denied in self._deny_res:
            if denied.search(target):
                return None
        return found

    def canonical(self, url: str) -> str:
        """One spelling of a page address: https, no fragment, no trackers; other queries only where they are identity."""
        plain = _PLAIN_URL.fullmatch(url)
        if plain:
            return "https://" + plain[1] + plain[2] if self.serves(plain[1]) else url
        parts = urlsplit(url)
        if self.serves(parts.hostname):
            keep = list(self.identity_query)
            url = url_query_cleaner(url, keep or ["-"]) if parts.query else url
            url = urlsplit(url)._replace(scheme="https", path=_DOUBLED.sub("/", parts.path)).geturl()
        else:
            url = url_query_cleaner(url, TRACKERS, remove=True) if parts.query else url
        return canonicalize_url(url)

    def record_id(self, key: str) -> str:
        """The published `id`."""
        return f"{self.name}:{key}"


#: Nearly all addresses: nothing to lower, escape, unescape or cut off.
_PLAIN_URL = re.compile(r"https?://([a-z0-9.-]+)((?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?)")
#: Some templates join their parts with two slashes; servers take them as one.
_DOUBLED = re.compile(r"//+")


def _number(found: re.Match[str]) -> str:
    for name, value in found.groupdict().items():
        if value and (name == "id" or name.startswith("id_")):
            return name[3:] + value
    return ""


def bare_host(host: str | None) -> str:
    """Host in lower case without a leading `www.`"""
    host = (host or "").lower()
    return host[4:] if host.startswith("www.") else host


def url_hash(url: str) -> str:
    """16 hex digits that stand for an article without a number: scheme, `www.` and percent-encoding do not count."""
    parts = urlsplit(url)
    target = bare_host(parts.hostname) + unquote(parts.path).rstrip("/") + ("?" + parts.query if parts.query else "")
    return hashlib.sha256(target.encode()).hexdigest()[:16]


def unknown_newspaper(url: str) -> Newspaper:
    """A stand-in for a newspaper that no spider describes: named after its host, every page an article."""
    host = bare_host(urlsplit(url).hostname) or "unknown"
    return Newspaper(name=host, title=host, domain=host, article_patterns=(r"(?P<id>\d{5,})\D*$", "."), verified="")
