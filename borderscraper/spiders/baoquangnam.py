"""Báo Quảng Nam, baoquangnam.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoquangnamSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoquangnam",
        title="Báo Quảng Nam",
        domain="baoquangnam.vn",
        province="Đà Nẵng",
        province_before_2025="Quảng Nam",
        group="land",
        family="onecms",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("(QNO)",),
        byline_names=("QNO",),
        successor="baodanang",
        verified="urls",
        verified_on="2026-11-23",
    )
