"""A newspaper changes its theme overnight: all class names and ids are others, the family's rules find nothing.

The record stays right, and a warning says that the family was not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from borderscraper.newsroom import epi
from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.room import Newsroom
from borderscraper.pages.article import read_article

_NAMES = re.compile(r'\b(class|id)="([^"]*)"')


def _prefixed(name: str) -> str:
    return f"v2-{name}"


def _camel_case(name: str) -> str:
    return re.sub(r"[-_]+(\w)", lambda m: m[1].upper(), f"t_{name}")


def _renamed(page: str, rename: Callable[[str], str]) -> bytes:
    return _NAMES.sub(lambda m: f'{m[1]}="{" ".join(map(rename, m[2].split()))}"', page).encode()


@pytest.mark.parametrize("rename", [_prefixed, _camel_case])
def test_the_record_survives_new_class_names(rename: Callable[[str], str]) -> None:
    room = Newsroom(articles=60)
    for n in range(60):
        page = _renamed(epi.article_page(room, n), rename)
        article = read_article(page, room.url(n), room.paper)
        assert article.extraction.family is None
        assert "family-not-recognised: epi" in article.extraction.warnings
        assert differences(article, room.answer(n)) == [], n


def test_one_renamed_rule_is_named() -> None:
    room = Newsroom(articles=20)
    for n in range(20):
        page = epi.article_page(room, n).replace("article__title", "headline-2026").replace("cms-title", "h-2026")
        article = read_article(page.encode(), room.url(n), room.paper)
        assert article.extraction.family == "epi"
        assert "rule-missed: epi.title" in article.extraction.warnings
        assert article.extraction.sources["title"] == "fallback"
        assert differences(article, room.answer(n)) == [], n
