"""Báo Vĩnh Long, baovinhlong.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaovinhlongSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baovinhlong",
        title="Báo Vĩnh Long",
        domain="baovinhlong.com.vn",
        aliases=("baovinhlong.vn",),
        province="Vĩnh Long",
        province_before_2025="Vĩnh Long",
        group="sea",
        family="yyyymm",
        article_patterns=families.YYYYMM,
        deny_patterns=families.NOT_ARTICLES,
        verified="one url",
        verified_on="2026-11-23",
        remarks=(
            "baovinhlong.vn is known as the host of dongkhoi.baovinhlong.vn (Báo Đồng Khởi), by other people's "
            "crawlers."
        ),
    )
