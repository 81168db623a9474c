"""Báo An Giang, baoangiang.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoangiangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoangiang",
        title="Báo An Giang",
        domain="baoangiang.com.vn",
        aliases=("tintucmientay.baoangiang.com.vn",),
        province="An Giang",
        province_before_2025="An Giang",
        group="land",
        family="a_number",
        article_patterns=families.A_NUMBER,
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/an-giang-24-gio": "An Giang 24 giờ",
            "/chinh-tri-xa-hoi": "Chính trị - Xã hội",
            "/phap-luat": "Pháp luật",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. Took over Báo Kiên Giang in July 2025.",
    )
