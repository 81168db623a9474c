"""Thời Đại, thoidai.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class ThoidaiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="thoidai",
        title="Thời Đại",
        domain="thoidai.com.vn",
        group="national",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section of interest: Bờ cõi biển đảo > Cuộc sống vùng biên; path unverified. Titles of other "
            "articles stand after the summary without a heading."
        ),
    )
