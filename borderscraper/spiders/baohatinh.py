"""Báo Hà Tĩnh, baohatinh.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaohatinhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baohatinh",
        title="Báo Hà Tĩnh",
        domain="baohatinh.vn",
        province="Hà Tĩnh",
        province_before_2025="Hà Tĩnh",
        group="land",
        family="epi",
        article_patterns=families.EPI,
        deny_patterns=(*families.NOT_ARTICLES, r"^/(?:tv|cong-cu)/"),
        sections={
            "/chinh-tri/": "Chính trị",
            "/xa-hoi/": "Xã hội",
            "/phap-luat/": "Pháp luật",
        },
        feeds=("https://baohatinh.vn/rss/xa-hoi.xml",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The feed was seen in old code only. /tv/ holds "
            "videos with numbers of their own, /cong-cu/ tools."
        ),
    )
