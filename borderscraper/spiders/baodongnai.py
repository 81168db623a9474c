"""Báo Đồng Nai, baodongnai.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodongnaiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodongnai",
        title="Báo Đồng Nai",
        domain="baodongnai.com.vn",
        province="Đồng Nai",
        province_before_2025="Đồng Nai",
        group="merge",
        family="yyyymm",
        article_patterns=(*families.YYYYMM, r"/(?:19|20)\d{4}/[^/]+/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/phap-luat": "Pháp luật",
            "/xa-hoi": "Xã hội",
        },
        verified="one url",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. Took over Báo Bình Phước in July 2025.",
    )
