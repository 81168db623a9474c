"""Báo Sơn La, baosonla.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaosonlaSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baosonla",
        title="Báo Sơn La",
        domain="baosonla.vn",
        aliases=("baosonla.org.vn",),
        province="Sơn La",
        province_before_2025="Sơn La",
        group="land",
        article_patterns=(r"^/[^/]+/[^/]+-(?P<id>\d{4,6}|[A-Za-z0-9]{9})\.html$",),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong.html": "Quốc phòng",
            "/quoc-phong-an-ninh.html": "Quốc phòng - An ninh",
            "/an-ninh-trat-tu.html": "An ninh trật tự",
            "/doi-ngoai.html": "Đối ngoại",
        },
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. The old host baosonla.org.vn serves articles too; "
            "the form of its addresses is unverified."
        ),
    )
