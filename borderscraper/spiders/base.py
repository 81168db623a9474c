"""The walk, once for all newspapers: sections, paging, sitemaps, feeds, single URLs, related links, revalidation.

A newspaper is a small class in this package that states its `Newspaper`; everything else stands here.

How requests are handed out: what is to be fetched waits as article keys in the state store and as short notes here, and
only a small window of it is in Scrapy at a time. Listings have a lane of their own beside the articles, so that the
sections are known early (an article that a section shows counts as found there, not through another article) and memory
stays flat however long the backlog is.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, ClassVar, Literal, Self, cast
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from borderscraper.crawl import paging
from borderscraper.crawl.arguments import ArgumentError, Options, parse_arguments
from borderscraper.crawl.clock import Clock, clock_from_settings, iso
from borderscraper.crawl.exit_status import Ending, ExitStatus
from borderscraper.crawl.hosts import HostNotMapped, read_hosts
from borderscraper.crawl.manners import NotRequested, OffSite, RobotsForbid, RobotsUnreachable, pause
from borderscraper.crawl.paging import Walk
from borderscraper.crawl.readers import ReaderLost, Readers
from borderscraper.crawl.registry import after_move, newspapers
from borderscraper.crawl.report import read_reports
from borderscraper.crawl.sections import pick_border_sections
from borderscraper.crawl.state import ArticleState, StateError, StateStore
from borderscraper.items import Article, Discovered, Listing, Section, Story
from borderscraper.newspaper import ArticleUrl, Newspaper, bare_host
from borderscraper.pages.article import page_trouble, read_article
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.feeds import read_feed
from borderscraper.pages.listing import read_listing, read_menu
from borderscraper.pages.loadmore import read_load_more
from borderscraper.pages.shell import script_shell
from borderscraper.pages.sitemaps import read_sitemap
from borderscraper.text.clean import fold
from borderscraper.text.topics import find_topics

logger = logging.getLogger(__name__)

Via = Literal["section", "related", "sitemap", "feed", "url"]

#: What a CMS family offers on every site of it, where the newspaper states nothing of its own. Often empty or missing.
FAMILY_SITEMAPS = {"epi": ("/sitemaps/news-{year}-{month}.xml",)}
FAMILY_FEEDS = {"epi": ("/rss/home.rss", "/rss/{section}.rss")}
#: Monthly sitemaps that may be missing in a row before the walk back in time ends, when `since` sets no end.
MONTHS_MISSING = 24

_NO_PAGE = re.compile(r"\s*(?:image|audio|video|font)/|\s*application/(?:pdf|zip|octet-stream|msword|vnd\.)", re.I)

LISTING_LANE = 2  # listing requests at a time
#: Refusals that depend on the run's arguments, not on the page: another run may want the article.
NOT_WANTED = ("older", "newer", "topic")


def _then_on(callback: Callable[..., Iterator[Any] | None]) -> Callable[..., Iterator[Any]]:
    """A callback after which the window is filled again; a state that cannot be written ends the run."""

    @wraps(callback)
    def run(self: NewspaperSpider, *args: Any, **kwargs: Any) -> Iterator[Any]:
        try:
            yield from callback(self, *args, **kwargs) or ()
            yield from self._pump()
        except StateError as error:
            self.crawler.durable.failed(error)  # type: ignore[attr-defined]

    return run


@dataclass(slots=True)
class ListingTask:
    """A listing page to be fetched."""

    walk: Walk
    url: str
    kind: str  #: page | more | sitemap | feed
    month: tuple[str, int, int, int] | None = None  #: sitemap template, year, month, missing ones before it


@dataclass(slots=True)
class ArticleTask:
    """An article to be fetched."""

    key: str
    url: str
    via: Via
    found_on: str | None
    depth: int  #: from where its own links count: 0 too for what a section showed after an article had named it
    found_depth: int
    again: bool = False  #: it was published before and is asked for again
    outcome: Article | Exception | None = None  #: what a reader process made of its page


@dataclass(slots=True)
class Unread:
    """A page of undated stories: whether it ends the walk is known when its articles have been read."""

    task: ListingTask
    listing: Listing
    page: dict[str, datetime | None]
    wanted: list[str]
    open: set[str] = field(default_factory=set)  #: stories whose age is not known yet


class NewspaperSpider(scrapy.Spider):
    """Base of all spiders. A subclass states `newspaper`; its name comes from there."""

    newspaper: Newspaper
    allowed_domains: list[str]
    handle_httpstatus_list: ClassVar[list[int]] = [304, 404, 410]

    options: Options
    clock: Clock
    store: StateStore
    stats: StatsCollector

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "newspaper" in cls.__dict__:
            cls.name = cls.newspaper.name
            cls.allowed_domains = sorted(cls.newspaper.hosts)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        agent = settings.get("USER_AGENT") or ""
        if "{contact}" in agent:
            contact = settings.get("BORDERSCRAPER_CONTACT") or "no contact given: BORDERSCRAPER_CONTACT is not set"
            settings.set("USER_AGENT", agent.replace("{contact}", str(contact)), priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Raises ArgumentError when an argument or BORDERSCRAPER_HOSTS cannot be used."""
        try:
            clock = clock_from_settings(crawler.settings)
        except ValueError as error:
            raise ArgumentError(str(error)) from None
        options = parse_arguments(kwargs, cls.newspaper, clock())
        hosts = read_hosts(crawler.settings)
        spider = super().from_crawler(crawler)
        spider.clock, spider.options = clock, options
        if not crawler.settings.get("BORDERSCRAPER_CONTACT") and not hosts:
            logger.warning("BORDERSCRAPER_CONTACT is not set: the User-Agent names nobody whom the newspaper could ask")
        spider._prepare(crawler.settings)
        if cls.start.__module__.startswith("scrapy."):
            # `scrapy fetch`, `parse`, `check` put a start() of their own in: a look at one page, no run of the newspaper
            crawler.settings.setdict({"BORDERSCRAPER_STATE": False, "IMAGES_STORE": ""}, priority="spider")
        return spider

    def _prepare(self, settings: BaseSettings) -> None:
        self._article_lane = max(1, settings.getint("BORDERSCRAPER_WINDOW"))
        self._challenges_max = settings.getint("BORDERSCRAPER_CHALLENGES_MAX")
        self._readers: Readers | None = None  # made by start()
        self._interrupted = False  # the last run did not come to its end
        self._listings: deque[ListingTask] = deque()
        self._backlog: deque[str] = deque()  # keys; their rows are in the state
        self._again: Iterator[ArticleState] = iter(())
        self._queued: dict[str, bool] = {}  # keys that were or will be requested in this run -> answered
        self._as_seed: set[str] = set()  # found as related first, shown by a section later
        # key -> addresses of an article read at the last depth while sections were still being read, and of its links;
        # kept as they are printed, in one string: there can be thousands
        self._beyond: dict[str, str] = {}
        self._unread: dict[str, list[Unread]] = {}
        self._listings_open = self._articles_open = self._walking = 0
        self._challenges: Counter[str] = Counter()  # in a row, of listings and of articles apart
        # the same links come again on page after page
        self._article_of = lru_cache(maxsize=2048)(self.newspaper.article)
        topics = self.options.topics
        self._filter = "" if topics is None else "#topics=" + ",".join(sorted(topics))

    # -- handing out requests -----------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Seeds: what earlier runs left, given URLs, sections, sitemaps, feeds; then what is to be asked again."""
        self.store = StateStore.from_crawler(self.crawler)
        self.clock, self.stats = self.store.clock, self.crawler.stats
        options, paper, now = self.options, self.newspaper, self.clock()
        if readers := self.settings.getint("BORDERSCRAPER_READERS"):
            seconds = self.settings.getfloat("BORDERSCRAPER_READ_SECONDS")
            self._readers = Readers(readers, seconds=seconds, stats=self.stats)
            self._readers.start()
            self.crawler.signals.connect(self._readers.close, signal=signals.spider_closed)
        if self.store.directory:
            last = deque(read_reports(self.store.directory / "runs.jsonl"), maxlen=1)
            self._interrupted = bool(last) and last[0].get("finish_reason") != "finished"
        for row in self.store.pending(now):
            if not self._unwanted(row):
                self._enqueue(row.key)
        self._take_urls(options.urls)
        if options.walks_sections:
            if options.refresh != "none":
                self._again = self.store.due(now, everything=options.refresh == "all")
            named = options.sections
            known = {s.url: s for s in (_section(paper, slug, name) for slug, name in paper.sections.items()) if s.url}
            chosen = _choose(named, list(known.values())) if named and named != ("border",) else None
            after = newspapers().get(paper.successor or "")
            if after:  # the home page may lead there
                self.allowed_domains = sorted(paper.hosts | after.hosts)
            if chosen and not after:  # all of them known by URL: no need to read the menu
                self._walk_sections(chosen)
            else:
                home = f"https://{paper.domain}/"
                self._walking += 1
                yield Request(home, self._on_home, errback=self._on_home_error, dont_filter=True, priority=20)
        if options.sitemaps:
            for sitemap in paper.sitemaps or FAMILY_SITEMAPS.get(paper.family or "", ()):
                self._walk_sitemap(urljoin(f"https://{paper.domain}/", sitemap))
        if options.feeds:
            slugs = [
                urlsplit(_section(paper, slug, name).url or "").path.strip("/") for slug, name in paper.sections.items()
            ]
            for feed in paper.feeds or FAMILY_FEEDS.get(paper.family or "", ()):
                for slug in slugs if "{section}" in feed else [""]:
                    self._walk(
                        urljoin(f"https://{paper.domain}/", feed.replace("{section}", slug)), feed, "feed", "feed"
                    )
        for request in self._pump():
            yield request

    def _pump(self) -> Iterator[Request]:
        """Fill the window. Called at the start and after every answer."""
        while self._listings and self._listings_open < LISTING_LANE:
            task = self._listings.popleft()
            self._listings_open += 1
            yield self._listing_request(task)
        while self._articles_open < self._article_lane and (task_ := self._next_article()):
            self._articles_open += 1
            self.stats.inc_value("article/requested")
            yield task_

    def _next_article(self) -> Request | None:
        while self._backlog:
            key = self._backlog.popleft()
            row = self.store.get(key)
            if row is None:  # cannot be, but a lost row must not stop the crawl
                self.stats.inc_value("article/lost_row")
                continue
            return self._article_request(row, again=row.status == "published")
        for row in self._again:
            if row.key not in self._queued:
                self._queued[row.key] = False
                return self._article_request(row, again=True)
        return None

    def _article_request(self, row: ArticleState, *, again: bool) -> Request:
        depth = 0 if row.key in self._as_seed else row.depth
        task = ArticleTask(row.key, row.url, cast(Via, row.via or "url"), row.found_on, depth, row.depth, again)
        # an article that has to be read for its links is asked for without conditions
        headers = {} if row.key in self._as_seed else row.validators
        return Request(
            row.url,
            self._on_article_to_readers if self._readers else self._on_article,
            errback=self._on_article_error,
            headers=headers,
            cb_kwargs={"task": task},
            dont_filter=True,
        )

    def _listing_request(self, task: ListingTask) -> Request:
        headers: dict[str, str] = {}
        if not task.walk.pages and (before := self.store.listing(task.walk.state_url)) and self._covered(task.walk):
            headers = before.validators
        return Request(
            task.url,
            self._on_listing,
            errback=self._on_listing_error,
            headers=headers,
            cb_kwargs={"task": task},
            dont_filter=True,
            priority=10,
        )

    def _covered(self, walk: Walk) -> bool:
        before = self.store.listing(walk.state_url)
        return before is not None and before.covers(self.options.since)

    def _enqueue(self, key: str) -> bool:
        if key in self._queued:
            return False
        self._queued[key] = False
        self._backlog.append(key)
        return True

    def _unwanted(self, row: ArticleState) -> bool:
        """Whether an earlier run's arguments left this article out, and this run's do, too."""
        code, _, detail = (row.reason or "").partition(": ")
        if row.status != "refused" or code not in NOT_WANTED:
            return False
        if code == "topic":
            return self.options.topics is not None
        published = _time(detail or None)
        return published is not None and self._out_of_time(published, related=row.via == "related") is not None

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        """One article page, for `scrapy parse URL` while a newspaper is being written; a crawl does not come here."""
        yield read_article(response.body, response.url, self.newspaper, content_type=_content_type(response))

    # -- seeds --------------------------------------------------------------------------------------------------------

    def _take_urls(self, urls: Iterable[str]) -> None:
        articles = [a for a in map(self.newspaper.article, urls) if a]
        self.store.discover_many((a.key, a.url, {"via": "url", "from": None, "depth": 0}, None) for a in articles)
        for article in articles:
            self._as_seed.add(article.key)
            self._enqueue(article.key)

    @_then_on
    def _on_home(self, response: Response) -> Iterator[Any]:
        yield from self._safely("home", response, self._read_home)
        self._walking -= 1

    def _read_home(self, response: Response) -> Iterator[Any]:
        self._refuse_trouble(response)
        if response.status != 200:
            raise NotAnArticle("no-home-page", response.url, f"status {response.status}")
        self._move(response.url)
        menu = [s for s in read_menu(response.body, response.url, self.newspaper) if self._is_section(s)]
        paper = self.newspaper
        known = [_section(paper, slug, name) for slug, name in paper.sections.items()]
        sections = list({paper.canonical(s.url): s for s in (*menu, *known) if s.url}.values())
        named = self.options.sections
        self.stats.set_value("menu/sections", len(menu))
        if named is None or not self.options.sections_given:
            if not menu:
                why = f"{response.url}: no section found in the home page's menu"
                if mount := script_shell(response.body):
                    why += f": it is a script shell ({mount}), filled by an API that is not known; give -a urls= or sitemaps=1"
                logger.warning("%s", why)
                self.stats.inc_value("menu/empty")
                if not sections:
                    self._stop(ExitStatus.NOT_UNDERSTOOD, why)
            border = pick_border_sections(sections) if named else []
            if named and not border:
                logger.warning("%s: no section's name says that it is on the border: all are read", response.url)
            self._walk_sections(border or sections)
            return
        chosen = _choose(named, sections)
        if chosen is None:
            unknown = next(n for n in named if _choose((n,), sections) is None)
            allowed = ", ".join(f"{urlsplit(s.url or '').path.strip('/')} ({s.name})" for s in sections)
            self._stop(
                ExitStatus.BAD_ARGUMENTS,
                f"sections={unknown}: {paper.title} has no such section; allowed: all, border, {allowed}",
            )
        else:
            self._walk_sections(chosen)
        yield from ()

    def _move(self, url: str) -> None:
        """The home page stands on another host: the successor's is read from here on, under this newspaper's name."""
        host, paper = bare_host(urlsplit(url).hostname), self.newspaper
        if paper.serves(host):
            return
        moved = after_move(paper, host)
        if moved is None:
            self._stop(ExitStatus.UNREACHABLE, f"https://{paper.domain}/ redirects to {url}, no host of {paper.title}")
            return
        logger.warning("%s: %s now redirects to its successor's %s; read there", paper.title, paper.domain, url)
        self.stats.set_value("home/moved_to", url)
        self.newspaper, self.allowed_domains = moved, sorted(moved.hosts)
        self._article_of = lru_cache(maxsize=2048)(moved.article)

    def _is_section(self, section: Section) -> bool:
        parts = urlsplit(section.url or "")
        return (
            self.newspaper.serves(parts.hostname)
            and parts.path.strip("/") != ""
            and self.newspaper.article(section.url or "") is None
        )

    @_then_on
    def _on_home_error(self, failure: Failure) -> None:
        self._walking -= 1
        if not failure.check(NotRequested):
            reason = _reason(failure.value)
            self.stats.inc_value(f"home/failed/{reason.partition(':')[0]}")
            logger.warning("%s: the home page cannot be read: %s", failure.request.url, reason)  # type: ignore[attr-defined]

    def _walk_sections(self, sections: Iterable[Section]) -> None:
        for section in sections:
            if section.url:
                self._walk(self.newspaper.canonical(section.url), section.name, "section", "page")

    def _walk(self, url: str, name: str, via: Any, kind: str, month: tuple[str, int, int, int] | None = None) -> None:
        walk = Walk(url=url, name=name, via=via, started=self.clock(), state_url=url + self._filter)
        self._walking += 1
        self._listings.append(ListingTask(walk, url, kind, month))

    def _walk_sitemap(self, url: str) -> None:
        if "{year}" not in url:
            self._walk(url, url, "sitemap", "sitemap")
            return
        last = min(filter(None, (self.clock(), self.options.until)))
        self._walk_month(url, last.year, last.month, 0)

    def _walk_month(self, template: str, year: int, month: int, missing: int) -> None:
        url = template.replace("{year}", str(year)).replace("{month}", str(month)).replace("{month:02}", f"{month:02}")
        self._walk(url, url, "sitemap", "sitemap", (template, year, month, missing))

    def _month_before(self, task: ListingTask, empty: bool) -> None:
        if task.month is None:
            return
        template, year, month, missing = task.month
        missing = missing + 1 if empty else 0
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        since = self.options.since
        if (since and (year, month) < (since.year, since.month)) or missing >= MONTHS_MISSING:
            return
        self._walk_month(template, year, month, missing)

    # -- listings -----------------------------------------------------------------------------------------------------

    @_then_on
    def _on_listing(self, response: Response, task: ListingTask) -> Iterator[Any]:
        self._listings_open -= 1
        failed = yield from self._safely("listing", response, self._read_listing_page, task)
        if failed:
            self._end(task.walk, "error")
            self._month_before(task, empty=True)

    @_then_on
    def _on_listing_error(self, failure: Failure) -> None:
        self._listings_open -= 1
        task: ListingTask = failure.request.cb_kwargs["task"]  # type: ignore[attr-defined]
        if not failure.check(NotRequested):
            reason = _reason(failure.value)
            self.stats.inc_value(f"listing/failed/{reason.partition(':')[0]}")
            logger.warning("%s: this listing cannot be read: %s", task.url, reason)
        self._end(task.walk, "error")
        self._month_before(task, empty=True)

    def _read_listing_page(self, response: Response, task: ListingTask) -> Iterator[Any]:
        walk, first = task.walk, not task.walk.pages
        if response.status == 304:
            before = self.store.listing(walk.state_url)
            walk.etag, walk.last_modified = (before.etag, before.last_modified) if before else (None, None)
            self.stats.inc_value("listing/unchanged")
            self._end(walk, "unchanged")
            self._month_before(task, empty=False)
            return
        if response.status != 200 or (first and urlsplit(response.url).path in ("", "/")):
            self.stats.inc_value("listing/missing")
            if walk.via == "section":
                logger.warning("%s: no such listing (status %s, %s)", task.url, response.status, response.url)
            self._end(walk, "missing")
            self._month_before(task, empty=True)
            return
        self._refuse_trouble(response)
        self._challenges["listing"] = 0
        listing, children = _read(task.kind, response, self.newspaper)
        self.stats.inc_value("listing/read")
        for warning in listing.warnings:
            self.stats.inc_value(f"listing/warning/{warning.partition(':')[0]}")
        if task.kind == "more" and listing.warnings and not listing.stories:
            # not the end of the section: an error
            logger.warning("%s: %s", task.url, "; ".join(listing.warnings))
            self._end(walk, "error")
            return
        if first:
            walk.etag, walk.last_modified = _validators(response)
            # feeds and sitemaps may be empty
            if walk.via == "section" and not self.store.saw_listing(walk.state_url, len(listing.stories)):
                logger.warning("%s: suddenly shows no stories", task.url)
                self.stats.inc_value("listing/emptied")
                self._end(walk, "emptied")
                self._month_before(task, empty=True)
                return
        for child in children:
            if not self._too_old_sitemap(child):
                self._walk(child, child, "sitemap", "sitemap")
        self._take_stories(task, listing)
        self._month_before(task, empty=not listing.stories)
        yield from ()

    def _take_stories(self, task: ListingTask, listing: Listing) -> None:
        walk, options = task.walk, self.options
        stories: dict[str, tuple[ArticleUrl, Story]] = {}
        for story in listing.stories:
            if article := self._article_of(story.url):
                stories.setdefault(article.key, (article, story))
        if len(stories) < len(listing.stories):
            self.stats.inc_value("listing/not_articles", len(listing.stories) - len(stories))
        self.stats.inc_value("listing/stories", len(stories))
        rows = self.store.known(stories)
        page: dict[str, datetime | None] = {}
        for key, (_, story) in stories.items():
            page[key] = published = _time(story.published_at) or _known_time(rows.get(key))
            if published and (walk.newest is None or iso(published) > walk.newest):
                walk.newest = iso(published)
        wanted = [key for key, published in page.items() if not (published and self._out_of_time(published))]
        self.stats.inc_value("listing/out_of_time", len(page) - len(wanted))
        found = {"via": walk.via, "from": walk.url, "depth": 0}
        fresh = self.store.discover_many(
            (key, stories[key][0].url, found, stories[key][1].published_at) for key in wanted
        )
        unread = Unread(task, listing, page, wanted)
        for key in wanted:
            row = rows.get(key)
            if key in fresh or (row and self._wanted_again(row, walk)):
                self._enqueue(key)
            elif key in self._beyond:
                # read at the last depth before this section showed it: its links count from here
                url, *links = self._beyond.pop(key).split("\n")
                self._follow(ArticleUrl(key, url), [a for a in map(self._article_of, links) if a], 0)
            elif row and row.depth and key in self._queued:
                self._as_seed.add(key)
            if options.since and page[key] is None and self._queued.get(key) is False:
                unread.open.add(key)
                self._unread.setdefault(key, []).append(unread)
        if not unread.open:
            self._turn(unread)

    def _wanted_again(self, row: ArticleState, walk: Walk) -> bool:
        """Whether a story of a listing that is no news to the state is to be requested all the same."""
        if row.status == "refused" and row.reason and row.reason.partition(":")[0] in NOT_WANTED:
            return not self._unwanted(row)
        if (
            self._interrupted
            and row.status == "published"
            and row.via == "related"
            and 0 < self.options.related_depth <= row.depth
            and row.key not in self._queued
        ):
            # The interrupted run read it as a related article and did not follow its links, because this section had not
            # shown it yet: it is read again for them.
            before = self.store.listing(walk.state_url)
            ended = before.walk_ended if before else None
            if not ended or (row.discovered_at or "") > ended:
                self._as_seed.add(row.key)
                return True
        return False

    def _turn(self, unread: Unread) -> None:
        """After a page: go on to the next one, or end the walk."""
        task, listing, walk = unread.task, unread.listing, unread.task.walk
        after = listing.load_more.url if listing.load_more else listing.next_url
        kind = "more" if listing.load_more else "page"
        stop = paging.turn(
            walk,
            unread.page,
            more=after is not None and after != task.url and self._on_site(after),
            since=self.options.since,
            max_pages=self.options.max_pages if walk.via == "section" else None,
            settled=lambda: self.store.settled(walk.state_url, unread.wanted, self.options.since),
        )
        if stop:
            self._end(walk, stop)
        else:
            assert after is not None
            self._listings.append(ListingTask(walk, after, kind))

    def _on_site(self, url: str) -> bool:
        host = urlsplit(url).hostname or ""
        return any(host == domain or host.endswith("." + domain) for domain in self.newspaper.hosts)

    def _end(self, walk: Walk, stop: str) -> None:
        if walk.ended:
            return
        walk.ended = True
        self._walking -= 1
        self.stats.inc_value(f"walk/{stop}")
        # with `until` the newest stories were left out: the next run has to see them
        if stop in paging.COMPLETE and self.options.until is None:
            self.store.walked(
                walk.state_url,
                started=walk.started,
                since=None if stop == "end" else self.options.since,
                etag=walk.etag,
                last_modified=walk.last_modified,
                newest=walk.newest,
            )
        if not self._walking:
            self._beyond.clear()

    def _too_old_sitemap(self, url: str) -> bool:
        since, month = self.options.since, re.search(r"(?<!\d)(20\d\d)[-_/]?(0?[1-9]|1[0-2])(?!\d)", urlsplit(url).path)
        return bool(since and month and (int(month[1]), int(month[2])) < (since.year, since.month))

    # -- articles -----------------------------------------------------------------------------------------------------

    @_then_on
    def _on_article(self, response: Response, task: ArticleTask) -> Iterator[Any]:
        self._articles_open -= 1
        yield from self._safely("article", response, self._read_article_page, task)
        self._decided(task.key, None)

    async def _on_article_to_readers(self, response: Response, task: ArticleTask) -> AsyncIterator[Any]:
        content_type = _content_type(response)
        if (
            self._readers
            and response.status == 200
            and self._article_of(response.url)
            and not (content_type and _NO_PAGE.match(content_type))
        ):
            task.outcome = await self._readers.read(response.body, response.url, content_type, self.newspaper)
        for output in self._on_article(response, task):
            yield output

    @_then_on
    def _on_article_error(self, failure: Failure) -> None:
        self._articles_open -= 1
        task: ArticleTask = failure.request.cb_kwargs["task"]  # type: ignore[attr-defined]
        if not failure.check(NotRequested):
            reason = _reason(failure.value)
            if failure.check(RobotsForbid, OffSite, DownloadCancelledError):
                self._refuse(task, reason)
            else:
                self.stats.inc_value(f"article/failed/{reason.partition(':')[0]}")
                logger.warning("%s: not read, it stays pending: %s", task.url, reason)
                self.store.fail(task.key, reason)
        self._decided(task.key, None)

    def _read_article_page(self, response: Response, task: ArticleTask) -> Iterator[Any]:
        store, paper = self.store, self.newspaper
        if response.status == 304:
            self.stats.inc_value("article/not_modified")
            store.unchanged(task.key)
            return
        if response.status in (404, 410):
            self.stats.inc_value(f"article/gone/{response.status}")
            tombstone = store.gone(task.key, response.status)
            if tombstone is not None:
                yield tombstone
            return
        landed = self._article_of(response.url)
        if landed is None:
            home = urlsplit(response.url).path in ("", "/")
            self._refuse(task, f"{'redirect-home' if home else 'redirected'}: {response.url}")
            return
        content_type = _content_type(response)
        if content_type and _NO_PAGE.match(content_type):
            raise NotAnArticle("binary", response.url, content_type)
        article = task.outcome or read_article(response.body, response.url, paper, content_type=content_type)
        if isinstance(article, Exception):
            raise article
        self._challenges["article"] = 0
        stands = self._article_of(article.url) or landed
        if stands.key != task.key and not self._takes_over(task, stands):
            return
        article.id = paper.record_id(stands.key)
        article.fetched_at = iso(self.clock())
        names = [section.name for section in article.section]
        article.topics = find_topics(article.title, article.summary, article.text, names, article.tags)
        published = _time(article.published_at)
        self._decided(task.key, published)
        if not task.again and (left_out := self._left_out(article, task, published)):
            self.stats.inc_value(f"article/left_out/{left_out.partition(':')[0]}")
            store.refuse(stands.key, left_out)
            return
        if not task.again or task.key in self._as_seed:
            links = [a for a in (self._article_of(r.url) for r in article.related) if a and a.key != stands.key]
            self._follow(stands, links, task.depth)
        if not task.again:
            article.discovered = _discovered(task)
        self.stats.inc_value("article/read")
        store.begin(stands.key, *_validators(response))
        yield article

    def _takes_over(self, task: ArticleTask, stands: ArticleUrl) -> bool:
        """The page is another article than asked for: that one is read, once; the asked one is noted as moved."""
        logger.warning("%s: moved to %s", task.url, stands.url)
        self.stats.inc_value("article/moved")
        self.store.refuse(task.key, f"moved: {stands.url}")
        new = self.store.discover(stands.key, stands.url, _discovered(task))
        if stands.key in self._queued or not new:
            return False
        self._queued[stands.key] = True
        return True

    def _follow(self, article: ArticleUrl, links: list[ArticleUrl], depth: int) -> None:
        """Related articles, to `related_depth`. Written to the state before the article that names them is yielded."""
        if not links or self.options.related_depth == 0:
            return
        if depth >= self.options.related_depth:
            new_links = [a for a in links if a.key not in self._queued]
            if self._walking and new_links:
                self._beyond[article.key] = "\n".join(a.url for a in (article, *new_links))
            return
        new = {a.key: a for a in links if a.key not in self._queued}
        found = {"via": "related", "from": article.url, "depth": depth + 1}
        fresh = self.store.discover_many((a.key, a.url, found, None) for a in new.values()) if new else ()
        self.stats.inc_value("related/links", len(links))
        self.stats.inc_value("related/new", len(fresh))
        for key in new:
            if key in fresh:
                self._enqueue(key)

    def _left_out(self, article: Article, task: ArticleTask, published: datetime | None) -> str | None:
        if task.via != "url" and published and (why := self._out_of_time(published, related=task.depth > 0)):
            return f"{why}: {article.published_at}"
        topics = self.options.topics
        if topics is not None and task.via != "url" and not any(t["class"] in topics for t in article.topics):
            return "topic"
        return None

    def _out_of_time(self, published: datetime, *, related: bool = False) -> str | None:
        since = self.options.related_since if related else self.options.since
        if since and published < since:
            return "older"
        if self.options.until and published > self.options.until:
            return "newer"
        return None

    def _decided(self, key: str, published: datetime | None) -> None:
        self._queued[key] = True
        for unread in self._unread.pop(key, ()):
            unread.page[key] = published
            unread.open.discard(key)
            if not unread.open:
                self._turn(unread)

    def _refuse(self, task: ArticleTask, reason: str, url: str | None = None) -> None:
        self.stats.inc_value(f"article/refused/{reason.partition(':')[0]}")
        logger.warning("%s: no article: %s", url or task.url, reason)
        self.store.refuse(task.key, reason)

    # -- trouble ------------------------------------------------------------------------------------------------------

    def _safely(
        self, what: str, response: Response, read: Callable[..., Iterator[Any]], *args: Any
    ) -> Generator[Any, None, str | None]:
        """Run a reader; whatever a page holds, the crawl goes on, and the page is counted and named.

        Returns why the page was not read.
        """
        article = args[0] if what == "article" else None
        try:
            yield from read(response, *args)
        except StateError:  # nothing can be kept any more
            raise
        except NotAnArticle as no:
            reason = f"{no.reason}: {no.detail}" if no.detail else no.reason
            if article is not None:
                self._refuse(article, reason, response.url)
            else:
                self.stats.inc_value(f"{what}/refused/{no.reason}")
                logger.warning("%s: cannot be read: %s", response.url, reason)
            if no.reason == "challenge":
                self._challenged(response, what)
            return reason
        except ReaderLost as lost:
            assert article is not None
            self.stats.inc_value(f"article/failed/{lost.code}")
            logger.warning("%s: not read, it stays pending: %s", response.url, lost)
            self.store.fail(article.key, str(lost))
            return str(lost)
        except Exception as error:
            self.stats.inc_value(f"{what}/error/{type(error).__name__}")
            logger.warning("%s: %s: %s", response.url, type(error).__name__, error, exc_info=_debugging())
            if article is not None:
                self.store.fail(article.key, f"error: {type(error).__name__} {error}")
            return f"{type(error).__name__}: {error}"
        return None

    def _refuse_trouble(self, response: Response) -> None:
        if trouble := page_trouble(response.body, response.url):
            raise trouble

    def _challenged(self, response: Response, what: str) -> None:
        """The server asks whether we are a person: wait, and soon leave it alone."""
        if what != "article":
            self.store.tally["listing/challenge"] += 1
        self._challenges[what] += 1
        pause(self.crawler, urlsplit(response.url).hostname or "", min(30 * 2 ** self._challenges[what], 300))
        if self._challenges[what] >= self._challenges_max:
            self._stop(ExitStatus.UNREACHABLE, f"{response.url}: challenge pages instead of the newspaper's")

    def _stop(self, status: ExitStatus, why: str) -> None:
        """End the run; what is in flight is waited for."""
        self.crawler.durable.stop(Ending(status, why))  # type: ignore[attr-defined]


