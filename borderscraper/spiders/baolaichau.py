"""Báo Lai Châu, baolaichau.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaolaichauSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baolaichau",
        title="Báo Lai Châu",
        domain="baolaichau.vn",
        province="Lai Châu",
        province_before_2025="Lai Châu",
        group="land",
        article_patterns=(r"^/[^/]+/[^/.-]+(?:-[^/.-]+){5,}/?$",),
        deny_patterns=(*families.NOT_ARTICLES, r"/vi-bien-dao-bien-gioi-que-huong/?$"),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Addresses end in the slug, and a slug may end in a year or a date, so no number is taken as "
            "identity; newer ones are said to end in -N. A slug of six words or more is taken as an article, a "
            "shorter one as a section. Menu: An ninh quốc phòng > Biên phòng / Quân sự / Vì biển, đảo, biên giới "
            "quê hương; paths unverified. The first date of a page is the visit's clock."
        ),
    )
