"""Dân tộc và Phát triển, baodantoc.vn."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaodantocSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baodantoc",
        title="Dân tộc và Phát triển",
        domain="baodantoc.vn",
        aliases=("dantoctongiao.baodantoc.vn",),
        group="national",
        family="vccorp",
        article_patterns=(r"-(?P<id>\d{13,})\.htm$",),
        deny_patterns=families.NOT_ARTICLES,
        sections={
            "/dan-toc-ton-giao/cong-tac-dan-toc": "Công tác dân tộc",
            "/dan-toc-ton-giao/chinh-sach-dan-toc": "Chính sách dân tộc",
            "/dan-toc-ton-giao/nguoi-co-uy-tin": "Người có uy tín",
        },
        byline_names=("Báo Dân tộc và Phát triển",),
        verified="urls",
        verified_on="2026-11-23",
        remarks="Section paths come from other people's crawlers. Province pages are like /Cao+Bằng-p21.html.",
    )
