"""A first look at a newspaper: its home page, one section, a few articles; what could be read and what could not."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from parsel import Selector
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings

from borderscraper.crawl.lookalikes import is_lookalike
from borderscraper.crawl.patterns import Form, infer
from borderscraper.crawl.sections import pick_border_sections
from borderscraper.items import Article, Listing, Section
from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.listing import read_listing, read_menu
from borderscraper.pages.shell import script_shell
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider
from borderscraper.text.clean import clean

ARTICLES = 5
#: What a record cannot do without; `text` only where the page is of words.
REQUIRED = ("title", "text", "published_at")
FIELDS = (
    *REQUIRED,
    "summary",
    "authors",
    "section",
    "kicker",
    "modified_at",
    "tags",
    "images",
    "captions",
    "videos",
    "related",
    "language",
)
#: Addresses that tell the CMS even where no rules for its markup are known.
_ADDRESS_FAMILIES = {"post": "epi", "a": "a_number", "month": "yyyymm"}
#: Traces of a CMS outside the classes of its articles: its scripts and its picture hosts (onecms and media_upload: known by
#: hosts and name only).
MARKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("epi", re.compile(rb"\bcmsConfig\s*=|\.epicdn\.me/|/api/morenews-zone-|\bstory__heading\b")),
    ("onecms", re.compile(rb"\b[\w-]+\.1cdn\.vn/")),
    ("media_upload", re.compile(rb"//(?:media|img)\.[\w-]+(?:\.com)?\.vn/upload/")),
)
#: Stories from which on a page counts as a list.
_A_LIST = 5
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Page:
    """An answer, or why there is none."""

    url: str
    status: int = 0
    body: bytes = b""
    content_type: str | None = None
    location: str | None = None
    error: str | None = None

    @property
    def good(self) -> bool:
        return self.status == 200 and bool(self.body)

    @property
    def trouble(self) -> str:
        return self.error or (f"status {self.status}" if self.status != 200 else "an empty answer")


@dataclass
class Read:
    """An article page as read: an Article, or why it is none."""

    url: str
    article: Article | None = None
    why: str = ""

    @property
    def missing(self) -> list[str]:
        return [name for name in REQUIRED if not has(self.article, name)]


@dataclass
class Findings:
    """What a probe found. `paper` is the newspaper as it was read; `suggested` as the findings make it."""

    paper: Newspaper
    known: bool
    notes: list[str] = field(default_factory=list)
    home: Page | None = None
    section: Section | None = None
    listing: Listing | None = None
    menu: list[Section] = field(default_factory=list)
    border: list[Section] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    title: str | None = None
    marks: Counter[str] = field(default_factory=Counter)

    @property
    def articles(self) -> list[Article]:
        return [read.article for read in self.reads if read.article]

    @property
    def family(self) -> str | None:
        """The CMS family whose marks most articles bear, else the one that other traces speak of."""
        found = Counter(a.extraction.family for a in self.articles if a.extraction.family) or self.marks
        return found.most_common(1)[0][0] if found else None

    @property
    def address_family(self) -> str | None:
        return next((name for form in self.forms if (name := _ADDRESS_FAMILIES.get(form.name))), None)

    @property
    def prefixes(self) -> list[str]:
        """Lead prefixes as printed, without dash and blank. What has neither dash nor bracket is a story's place."""
        found = [clean(a.extraction.sources.get("summary_prefix", "")) for a in self.articles]
        marks = [text for text in found if text.endswith((")", "]", ":", "-", "–", "—"))]
        return list(dict.fromkeys(p for text in marks if (p := re.sub(r"[\s:–—-]+$", "", text))))

    @property
    def passed(self) -> bool:
        """Whether most of the articles tried have all required fields."""
        return sum(not read.missing for read in self.reads) * 2 > len(self.reads) > 0

    @property
    def suggested(self) -> Newspaper:
        """The newspaper as the findings have it: what its spider should state."""
        paper = self.paper
        changes: dict[str, Any] = {}
        if not self.known:
            changes |= {
                "title": self.title or paper.title,
                "deny_patterns": families.NOT_ARTICLES,
                "family": self.family,
                "lead_prefixes": tuple(self.prefixes),
                "identity_query": tuple(dict.fromkeys(name for form in self.forms for name in form.query)),
            }
        unmatched = [f for f in self.forms if not self.known or not _covered(paper, self.stories, f)]
        if unmatched:
            old = paper.article_patterns if self.known else ()
            changes["article_patterns"] = (*old, *(form.pattern for form in unmatched if form.pattern not in old))
        if self.menu:
            changes["sections"] = {_path(s.url): s.name for s in self.menu if s.url}
        changes["sitemaps"] = tuple(dict.fromkeys((*paper.sitemaps, *self.sitemaps)))
        changes["feeds"] = tuple(dict.fromkeys((*paper.feeds, *self.feeds)))
        if self.articles:
            changes["verified"] = "markup" if self.passed else "urls"
        return replace(paper, **changes)


