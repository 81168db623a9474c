"""Sài Gòn Giải Phóng, sggp.org.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class SggpSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="sggp",
        title="Sài Gòn Giải Phóng",
        domain="sggp.org.vn",
        province="Hồ Chí Minh",
        province_before_2025="Hồ Chí Minh",
        group="sea",
        family="epi",
        article_patterns=families.EPI,
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh/": "Quốc phòng - An ninh",
        },
        byline_names=("SGGP", "Báo Sài Gòn Giải Phóng"),
        verified="urls",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers.",
    )
