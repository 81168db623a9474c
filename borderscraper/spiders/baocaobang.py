"""Báo Cao Bằng, baocaobang.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaocaobangSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baocaobang",
        title="Báo Cao Bằng",
        domain="baocaobang.vn",
        province="Cao Bằng",
        province_before_2025="Cao Bằng",
        group="land",
        family="media_upload",
        article_patterns=(families.numbered(), r"^/[^/]+/[^/]+/(?P<id_bcb>\d+)\.bcb$"),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/Quoc-phong-An-ninh": "Quốc phòng - An ninh",
            "/Thoi-su": "Thời sự",
            "/chinh-tri": "Chính trị",
            "/Ky-Phong-su": "Ký - Phóng sự",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Paths are in mixed case. A home page of 2017 was "
            "seen whole, with articles in .bcb; its numbers are counted apart. It ran on ePi for a time."
        ),
    )
