"""How the crawl behaves towards a newspaper's server: Crawl-delay, throttling, back-off, robots.txt that cannot be read."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.response import response_status_message
from twisted.internet.defer import Deferred

from borderscraper.crawl.lookalikes import is_lookalike

logger = logging.getLogger(__name__)

#: Where a Crawl-delay is known the wait varies only upwards, by at most this part of twice itself.
CRAWL_DELAY_JITTER = 0.05
#: Answers that speak for the whole host.
OVERLOADED = (429, 503)


class NotRequested(IgnoreRequest):
    """A request that was not sent: the crawl is stopping, or its host asked to be left alone. It stays pending."""


class OffSite(IgnoreRequest):
    """A link or redirect that leaves the newspaper's hosts."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt cannot be read (server error or network): the host is left alone in this run (RFC 9309, 2.3.1.4)."""


class RobotsForbid(IgnoreRequest):
    """robots.txt does not allow this page."""


class PolitePace(AutoThrottle):
    """AutoThrottle that never goes below a host's Crawl-delay, waits when a host is overloaded, and lets a crawl stop.

    - Each host (`api.` and `cdn.` are hosts of their own) waits at least as long as its robots.txt asks.
    - 429, 503 and Retry-After make the whole host wait, from the moment the answer arrives, before Scrapy sends what is
      queued behind it. A Retry-After beyond RETRY_AFTER_MAX ends the visit: what is left stays pending.
    - When the crawl is closing, requests that still wait for their turn are given up, so that a stop does not last as
      long as the queue.
    """

    def __init__(self, crawler: Crawler):
        self.throttles = True
        try:
            super().__init__(crawler)
        except NotConfigured:
            self.throttles = False
            self.crawler = crawler
        self.floors: dict[str, float] = {}
        self.left_alone: set[str] = set()
        self.statuses = {int(status) for status in crawler.settings.getlist("RETRY_HTTP_CODES")}
        self._watch: Any = None
        crawler.polite_pace = self  # type: ignore[attr-defined]
        crawler.signals.connect(self._overloaded, signal=signals.response_downloaded)
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._engine_started, signal=signals.engine_started)
        crawler.signals.connect(self._engine_stopped, signal=signals.engine_stopped)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings = self.crawler.settings
        agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        wanted = robotparser.crawl_delay(agent)
        host = urlparse_cached(request).hostname or ""
        if not wanted or not host:
            return
        if wanted > 60:
            logger.warning("%s asks for a Crawl-delay of %g s, which is kept", host, wanted)
        self.floors[host] = wanted
        # the mean of floor … floor * (1 + 2 * jitter)
        delay = max(settings.getfloat("DOWNLOAD_DELAY"), wanted / (1 - CRAWL_DELAY_JITTER))
        downloader = self.crawler.engine.downloader
        # a slot is dropped after a minute without requests and made anew from these settings
        known = downloader.per_slot_settings.setdefault(host, {})
        known["delay"], known["jitter"] = delay, CRAWL_DELAY_JITTER
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, delay), CRAWL_DELAY_JITTER
        self.crawler.stats.set_value(f"crawl_delay/{host}", wanted)

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        floor = self.floors.get(urlparse_cached(response).hostname or "")
        if floor:
            slot.delay = max(slot.delay, floor / (1 - CRAWL_DELAY_JITTER))

    def _overloaded(self, response: Response, request: Request) -> None:
        if response.status not in self.statuses:
            return
        asked = retry_after(response)
        if asked is None and response.status not in OVERLOADED:
            return
        host = urlparse_cached(request).hostname or ""
        if asked is not None and asked > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            logger.warning("%s: %s asks to wait %d s: it is left alone in this run", request.url, host, asked)
            self.left_alone.add(host)
            if slot := self.crawler.engine.downloader.slots.get(host):
                _give_up(slot, f"{host} asked to be left alone")
            return
        pause(self.crawler, host, back_off(self.crawler, request) if asked is None else asked)

    async def _engine_started(self) -> None:
        self._watch = create_looping_call(self._give_up_waiting)
        self._watch.start(0.5, now=False)

    async def _engine_stopped(self) -> None:
        if self._watch is not None and self._watch.running:
            self._watch.stop()

    def _give_up_waiting(self) -> None:
        engine = self.crawler.engine
        if engine is None or not is_closing(self.crawler):
            return
        for slot in engine.downloader.slots.values():
            _give_up(slot, "the crawl is stopping")


def _give_up(slot: Any, why: str) -> None:
    while slot.queue:
        request, waiting = slot.queue.popleft()
        waiting.errback(NotRequested(f"{request.url}: {why}"))


def is_closing(crawler: Crawler) -> bool:
    """Whether the crawl has been told to end and only waits for what is in flight."""
    engine = crawler.engine
    slot = getattr(engine, "_slot", None)
    return engine is None or not engine.running or (slot is not None and slot.closing is not None)


