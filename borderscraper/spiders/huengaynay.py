"""Huế ngày nay, huengaynay.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class HuengaynaySpider(NewspaperSpider):
    newspaper = Newspaper(
        name="huengaynay",
        title="Huế ngày nay",
        domain="huengaynay.vn",
        aliases=("baothuathienhue.vn",),
        province="Huế",
        province_before_2025="Huế",
        group="land",
        family="a_number",
        article_patterns=(families.numbered(before="^/[^/]+/[^/]+"), r"-a(?P<id_a>\d+)\.html$"),
        deny_patterns=families.NOT_ARTICLES,
        byline_names=("Báo Thừa Thiên Huế",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Was Báo Thừa Thiên Huế; whether -aN of the old host and -N of the new count one series is "
            "unverified, so they are kept apart."
        ),
    )
