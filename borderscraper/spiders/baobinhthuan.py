"""Báo Bình Thuận, baobinhthuan.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaobinhthuanSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baobinhthuan",
        title="Báo Bình Thuận",
        domain="baobinhthuan.com.vn",
        province="Lâm Đồng",
        province_before_2025="Bình Thuận",
        group="merge",
        family="onecms",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("BT",),
        successor="baolamdong",
        verified="urls",
        verified_on="2026-11-23",
    )
