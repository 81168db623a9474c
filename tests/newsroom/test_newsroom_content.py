"""The newsroom's articles: determined by the seed, complete in their elements, and in agreement with their answers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import datetime
from functools import cache

import lxml.html
import pytest

from borderscraper.items import Article
from borderscraper.newsroom import Newsroom
from borderscraper.newsroom import words as vocabulary
from borderscraper.newsroom.answers import CRAWL_FIELDS, comparable, differences
from borderscraper.newsroom.content import FEATURES, SECTIONS, Junk
from borderscraper.newsroom.epi import article_page

COUNT = 100  # more than the features
INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))


@cache
def room() -> Newsroom:
    return Newsroom(seed=5, articles=COUNT)


@cache
def page(n: int) -> str:
    return article_page(room(), n)


@cache
def tree(n: int) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(page(n).replace("<br>", " "))


@cache
def answer(n: int) -> Article:
    return room().answer(n)


def folded(text: str) -> str:
    """An own cleaner, so that the check does not lean on the one that is tested elsewhere."""
    text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00a0", " ")
    return " ".join(text.translate(INVISIBLE).split())


def body_text(n: int) -> str:
    (body,) = tree(n).find_class("cms-body")
    return folded(body.text_content())


NUMBERS = range(COUNT)


def test_the_same_seed_gives_the_same_newspaper_and_another_seed_another() -> None:
    twin, other = Newsroom(seed=5, articles=COUNT), Newsroom(seed=6, articles=COUNT)
    # asked in another order: nothing may depend on what was computed before
    for n in reversed(range(0, COUNT, 7)):
        assert article_page(twin, n) == page(n)
        assert twin.answer(n) == answer(n)
    assert sum(other.head(n).title == room().head(n).title for n in NUMBERS) < COUNT / 4


def test_a_large_newsroom_computes_single_articles() -> None:
    large = Newsroom(articles=20_000)
    assert large.number_of(large.id_of(19_999)) == 19_999
    assert large.answer(12_345).url == large.url(12_345)
    assert len(large.streams[0]) == 20_000


@pytest.mark.parametrize("wrong", [0, -1, 2_000_000])
def test_an_impossible_size_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="1,000,000"):
        Newsroom(articles=wrong)


def test_ids_are_unique_and_neither_contiguous_nor_in_order_of_time() -> None:
    ids = [room().id_of(n) for n in room().streams[0]]
    assert len(set(ids)) == COUNT
    assert ids != sorted(ids, reverse=True)
    assert max(ids) - min(ids) > 10 * COUNT
    assert all(room().number_of(room().id_of(n)) == n for n in NUMBERS)
    assert room().number_of(123) is None


def test_articles_lie_in_the_past_and_mostly_in_the_last_days() -> None:
    ages = [room().now - room().published(n) for n in NUMBERS]
    assert min(ages).total_seconds() > 0
    assert sum(age.days <= 41 for age in ages) > 0.75 * COUNT
    assert max(ages).days > 365
    assert all(5 <= room().published(n).hour <= 22 for n in NUMBERS)


def test_every_article_stands_in_its_section_and_in_the_one_above() -> None:
    streams = room().streams
    for section in SECTIONS:
        children = [child.zone for child in SECTIONS if child.parent == section.zone]
        for child in children:
            assert set(streams[child]) <= set(streams[section.zone])
    tops = [set(streams[s.zone]) for s in SECTIONS if s.parent is None]
    assert set().union(*tops) == set(NUMBERS)
    assert sum(map(len, tops)) == COUNT


def test_all_features_and_all_types_occur() -> None:
    seen = {feature for n in NUMBERS for feature in room().features(n)}
    assert seen == set(FEATURES)
    assert {answer(n).type for n in NUMBERS} == {"article", "photo", "video", "longform", "interview", "live"}


#: element of the CMS's body table -> a selector that must find it somewhere
ELEMENTS = {
    "inline marks": "p > strong, p > em, p > u, p > ins",
    "link to a file": "a[data-file-id]",
    "headings": "h2, h3, h4",
    "lists": "ul > li",
    "numbered lists": "ol > li",
    "data table with a head": "table > thead th",
    "picture table": "table.picture td.pic > img",
    "bare picture table": "table.picture td:not([class]) > img",
    "caption cell with paragraph": "td.caption > p",
    "credit": "td.caption > div.source",
    "figure": "figure > img.cms-photo + figcaption, figure > noscript + figcaption",
    "two pictures, one caption": "div.layout-image-2 > figure + figcaption",
    "three pictures": "div.layout-image-3 > figure",
    "caption in the next paragraph": "table.picture + p > em",
    "video in a table": "table td > video > source",
    "video figure": "figure.video video[poster]",
    "embedded player": "figure.video > iframe",
    "quote": "blockquote.cms-quote > p + span.author",
    "picture in a quote": "blockquote table img",
    "note box": "div.notebox.cms-note > p",
    "bare bold line in a note": "div.notebox > strong",
    "picture in a note": "div.notebox table.picture img, div.notebox table img",
    "interview": "div.interview-zone .itv-question-answer .item.anwser .meta .name",
    "interview guests": ".itv-invitors .visitor .info .name",
    "live blog": ".live-zone .time",
    "poll": ".poll-box label",
    "related in body": "div.article-relate article.story",
    "related topic": "div.related-topic h3.box-heading",
    "related news": "div.related-news article.story",
    "inline related": "p a.cms-relate",
    "ads, new": "div.sda_middle > [id^=sdaWeb_].rennab",
    "ads, old": "div.ads_middle > [id^=adsWeb_]",
    "script": "script",
    "author in body": "div.article__author p.name, div.article__author span.name",
    "author in boxes": "div.article__author div.author > div.info",
    "interaction": ".itv-interaction textarea",
    "older lazy attribute": "img[data-photo-original-src]",
    "caption in an attribute": "img[data-desc]",
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_the_markup_shows_every_element_of_the_body_table(element: str) -> None:
    selector = ELEMENTS[element]
    assert any(body.cssselect(selector) for n in NUMBERS for body in tree(n).find_class("cms-body")), element


AROUND = {
    "kicker": "div.article__sub-title",
    "title in a div": "div.article__title",
    "lead picture outside the body": "figure.article__avatar > img[cms-photo-caption]",
    "player": ".tts-player",
    "breadcrumb with h1": ".breadcrumbs h1.main > a.active",
    "breadcrumb with h2 only": ".breadcrumb h2.main",
    "logo h1": "h1.logo",
    "author in the footer": ".article-footer > .article__author",
    "footer box": ".article-footer .related-news",
    "comments": ".box-comment .comment-item",
    "tags": ".article__tag a",
    "recommendations": "div[data-source^=recommendation-] article.story",
    "most read": ".hot-news article.story",
    "weather": ".weather",
    "share": ".social a.fb",
    "fallback image": "noscript img.image-fallback",
}


@pytest.mark.parametrize("element", AROUND)
def test_the_page_shows_what_stands_around_an_article(element: str) -> None:
    assert any(tree(n).cssselect(AROUND[element]) for n in NUMBERS), element


def test_some_recommendation_boxes_are_empty() -> None:
    boxes = [box for n in NUMBERS for box in tree(n).cssselect("div[data-source^=recommendation-]")]
    assert any(not len(box) for box in boxes) and any(len(box) for box in boxes)


def test_the_words_of_an_answer_stand_in_its_page() -> None:
    for n in NUMBERS:
        shown, record = body_text(n), answer(n)
        whole = folded(tree(n).text_content())
        for block in record.blocks:
            for text in (
                block.text,
                block.attribution,
                block.speaker,
                *(block.items or ()),
                *(c for row in block.rows or () for c in row),
            ):
                assert not text or folded(text) in shown, (n, text)
        for text in (record.title, record.kicker, *record.authors, *(s.name for s in record.section), *record.tags):
            assert not text or text in whole, (n, text)
        assert record.summary in folded(page(n).replace("&quot;", '"').replace("&#34;", '"')), n


def test_no_words_of_the_body_are_missing_from_the_answer() -> None:
    """Every paragraph of the body is text, caption, author line, heading or quote of the record, or furniture."""
    furniture = (
        ".poll-box",
        ".itv-interaction",
        ".hidden",
        ".ads_middle",
        ".sda_middle",
        "article.story",
        ".article__author",
    )
    for n in NUMBERS:
        (body,) = tree(n).find_class("cms-body")
        for selector in furniture:
            for element in body.cssselect(selector):
                element.drop_tree()
        record = answer(n)
        known = {folded(b.text) for b in record.blocks if b.text} | {
            folded(i.caption) for i in record.images if i.caption
        }
        known |= {folded(c) for i in record.images if i.caption for c in [i.caption.partition("Ảnh:")[0]]}
        known |= {folded(c) for b in record.blocks if b.rows for row in b.rows for c in row}
        for p in body.iter("p"):
            text = re.sub(r"^(LCĐT - )", "", folded(p.text_content()))
            assert not text or text in known or text in (room().draft(n).byline, ""), (n, text)
    tree.cache_clear()


def test_furniture_is_in_the_page_and_in_no_record() -> None:
    for n in NUMBERS:
        said = answer(n).model_dump_json()
        for piece in room().draft(n).pieces:
            if isinstance(piece, Junk) and piece.words and piece.form in ("ads", "hidden", "script", "sda"):
                assert piece.words.split(",")[0] in page(n)
                assert piece.words not in said
        for words in ("fb yt zl tw", "Ý kiến bạn đọc", "Nữ miền Nam", *vocabulary.COMMENTS, *vocabulary.POLLS):
            assert words not in said


def test_captions_and_card_titles_do_not_stand_in_the_text() -> None:
    for n in NUMBERS:
        record = answer(n)
        lines = set(record.text.split("\n"))
        assert not lines & {i.caption for i in record.images if i.caption}
        assert not lines & {story.title for story in record.related if story.box}


def test_pictures_and_links_of_an_answer_stand_in_its_page() -> None:
    for n in NUMBERS:
        markup, record = page(n), answer(n)
        for image in record.images:
            assert image.url in markup
            assert image.alt is None or f'alt="{image.alt}"' in markup or '"' in image.alt
        for story in record.related:
            path = story.url.removeprefix("https://baolaocai.vn")
            assert path in markup, (n, story.url)
        assert [image.position for image in record.images] == list(range(len(record.images)))
        assert record.url in markup


def test_related_stories_are_other_articles_each_once() -> None:
    for n in NUMBERS:
        record = answer(n)
        urls = [story.url for story in record.related]
        assert len(set(urls)) == len(urls)
        assert record.id not in [story.id for story in record.related]
    graph = room().related_graph()
    assert set(graph) == {answer(n).id for n in NUMBERS}
    assert sum(map(len, graph.values())) > 5 * COUNT


def test_dates_are_dated_as_the_page_shows_them() -> None:
    forms = Counter(room().draft(n).date_form for n in NUMBERS)
    assert set(forms) == {"full", "time", "visible", "none"}
    for n in NUMBERS:
        draft, record = room().draft(n), answer(n)
        has = {
            "meta": "article:published_time" in page(n),
            "time": 'class="time" datetime' in page(n).partition("article__body")[0],
        }
        assert has["meta"] == (draft.date_form == "full")
        assert (record.published_at is None) == (draft.date_form == "none")
        if draft.date_form == "visible":
            assert not has["time"] and datetime.fromisoformat(record.published_at or "").second == 0
        if record.modified_at:
            assert record.modified_at > (record.published_at or "")
    assert any(answer(n).modified_at for n in NUMBERS)
    assert any((d := room().draft(n)).modified < d.published and d.date_form == "full" for n in NUMBERS)  # type: ignore[operator]


def test_odd_spellings_stand_in_pages_and_not_in_answers() -> None:
    pages = "".join(page(n) for n in NUMBERS)
    keys = "".join(answer(n).model_dump_json() for n in NUMBERS)
    for odd in ("\u00d0", "&nbsp;", "\u200b", "&amp;#", unicodedata.normalize("NFD", "ế")):
        assert odd in pages
        assert odd not in keys
    assert unicodedata.is_normalized("NFC", keys)


def test_lead_prefixes_stand_in_pages_and_not_in_summaries() -> None:
    printed = [room().draft(n).prefix for n in NUMBERS if room().draft(n).prefix]
    assert {p.strip()[0] for p in printed if p} == {"(", "L"}
    for n in NUMBERS:
        assert not re.match(r"\(?(BLC|LCĐT)\)?", answer(n).summary or "")
        assert not re.match(r"LCĐT -", answer(n).text)
        assert "LCĐT" not in "".join(s.summary or "" for s in answer(n).related)


def test_shared_pictures_have_one_address_and_twins_two() -> None:
    shared = Newsroom(seed=2, articles=1500)
    urls: Counter[str] = Counter()
    for n in range(0, 1500):
        if {"shared-picture", "twin-picture"} & set(shared.features(n)):
            urls.update({image.url for image in shared.answer(n).images})
    assert max(urls.values()) > 1


def test_an_answer_leaves_what_the_crawl_fills() -> None:
    record = answer(3)
    assert record.fetched_at is None and record.topics == [] and record.discovered is None
    assert not CRAWL_FIELDS & set(comparable(record))
    changed = record.model_copy(update={"title": "Khác", "fetched_at": "2026-01-01T00:00:00Z"})
    assert differences(changed, record) == [f"title: got 'Khác', expected {record.title!r}"]


def test_templates_use_known_slots() -> None:
    import random

    people = vocabulary.Cast(1, 3, 1, "Lào Cai", random.Random(1))
    for beat in vocabulary.BEATS.values():
        for table in (
            beat.titles,
            beat.summaries,
            beat.sentences,
            beat.captions,
            beat.quotes,
            beat.headings,
            beat.tags,
            beat.kickers,
        ):
            for template in table:
                filled = template.format_map(people)
                assert "{" not in filled and unicodedata.is_normalized("NFC", filled)
    for template in (*vocabulary.GENERIC, *vocabulary.QUESTIONS):
        template.format_map(people)


def test_slugs_are_plain() -> None:
    assert vocabulary.slugify("Đồn Biên phòng “Y Tý”: 1.734 hộ") == "don-bien-phong-y-ty-1-734-ho"
    assert all(re.fullmatch(r"[a-z0-9-]+", room().head(n).slug) for n in NUMBERS)
