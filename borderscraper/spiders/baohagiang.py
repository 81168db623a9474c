"""Báo Hà Giang, baohagiang.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaohagiangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baohagiang",
        title="Báo Hà Giang",
        domain="baohagiang.vn",
        province="Tuyên Quang",
        province_before_2025="Hà Giang",
        group="land",
        family="yyyymm",
        article_patterns=families.YYYYMM,
        deny_patterns=families.NOT_ARTICLES,
        lead_prefixes=("BHG",),
        byline_names=("BHG",),
        successor="baotuyenquang",
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Whether it redirects to its successor is unverified. One page seen held only teasers of other articles."
        ),
    )
