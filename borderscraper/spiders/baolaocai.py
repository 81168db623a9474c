"""Báo Lào Cai, baolaocai.vn: the newspaper this project began with."""

from __future__ import annotations

from borderscraper.newspaper import Newspaper
from borderscraper.spiders import families
from borderscraper.spiders.base import NewspaperSpider


class BaolaocaiSpider(NewspaperSpider):
    newspaper = Newspaper(
        name="baolaocai",
        title="Báo Lào Cai",
        domain="baolaocai.vn",
        province="Lào Cai",
        province_before_2025="Lào Cai",
        family="epi",
        article_patterns=families.EPI,
        deny_patterns=families.NOT_ARTICLES,
        # the only section known by its address; the others come from the home page's menu
        sections={"/kinh-te/": "Kinh tế"},
        lead_prefixes=("(BLC)", "BLC", "(LCĐT)", "LCĐT"),
        byline_names=("Báo Lào Cai", "BLC", "LCĐT", "Báo Lào Cai điện tử", "Báo điện tử Lào Cai", "baolaocai.vn"),
        verified="markup",
        verified_on="2026-11-23",
        remarks=(
            "The lead prefixes are customary, not seen on a page. Sitemaps and feeds: names of the CMS, often empty or "
            "missing. www. has served an older build of the site. Báo Yên Bái was merged into it in July 2025."
        ),
    )
