"""Báo Kiên Giang, baokiengiang.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaokiengiangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baokiengiang",
        title="Báo Kiên Giang",
        domain="baokiengiang.vn",
        province="An Giang",
        province_before_2025="Kiên Giang",
        group="land",
        article_patterns=(families.numbered(before="^/[^/]+/[^/]+"),),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh": "Quốc phòng - An ninh",
        },
        successor="baoangiang",
        verified="urls",
        verified_on="2026-11-23",
    )
