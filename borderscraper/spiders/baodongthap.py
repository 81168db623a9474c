"""Báo Đồng Tháp, baodongthap.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodongthapSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodongthap",
        title="Báo Đồng Tháp",
        domain="baodongthap.vn",
        province="Đồng Tháp",
        province_before_2025="Đồng Tháp",
        group="land",
        family="a_number",
        article_patterns=(*families.A_NUMBER, families.numbered("aspx", "id_old")),
        deny_patterns=families.NOT_ARTICLES,
        verified="urls",
        verified_on="2026-11-23",
        remarks="Took over Báo Ấp Bắc (Tiền Giang) in July 2025. Numbers of the .aspx generation are counted apart.",
    )
