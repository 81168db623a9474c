"""Báo Đắk Lắk, baodaklak.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodaklakSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodaklak",
        title="Báo Đắk Lắk",
        domain="baodaklak.vn",
        province="Đắk Lắk",
        province_before_2025="Đắk Lắk",
        group="land",
        family="yyyymm",
        article_patterns=families.YYYYMM,
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/an-ninh-quoc-phong": "An ninh - Quốc phòng",
            "/thoi-su": "Thời sự",
            "/chinh-tri": "Chính trị",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Sections are paged by ?page=N. Took over Báo Phú "
            "Yên in July 2025."
        ),
    )
