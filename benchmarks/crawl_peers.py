"""The barer crawls that benchmarks/crawl.py runs: `crawl_peers.py bare|crawlspider|newsplease ORIGIN URLS.json`.

Exit status 77 = not installed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class Bare(scrapy.Spider):
    """Fetches the given pages and does nothing with them."""

    name = "bare"

    def __init__(self, origin: str, urls: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.origin, self.urls = origin, urls

    async def start(self) -> AsyncIterator[Any]:
        for host, path in self.urls:
            yield scrapy.Request(self.origin + path, headers={"Host": host}, dont_filter=True)

    def parse(self, response: Response) -> None:
        return None


class Links(CrawlSpider):
    """Follows the links to articles from list pages and articles, as CrawlSpider does it, and keeps a title."""

    name = "links"
    rules = (Rule(LinkExtractor(allow=r"post-?\d+\.html"), callback="article", follow=True),)

    def __init__(self, origin: str, urls: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # pages of real weight link to other sites' share buttons, which have the article's address in their own
        self.allowed_domains = [urlsplit(origin).hostname or ""]
        self.start_urls = [origin + path for _, path in urls if "post" not in path and not path.startswith("/api/")]

    def article(self, response: Response) -> Iterator[dict[str, str | None]]:
        yield {"url": response.url, "title": response.css("h1.cms-title::text").get()}


def news_please(origin: str, urls: list[tuple[str, str]]) -> int:
    try:
        from newsplease import NewsPlease
    except ImportError:
        return 77
    articles = [path for _, path in urls if "post" in path and not path.startswith("/api/")]
    for path in articles[:200]:  # a rate needs no more, and it is slow
        NewsPlease.from_url(origin + path)
    return 0


def main() -> int:
    name, origin, file = sys.argv[1:4]
    urls = [(host, path) for host, path in json.loads(Path(file).read_text())]
    if name == "newsplease":
        return news_please(origin, urls)
    process = CrawlerProcess(SETTINGS)
    process.crawl(Bare if name == "bare" else Links, origin=origin, urls=urls)
    process.start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
