"""A newspaper and its picture host on loopback, crawled in this process as `scrapy crawl` runs it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from images_site import Crawled, Site, handler
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from borderscraper.items import Article
from borderscraper.spiders.baolaocai import BaolaocaiSpider


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(site))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.origin = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def crawl(site: Site, output: Path, reactor_loop: asyncio.AbstractEventLoop) -> Callable[..., Crawled]:
    """Crawl the articles of these numbers (default: all of the site); `settings` as with `-s`."""

    def run(*numbers: int, settings: dict[str, Any] | None = None, **arguments: Any) -> Crawled:
        all_settings = Settings()
        all_settings.setmodule("borderscraper.settings", priority="project")
        all_settings.setdict(
            {
                "BORDERSCRAPER_HOSTS": json.dumps({"baolaocai.vn": site.origin}),
                "BORDERSCRAPER_OUTPUT": str(output),
                "IMAGES_STORE": "{output}/images",
                "DOWNLOAD_DELAY": 0,
                "AUTOTHROTTLE_ENABLED": False,
                "RETRY_TIMES": 1,
                "RETRY_WAIT": 0.01,
                "LOG_ENABLED": False,
                **(settings or {}),
            },
            priority="cmdline",
        )
        urls = [f"https://{name}" for name in site.pages if name.startswith("baolaocai.vn/tin")]
        if numbers:
            urls = [url for url in urls if int(url[:-5].rpartition("post")[2]) in numbers]
        items: dict[int, Article] = {}

        async def go() -> Any:
            from scrapy import signals

            runner = AsyncCrawlerRunner(all_settings)
            crawler = runner.create_crawler(BaolaocaiSpider)
            crawler.signals.connect(
                lambda item: items.__setitem__(int(item.id.partition(":")[2]), item),
                signal=signals.item_scraped,
                weak=False,
            )
            error = None
            try:
                await runner.crawl(crawler, urls=",".join(urls), **arguments)
            except BaseException as raised:
                error = raised
            return crawler, error

        crawler, error = asyncio.run_coroutine_threadsafe(go(), reactor_loop).result(60)
        stats = {} if error else crawler.stats.get_stats()
        return Crawled(items, stats, getattr(crawler, "ending", None), error)

    return run


@pytest.fixture
def published(output: Path) -> Callable[[], list[dict[str, Any]]]:
    """The published records, in order."""
    from borderscraper.export.jsonl import read_dataset

    return lambda: list(read_dataset(output / "baolaocai"))
