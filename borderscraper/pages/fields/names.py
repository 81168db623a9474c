"""Words and names that more than one field asks for."""

from __future__ import annotations

import re

from borderscraper.pages.dom import name_test

HOME = frozenset(("trang chu", "home", "trang nhat", "trang chinh", "homepage", "bao dien tu"))
DATE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}|tháng\s+\w+,?\s+\d{4}", re.I
)
DATE_WORDS = name_test(
    r"(?<![a-z])(?:time|date|datetime|pubdate|published?\w*|ngay|meta|clock|subinfo|detail-time|post-date|date-?time|thoi-?gian)(?![a-z])"
)
CRUMB_WORDS = name_test(
    r"(?<![a-z])(?:bread-?crumbs?\w*|brcrum\w*|crumbs?|detail-breadcrumb|navigator|path(?:-?way)?|site-?map-?path)(?![a-z])"
)
CATE_WORDS = name_test(
    r"(?<![a-z])(?:detail-?cate|cate|cats?|cat-?links?|category|cat-?name|chuyen-?muc|chuyenmuc|section-?name|cate-?name|parent-?cate|zone-?name)(?![a-z])"
)
