"""Articles of the newsroom, read from their pages, equal its answer key: with the family's rules and without."""

from __future__ import annotations

import pytest

from borderscraper.newsroom import epi
from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.room import Newsroom
from borderscraper.pages.article import read_article


def _differences(room: Newsroom, numbers: range, rules: bool) -> list[str]:
    found = []
    for n in numbers:
        article = read_article(epi.article_page(room, n).encode(), room.url(n), room.paper, rules=rules)
        found += [f"{n} {line}" for line in differences(article, room.answer(n))]
    return found


@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_articles_equal_the_answer_key(rules: bool) -> None:
    assert _differences(Newsroom(articles=60), range(60), rules) == []


@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_what_surrounds_an_article_on_live_pages_changes_nothing(rules: bool) -> None:
    assert _differences(Newsroom(articles=60, weight="real"), range(60), rules) == []


@pytest.mark.slow
@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_more_articles_equal_the_answer_key(seed: int, rules: bool) -> None:
    assert _differences(Newsroom(seed=seed, articles=300), range(300), rules) == []
    assert _differences(Newsroom(seed=seed + 3, articles=300, weight="real"), range(300), rules) == []
