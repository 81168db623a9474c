"""Báo Hải Phòng, baohaiphong.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaohaiphongSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baohaiphong",
        title="Báo Hải Phòng",
        domain="baohaiphong.vn",
        province="Hải Phòng",
        province_before_2025="Hải Phòng",
        group="sea",
        family="onecms",
        article_patterns=(families.numbered(),),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/xa-hoi": "Xã hội",
            "/phap-luat": "Pháp luật",
        },
        feeds=("https://baohaiphong.vn/rss/tin-moi-nhat.rss",),
        verified="urls",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. The feed was seen in code only.",
    )
