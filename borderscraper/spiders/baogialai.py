"""Báo Gia Lai, baogialai.com.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaogialaiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baogialai",
        title="Báo Gia Lai",
        domain="baogialai.com.vn",
        province="Gia Lai",
        province_before_2025="Gia Lai",
        group="land",
        family="epi",
        article_patterns=(*families.EPI, r"^/channel/\d+/\d{6}/[^/]+-(?P<id_old>\d+)/?$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/chinh-tri": "Chính trị",
            "/doi-song": "Đời sống",
            "/phap-luat": "Pháp luật",
            "/thoi-su-su-kien": "Thời sự - Sự kiện",
        },
        lead_prefixes=("(GLO)",),
        byline_names=("GLO",),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Took over Báo Bình Định in July 2025. Numbers of "
            "the /channel/ generation are counted apart."
        ),
    )
