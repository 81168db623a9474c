"""Pages of real weight: as heavy as live ones, and about the same articles as the light ones."""

from __future__ import annotations

import re
from statistics import median

import pytest
from lxml import html

from borderscraper.newsroom import epi
from borderscraper.newsroom.__main__ import arguments, rooms_of
from borderscraper.newsroom.content import SECTIONS
from borderscraper.newsroom.families import family_room
from borderscraper.newsroom.room import WEIGHTS, Newsroom
from borderscraper.pages.listing import read_listing
from borderscraper.pages.menu import read_menu

STORY = re.compile(r"post-?(\d+)\.html$")


@pytest.fixture(scope="module")
def rooms() -> dict[str, Newsroom]:
    return {weight: Newsroom(articles=300, weight=weight) for weight in WEIGHTS}


def test_pages_weigh_what_live_pages_weigh(rooms: dict[str, Newsroom]) -> None:
    room = rooms["real"]
    articles = [epi.article_page(room, n) for n in range(40)]
    lists = [epi.section_page(room, section) for section in SECTIONS]
    for pages in (articles, lists):
        trees = [html.fromstring(page) for page in pages]
        assert 70_000 < median(len(page.encode()) for page in pages) < 90_000
        assert 700 < median(sum(1 for _ in tree.iter("*")) for tree in trees) < 900
        assert 140 < median(len(tree.findall(".//a[@href]")) for tree in trees) < 185


def test_the_side_column_leads_to_stories_that_are_there() -> None:
    room = Newsroom(articles=300, weight="real")
    room.edit(room.alive()[1], "deleted")
    for n in range(20):
        (column,) = html.fromstring(epi.article_page(room, n)).find_class("sub-col")
        found = [m for a in column.iter("a") if (m := STORY.search(a.get("href", "")))]
        numbers = {room.number_of(int(m[1])) for m in found}
        assert 20 <= len(numbers) <= len(found) <= 45
        assert numbers <= set(room.alive())


def test_a_page_follows_from_the_seed_alone() -> None:
    one, two = (Newsroom(seed=5, articles=50, weight="real") for _ in range(2))
    for n in (49, 3):  # whichever is asked for first
        two.draft(n)
        epi.article_page(two, n)
    assert epi.article_page(one, 3) == epi.article_page(two, 3)
    assert epi.home_page(one) == epi.home_page(two)


@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_lists_show_the_stories_that_light_ones_show(rooms: dict[str, Newsroom], rules: bool) -> None:
    room = rooms["real"]
    for section in SECTIONS:
        page, url = epi.section_page(room, section).encode(), room.section_url(section)
        shown = room.streams[section.zone][: epi.first_page(room)]
        assert [story.url for story in read_listing(page, url, room.paper, rules=rules).stories] == [
            room.url(n) for n in shown
        ]
    homes = [epi.home_page(rooms[weight]).encode() for weight in WEIGHTS]
    light, real = ({s.url for s in read_menu(home, f"https://{room.host}/", room.paper)} for home in homes)
    assert light == real


def test_the_answers_are_the_same() -> None:
    light, real = (Newsroom(seed=3, articles=30, weight=weight) for weight in WEIGHTS)
    assert list(light.answers()) == list(real.answers())


def test_the_weight_is_an_option() -> None:
    assert [room.weight for room in rooms_of(arguments(["--weight", "real", "--articles", "5"]))] == ["real"]
    assert Newsroom(articles=5).weight == "light"
    with pytest.raises(ValueError, match="light or real"):
        Newsroom(articles=5, weight="heavy")
    with pytest.raises(ValueError, match="only the ePi newspaper"):
        family_room("unknown", weight="real")


def test_a_section_without_stories_does_not_show_those_beside_it(rooms: dict[str, Newsroom]) -> None:
    room, section = rooms["real"], SECTIONS[0]
    tree = html.fromstring(epi.section_page(room, section))
    for name in ("abf-cate", "timeline"):
        for stream in tree.find_class(name):
            stream[:] = []
    found = read_listing(html.tostring(tree, encoding="utf-8"), room.section_url(section), room.paper)
    assert found.stories == [] and "no-stories" in found.warnings
