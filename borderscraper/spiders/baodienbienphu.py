"""Báo Điện Biên Phủ, baodienbienphu.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodienbienphuSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodienbienphu",
        title="Báo Điện Biên Phủ",
        domain="baodienbienphu.vn",
        aliases=("baodienbienphu.com.vn",),
        province="Điện Biên",
        province_before_2025="Điện Biên",
        group="land",
        family="spa_api",
        article_patterns=(r"^/tin-bai/[^/]+/[^/]+/?$", r"^/tin-tuc/[^/]+/(?P<id>\d+)/[^/]+/?$"),
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("ĐBP",),
        byline_names=("ĐBP",),
        verified="one url",
        verified_on="2026-11-23",
        remarks=(
            "The new site is a script shell that asks a JSON API whose address is not known; the address seen is "
            "the old site's."
        ),
    )
