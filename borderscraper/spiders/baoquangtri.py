"""Báo và phát thanh, truyền hình Quảng Trị, baoquangtri.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaoquangtriSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baoquangtri",
        title="Báo và phát thanh, truyền hình Quảng Trị",
        domain="baoquangtri.vn",
        province="Quảng Trị",
        province_before_2025="Quảng Trị",
        group="land",
        family="yyyymm",
        article_patterns=(*families.YYYYMM, families.numbered("htm", "id_old")),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/quoc-phong-an-ninh/": "Quốc phòng - An ninh",
            "/phap-luat/": "Pháp luật",
            "/dat-va-nguoi-quang-tri/": "Đất và người Quảng Trị",
            "/dat-va-nguoi-quang-binh/": "Đất và người Quảng Bình",
        },
        lead_prefixes=("QTO",),
        byline_names=("Báo Quảng Trị", "QTO"),
        verified="urls",
        verified_on="2026-11-23",
        remarks=(
            "Section paths come from other people's crawlers. Took over Báo Quảng Bình in July 2025. Numbers of "
            "the .htm generation are counted apart."
        ),
    )
