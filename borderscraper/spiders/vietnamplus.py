"""VietnamPlus, vietnamplus.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class VietnamplusSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="vietnamplus",
        title="VietnamPlus",
        domain="vietnamplus.vn",
        group="national",
        family="epi",
        article_patterns=(r"-post(?P<id>\d+)\.vnp$",),
        deny_patterns=families.NOT_ARTICLES,
        verified="urls",
        verified_on="2026-11-23",
        remarks="Of the news agency TTXVN, which is no own name: articles credit it.",
    )
