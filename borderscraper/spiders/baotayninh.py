"""Báo Tây Ninh, baotayninh.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaotayninhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baotayninh",
        title="Báo Tây Ninh",
        domain="baotayninh.vn",
        province="Tây Ninh",
        province_before_2025="Tây Ninh",
        group="land",
        family="a_number",
        article_patterns=(*families.A_NUMBER, families.numbered(group="id_old")),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/phap-luat/anqp/": "An ninh - Quốc phòng",
            "/phap-luat/tin-tuc/": "Tin tức pháp luật",
            "/thoi-su-chinh-tri/bien-dao/": "Biển đảo",
        },
        lead_prefixes=("(BTN)",),
        byline_names=("BTN",),
        feeds=("https://baotayninh.vn/rss/news/van-hoa.rss",),
        verified="urls",
        verified_on="2026-11-23",
        remarks="The sections were seen as pages. The feed was seen in code only. Took over Báo Long An in July 2025.",
    )
