"""Báo Hưng Yên, baohungyen.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaohungyenSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baohungyen",
        title="Báo Hưng Yên",
        domain="baohungyen.vn",
        province="Hưng Yên",
        province_before_2025="Hưng Yên",
        group="sea",
        family="media_upload",
        article_patterns=(
            families.numbered(),
            r"/(?:19|20)\d{4}/[^/]+-(?P<id_old>\d{5,}|[0-9a-f]{7})/?$",
            r"/(?:19|20)\d{4}/[^/]+/?$",
        ),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/an-ninh-quoc-phong": "An ninh - Quốc phòng",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Took over Báo Thái Bình in July 2025. The older "
            "form /YYYYMM/… is known by its shape only."
        ),
    )
