"""Báo Lâm Đồng, baolamdong.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaolamdongSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baolamdong",
        title="Báo Lâm Đồng",
        domain="baolamdong.vn",
        province="Lâm Đồng",
        province_before_2025="Lâm Đồng",
        group="merge",
        family="onecms",
        article_patterns=(families.numbered(), r"/(?:19|20)\d{4}/[^/]+-(?P<id_old>\d{5,}|[0-9a-f]{7})/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh": "Quốc phòng - An ninh",
            "/chinh-tri": "Chính trị",
            "/phap-luat": "Pháp luật",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Took over Báo Bình Thuận and Báo Đắk Nông in July 2025."
        ),
    )
