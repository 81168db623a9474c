"""Spiders that fail in one way each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response

from borderscraper.items import Article
from borderscraper.spiders.baolaocai import BaolaocaiSpider


class StartFails(BaolaocaiSpider):
    name = "start-fails"

    async def start(self) -> AsyncIterator[Any]:
        async for request in super().start():
            yield request
            break
        raise RuntimeError("hỏng rồi")


class NoDates(BaolaocaiSpider):
    """As if a new theme hid the publication times."""

    name = "no-dates"

    def _read_article_page(self, response: Response, task: Any) -> Iterator[Any]:
        for item in super()._read_article_page(response, task):
            if isinstance(item, Article):
                item.published_at = None
            yield item


class CannotStart(BaolaocaiSpider):
    name = "cannot-start"

    @classmethod
    def from_crawler(cls, *args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError("một phần không")
