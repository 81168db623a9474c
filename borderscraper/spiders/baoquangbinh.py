"""Báo Quảng Bình, baoquangbinh.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoquangbinhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoquangbinh",
        title="Báo Quảng Bình",
        domain="baoquangbinh.vn",
        province="Quảng Trị",
        province_before_2025="Quảng Bình",
        group="land",
        family="yyyymm",
        article_patterns=families.YYYYMM,
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("(QBĐT)",),
        byline_names=("QBĐT",),
        successor="baoquangtri",
        verified="one url",
        verified_on="2026-11-23",
        remarks="The prefix (QBĐT) is unverified.",
    )
