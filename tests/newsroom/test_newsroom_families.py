"""Newspapers on other CMSs: their addresses, lists, pictures and answers."""

from __future__ import annotations

import importlib
import json
import unicodedata
from functools import cache
from urllib.parse import urlsplit

import lxml.html
import pytest

from borderscraper.newsroom import Newsroom
from borderscraper.newsroom.content import SECTIONS, Junk
from borderscraper.newsroom.families import ELEMENTS, FAMILIES, family_room
from borderscraper.newsroom.server import Answer, hosts_of, image_part, respond

COUNT = 48
INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))
each = pytest.mark.parametrize("name", FAMILIES)


@cache
def room(name: str) -> Newsroom:
    return family_room(name, seed=3, articles=COUNT)


def ask(name: str, url: str) -> Answer:
    parts = urlsplit(url)
    part = (parts.hostname or "").removesuffix(room(name).host).rstrip(".")
    return respond(room(name), part, parts.path, parts.query)


def folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00a0", " ")
    return " ".join(text.translate(INVISIBLE).split())


@each
def test_answers_stand_in_the_pages(name: str) -> None:
    for n in range(COUNT):
        answer, record = ask(name, room(name).url(n)), room(name).answer(n)
        assert answer.status == 200 and answer.etag
        page = answer.body.decode()
        shown = folded(lxml.html.fromstring(page.replace("<br>", " ")).text_content())
        assert (record.title or "") in shown and (record.summary or "") in shown
        for block in record.blocks:
            for text in (
                block.text,
                block.attribution,
                *(block.items or ()),
                *(cell for row in block.rows or () for cell in row),
            ):
                assert not text or text in shown, (n, text)
        for image in record.images:
            assert image.url in page and (not image.caption or image.caption in shown)
        for story in record.related:
            assert urlsplit(story.url).path in page and story.kicker is None
        for piece in room(name).draft(n).pieces:
            if isinstance(piece, Junk) and piece.words:
                assert piece.words not in record.model_dump_json()
    seen = {feature for n in range(COUNT) for feature in room(name).features(n)}
    assert seen == set(ELEMENTS)


@each
def test_addresses_are_those_that_the_newspaper_s_spider_knows(name: str) -> None:
    if name == "unknown":
        assert room(name).paper.article(room(name).url(3)) is not None
        return
    module = importlib.import_module(f"borderscraper.spiders.{room(name).paper.name}")
    (paper,) = [v.newspaper for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__]
    for n in range(0, COUNT, 5):
        known = paper.article(room(name).url(n))
        assert known is not None and paper.record_id(known.key) == room(name).record_id(n) == room(name).answer(n).id
        assert known.url == room(name).url(n)


@each
def test_paging_by_links_lists_every_article_once(name: str) -> None:
    family = FAMILIES[name][0]
    for section in SECTIONS[:7]:
        url, seen = room(name).section_url(section), []
        stream = [room(name).url(n) for n in room(name).streams[section.zone]]
        for number in range(2, 20):
            tree = lxml.html.fromstring(ask(name, url).body.decode())
            tree.make_links_absolute(f"https://{room(name).host}/")
            links = [a.get("href") for a in tree.cssselect("h3 a, h4.title a, p.title a")]
            seen += [link for link in links if link in stream]
            more = [a.get("href") for a in tree.iter("a") if (a.text or "").startswith("Trang sau")]
            if not more:
                break
            assert more[0].endswith(family.paging.format(n=number))
            url = more[0]
        assert seen == stream, section.slug
    assert ask(name, room(name).section_url(SECTIONS[0]) + family.paging.format(n=99)).status == 404


@each
def test_pictures_feeds_and_other_addresses(name: str) -> None:
    space = room(name)
    pictures = [image.url for n in range(20) for image in space.answer(n).images]
    assert pictures and all(ask(name, url).content_type.startswith("image/") for url in pictures[:6])
    host = urlsplit(pictures[0]).hostname
    assert host in hosts_of(space) and (host == space.host) == (image_part(space) == "")
    base = f"https://{space.host}"
    assert b"Crawl-delay" in ask(name, base + "/robots.txt").body
    assert ask(name, base + "/").status == 200 and ask(name, base + "/khong-co").status == 404
    assert ask(name, base + "/sitemap.xml").status == (404 if name == "unknown" else 200)


@each
def test_old_addresses_redirect_and_deleted_articles_are_gone(name: str) -> None:
    space = family_room(name, articles=30)
    old = space.url(4)
    space.clock.day += 1
    space.edit(4, "moved")
    answer = respond(space, "", urlsplit(old).path)
    assert (answer.status, answer.location) == (301, space.url(4)) and old != space.url(4)
    space.edit(5, "deleted")
    assert respond(space, "", urlsplit(space.url(5)).path).status in (404, 410)


def test_dates_stand_where_the_family_has_them() -> None:
    for name, (family, _) in FAMILIES.items():
        page = ask(name, room(name).url(9)).body.decode()
        assert ("article:published_time" in page) == (family.date == "meta")
        record = room(name).answer(9)
        assert record.published_at and (family.date == "meta" or record.published_at.endswith(":00+07:00"))


def test_the_yyyymm_family_names_articles_by_hex_digits() -> None:
    path = urlsplit(room("yyyymm").url(7)).path
    at = room("yyyymm").published(7)
    assert f"/{at.year}{at.month:02d}/" in path and path.endswith("/") and len(path.rstrip("/").rpartition("-")[2]) == 7


def test_structured_data_of_families_is_json() -> None:
    for name in ("onecms", "media-upload", "unknown"):
        for script in lxml.html.fromstring(ask(name, room(name).url(11)).body.decode()).cssselect(
            "script[type='application/ld+json']"
        ):
            assert json.loads(script.text or "")["@context"] == "https://schema.org"


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="onecms"):
        family_room("wordpress")