def pause(crawler: Crawler, host: str, seconds: float) -> None:
    """Send nothing to `host` for `seconds`; other hosts go on."""
    slot = crawler.engine.downloader.slots.get(host)
    if slot is not None:
        # the slot's next request is due `delay` after `lastseen`; a slot without a delay does not look at it
        slot.delay = slot.delay or 0.001
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)
        crawler.stats.inc_value("pause/count")
        crawler.stats.inc_value("pause/seconds", round(seconds))


def retry_after(response: Response, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date); None without a usable one."""
    value = (response.headers.get("Retry-After") or b"").decode("ascii", "replace").strip()
    if value.isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - (now or datetime.now(UTC))).total_seconds())


def back_off(crawler: Crawler, request: Request) -> float:
    """Seconds before the next try: twice as long each time, with jitter so that pages do not come back in one burst."""
    first, longest = crawler.settings.getfloat("RETRY_WAIT"), crawler.settings.getfloat("RETRY_WAIT_MAX")
    wait: float = min(first * 2 ** request.meta.get("retry_times", 0), longest)
    return wait * random.uniform(0.75, 1.25)


class BackOffRetry(RetryMiddleware):
    """Retries that wait. What is overloaded waits as a whole host (`PolitePace`), as do broken connections; after other
    errors only this page waits."""

    def process_request(self, request: Request) -> None:
        pace: PolitePace | None = getattr(self.crawler, "polite_pace", None)
        if pace and pace.left_alone and urlparse_cached(request).hostname in pace.left_alone:
            raise NotRequested(f"{request.url}: its host asked to be left alone")

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if request.meta.get("dont_retry") or response.status not in self.retry_http_codes:
            return response
        pace: PolitePace | None = getattr(self.crawler, "polite_pace", None)
        if pace and urlparse_cached(request).hostname in pace.left_alone:
            return response
        again = self._retry(request, response_status_message(response.status))
        if again is not None and response.status not in OVERLOADED:
            await self._wait(back_off(self.crawler, request))
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]
        if not isinstance(exception, self.exceptions_to_retry) or request.meta.get("dont_retry"):
            return None
        slow = isinstance(exception, DownloadTimeoutError)
        # a minute each: one more try is enough
        again = None if slow and request.meta.get("retry_times", 0) >= 1 else self._retry(request, exception)
        if again is not None and slow:
            await self._wait(back_off(self.crawler, request))
        elif again is not None:
            pause(self.crawler, urlparse_cached(request).hostname or "", back_off(self.crawler, request))
        elif request.meta.get("dont_obey_robotstxt") and urlparse_cached(request).path == "/robots.txt":
            raise RobotsUnreachable(f"{request.url}: {type(exception).__name__} {exception}") from exception
        return again

    async def _wait(self, seconds: float) -> None:
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0 and not is_closing(self.crawler):
            await asyncio.sleep(min(left, 0.5))


class _Closed(RobotParser):
    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls()

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        return False


class StrictRobots(RobotsTxtMiddleware):
    """robots.txt that cannot be read because of the server or the network closes the host for this run (RFC 9309)."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if isinstance(rp, _Closed):
            raise RobotsUnreachable(f"{request.url}: the host's robots.txt cannot be read")
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise RobotsForbid(f"{request.url}: forbidden by robots.txt") from None

    async def _parse_robots(self, resp: Response, netloc: str, request: Request) -> None:
        if resp.status >= 500 or resp.status == 429:
            raise RobotsUnreachable(f"{resp.url}: status {resp.status}")
        if resp.status >= 400:
            # none: everything is allowed, whatever the error page says
            resp = resp.replace(body=b"")
        await super()._parse_robots(resp, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # Scrapy's own would let everybody in
        if not isinstance(exc, NotRequested):
            logger.warning("%s is left alone in this run: its robots.txt cannot be read (%s)", netloc, exc)
            self._stats.inc_value("robotstxt/unreachable")
        waiting, closed = self._parsers[netloc], _Closed()
        self._parsers[netloc] = closed
        if isinstance(waiting, Deferred):
            waiting.callback(closed)


class OnSite(OffsiteMiddleware):
    """Requests, and redirects above all, stay on the newspaper's hosts and their subdomains.

    Unlike Scrapy's own it does not let `dont_filter` through. Media of other hosts are allowed by meta `allow_offsite`,
    those of look-alike hosts never.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        # Scrapy's own also listens to request_scheduled, where a refused request vanishes without its errback
        it = cls(crawler.stats)
        it.crawler = crawler
        crawler.signals.connect(it.spider_opened, signal=signals.spider_opened)
        return it

    def process_request(self, request: Request, spider: Any = None) -> None:
        host = urlparse_cached(request).hostname
        spider = self.crawler.spider
        if spider is None or not getattr(spider, "allowed_domains", None):
            return
        # a host's robots.txt is asked for when something of that host was let through
        allowed = request.meta.get("allow_offsite") or request.meta.get("dont_obey_robotstxt")
        if not is_lookalike(host) and (allowed or self.should_follow(request, spider)):
            return
        self.stats.inc_value("offsite/filtered")
        raise OffSite(f"{request.url}: off-site, not followed")
