"""Báo Nghệ An, baonghean.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaongheanSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baonghean",
        title="Báo Nghệ An",
        domain="baonghean.vn",
        aliases=("amp.baonghean.vn", "e.baonghean.vn"),
        province="Nghệ An",
        province_before_2025="Nghệ An",
        group="land",
        family="onecms",
        article_patterns=(families.numbered(), r"-post(?P<id_post>\d+)\.html$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/thoi-su": "Thời sự",
            "/xa-hoi": "Xã hội",
            "/phap-luat": "Pháp luật",
            "/xay-dung-dang": "Xây dựng Đảng",
        },
        lead_prefixes=("(Baonghean.vn)",),
        byline_names=("Baonghean.vn",),
        feeds=("https://baonghean.vn/rss/thoi-su", "https://baonghean.vn/rss/kinh-te"),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The feeds were seen in code only. It ran on ePi "
            "before. e. serves long-form, amp. copies."
        ),
    )
