"""Pictures on disk beside the record: fetched, checked, stored by content, each once.

    ITEM_PIPELINES = {"borderscraper.crawl.images.ImagesPipeline": 500}   # before the durable pipeline
    IMAGES_STORE = "{output}/images"                                      # or s3://bucket/…, gs://bucket/…; "" = off

Each `Image` of an Article gets `path` (relative to IMAGES_STORE) and the facts beside it, or `error`. The article goes on
with what could be had; what failed is tried again by later runs and published as a late picture (`images_state`).

Pictures are downloaded beside the pages, below everything that slows the pages down as well: robots.txt, delay and
throttling of their host, retries. A lane of their own leaves the pages at least half of CONCURRENT_REQUESTS.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import unquote, urlsplit

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider, DownloadCancelledError, NotConfigured
from scrapy.pipelines.files import FilesPipeline, FSFilesStore
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro, ensure_awaitable

from borderscraper.crawl.arguments import ArgumentError
from borderscraper.crawl.exit_status import Ending, ExitStatus
from borderscraper.crawl.hosts import HostNotMapped
from borderscraper.crawl.images_bytes import MAX_PIXELS, BadPicture, Picture, inspect, is_copy
from borderscraper.crawl.images_state import FACTS, PASSING, ImageState, ImageStore
from borderscraper.crawl.manners import NotRequested, OffSite, RobotsForbid, RobotsUnreachable, is_closing
from borderscraper.crawl.state import StateError, StateUnwritable
from borderscraper.export.jsonl import DatasetError, sync_directory
from borderscraper.items import Article, Image
from borderscraper.newspaper import Newspaper

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)

#: Errors that say something about this run, not about the picture: the next run tries again, whatever the attempts.
OF_THE_RUN = frozenset({"stopped", "budget", "store"})
#: Other sizes of a picture are not tried after these: they would fare alike.
ALIKE = OF_THE_RUN | PASSING | {"robots", "robots-unreachable", "off-site", "host-not-mapped"}
_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (NotRequested, "stopped"),
    (RobotsForbid, "robots"),
    (RobotsUnreachable, "robots-unreachable"),
    (OffSite, "off-site"),
    (HostNotMapped, "host-not-mapped"),
    (DownloadCancelledError, "too-big"),
)
#: File names of pictures that stand for another one.
_STANDS_FOR = re.compile(
    r"logo|no[-_]?(?:image|photo|pic)|not[-_]?found|default|placeholder|blank|error|404|empty|missing|dummy", re.I
)
#: A redirect to another file name with fewer pixels than this leads to a stand-in.
_SMALL = 300 * 300
_STORE_FAILURES = 3  # in a row, after which no more pictures are fetched in this run


class LocalStore(FSFilesStore):
    """Scrapy's local store, with files that appear whole: written beside, synced, renamed."""

    temporary: Path | None = None  #: on the same file system; its own for each newspaper, so that it can be emptied

    def persist_file(  # type: ignore[override]
        self,
        path: str,
        buf: BytesIO,
        info: Any,
        meta: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Deferred[None]:
        return deferred_from_coro(run_in_thread(self._write, self._get_filesystem_path(path), buf.getbuffer()))

    def _write(self, path: Path, data: memoryview) -> None:
        new = not path.parent.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.temporary or path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)  # mkstemp's are for the owner alone
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)
        if new:
            sync_directory(path.parent.parent)

    def has(self, path: str, size: int | None) -> bool:
        try:
            found = self._get_filesystem_path(path).stat().st_size
        except OSError:
            return False
        return size is None or found == size

    def empty_temporary(self, newspaper: str) -> None:
        """Remove what a killed run was writing. Only under the newspaper's lock."""
        self.temporary = Path(self.basedir, ".tmp", newspaper)
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(parents=True)


