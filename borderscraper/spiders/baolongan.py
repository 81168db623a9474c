"""Báo Long An, baolongan.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaolonganSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baolongan",
        title="Báo Long An",
        domain="baolongan.vn",
        province="Tây Ninh",
        province_before_2025="Long An",
        group="land",
        family="a_number",
        article_patterns=families.A_NUMBER,
        deny_patterns=families.NOT_ARTICLES,
        successor="baotayninh",
        verified="urls",
        verified_on="2026-11-23",
        remarks="Last issue 30 June 2025.",
    )
