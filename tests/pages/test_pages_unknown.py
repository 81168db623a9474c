"""Pages of many builds of newspapers that nobody wrote rules for: every field, with and without rules."""

from __future__ import annotations

import pytest
from expect import NAMES, differences, expected, page, read


@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
@pytest.mark.parametrize("name", NAMES)
def test_record_equals_what_a_careful_reader_finds(name: str, rules: bool) -> None:
    want = expected(name)
    assert differences(read(name, rules=rules), want) == [], want["note"]


@pytest.mark.parametrize("name", NAMES)
def test_each_field_says_where_it_came_from(name: str) -> None:
    article = read(name, rules=False)
    assert article.extraction.family is None
    for field in ("title", "summary", "published_at", "modified_at", "authors", "section", "tags"):
        assert bool(getattr(article, field)) == (field in article.extraction.sources), field


@pytest.mark.parametrize("name", NAMES)
def test_fixtures_are_pages_of_real_size(name: str) -> None:
    assert 10_000 < len(page(name)) < 200_000
