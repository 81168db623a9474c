"""Báo Quảng Ngãi, baoquangngai.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoquangngaiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoquangngai",
        title="Báo Quảng Ngãi",
        domain="baoquangngai.vn",
        province="Quảng Ngãi",
        province_before_2025="Quảng Ngãi",
        group="merge",
        article_patterns=(families.numbered("htm"), r"/(?:19|20)\d{4}/[^/]+-(?P<id_old>\d{5,}|[0-9a-f]{7})/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/thoi-su": "Thời sự",
            "/xa-hoi": "Xã hội",
            "/phap-luat": "Pháp luật",
            "/nhin-ra-tinh-ban": "Nhìn ra tỉnh bạn",
        },
        lead_prefixes=("(Báo Quảng Ngãi)",),
        verified="urls",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. Took over Báo Kon Tum in July 2025.",
    )
