"""Broken pages: a record or a refusal, never an exception; no word that is not on the page; always the same record."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from expect import NAMES, expected, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import MUTATIONS, page_words, said, squash

from borderscraper.items import Article
from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle

BASES = [name for name in NAMES if name != "very_long"]
_cached = cache(page)


def _read(body: bytes, url: str, rules: bool) -> Article | None:
    try:
        return read_article(body, url, unknown_newspaper(url), rules=rules)
    except NotAnArticle as refusal:
        assert refusal.url == url and refusal.reason
        return None


def _check(body: bytes, url: str, rules: bool) -> None:
    article = _read(body, url, rules)
    if article is None:
        return
    assert article.title
    assert article.text or article.images or article.videos
    readings = page_words(body)
    for field, word in said(article):
        key = squash(word)
        assert any(key in reading for reading in readings), f"{field}: {word!r} is not on the page"
    again = _read(body, url, rules)
    assert again is not None and again.model_dump() == article.model_dump()


_mutated = st.tuples(
    st.sampled_from(BASES),
    st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    st.integers(0, 2**32),
    st.booleans(),
)
_quiet = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def _mutate(case: tuple) -> tuple[bytes, str, bool]:  # type: ignore[type-arg]
    name, mutations, seed, rules = case
    body, rng = _cached(name), Random(seed)
    for mutation in mutations:
        if body:
            body = mutation(body, rng)
    return body[:2_000_000], expected(name)["url"], rules


@settings(_quiet, max_examples=50)
@given(_mutated)
def test_broken_pages(case: tuple) -> None:  # type: ignore[type-arg]
    _check(*_mutate(case))


@pytest.mark.slow
@settings(_quiet, max_examples=400)
@given(_mutated)
def test_many_broken_pages(case: tuple) -> None:  # type: ignore[type-arg]
    _check(*_mutate(case))


@settings(_quiet, max_examples=60)
@given(st.binary(max_size=3000), st.booleans())
def test_bytes_that_are_no_page(body: bytes, rules: bool) -> None:
    _check(body, "https://bao.example.vn/tin-tuc/mot-bai-bao-nao-do-12345.html", rules)


@settings(_quiet, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "<html> <head> <body> <h1> </h1> <p> </p> <div> </div> <table> <tr> <td> </table> <figure> <figcaption> <ul> <li> "
            "<a href='/x-y-z-t-12345.html'> </a> <img src='/a.jpg'> <br> <b> </b> <em> <blockquote> <!-- --> <script> </script> "
            "Biên phòng | Ảnh: TTXVN | Theo TTXVN | Tin liên quan | 05/01/2026".split(" ")
        ),
        max_size=80,
    )
)
def test_any_order_of_tags(parts: list[str]) -> None:
    _check("".join(parts).encode(), "https://bao.example.vn/tin-tuc/mot-bai-bao-nao-do-12345.html", False)