def _covered(paper: Newspaper, stories: Iterable[str], form: Form) -> bool:
    own = [url for url in stories if re.search(form.pattern, urlsplit(url).path)]
    return all(paper.names_article(url) for url in own)


def _path(url: str | None) -> str:
    parts = urlsplit(url or "")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def has(article: Article | None, name: str) -> bool:
    """Whether a record has a field. A photo essay or a video has its words in captions, or none: no text is no gap."""
    if article is None:
        return False
    if name == "captions":
        return any(image.caption for image in article.images)
    if name == "text" and article.type in ("photo", "video"):
        return True
    return bool(getattr(article, name))


def stand_in(host: str) -> Newspaper:
    """A newspaper of which only the host is known; every page may be an article."""
    host = bare_host(host)
    name = re.sub(r"\W", "_", host.split(".")[0])
    return Newspaper(name=name, title=host, domain=host, article_patterns=(r"(?P<id>\d{5,})\D*$", "."), verified="")


# --- looking ------------------------------------------------------------------------------------------------------------

Fetch = Callable[[str], Awaitable[Page]]


async def look(found: Findings, fetch: Fetch, url: str | None = None, articles: int = ARTICLES) -> None:
    """Fetch and read: the home page, one section, `articles` articles. `url` = a page to begin with."""
    first = await fetch(url) if url and urlsplit(url).path not in ("", "/") else None
    home = await _home(found, fetch)
    found.home = home
    seen: list[str] = []
    if home.good:
        read_home(found, home)
        seen = [story.url for story in _listing(home, found.paper).stories]
    if first and first.good and not found.known and not _is_article(first, found.paper):
        found.section, found.listing = Section(name="as given", url=first.url), _listing(first, found.paper)
    elif section := next(iter(found.border or found.menu), None):
        page = await fetch(section.url or "")
        found.section = section
        if page.good:
            found.listing = _listing(page, found.paper)
        else:
            found.notes.append(f"section {section.url}: {page.trouble}")
    listed = [story.url for story in found.listing.stories] if found.listing else []
    found.stories = list(dict.fromkeys([*listed, *seen]))
    learn_patterns(found)
    queue = [u for u in dict.fromkeys([*listed, *seen]) if found.paper.names_article(u)]
    pages = []
    if first and (found.section is None or found.section.url != first.url):
        pages.append(first)
        queue = [u for u in queue if u != first.url]
    for address in queue[: max(0, articles - len(pages))]:
        pages.append(await fetch(address))
    found.reads = [read(page, found.paper) for page in pages]
    note_marks(found, (home, *pages))


async def _home(found: Findings, fetch: Fetch) -> Page:
    """The home page; a redirect to another host is followed once, and said."""
    address = f"https://{found.paper.domain}/"
    page = await fetch(address)
    if not page.status and page.error and not page.error.startswith("robots"):
        www = await fetch(f"https://www.{found.paper.domain}/")
        page = www if www.status else page
    for _ in range(3):
        if page.status not in _MOVED or not page.location:
            break
        target = urljoin(page.url, page.location)
        host = bare_host(urlsplit(target).hostname)
        if not found.paper.serves(host):
            if is_lookalike(host):
                found.notes.append(f"the home page redirects to {target}, a host known for copies: not followed")
                break
            successor = f" (its successor {found.paper.successor})" if found.paper.successor else ""
            found.notes.append(f"the home page now redirects to {target}{successor}: followed once")
            found.paper = replace(found.paper, aliases=(*found.paper.aliases, host))
        page = await fetch(target)
    return page


