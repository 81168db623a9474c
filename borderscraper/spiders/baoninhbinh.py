"""Báo và phát thanh, truyền hình Ninh Bình, baoninhbinh.org.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoninhbinhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoninhbinh",
        title="Báo và phát thanh, truyền hình Ninh Bình",
        domain="baoninhbinh.org.vn",
        province="Ninh Bình",
        province_before_2025="Ninh Bình",
        group="sea",
        article_patterns=(r"/d(?P<id>\d{17})\.htm$", r"-(?P<id>\d{15})\.html$"),
        deny_patterns=families.NOT_ARTICLES,
        byline_names=("Báo Ninh Bình",),
        verified="one url",
        verified_on="2026-11-23",
        remarks="The number is a time stamp. Took over Báo Nam Định in July 2025.",
    )
