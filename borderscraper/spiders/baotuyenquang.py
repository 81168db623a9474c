"""Báo Tuyên Quang, baotuyenquang.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaotuyenquangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baotuyenquang",
        title="Báo Tuyên Quang",
        domain="baotuyenquang.com.vn",
        aliases=("m.baotuyenquang.com.vn",),
        province="Tuyên Quang",
        province_before_2025="Tuyên Quang",
        group="merge",
        family="yyyymm",
        article_patterns=(*families.YYYYMM, r"/(?:19|20)\d{4}/[^/]+/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/an-ninh-quoc-phong": "An ninh - Quốc phòng",
            "/thoi-su-chinh-tri": "Thời sự - Chính trị",
            "/xa-hoi": "Xã hội",
        },
        verified="one url",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. Took over Báo Hà Giang in July 2025.",
    )
