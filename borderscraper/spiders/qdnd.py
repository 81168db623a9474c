"""Quân đội nhân dân, qdnd.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class QdndSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="qdnd",
        title="Quân đội nhân dân",
        domain="qdnd.vn",
        group="national",
        family="qdnd",
        article_patterns=(r"-(?P<id>\d{5,8})/?$",),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh": "Quốc phòng - An ninh",
            "/phong-chong-dien-bien-hoa-binh": "Phòng, chống diễn biến hòa bình",
        },
        byline_names=("QĐND", "Báo Quân đội nhân dân"),
        feeds=("https://www.qdnd.vn/rss/tin-moi-nhat.rss",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The feed was seen in code only. A body container "
            "was seen as markup."
        ),
    )