class ImagesPipeline(FilesPipeline):
    """See the module. Uses Scrapy's stores; the original bytes are kept."""

    STORE_SCHEMES: ClassVar[dict[str, Any]] = {**FilesPipeline.STORE_SCHEMES, "": LocalStore, "file": LocalStore}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        uri = str(settings["IMAGES_STORE"] or "").replace("{output}", settings["BORDERSCRAPER_OUTPUT"] or "output")
        paper = getattr(crawler.spider, "newspaper", None)
        durable = getattr(crawler, "durable", None)
        # without a state of its own on disk (`scrapy shell`, `scrapy parse`) nothing is kept, and no lock is held
        if not uri or not isinstance(paper, Newspaper) or durable is None or durable.directory is None:
            raise NotConfigured
        cls._update_stores(settings)
        scheme = "" if Path(uri).is_absolute() else urlsplit(uri).scheme
        if scheme not in cls.STORE_SCHEMES:
            raise ArgumentError(f"IMAGES_STORE={uri}: expected a directory, s3://bucket/…, gs://bucket/… or ftp://…")
        try:
            return cls(uri, crawler=crawler)
        except (NotConfigured, ImportError, ValueError) as error:
            raise ArgumentError(f"IMAGES_STORE={uri}: {error}") from error

    def __init__(self, store_uri: str, *, crawler: Crawler) -> None:
        super().__init__(store_uri, crawler=crawler)
        settings = crawler.settings
        assert crawler.spider is not None
        options = getattr(crawler.spider, "options", None)
        self.paper: Newspaper = crawler.spider.newspaper  # type: ignore[attr-defined]
        self.durable: Any = crawler.durable  # type: ignore[attr-defined]
        self.most_bytes = settings.getint("BORDERSCRAPER_IMAGES_MAX_SIZE", 20 << 20)
        self.most_pixels = settings.getint("BORDERSCRAPER_IMAGES_MAX_PIXELS", MAX_PIXELS)
        self.late_most = settings.getint("BORDERSCRAPER_IMAGES_LATE_MAX", 1000)
        asked = getattr(options, "images_max_bytes", None)
        self.budget: int | None = (
            asked if asked is not None else settings.getint("BORDERSCRAPER_IMAGES_MAX_BYTES") or None
        )
        self.spent = 0
        self._per_host = max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN", 1))
        self._lane = asyncio.Semaphore(max(1, settings.getint("CONCURRENT_REQUESTS", 2) // 2))
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._flying: dict[str, asyncio.Task[ImageState | str]] = {}
        self._late: asyncio.Task[None] | None = None
        self._store_failures = 0
        self._verdict: Ending | None = None
        # one at a time: a big picture takes hundreds of megabytes while it is decoded
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        try:
            self.state = ImageStore.open(self.durable.directory, self.paper.name, self.durable.clock)
            if isinstance(self.store, LocalStore):
                self.store.empty_temporary(self.paper.name)
        except (sqlite3.Error, OSError, DatasetError) as error:
            kind = StateUnwritable if isinstance(error, OSError) else StateError
            raise kind(f"pictures cannot be stored: {error}; IMAGES_STORE= (empty) turns them off") from error
        for note in self.state.notes:
            logger.warning("%s: %s", self.paper.name, note)
        crawler.signals.connect(self._idle, signal=signals.spider_idle)

    # -- the item -----------------------------------------------------------------------------------------------------

    async def process_item(self, item: Any, spider: Spider | None = None) -> Any:
        if isinstance(item, Article) and item.images and not item.deleted_at:
            wanted = [self._get(image.url, list(image._renditions), item.url) for image in item.images]
            found = await asyncio.gather(*wanted, return_exceptions=True)
            for image, picture in zip(item.images, found, strict=True):
                if isinstance(picture, ImageState):
                    _fill(image, picture)
                elif isinstance(picture, str):
                    image.error = picture
                elif isinstance(picture, Exception):  # the article goes on all the same
                    logger.error("%s: %s", image.url, picture, exc_info=picture)
                    image.error = f"error: {type(picture).__name__} {picture}"
                    self._count("error/error")
                else:
                    raise picture
            self._one_file(item.images, found)
        return item

    def _one_file(self, images: list[Image], found: Sequence[ImageState | str | BaseException]) -> None:
        """Resized copies within an article name one file, the largest's. The images stay: blocks count them."""
        pictures = [p for p in found if isinstance(p, ImageState)]
        if len(pictures) < 2:
            return
        pictures.sort(key=lambda p: -(p.width or 0) * (p.height or 0))
        for image, picture in zip(images, found, strict=True):
            if isinstance(picture, ImageState):
                largest = next((p for p in pictures if is_copy(p, picture)), None)
                if largest is not None and (largest.width or 0) > (picture.width or 0):
                    _fill(image, largest)
                    self._count("copy")
                    try:
                        self.state.same(picture.url, largest)
                    except sqlite3.Error as error:
                        self._state_failed(error)

    # -- one picture --------------------------------------------------------------------------------------------------

    async def _get(self, url: str, smaller: list[str], referer: str | None) -> ImageState | str:
        """The picture as stored, or why it is not. Each is fetched once, however many articles ask."""
        try:
            row = self.state.get(url)
            if row is not None and row.path and self._there(row):
                self._count("known")
                return row
            if row is not None and row.path:
                self.state.lost(url)
            elif row is not None and self.state.waits(row):
                self._count("waits")
                return row.error or "failed"
        except sqlite3.Error as error:
            return self._state_failed(error)
        if url not in self._flying:
            smaller = smaller or (row.smaller if row else [])
            task = self._flying[url] = asyncio.ensure_future(self._fetch(url, smaller, referer))
            task.add_done_callback(lambda _: self._flying.pop(url, None))
        return await self._flying[url]

    def _there(self, row: ImageState) -> bool:
        # a store elsewhere is believed: asking costs a request a picture
        return not isinstance(self.store, LocalStore) or self.store.has(row.path or "", row.bytes)

    async def _fetch(self, url: str, smaller: list[str], referer: str | None) -> ImageState | str:
        first: str | None = None
        landed: str | None = None
        for rendition in (url, *smaller):
            picture, said, landed = await self._try(rendition, referer)
            try:
                if picture is not None:
                    self._count("fallback" if first else "stored")
                    if said == "same-bytes":
                        self._count("same_bytes")
                    if self.state.stored(url, picture, landed):
                        self._count("late")
                    row = self.state.get(url)
                    assert row is not None
                    return replace(row, signature=picture.signature)
            except sqlite3.Error as error:
                return self._state_failed(error)
            first = first or said
            if said.partition(":")[0] in ALIKE:
                break
        assert first is not None
        code = first.partition(":")[0]
        self._count(f"error/{code}")
        if code not in OF_THE_RUN:
            logger.info("%s: not stored: %s", url, first)
            try:
                self.state.failed(url, first, smaller, referer, landed)
            except sqlite3.Error as error:
                return self._state_failed(error)
        return first

    async def _try(self, url: str, referer: str | None) -> tuple[Picture | None, str, str | None]:
        """Fetch, check and store one rendition: (picture, "" or "same-bytes", where a redirect led) or (None, error, …)."""
        try:
            request = Request(
                url,
                headers={"Accept": "image/*,*/*;q=0.5", "Referer": referer}
                if referer
                else {"Accept": "image/*,*/*;q=0.5"},
                # media may lie on hosts of others; two tries more are enough, another run tries again
                meta={"allow_offsite": True, "max_retry_times": 2, "media": True},
                dont_filter=True,
                priority=-10,
            )
        except ValueError as error:
            return None, f"bad-url: {error}", None
        host = urlsplit(request.url).hostname or ""
        async with self._turn(host) as free_host:
            if why := self._stopped():
                return None, why, None
            least = min(self.most_bytes, self.budget - self.spent) if self.budget is not None else self.most_bytes
            request.meta["download_maxsize"] = least
            self._count("requested")
            try:
                assert self.crawler.engine is not None
                response = await self.crawler.engine.download_async(request)
            except Exception as error:
                said = _why(error)
                if said.startswith("too-big") and least < self.most_bytes:
                    self.spent = self.budget or 0
                    said = "budget"
                return None, said, None
            free_host()
            self.spent += len(response.body)
            self.crawler.stats.inc_value("image/bytes", len(response.body))
            return await self._take(request, response)

    async def _take(self, request: Request, response: Response) -> tuple[Picture | None, str, str | None]:
        landed = response.url if response.url != request.url else None
        if response.status != 200:
            return None, f"http-{response.status}", landed
        loop = asyncio.get_running_loop()
        try:
            picture = await loop.run_in_executor(self._decoder, inspect, response.body, self.most_pixels)
        except BadPicture as error:
            return None, str(error), landed
        if landed and self._stands_for_another(request.url, landed, picture):
            return None, f"placeholder: {landed}", landed
        if isinstance(self.store, LocalStore) and self.store.has(picture.path, picture.bytes):
            return picture, "same-bytes", landed
        try:
            headers = {"Content-Type": f"image/{picture.format}"}
            stored: Any = self.store.persist_file(
                picture.path, BytesIO(response.body), self.spiderinfo, headers=headers
            )
            await ensure_awaitable(stored)
        except Exception as error:
            return None, self._store_failed(error), landed
        self._store_failures = 0
        return picture, "", landed

    def _stands_for_another(self, asked: str, landed: str, picture: Picture) -> bool:
        name, other = (unquote(urlsplit(url).path).rpartition("/")[2] for url in (asked, landed))
        if name == other:
            return False
        small = picture.width * picture.height < _SMALL
        return small or bool(_STANDS_FOR.search(other)) or self.state.landed_before(landed, asked)

    @contextlib.asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[Any]:
        """A place in the lane, first come, first served; the host's is given back when its answer is there."""
        slot = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        await slot.acquire()
        free = contextlib.ExitStack()
        free.callback(slot.release)
        with free:
            async with self._lane:
                yield free.close

    def _stopped(self) -> str | None:
        if is_closing(self.crawler) or self.durable.store.broken is not None:
            return "stopped"
        if self.budget is not None and self.spent >= self.budget:
            return "budget"
        if self._store_failures >= _STORE_FAILURES:
            return "store: nothing could be stored lately"
        return None

    # -- pictures that earlier runs could not get ---------------------------------------------------------------------

    def _idle(self) -> None:
        # the last thing of a run: the pages and their pictures come first
        if self._late is None:
            self._late = asyncio.ensure_future(self._fetch_late())
        if not self._late.done():
            raise DontCloseSpider

    async def _fetch_late(self) -> None:
        try:
            for row in self.state.due(self.late_most):
                if self._stopped():
                    break
                await self._get(row.url, row.smaller, row.referer)
        except sqlite3.Error as error:
            self._state_failed(error)
        finally:
            # the engine looks every few seconds whether it is idle: let it look now
            slot = getattr(self.crawler.engine, "_slot", None)
            if slot is not None:
                slot.nextcall.schedule()

    async def close_spider(self, spider: Spider | None = None) -> None:
        try:
            if self._late is not None:
                await self._late
            self.durable.store.published += self.state.publish_late()
        except (sqlite3.Error, OSError) as error:
            self._state_failed(error)
        finally:
            self.state.close()
            self._decoder.shutdown()
            if isinstance(self.store, LocalStore) and self.store.temporary is not None:
                with contextlib.suppress(OSError):  # another run of the newspaper would empty it
                    self.store.temporary.rmdir()
            if self._verdict is not None and self.durable.verdict is None:
                self.durable.verdict = self._verdict

    # -- trouble ------------------------------------------------------------------------------------------------------

    def _store_failed(self, error: Exception) -> str:
        self._store_failures += 1
        said = (
            f"{getattr(error, 'strerror', None) or type(error).__name__}: {getattr(error, 'filename', None) or error}"
        )
        if self._verdict is None:
            logger.error("%s: pictures cannot be stored: %s", self.paper.name, said)
            self._verdict = Ending(ExitStatus.EXPORT_FAILED, f"pictures could not be stored: {said}")
        return f"store: {said}"

    def _state_failed(self, error: Exception) -> str:
        return self._store_failed(error)

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"image/{what}")


def _fill(image: Image, row: ImageState) -> None:
    for name in FACTS:
        setattr(image, name, getattr(row, name))
    image.error = None


def _why(error: Exception) -> str:
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code if code in ("stopped", "robots") else f"{code}: {error}"
    if "redirections" in str(error):
        return "redirect-loop"
    return f"network: {type(error).__name__} {error}".strip()
