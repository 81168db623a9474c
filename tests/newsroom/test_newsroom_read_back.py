"""The page reader against the answer key, page by page, on more articles than a crawl test can afford."""

from __future__ import annotations

import importlib
from urllib.parse import urlsplit

import pytest

from borderscraper.newspaper import Newspaper
from borderscraper.newsroom import Newsroom
from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.families import FAMILIES, family_room
from borderscraper.newsroom.server import respond
from borderscraper.pages.article import read_article


def spider_s(name: str) -> Newspaper:
    """What the spider states, so that the two statements of one newspaper are held against each other."""
    module = importlib.import_module(f"borderscraper.spiders.{name}")
    (paper,) = [v.newspaper for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__]
    assert isinstance(paper, Newspaper)
    return paper


def wrong(room: Newsroom, paper: Newspaper) -> list[str]:
    lines = []
    for n in room.alive():
        answer = respond(room, "", urlsplit(room.url(n)).path)
        got = read_article(answer.body, room.url(n), paper, content_type=answer.content_type)
        lines += [f"{n} {room.features(n)} {line}" for line in differences(got, room.answer(n))]
    return lines


@pytest.mark.slow
@pytest.mark.parametrize("seed", [21, 22])
def test_every_epi_page_is_read_as_the_key_says(seed: int) -> None:
    assert wrong(Newsroom(seed=seed, articles=500), spider_s("baolaocai")) == []


@pytest.mark.slow
def test_pages_are_read_as_the_key_says_after_a_month_of_edits() -> None:
    room = Newsroom(seed=23, articles=150)
    room.advance(30)
    assert wrong(room, spider_s("baolaocai")) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FAMILIES if name != "unknown"])
def test_every_page_of_other_families_is_read_as_the_key_says(name: str) -> None:
    room = family_room(name, seed=24, articles=150)
    assert wrong(room, spider_s(room.paper.name)) == []


@pytest.mark.slow
def test_pages_in_unknown_markup_are_read_as_the_key_says() -> None:
    room = family_room("unknown", seed=25, articles=150)
    assert wrong(room, room.paper) == []
