"""Báo Quảng Ninh, baoquangninh.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoquangninhSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoquangninh",
        title="Báo Quảng Ninh",
        domain="baoquangninh.vn",
        province="Quảng Ninh",
        province_before_2025="Quảng Ninh",
        group="land",
        family="media_upload",
        article_patterns=(families.numbered(), r"-post(?P<id_post>\d+)\.html$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/xa-hoi": "Xã hội",
            "/phap-luat": "Pháp luật",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The form -postN.html is said to occur and was not seen."
        ),
    )
