"""Báo Bình Phước, baobinhphuoc.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaobinhphuocSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baobinhphuoc",
        title="Báo Bình Phước",
        domain="baobinhphuoc.com.vn",
        province="Đồng Nai",
        province_before_2025="Bình Phước",
        group="land",
        article_patterns=(r"^/news/\d+/(?P<id>\d+)/[^/]+/?$",),
        deny_patterns=families.NOT_ARTICLES,
        successor="baodongnai",
        verified="one url",
        verified_on="2026-11-23",
        remarks="Sections are /List/<slug>?page=N.",
    )
