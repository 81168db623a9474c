"""Báo Bình Định, baobinhdinh.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaobinhdinhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baobinhdinh",
        title="Báo Bình Định",
        domain="baobinhdinh.vn",
        aliases=("baobinhdinh.com.vn",),
        province="Gia Lai",
        province_before_2025="Bình Định",
        group="merge",
        article_patterns=(r"^/viewer\.aspx\?(?:.*&)?mabb=(?P<id>\d+)",),
        deny_patterns=families.NOT_ARTICLES,
        identity_query=("macm", "macmp", "mabb"),
        successor="baogialai",
        verified="one url",
        verified_on="2026-11-23",
        remarks="The query string is the address, mabb the identity. The alias was seen in an old list only.",
    )
