"""Đảng Cộng sản Việt Nam, dangcongsan.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class DangcongsanSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="dangcongsan",
        title="Đảng Cộng sản Việt Nam",
        domain="dangcongsan.vn",
        group="national",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        byline_names=("Báo điện tử Đảng Cộng sản Việt Nam",),
        verified="one url",
        verified_on="2026-11-23",
        remarks="The provincial party portals *.dcs.vn are other sites.",
    )
