"""Báo Thanh Hóa, baothanhhoa.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaothanhhoaSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baothanhhoa",
        title="Báo Thanh Hóa",
        domain="baothanhhoa.vn",
        province="Thanh Hóa",
        province_before_2025="Thanh Hóa",
        group="land",
        article_patterns=(families.numbered("htm"), r"^/[^/]+/[^/]+/(?P<id>\d+)\.htm$"),
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("(Baothanhhoa.vn)",),
        byline_names=("Baothanhhoa.vn",),
        feeds=("https://baothanhhoa.vn/rss/thoi-su.xml", "https://baothanhhoa.vn/rss/phap-luat.xml"),
        verified="urls",
        verified_on="2026-11-23",
        remarks="The feeds were seen in code only. /print/ serves an encoded body; a template leaked {title} once.",
    )
