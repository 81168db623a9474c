"""Days pass in the newsroom: what is added, edited, moved and deleted, and what its history says."""

from __future__ import annotations

from borderscraper.items import content_hash
from borderscraper.newsroom import Newsroom, Plan
from borderscraper.newsroom.content import COSMETIC, EDITS
from borderscraper.newsroom.epi import article_page
from borderscraper.newsroom.server import respond


def aged(days: int = 12, **more: object) -> Newsroom:
    room = Newsroom(seed=3, articles=120, **more)  # type: ignore[arg-type]
    room.advance(days)
    return room


def test_the_same_days_pass_in_one_step_and_in_many() -> None:
    one, many = aged(6), Newsroom(seed=3, articles=120)
    for _ in range(6):
        many.advance()
    assert one.clock.events == many.clock.events
    assert list(one.answers()) == list(many.answers())


def test_a_day_does_what_the_plan_says() -> None:
    room = Newsroom(
        seed=3, articles=200, plan=Plan(added=4, edited=3, cosmetic=2, deleted=1, moved=1, quiet_days=frozenset({2}))
    )
    kinds = [event.kind for _, event in room.advance()]
    assert kinds.count("added") == 4 and kinds.count("deleted") == 1 and kinds.count("moved") == 1
    assert sum(kind in EDITS for kind in kinds) == 3 and sum(kind in COSMETIC for kind in kinds) == 2
    assert room.advance() == []
    assert room.total == 204 and len(room.alive()) == 203


def test_new_articles_lead_their_streams() -> None:
    room = aged(3)
    newest = room.alive()[0]
    assert newest >= 120
    assert room.published(newest) <= room.now
    section = room.head(newest).section
    assert newest in room.streams[section.zone][:20]
    assert respond(room, "", room.head(newest).path).status == 200


def test_edits_are_revisions_and_cosmetic_edits_are_not() -> None:
    room = Newsroom(seed=4, articles=60)
    for n, kind in enumerate(["title", "summary", "text", "image"], start=20):
        before, page, tag = content_hash(room.answer(n)), article_page(room, n), room.etag(n)
        room.clock.day += 1
        room.edit(n, kind)
        assert content_hash(room.answer(n)) != before, kind
        assert article_page(room, n) != page and room.etag(n) != tag
        assert [day for day, _ in room.history(n)] == [0, room.clock.day]
        assert content_hash(room.history(n)[0][1] or room.answer(n)) == before
    for n, kind in enumerate(["related", "ads", "space"], start=30):
        before, page, tag = content_hash(room.answer(n)), article_page(room, n), room.etag(n)
        room.clock.day += 1
        room.edit(n, kind)
        assert content_hash(room.answer(n)) == before, kind
        assert article_page(room, n) != page and room.etag(n) != tag
        assert len(room.history(n)) == 1


def test_each_edit_changes_its_own_field() -> None:
    room = Newsroom(seed=4, articles=60)
    was = room.answer(20)
    room.edit(20, "title")
    assert room.answer(20).title != was.title and room.answer(20).text == was.text
    room.edit(20, "image")
    assert [i.url for i in room.answer(20).images] != [i.url for i in was.images]
    assert room.answer(20).summary == was.summary


def test_an_article_that_moved_answers_at_its_old_address_with_a_redirect() -> None:
    room = Newsroom(seed=4, articles=60)
    old, before = room.head(7).path, content_hash(room.answer(7))
    room.clock.day += 1
    room.edit(7, "moved")
    assert room.head(7).path != old
    answer = respond(room, "", old)
    assert (answer.status, answer.location) == (301, room.url(7))
    assert respond(room, "", f"/post-{room.id_of(7)}.html").status == 200
    assert content_hash(room.answer(7)) == before
    assert room.answer(7).url == room.url(7)
    assert room.paths(7) == [old, room.head(7).path]


def test_a_deleted_article_is_gone_and_leaves_its_lists() -> None:
    room = Newsroom(seed=4, articles=60)
    n = room.alive()[0]
    path, zone = room.head(n).path, room.zone(n)
    room.edit(n, "deleted")
    assert respond(room, "", path).status in (404, 410)
    assert n not in room.streams[zone] and n not in room.alive()
    assert room.history(n)[-1] == (0, None)
    listed = {story.id for m in room.alive() for story in room.answer(m).related if not story.in_body}
    assert f"baolaocai:{room.id_of(n)}" not in listed


def test_a_deletion_changes_no_other_article() -> None:
    room = Newsroom(seed=4, articles=60)
    before = {m: content_hash(room.answer(m)) for m in range(60)}
    for n in (3, 30, 59):
        room.edit(n, "deleted")
    assert {m: content_hash(room.answer(m)) for m in range(60)} == before


def test_validators_follow_edits_only() -> None:
    room = Newsroom(seed=3, articles=120, plan=Plan(added=2, edited=2, cosmetic=1, deleted=0, moved=0))
    tags = {n: (room.etag(n), room.last_modified(n)) for n in range(120)}
    touched = {n for n, _ in room.advance()}
    changed = {n for n in range(120) if tags[n] != (room.etag(n), room.last_modified(n))}
    assert changed == {n for n in touched if n < 120} and len(changed) == 3


def test_history_tells_every_revision_of_a_month() -> None:
    room = Newsroom(seed=3, articles=30)
    room.advance(30)
    revisions = 0
    for n in range(room.total):
        history = room.history(n)
        assert [day for day, _ in history] == sorted({day for day, _ in history}) or history[-1][1] is None
        assert all(record is not None for _, record in history[:-1])
        hashes = [content_hash(record) for _, record in history if record]
        assert len(set(hashes)) == len(hashes), n
        revisions += len(history)
    assert revisions > room.total + 60
    assert sum(history[-1][1] is None for history in map(room.history, range(room.total))) == len(room.deleted) > 20


def test_an_unknown_event_is_refused() -> None:
    import pytest

    room = Newsroom(articles=20)
    with pytest.raises(ValueError, match="unknown kind"):
        room.edit(1, "burnt")
    with pytest.raises(ValueError, match="no article number 99"):
        room.edit(99, "title")
