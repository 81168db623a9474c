"""Báo Cà Mau, baocamau.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaocamauSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baocamau",
        title="Báo Cà Mau",
        domain="baocamau.vn",
        aliases=("baocamau.com.vn",),
        province="Cà Mau",
        province_before_2025="Cà Mau",
        group="sea",
        family="a_number",
        article_patterns=families.A_NUMBER,
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("Báo Cà Mau ",),
        byline_names=("Báo điện tử Cà Mau",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "The first date of a page is the visit's clock; the next article follows without a heading. Đ is "
            "often written Ð."
        ),
    )
