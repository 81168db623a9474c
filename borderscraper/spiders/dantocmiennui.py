"""Dân tộc và miền núi, dantocmiennui.baotintuc.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class DantocmiennuiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="dantocmiennui",
        title="Dân tộc và miền núi",
        domain="dantocmiennui.baotintuc.vn",
        aliases=("dantocmiennui.vn",),
        group="national",
        family="epi",
        article_patterns=families.EPI,
        deny_patterns=families.NOT_ARTICLES,
        verified="urls",
        verified_on="2026-11-23",
        remarks="Of the news agency TTXVN. The earlier host dantocmiennui.vn serves the same articles.",
    )
