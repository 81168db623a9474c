"""Báo và phát thanh, truyền hình Đà Nẵng, baodanang.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodanangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodanang",
        title="Báo và phát thanh, truyền hình Đà Nẵng",
        domain="baodanang.vn",
        province="Đà Nẵng",
        province_before_2025="Đà Nẵng",
        group="merge",
        family="onecms",
        article_patterns=(families.numbered(), r"/(?:19|20)\d{4}/[^/]+-(?P<id_old>\d+)/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh": "Quốc phòng - An ninh",
            "/xa-hoi": "Xã hội",
            "/chinh-tri": "Chính trị",
            "/theo-buoc-chan-nguoi-quang": "Theo bước chân người Quảng",
        },
        lead_prefixes=("ĐNO",),
        byline_names=("Báo Đà Nẵng", "ĐNO"),
        sitemaps=("https://baodanang.vn/sitemap-news.xml",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The sitemap was seen in code only. Took over Báo "
            "Quảng Nam in July 2025. Numbers of the /YYYYMM/ generation are counted apart."
        ),
    )