def note_marks(found: Findings, pages: Iterable[Page]) -> None:
    """Count on how many pages each family's traces are."""
    for page in pages:
        found.marks.update(name for name, mark in MARKS if mark.search(page.body))


def read_home(found: Findings, home: Page) -> None:
    """Menu, title, feeds, and whether the page is a shell that a script fills."""
    selector = Selector(text=home.body.decode("utf-8", "replace"))
    named = [
        *selector.xpath("//meta[@property='og:site_name']/@content").getall(),
        *selector.xpath("//title/text()").getall(),
    ]
    found.title = next((clean(text) for text in named if clean(text)), None)
    types = "contains(@type, 'rss') or contains(@type, 'atom')"
    found.feeds = [urljoin(home.url, href) for href in selector.xpath(f"//link[{types}]/@href").getall()]
    if mount := script_shell(home.body):
        found.notes.append(
            f"the home page is a script shell ({mount}): a browser's script fills it from an API that is not known, so "
            "neither menu nor stories can be read from it; single articles may still be served whole (-a urls=…)"
        )
    found.menu = [
        s for s in read_menu(home.body, home.url, found.paper) if found.paper.serves(urlsplit(s.url or "").hostname)
    ]
    found.border = pick_border_sections(found.menu)


def learn_patterns(found: Findings) -> None:
    """Forms of the stories' addresses; of an unknown newspaper they become its patterns, and the menu is cleared of stories."""
    own = [u for u in found.stories if found.paper.serves(urlsplit(u).hostname)]
    found.forms = infer(own)
    if found.known or not found.forms:
        return
    query = tuple(dict.fromkeys(name for form in found.forms for name in form.query))
    patterns = tuple(form.pattern for form in found.forms)
    found.paper = replace(
        found.paper,
        article_patterns=patterns,
        deny_patterns=families.NOT_ARTICLES,
        identity_query=query,
        verified="urls",
    )
    found.menu = [s for s in found.menu if not found.paper.names_article(s.url or "")]
    found.border = [s for s in found.border if s in found.menu]


def _listing(page: Page, paper: Newspaper) -> Listing:
    return read_listing(page.body, page.url, paper, content_type=page.content_type)


def _is_article(page: Page, paper: Newspaper) -> bool:
    return read(page, paper).article is not None


def read(page: Page, paper: Newspaper) -> Read:
    """Read an article page."""
    if not page.good:
        return Read(page.url, why=page.trouble)
    try:
        fragment = b"<head" not in page.body.lower()
        article = read_article(page.body, page.url, paper, content_type=page.content_type, fragment=fragment)
        return Read(page.url, article)
    except NotAnArticle as no:
        return Read(page.url, why=f"{no.reason} {no.detail}".strip())


def look_at_saved(found: Findings, files: Iterable[Path]) -> None:
    """The same on saved pages: each is an article, or a list, or the home page. Raises OSError."""
    pages: list[tuple[Page, Listing]] = []
    for file in files:
        body = file.read_bytes()
        selector = Selector(text=body.decode("utf-8", "replace") or "<html/>")
        links = selector.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content").getall()
        name = "" if re.match(r"home|index|trang-?chu", file.name) else file.name
        url = next((u for u in links if u.startswith("http")), f"https://{found.paper.domain}/{name}")
        page = Page(url, 200, body)
        pages.append((page, _listing(page, found.paper)))
    lists = [listing for _, listing in pages if len(listing.stories) >= _A_LIST]
    found.stories = list(dict.fromkeys(story.url for listing in lists for story in listing.stories))
    learn_patterns(found)
    for page, listing in pages:
        if urlsplit(page.url).path in ("", "/"):
            found.home = page
            read_home(found, page)
        elif listing in lists and (found.known or found.forms) and not found.paper.names_article(page.url):
            found.section, found.listing = Section(name="saved", url=page.url), listing
        else:
            found.reads.append(read(page, found.paper))
    note_marks(found, (page for page, _ in pages))
    if not found.stories:
        found.stories = [read.url for read in found.reads]
        learn_patterns(found)


# --- fetching -----------------------------------------------------------------------------------------------------------


_SETTINGS = {
    "RETRY_TIMES": 1,
    "RETRY_WAIT": 1.0,
    "DOWNLOAD_TIMEOUT": 30,
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "LOG_LEVEL": logging.ERROR,
}


