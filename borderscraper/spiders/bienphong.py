"""Báo Biên phòng, bienphong.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BienphongSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="bienphong",
        title="Báo Biên phòng",
        domain="bienphong.com.vn",
        group="national",
        family="epi",
        article_patterns=families.EPI,
        deny_patterns=(*families.NOT_ARTICLES, r"^/videos/"),
        lead_prefixes=("Biên phòng",),
        byline_names=("Biên phòng", "Báo Biên phòng"),
        feeds=("https://www.bienphong.com.vn/rss/kinh-te.rss",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "The feed was seen in code only. The first date of a page is the visit's clock. Tag pages glue words "
            "together."
        ),
    )
