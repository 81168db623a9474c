"""How a Scrapy crawl meets the state store, the lock and the run report.

    EXTENSIONS = {"borderscraper.crawl.durable.Durable": 10}
    ITEM_PIPELINES = {"borderscraper.crawl.durable.DurablePipeline": 900}   # after those that complete a record

`Durable` takes the newspaper's lock and opens `<BORDERSCRAPER_OUTPUT>/<newspaper>/state.sqlite` when the crawler is set
up, before the spider's `start()` runs; the spider gets it by `StateStore.from_crawler(crawler)`. The newspaper is the
spider's attribute `newspaper`. A spider without one, or BORDERSCRAPER_STATE = False (`scrapy shell`, `scrapy parse`),
gets a store in memory: nothing is locked, kept or published.

The contract with the spider:

- `store.discover_many(...)` for all links of a page BEFORE the page's Article is yielded.
- `store.begin(key, etag, last_modified)`, then yield the Article with its crawl fields at their defaults. The pipeline
  calls `finish`, which fills them; an unchanged article is dropped (`Unchanged`), new and changed ones go on to Scrapy's
  feeds (-o, -O, FEEDS).
- 304 -> `store.unchanged(key, etag=…)`; NotAnArticle -> `store.refuse(key, reason)`; 404 and 410 -> `store.gone(key,
  status)`, whose tombstone may be yielded for the feeds (the pipeline lets it pass); else `store.fail(key, reason)`.
- `ArgumentError` raised in `from_crawler` or `start()` ends the run with its exit status. So does `CloseSpider(reason)`
  with a reason of `exit_status.CLOSE_REASONS`; the statistic `stop/message` then says why.

A finished crawl leaves its verdict in `crawler.ending` (`exit_status.Ending`).
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from rich.console import Console
from rich.status import Status
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.extensions.feedexport import FeedExporter
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached

from borderscraper.crawl import report as reports
from borderscraper.crawl.clock import clock_from_settings, iso
from borderscraper.crawl.exit_status import DEFAULT_FLOORS, Ending, ExitStatus, Facts, decide, from_exception, is_good
from borderscraper.crawl.lock import NewspaperLock
from borderscraper.crawl.state import StateError, StateStore
from borderscraper.items import Article
from borderscraper.newspaper import Newspaper

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)


class Unchanged(DropItem):
    """The article is as it was published: nothing to publish."""


class Durable:
    """Lock, state, publication and report of one crawl."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        it = cls(crawler)
        for handler, signal in (
            (it._opened, signals.spider_opened),
            (it._answered, signals.response_received),
            (it._spider_error, signals.spider_error),
            (it._closed, signals.spider_closed),
            (it._engine_stopped, signals.engine_stopped),
        ):
            crawler.signals.connect(handler, signal=signal)
        return it

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.clock = clock_from_settings(settings)
        self.publish_records = settings.getint("BORDERSCRAPER_PUBLISH_RECORDS", 500)
        self.publish_seconds = settings.getfloat("BORDERSCRAPER_PUBLISH_SECONDS", 60.0)
        self.coverage = reports.Coverage()
        self.answers: Counter[int] = Counter()
        self.reason = "finished"
        self.verdict: Ending | None = None
        self.signal: int | None = None
        self.report: dict[str, Any] | None = None
        self.lock: NewspaperLock | None = None
        self.directory: Path | None = None
        self._waiting = 0
        self._given_up = 0
        self._published_at = time.monotonic()
        self._began = time.monotonic()
        self._started_at = iso(self.clock())
        self._status: Status | None = None
        self._tasks: set[asyncio.Future[None]] = set()
        self._ticker = create_looping_call(self._tick)

        paper = getattr(crawler.spider, "newspaper", None)
        if isinstance(paper, Newspaper) and settings.getbool("BORDERSCRAPER_STATE", True):
            self.directory = Path(settings.get("BORDERSCRAPER_OUTPUT") or "output") / paper.name
            self.lock = NewspaperLock(self.directory, self.clock())
            try:
                self.store = StateStore.open(self.directory / "state.sqlite", paper, clock=self.clock)
            except BaseException:
                self.lock.release()
                raise
            for note in self.store.notes:
                logger.warning("%s: %s", paper.name, note)
        else:
            name = paper if isinstance(paper, Newspaper) else getattr(crawler.spider, "name", "unknown")
            self.store = StateStore.open(":memory:", name, clock=self.clock)
        self.store.batch_size = self.publish_records
        self.floors = {**DEFAULT_FLOORS, **(getattr(paper, "floors", None) or {})}
        crawler.durable = self  # type: ignore[attr-defined]
        crawler.state_store = self.store  # type: ignore[attr-defined]

    # -- while it runs ------------------------------------------------------------------------------------------------

    def _opened(self, spider: Spider) -> None:
        self.run_id = f"{spider.name}-{self._started_at}-{time.time_ns() // 1000 % 1_000_000:06d}"
        mark = {"run": self.run_id, "newspaper": self.store.newspaper, "started_at": self._started_at}
        try:
            self.publish()  # what a killed run had finished
            left = self.store.begin_run(mark)
            if left and self.directory:
                self._note_killed(left)
        except (StateError, OSError) as error:
            self.failed(error)
        settings = self.crawler.settings
        console = Console(stderr=True)
        if console.is_terminal and settings.getbool("BORDERSCRAPER_PROGRESS", True) and not settings["LOG_FILE"]:
            self._status = console.status(f"[bold]{self.store.newspaper}[/bold]")
            self._status.start()
        self._ticker.start(1.0, now=False)

    def _note_killed(self, left: dict[str, Any]) -> None:
        assert self.directory is not None
        path = self.directory / "runs.jsonl"
        if any(run.get("run") == left.get("run") for run in reports.read_reports(path)):
            return  # it died after its report
        why = "ended without a report: killed, power lost, or the report could not be written"
        reports.append(
            path, {**left, "finished_at": None, "noted_at": self._started_at, "exit_status": None, "why": why}
        )
        self.store.notes.append(f"the run of {left.get('started_at')} {why}")
        logger.warning("%s: the run of %s %s", self.store.newspaper, left.get("started_at"), why)

    def _tick(self) -> None:
        try:
            self.store.commit()
            if self._waiting and time.monotonic() - self._published_at >= self.publish_seconds:
                self.publish()
        except StateError as error:
            self.failed(error)
        if self._status is not None:
            self._status.update(reports.progress(self._report()))
        elif self.crawler.settings.getbool("BORDERSCRAPER_PROGRESS_LINES"):  # crawlall shows the last one
            print(Text.from_markup(reports.progress(self._report())).plain, file=sys.stderr, flush=True)

    def publish(self) -> None:
        """Publish what is finished. Raises StateError."""
        self._published_at = time.monotonic()
        self._waiting = 0
        self.store.publish()

    def take(self, item: Article) -> None:
        """A record from the spider: durable with the next commit. Raises Unchanged, StateError."""
        if item.deleted_at:  # the tombstone that `gone` made
            self._waiting += 1
            return
        self.coverage.add(item)
        if self.store.finish(item) == "unchanged":
            raise Unchanged(f"{item.id} is unchanged", log_level="DEBUG")
        self._waiting += 1
        if self._waiting >= self.publish_records:
            self.publish()

    def _answered(self, response: Response, request: Request) -> None:
        # a picture that is missing says nothing about the pages
        if urlparse_cached(response).path != "/robots.txt" and not request.meta.get("media"):
            self.answers[response.status] += 1
            if is_good(response.status):
                self._given_up = self._retries_exhausted()

    def _retries_exhausted(self) -> int:
        count: int = self.crawler.stats.get_value("retry/max_reached", 0)
        return count

    def _spider_error(self, failure: Failure, response: Response | None) -> None:
        error = cast("Exception", failure.value)
        ending = from_exception(error)
        if isinstance(error, StateError):
            self.failed(error)
        elif ending is not None and ending.status == ExitStatus.BAD_ARGUMENTS:
            self.stop(ending)
        elif response is None:
            self.verdict = self.verdict or Ending(
                ExitStatus.ERROR, f"the spider's start() failed: {type(error).__name__}: {error}"
            )

    def failed(self, error: Exception) -> None:
        """Nothing can be made durable any more: end the run, keep what there is."""
        if self.verdict is None:
            logger.error("%s", error)
        self.stop(from_exception(error) or Ending(ExitStatus.EXPORT_FAILED, str(error)))

    def stop(self, ending: Ending) -> None:
        """End the run with this verdict (the first one counts); what is in flight is waited for."""
        if self.verdict is None:
            self.verdict = ending
            engine = self.crawler.engine
            if engine.spider is not None:
                reason = ending.status.name.lower().replace("_", "-")
                task = asyncio.ensure_future(engine.close_spider_async(reason=reason))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def signalled(self, number: int) -> None:
        """A signal asked the crawl to stop: pages that are not answered now have not failed."""
        self.signal = number
        self.store.stopping = True

    # -- the end ------------------------------------------------------------------------------------------------------

    def _closed(self, spider: Spider, reason: str) -> None:
        self.reason = reason
        if self._ticker.running:
            self._ticker.stop()
        try:
            if self.store.broken is None:
                self.publish()
        except StateError as error:
            logger.error("%s", error)
            self.verdict = self.verdict or from_exception(error)

    def _engine_stopped(self) -> None:
        self.conclude()

    def conclude(self) -> Ending:
        """Verdict, report, and the end of state and lock. Safe to call again."""
        if self.report is not None:
            ending: Ending = self.crawler.ending  # type: ignore[attr-defined]
            return ending
        ending = self._decide()
        self.crawler.ending = ending  # type: ignore[attr-defined]
        if self._status is not None:
            self._status.stop()
        self.report = self._report(ending)
        stats = self.crawler.stats
        for name, count in self.store.tally.items():
            stats.set_value(f"article/{name}", count)
        stats.set_value("exit_status", int(ending.status))
        try:
            if self.directory is not None:
                reports.append(self.directory / "runs.jsonl", self.report)
            if self.store.broken is None:
                self.store.end_run()
            self.store.close()
        except (OSError, StateError) as error:
            logger.error("%s: the run report could not be kept: %s", self.store.newspaper, error)
        if self.lock is not None:
            self.lock.release()
        if self._status is not None:
            reports.show(self.report, Console(stderr=True))
        return ending

    def _decide(self) -> Ending:
        stats = self.crawler.stats.get_stats()
        return decide(
            Facts(
                reason=self.reason,
                message=stats.get("stop/message", ""),
                verdict=self.verdict,
                signal=self.signal,
                requests=sum(n for k, n in stats.items() if k == "downloader/request_count"),
                answers=self.answers,
                silent=self._retries_exhausted() - self._given_up,
                robots_forbidden=stats.get("robotstxt/forbidden", 0),
                robots_unreachable=stats.get("robotstxt/unreachable", 0),
                tally=self.store.tally,
                read=self.coverage.read,
                have=self.coverage.have,
                floors=self.floors,
                feeds_failed=self._feeds_failed(stats),
            )
        )

    def _feeds_failed(self, stats: Mapping[str, Any]) -> bool:
        if any(name.startswith("feedexport/failed_count") for name in stats):
            return True
        # a feed that could not even be opened is counted nowhere
        settings = self.crawler.settings
        feeds = len(settings.getdict("FEEDS")) if self.crawler.get_extension(FeedExporter) else 0
        if not settings.getbool("FEED_STORE_EMPTY"):
            feeds = min(feeds, 1)
        stored = sum(n for name, n in stats.items() if name.startswith("feedexport/success_count"))
        return bool(stats.get("item_scraped_count")) and stored < feeds

    def _report(self, ending: Ending | None = None) -> dict[str, Any]:
        seconds = time.monotonic() - self._began
        counted = {
            "newspaper": self.store.newspaper,
            **reports.outcomes(self.store.tally),
            **reports.requests(self.crawler.stats.get_stats()),
            "seconds": round(seconds, 3),
        }
        if ending is None:
            return counted
        waiting = self.store.counts() if self.store.broken is None else {}
        return {
            "run": self.run_id,
            "started_at": self._started_at,
            "finished_at": iso(self.clock()),
            "version": version("borderscraper"),
            "arguments": getattr(self.crawler, "arguments", {}),
            **counted,
            "read": self.coverage.read,
            "articles_per_second": round(self.coverage.read / seconds, 3) if seconds else 0.0,
            "coverage": self.coverage.shares(),
            "warnings": dict(self.coverage.warnings.most_common()),
            "images": reports.images(self.crawler.stats.get_stats()),
            "waiting": {name: waiting[name] for name in ("pending", "failed", "outbox") if waiting.get(name)},
            "files": [path.name for path in self.store.published],
            "notes": self.store.notes,
            "finish_reason": self.reason,
            "exit_status": int(ending.status),
            "why": ending.why,
        }


class DurablePipeline:
    """Takes every Article to the state store and its outbox. Other items pass."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def __init__(self, crawler: Crawler) -> None:
        durable = getattr(crawler, "durable", None)
        if durable is None:
            raise RuntimeError("DurablePipeline needs the extension borderscraper.crawl.durable.Durable")
        self.durable: Durable = durable

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        if self.durable.store.broken is not None:
            raise DropItem(f"{item.id}: not kept, it is fetched again by the next run", log_level="DEBUG")
        try:
            self.durable.take(item)
        except StateError as error:
            self.durable.failed(error)
            raise DropItem(f"{item.id}: not kept, it is fetched again by the next run", log_level="DEBUG") from error
        return item
