"""A small site of our own on loopback, and crawls in this process: many in one reactor, each as `scrapy crawl` runs it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Asked:
    """A request as the server saw it."""

    at: float
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """Pages by `host/path` (or `/path` for every host): bytes, an answer, or a function of the request."""

    pages: dict[str, Any] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    origin: str = ""

    def answer(self, asked: Asked) -> Answer:
        page = self.pages.get(asked.host + asked.path, self.pages.get(asked.path))
        page = page(asked) if callable(page) else page
        if page is None:
            return 404, {}, b"<html><title>404</title><p>Khong tim thay trang"
        if isinstance(page, tuple):
            return page
        page = page.encode() if isinstance(page, str) else page
        kind = "application/json" if page[:1] in (b"{", b"[") else "text/html; charset=utf-8"
        return 200, {"Content-Type": kind}, page

    def paths(self, host: str | None = None) -> list[str]:
        return [a.path for a in self.log if a.path != "/robots.txt" and (host is None or a.host == host)]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(time.monotonic(), self.headers["Host"], self.path, dict(self.headers))
            site.log.append(asked)
            status, headers, body = site.answer(asked)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if headers.get("Content-Length", str(len(body))) != str(len(body)):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.origin = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()


@dataclass
class Crawled:
    """What a crawl left."""

    items: list[Any]
    stats: dict[str, Any]
    records: list[dict[str, Any]]  #: of this run's published files
    ending: Any
    error: BaseException | None = None


@pytest.fixture
def crawl(site: Site, tmp_path: Path, reactor_loop: asyncio.AbstractEventLoop) -> Callable[..., Crawled]:
    """Run a spider on `site`; arguments as with `-a`, `settings` as with `-s`."""

    def run(spider: Any = "baolaocai", settings: dict[str, Any] | None = None, **arguments: Any) -> Crawled:
        all_settings = Settings()
        all_settings.setmodule("borderscraper.settings", priority="project")
        all_settings.setdict(
            {
                "BORDERSCRAPER_HOSTS": json.dumps({"baolaocai.vn": site.origin}),
                "BORDERSCRAPER_OUTPUT": str(tmp_path / "output"),
                "BORDERSCRAPER_CONTACT": "tests@example.org",
                "DOWNLOAD_DELAY": 0,
                "AUTOTHROTTLE_ENABLED": False,
                "RETRY_WAIT": 0.01,
                "IMAGES_STORE": "",
                "LOG_ENABLED": False,
                **(settings or {}),
            },
            priority="cmdline",
        )
        items: list[Any] = []
        before = set((tmp_path / "output").rglob("*.jsonl"))

        async def go() -> Any:
            from scrapy import signals

            runner = AsyncCrawlerRunner(all_settings)
            crawler = runner.create_crawler(spider)
            crawler.signals.connect(lambda item: items.append(item), signal=signals.item_scraped, weak=False)
            error = None
            try:
                await runner.crawl(crawler, **arguments)
            except BaseException as raised:
                error = raised
            return crawler, error

        crawler, error = asyncio.run_coroutine_threadsafe(go(), reactor_loop).result(120)
        files = sorted(set((tmp_path / "output").rglob("*.jsonl")) - before)
        lines = [line for f in files if f.name != "runs.jsonl" for line in f.read_text("utf-8").splitlines()]
        return Crawled(
            items,
            {} if error else crawler.stats.get_stats(),
            [json.loads(line) for line in lines],
            getattr(crawler, "ending", None),
            error,
        )

    return run
