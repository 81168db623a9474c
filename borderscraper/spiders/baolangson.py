"""Báo Lạng Sơn, baolangson.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaolangsonSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baolangson",
        title="Báo Lạng Sơn",
        domain="baolangson.vn",
        province="Lạng Sơn",
        province_before_2025="Lạng Sơn",
        group="land",
        family="media_upload",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/xa-hoi": "Xã hội",
            "/phap-luat": "Pháp luật",
        },
        lead_prefixes=("LSO",),
        byline_names=("LSO",),
        verified="one url",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers.",
    )