class ProbeSpider(NewspaperSpider):
    """Runs a probe with the project's manners: robots.txt, delay, User-Agent. Keeps no state, writes no records."""

    name = "probe"

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.update(_SETTINGS, priority="spider")
        for name in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES"):
            ours = ("borderscraper.crawl.manners.", "scrapy.")
            kept = {k: v for k, v in settings.getdict(name).items() if not isinstance(k, str) or k.startswith(ours)}
            settings.set(name, kept, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ProbeSpider:
        spider = cls(*args, **kwargs)
        scrapy.Spider._set_crawler(spider, crawler)
        crawler.signals.connect(spider._robots_parsed, signal=signals.robots_parsed)
        return spider

    def _robots_parsed(self, robotparser: Any, request: Request) -> None:
        parsed = getattr(robotparser, "rp", None)  # Protego's, which also lists the sitemaps
        self.found.sitemaps += [link for link in getattr(parsed, "sitemaps", ()) if link not in self.found.sitemaps]
        if wait := robotparser.crawl_delay(self.settings["ROBOTSTXT_USER_AGENT"]):
            self.found.notes.append(
                f"{urlsplit(request.url).hostname}: robots.txt asks for {wait:g} s between requests; kept"
            )

    def __init__(self, found: Findings, url: str | None, articles: int) -> None:
        super().__init__()
        self.found, self.url, self.articles = found, url, articles

    async def start(self) -> AsyncIterator[Any]:
        await look(self.found, self._fetch, self.url, self.articles)
        if False:  # nothing is left to ask for; the `yield` makes this the generator that Scrapy wants
            yield

    async def _fetch(self, url: str) -> Page:
        """Redirects within the newspaper's hosts are followed, others handed back."""
        for _ in range(5):
            page = await self._ask(url)
            if page.status not in _MOVED or not page.location:
                return page
            target = urljoin(page.url, page.location)
            if not self.found.paper.serves(urlsplit(target).hostname):
                return page
            url = target
        return replace(page, error="redirected too often")

    async def _ask(self, url: str) -> Page:
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(Request(url, dont_filter=True, meta={"dont_redirect": True}))
        except IgnoreRequest as error:
            return Page(url, error=f"robots.txt: {error}" if "robots" in type(error).__name__.lower() else str(error))
        except Exception as error:  # whatever the network does is a finding
            return Page(url, error=f"{type(error).__name__} {error}".strip())
        header = response.headers.get
        return Page(
            response.url,
            response.status,
            response.body,
            (header("Content-Type") or b"").decode("latin-1") or None,
            (header("Location") or b"").decode("utf-8", "replace") or None,
        )


# --- a spider file ------------------------------------------------------------------------------------------------------


def spider_source(paper: Newspaper) -> str:
    """A spider file that states `paper`."""
    named = paper.deny_patterns == families.NOT_ARTICLES
    lines = [
        f'"""{paper.domain}."""',
        "",
        "from __future__ import annotations",
        "",
        "from borderscraper.newspaper import Newspaper",
        *(["from borderscraper.spiders import families"] if named else []),
        "from borderscraper.spiders.base import NewspaperSpider",
        "",
        "",
        f"class {paper.name.title().replace('_', '')}Spider(NewspaperSpider):",
        "    newspaper = Newspaper(",
    ]
    for known in fields(Newspaper):
        value = getattr(paper, known.name)
        if value == families.NOT_ARTICLES:
            lines.append(f"        {known.name}=families.NOT_ARTICLES,")
        elif known.name in ("name", "title", "domain", "group", "verified", "verified_on") or value:
            lines += _stated(known.name, value)
    return "\n".join([*lines, "    )", ""])


def _stated(name: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        inner = [f"{_text(key)}: {_text(said)}," for key, said in value.items()]
        brackets = "{}"
    elif isinstance(value, tuple):
        inner = [f"{_text(said, raw=name.endswith('_patterns'))}," for said in value]
        brackets = "()"
    else:
        return [f"        {name}={_text(value)},"]
    return [f"        {name}={brackets[0]}", *(f"            {line}" for line in inner), f"        {brackets[1]},"]


def _text(value: Any, *, raw: bool = False) -> str:
    """A string literal in double quotes."""
    if not isinstance(value, str):
        return repr(value)
    return f'r"{value}"' if raw and '"' not in value else json.dumps(value, ensure_ascii=False)