# -- helpers ----------------------------------------------------------------------------------------------------------


def _read(kind: str, response: Response, paper: Newspaper) -> tuple[Listing, list[str]]:
    """What a listing page shows, and the sitemaps it names."""
    body, url = response.body, response.url
    if kind == "sitemap":
        sitemap = read_sitemap(body, url, paper)
        return Listing(stories=sitemap.stories), sitemap.children
    if kind == "feed":
        return read_feed(body, url, paper), []
    if kind == "more":
        return read_load_more(body, url, paper), []
    return read_listing(body, url, paper, content_type=_content_type(response)), []


def _section(paper: Newspaper, slug: str, name: str) -> Section:
    """A section that the newspaper's spider states: slug, path or URL."""
    path = slug if slug.startswith(("http", "/")) else f"/{slug}/"
    return Section(name=name, url=urljoin(f"https://{paper.domain}/", path))


def _choose(named: Iterable[str], sections: list[Section]) -> list[Section] | None:
    """The sections that were asked for by slug, path or name, in the order asked; None when one of them is unknown.

    `border` = those whose names say that they report on the border.
    """
    by_name: dict[str, Section] = {}
    for section in sections:
        path = urlsplit(section.url or "").path.strip("/")
        slug = path.removesuffix(".html")
        for name in (section.name, path, slug, slug.rpartition("/")[2]):
            by_name.setdefault(fold(name), section)
    found = []
    for name in named:
        if name == "border" and (border := pick_border_sections(sections)):
            found += border
            continue
        path = urlsplit(name).path if name.startswith("http") else name
        section_ = by_name.get(fold(path.strip("/"))) or by_name.get(fold(path.strip("/").removesuffix(".html")))
        if section_ is None:
            return None
        found.append(section_)
    return list({s.url: s for s in found}.values())


def _content_type(response: Response) -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def _validators(response: Response) -> tuple[str | None, str | None]:
    etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    return (etag.decode("latin-1") if etag else None, modified.decode("latin-1") if modified else None)


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _discovered(task: ArticleTask) -> Discovered:
    return {"via": task.via, "from": task.found_on, "depth": task.found_depth}


def _known_time(row: ArticleState | None) -> datetime | None:
    """When an article that the state knows was published, as far as it says."""
    if row is None:
        return None
    code, _, detail = (row.reason or "").partition(": ")
    return _time(row.published_at or (detail if code in NOT_WANTED else None))


def _reason(error: BaseException | None) -> str:
    """A stable code, and a detail for people."""
    if isinstance(error, HttpError):
        return f"http-{error.response.status}"
    codes = {
        RobotsForbid: "robots",
        RobotsUnreachable: "robots-unreachable",
        OffSite: "off-site",
        HostNotMapped: "host-not-mapped",
        DownloadCancelledError: "too-big",
    }
    for kind, code in codes.items():
        if isinstance(error, kind):
            return f"{code}: {error}"
    if "redirections" in str(error):
        return "redirect-loop"
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _debugging() -> bool:
    return logger.isEnabledFor(logging.DEBUG)
