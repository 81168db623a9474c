"""The state store's decisions: what is requested, when it is asked again, what becomes a revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from durable_help import FOUND, NOW, article

from borderscraper.crawl import schedule
from borderscraper.crawl.clock import clock_from_settings, iso, parse
from borderscraper.crawl.state import (
    MIGRATIONS,
    SCHEMA_VERSION,
    StateError,
    StateLocked,
    StateStore,
    StateTooNew,
    StateUnwritable,
)
from borderscraper.export.check import problems
from borderscraper.export.jsonl import dataset_files, read_dataset
from borderscraper.newspaper import Newspaper

Opener = Callable[..., StateStore]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def keys(rows: object) -> list[str]:
    return [row.key for row in rows]  # type: ignore[attr-defined]


def test_discovered_articles_are_pending_until_they_are_finished(open_store: Opener) -> None:
    with open_store() as store:
        assert store.discover("1", "u1", FOUND, None, NOW)
        assert not store.discover("1", "u1", {"via": "related", "from": "u9", "depth": 1}, None, NOW)
        assert store.discover_many([("1", "u1", FOUND, None), ("2", "u2", FOUND, None)], NOW) == {"2"}
        assert keys(store.pending(NOW)) == ["1", "2"]
        assert store.finish(article(1), now=NOW) == "new"
    with open_store() as store:
        assert keys(store.pending(NOW)) == ["2"]
        row = store.known(["1", "2", "3"])["1"]
        assert (row.status, row.revision, row.discovered) == ("published", 1, FOUND)
        assert store.counts() == {"pending": 1, "published": 1, "failed": 0, "refused": 0, "gone": 0, "outbox": 1}


def test_pending_articles_survive_a_clock_that_goes_back(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        assert keys(store.pending(NOW - 300 * DAY)) == ["1"]


def test_many_keys_are_looked_up_at_once(open_store: Opener) -> None:
    with open_store() as store:
        store.discover_many(((str(n), f"u{n}", FOUND, None) for n in range(2000)), NOW)
        assert len(store.known(map(str, range(1000, 3000)))) == 1000
        assert len(list(store.pending(NOW))) == 2000


def test_what_is_discovered_meanwhile_is_not_pending(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        rows = store.pending(NOW)
        assert next(rows).key == "1"
        store.discover("2", "u2", FOUND, None, NOW)
        assert list(rows) == []


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"title": "Tiêu đề đã sửa"}, "changed"),
        ({"summary": "Sapo mới"}, "changed"),
        ({"text": "Nội dung khác."}, "changed"),
        ({"images": []}, "changed"),
        ({"modified_at": "2026-11-22T09:00:00+07:00"}, "changed"),
        ({"text": "Sáng 20/11,  tại cửa khẩu\nLào Cai, hàng hóa thông quan đều. "}, "unchanged"),
        ({"related": [{"url": "https://baolaocai.vn/x-post9.html"}], "tags": ["biên giới"]}, "unchanged"),
        ({"url": "https://baolaocai.vn/duong-dan-moi-post1.html"}, "unchanged"),
    ],
)
def test_what_makes_a_revision(open_store: Opener, change: dict[str, object], outcome: str) -> None:
    with open_store() as store:
        store.finish(article(1), now=NOW)
        again = article(1, **change)
        assert store.finish(again, now=NOW + HOUR) == outcome
        assert again.revision == (2 if outcome == "changed" else 1)
        assert again.first_seen_at == iso(NOW)
        assert store.get("1").url == again.url  # type: ignore[union-attr]
        assert store.waiting() == (2 if outcome == "changed" else 1)


def test_crawl_fields_are_filled(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", {"via": "related", "from": "u0", "depth": 2}, None, NOW)
        store.begin("1", '"e1"', "Mon, 23 Nov 2026 06:00:00 GMT")
        record = article(1)
        store.finish(record, now=NOW + HOUR)
        row = store.get("1")
        store.publish(NOW + HOUR)
        [published] = read_dataset(store.directory or "")
    assert row and row.validators == {"If-None-Match": '"e1"', "If-Modified-Since": "Mon, 23 Nov 2026 06:00:00 GMT"}
    assert published == record.model_dump()
    assert published["discovered"] == {"via": "related", "from": "u0", "depth": 2}
    assert published["first_seen_at"] == published["fetched_at"] == "2026-11-23T07:00:00Z"
    assert len(published["content_hash"]) == 64


def test_a_broken_character_does_not_lose_the_article(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        store.finish(article(1, text="nửa cặp \ud83d rồi hết"), now=NOW)
        store.publish(NOW)
    [record] = read_dataset(directory)
    assert record["text"] == "nửa cặp ? rồi hết"
    assert "bad-characters" in record["extraction"]["warnings"]


# -- when to ask again ------------------------------------------------------------------------------------------------


def test_revalidation_schedule() -> None:
    published = datetime(2026, 11, 1, 10, 17, tzinfo=UTC)
    asked = []
    moment = published
    while (point := schedule.next_check(published, moment)) is not None:
        moment = point
        asked.append(point - published)
    assert asked[:16] == [n * 3 * HOUR for n in range(1, 17)]
    assert asked[16:21] == [n * DAY for n in range(3, 8)]
    assert asked[21:] == [14 * DAY, 21 * DAY, 28 * DAY, 90 * DAY, 365 * DAY]


@pytest.mark.parametrize("age", [0, 1, 47, 48, 49, 24 * 7, 24 * 28, 24 * 90 - 1, 24 * 400])
def test_the_next_check_lies_ahead(age: int) -> None:
    anchor = datetime(2026, 1, 1, tzinfo=UTC)
    point = schedule.next_check(anchor, anchor + age * HOUR)
    assert point is None or point > anchor + age * HOUR


def test_due_articles(open_store: Opener) -> None:
    with open_store() as store:
        store.finish(article(1, published_at="2026-11-23T12:00:00+07:00"), now=NOW)  # an hour old
        store.finish(article(2, published_at="2026-11-10T12:00:00+07:00"), now=NOW)
        store.finish(article(3, published_at=None), now=NOW)
        assert keys(store.due(NOW)) == []
        assert keys(store.due(NOW + 3 * HOUR)) == ["1", "3"]
        assert keys(store.due(NOW + 7 * DAY)) == ["1", "2", "3"]
        assert keys(store.due(NOW + 7 * DAY, since=NOW - 2 * DAY)) == ["1", "3"]
        assert keys(store.due(NOW, everything=True)) == ["1", "2", "3"]
        store.unchanged("1", NOW + 3 * HOUR, '"e2"')
        assert keys(store.due(NOW + 3 * HOUR)) == ["3"]
        assert store.get("1").etag == '"e2"'  # type: ignore[union-attr]


def test_a_publication_time_in_the_future_does_not_delay_the_checks(open_store: Opener) -> None:
    with open_store() as store:
        store.finish(article(1, published_at="2031-01-01T00:00:00+07:00"), now=NOW)
        assert keys(store.due(NOW + 3 * HOUR)) == ["1"]


def test_failures_back_off_and_are_given_up_in_the_end(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        moment, waits = NOW, []
        while rows := list(store.pending(moment)):
            assert rows[0].key == "1"
            store.fail("1", "timeout: 60 s", moment)
            row = store.get("1")
            assert row
            if not row.next_at:
                break
            waits.append(parse(row.next_at) - moment)
            assert list(store.pending(moment)) == []
            moment = parse(row.next_at)
        assert tuple(waits) == schedule.BACK_OFF
        assert row.status == "failed" and row.reason == "timeout: 60 s"
        assert store.tally["failed/timeout"] == len(waits) + 1
        assert store.tally["given-up"] == 1
        # a later success is an ordinary one
        assert store.finish(article(1), now=moment) == "new"


def test_a_published_article_that_fails_stays_published(open_store: Opener) -> None:
    with open_store() as store:
        store.finish(article(1), now=NOW)
        store.fail("1", "http-503", NOW + DAY)
        row = store.get("1")
        assert row and (row.status, row.reason) == ("published", "http-503")
        assert keys(store.due(NOW + DAY + HOUR)) == ["1"]
        store.refuse("1", "soft-404", NOW + 2 * DAY)
        assert store.get("1").status == "published"  # type: ignore[union-attr]
        assert store.finish(article(1), now=NOW + 3 * DAY) == "unchanged"


def test_refusals_are_tried_seldom_but_passing_ones_soon(open_store: Opener) -> None:
    with open_store() as store:
        store.discover_many([("1", "u1", FOUND, None), ("2", "u2", FOUND, None)], NOW)
        store.refuse("1", "no-title", NOW)
        store.refuse("2", "challenge: Just a moment", NOW)
        assert keys(store.pending(NOW + HOUR)) == ["2"]
        assert keys(store.pending(NOW + 3 * DAY)) == ["1", "2"]
        assert store.tally["refused/no-title"] == store.tally["refused/challenge"] == 1


def test_while_stopping_nothing_has_failed(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        store.stopping = True
        store.fail("1", "cancelled", NOW)
        assert store.get("1").status == "pending"  # type: ignore[union-attr]


# -- removed and moved ------------------------------------------------------------------------------------------------


def test_a_removed_article_gets_one_tombstone_and_may_come_back(directory: Path) -> None:
    paper = Newspaper(name="baolaocai", title="Báo Lào Cai", domain="baolaocai.vn", province="Lào Cai")
    with StateStore.open(directory / "state.sqlite", paper, clock=lambda: NOW) as store:
        store.finish(article(1), now=NOW)
        tombstone = store.gone("1", 410, NOW + DAY)
        assert tombstone and tombstone.revision == 2 and tombstone.deleted_at == iso(NOW + DAY)
        assert (tombstone.newspaper_name, tombstone.province, tombstone.title) == ("Báo Lào Cai", "Lào Cai", None)
        assert store.gone("1", 404, NOW + 2 * DAY) is None
        assert keys(store.due(NOW + 30 * DAY)) == []
        back = article(1)
        assert store.finish(back, now=NOW + 3 * DAY) == "changed"
        assert back.revision == 3
        store.publish(NOW + 3 * DAY)
    assert [r["revision"] for r in read_dataset(directory)] == [1, 2, 3]
    assert list(problems(directory)) == []


def test_a_dead_link_is_no_tombstone(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        assert store.gone("1", 404, NOW) is None
        assert store.waiting() == 0
        assert list(store.pending(NOW + DAY)) == []
        # shown by a section again: asked for again, but not for each mention
        related = {"via": "related", "from": "u5", "depth": 1}
        assert not store.discover("1", "u1", related, None, NOW + 2 * DAY)
        assert store.discover("1", "u1", FOUND, None, NOW + 2 * DAY)
        assert not store.discover("1", "u1", FOUND, None, NOW + 2 * DAY)


def test_a_server_that_has_lost_everything_is_not_believed(open_store: Opener) -> None:
    with open_store() as store:
        for n in range(100):
            store.finish(article(n), now=NOW)
        for n in range(100):
            store.gone(str(n), 404, NOW + DAY)
        assert (store.tally["deleted"], store.tally["failed/mass-removal"]) == (20, 80)
        assert store.counts()["published"] == 80
    with open_store() as store:
        for n in range(20, 60):
            store.unchanged(str(n), NOW + 2 * DAY)
        for n in range(60, 90):
            store.gone(str(n), 404, NOW + 2 * DAY)
        assert store.tally["deleted"] == 30, "many may be removed where many are left"


def test_moved(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, None, NOW)
        store.moved("1", "u2")
        assert store.get("1").url == "u2"  # type: ignore[union-attr]


def test_an_unknown_article_is_an_error(open_store: Opener) -> None:
    with open_store() as store:
        for call in (store.unchanged, store.gone, lambda key: store.fail(key, "x"), lambda key: store.refuse(key, "x")):
            with pytest.raises(KeyError, match="article 77 is not known"):
                call("77")


# -- listings ---------------------------------------------------------------------------------------------------------

URL = "https://baolaocai.vn/kinh-te/"


def test_a_page_is_settled_only_below_a_complete_walk(open_store: Opener) -> None:
    since = NOW - 30 * DAY
    with open_store() as store:
        old = [(str(n), f"u{n}", FOUND, "2026-11-20T00:00:00+07:00") for n in range(10)]
        store.discover_many(old, NOW)
        page = [row[0] for row in old]
        # a run that was killed while paging: everything on the page is known, what stands below is not
        assert not store.settled(URL, page, since)
        store.walked(URL, started=NOW, since=since, etag='"l1"', now=NOW + HOUR)
        assert store.settled(URL, page, since)
        assert store.settled(URL, page, since + DAY)
        assert not store.settled(URL, page, since - DAY), "further back than it was walked"
        assert not store.settled(URL, page, None)
        assert not store.settled(URL, [], since)
        assert not store.settled(URL, [*page, "99"], since)
        # discovered after that walk, for example by a later one that was killed
        store.discover("99", "u99", FOUND, None, NOW + 2 * HOUR)
        assert not store.settled(URL, [*page, "99"], since)


def test_a_page_of_stories_published_during_the_walk_settles_nothing(open_store: Opener) -> None:
    with open_store() as store:
        store.discover("1", "u1", FOUND, iso(NOW + HOUR), NOW + HOUR)  # another section showed it meanwhile
        store.walked(URL, started=NOW, since=None, now=NOW + 2 * HOUR)
        assert not store.settled(URL, ["1"], None)


def test_a_settled_walk_keeps_the_floor_of_the_walk_it_stands_on(open_store: Opener) -> None:
    with open_store() as store:
        store.walked(URL, started=NOW, since=None, etag='"a"', now=NOW)
        store.walked(URL, started=NOW + DAY, since=NOW - 29 * DAY, etag='"b"', now=NOW + DAY)
        row = store.listing(URL)
        assert row and row.walked_since is None and row.etag == '"b"' and row.covers(None)
        assert row.validators == {"If-None-Match": '"b"'}


def test_a_listing_that_is_suddenly_empty(open_store: Opener) -> None:
    with open_store() as store:
        assert store.saw_listing(URL, 0), "a section without stories is no news"
        assert store.saw_listing(URL, 20)
        assert not store.saw_listing(URL, 0)
        assert not store.saw_listing(URL, 0), "it is said every time"
        assert store.saw_listing(URL, 3)
        assert store.tally["listing/emptied"] == 2


# -- files and schema -------------------------------------------------------------------------------------------------


def test_batches_by_count(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        store.batch_size = 10
        for n in range(25):
            store.finish(article(n), now=NOW)
        files = store.publish(NOW)
        assert store.publish(NOW) == [] and store.waiting() == 0
    assert [p.name for p in files] == [f"baolaocai-20261123T060000Z-000{n}.jsonl" for n in (1, 2, 3)]
    assert [r["id"] for r in read_dataset(directory)] == [f"baolaocai:{n}" for n in range(25)]


def test_file_names_never_go_back(open_store: Opener, directory: Path) -> None:
    for n, moment in enumerate([NOW, NOW, NOW - 300 * DAY, NOW + HOUR]):
        with open_store() as store:
            store.finish(article(1, text=f"bản {n}"), now=NOW)
            store.publish(moment)
    assert [p.name[10:] for p in dataset_files(directory)] == [
        "20261123T060000Z-0001.jsonl",
        "20261123T060000Z-0002.jsonl",
        "20261123T060000Z-0003.jsonl",
        "20261123T070000Z-0001.jsonl",
    ]
    assert [r["text"] for r in read_dataset(directory)] == [f"bản {n}" for n in range(4)]


def test_a_name_is_not_used_again_after_its_file_was_moved_away(open_store: Opener, directory: Path) -> None:
    names = set()
    for n in range(3):
        with open_store() as store:
            store.finish(article(n), now=NOW)
            [path] = store.publish(NOW)
            names.add(path.name)
            path.unlink()
    assert len(names) == 3


def test_the_state_is_rebuilt_from_the_files(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        for n in range(5):
            store.finish(article(n), now=NOW)
        store.finish(article(2, text="đã sửa"), now=NOW + HOUR)
        store.gone("3", 404, NOW + HOUR)
        store.publish(NOW + HOUR)
        before = {row.key: row for row in store.known(map(str, range(5))).values()}
    for path in directory.glob("state.sqlite*"):
        path.unlink()
    with open_store(NOW + 2 * HOUR) as store:
        after = store.known(map(str, range(5)))
        assert "read 7 records of 1 published files" in store.notes[0]
        for key, row in before.items():
            same = (
                "key",
                "url",
                "status",
                "revision",
                "content_hash",
                "published_at",
                "first_seen_at",
                "anchor",
                "next_at",
            )
            assert {n: getattr(after[key], n) for n in same} == {n: getattr(row, n) for n in same}
        assert store.finish(article(0), now=NOW + 2 * HOUR) == "unchanged"
        assert store.finish(article(2, text="sửa nữa"), now=NOW + 2 * HOUR) == "changed"
        store.publish(NOW + 2 * HOUR)
    assert list(problems(directory)) == []


def test_a_state_from_a_back_up_learns_what_was_published_since(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        store.finish(article(1), now=NOW)
        store.finish(article(2), now=NOW)
    backup = (directory / "state.sqlite").read_bytes()  # 1 and 2 wait in its outbox
    with open_store() as store:
        store.finish(article(2, text="đã sửa"), now=NOW + HOUR)
        store.finish(article(3), now=NOW + HOUR)
        store.publish(NOW + HOUR)
    (directory / "state.sqlite").write_bytes(backup)
    with open_store() as store:
        assert store.waiting() == 0
        assert store.get("2").revision == 2  # type: ignore[union-attr]
        store.publish(NOW + 2 * HOUR)
    assert list(problems(directory)) == []


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_schema_is_migrated(open_store: Opener, directory: Path, version: int) -> None:
    directory.mkdir()
    old = sqlite3.connect(directory / "state.sqlite")
    for script in MIGRATIONS[:version]:
        old.executescript(script)
    old.execute(f"PRAGMA user_version = {version}")
    old.execute(
        "INSERT INTO articles (key, url, status, revision, content_hash, first_seen_at, next_at, anchor, via, depth) VALUES "
        "('1', 'u1', 'published', 3, 'h', '2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z', '2026-11-01T00:00:00Z', 'section', 0)"
    )
    old.execute(
        "INSERT INTO outbox (key, revision, line) VALUES ('1', 3, ?)", (article(1, revision=3).model_dump_json(),)
    )
    old.commit()
    old.close()
    with open_store() as store:
        assert f"from schema version {version} to {SCHEMA_VERSION}" in store.notes[0]
        row = store.get("1")
        assert row and (row.revision, row.discovered_at) == (3, "2026-11-01T00:00:00Z")
        assert keys(store.due(NOW)) == ["1"]
        assert len(store.publish(NOW)) == 1
    with open_store() as store:
        assert store.notes == []


def test_an_empty_file_is_a_new_state(open_store: Opener, directory: Path) -> None:
    directory.mkdir()
    (directory / "state.sqlite").touch()
    with open_store() as store:
        assert store.notes == [] and store.counts()["published"] == 0


def test_a_newer_schema_is_refused_and_left_alone(open_store: Opener, directory: Path) -> None:
    open_store().close()
    with sqlite3.connect(directory / "state.sqlite") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(StateTooNew, match=f"schema version {SCHEMA_VERSION + 1}.*update"):
        open_store()
    assert not list(directory.glob("*.corrupt*"))


@pytest.mark.parametrize("how", ["garbage", "cut", "scratched", "foreign"])
def test_a_corrupt_state_is_kept_aside_and_rebuilt(open_store: Opener, directory: Path, how: str) -> None:
    with open_store() as store:
        for n in range(300):
            store.finish(article(n), now=NOW)
        store.publish(NOW)
        store.discover("900", "u900", FOUND, None, NOW)
    path = directory / "state.sqlite"
    data = bytearray(path.read_bytes())
    if how == "garbage":
        data[:] = b"not a database" * 1000
    elif how == "cut":
        del data[len(data) // 3 :]
    elif how == "scratched":
        data[4096 : 3 * 4096] = b"\xff" * 2 * 4096
    else:
        path.unlink()
        with sqlite3.connect(path) as foreign:
            foreign.execute("CREATE TABLE articles (something TEXT)")
        foreign.close()
    if how != "foreign":
        path.write_bytes(data)
    with open_store() as store:
        assert store.counts()["published"] == 300
        assert any("was corrupt" in note for note in store.notes)
        assert store.tally["state/corrupt"] == 1
        assert store.finish(article(5), now=NOW) == "unchanged"
    assert len(list(directory.glob("state.sqlite.corrupt-20261123T060000Z"))) == 1
    with open_store() as store:
        assert store.notes == []


def test_finished_records_of_a_corrupt_state_are_saved_where_readable(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        store.finish(article(1), now=NOW)
        store.publish(NOW)
        for n in (1, 2, 3):
            store.finish(article(n, text="đợi xuất bản"), now=NOW)
        store.discover("900", "u900", FOUND, None, NOW)
    with sqlite3.connect(directory / "state.sqlite") as db:
        # an index that does not fit its table: quick_check says so, the table itself reads well
        db.execute("PRAGMA writable_schema = ON")
        db.execute("DELETE FROM articles WHERE key = '2'")
        db.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'articles_next'")
    db.close()
    with open_store() as store:
        assert any("was corrupt" in note for note in store.notes), store.notes
        assert keys(store.pending(NOW)) == ["900"]
        assert store.waiting() == 3
        store.publish(NOW)
    assert sorted((r["id"], r["revision"]) for r in read_dataset(directory)) == [
        ("baolaocai:1", 1),
        ("baolaocai:1", 2),
        ("baolaocai:2", 1),
        ("baolaocai:3", 1),
    ]


def test_a_state_that_another_program_locks(open_store: Opener, directory: Path) -> None:
    open_store().close()
    other = sqlite3.connect(directory / "state.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StateLocked, match="another program holds the state"), open_store(timeout=0.05) as store:
            store.discover("1", "u1", FOUND, None, NOW)
    finally:
        other.close()


def test_a_state_of_another_newspaper(open_store: Opener, directory: Path) -> None:
    open_store().close()
    with pytest.raises(StateError, match="is the state of baolaocai, not of baohagiang"):
        StateStore.open(directory / "state.sqlite", "baohagiang")


def test_a_torn_published_file_is_named(open_store: Opener, directory: Path) -> None:
    directory.mkdir()
    (directory / "baolaocai-20261101T000000Z-0001.jsonl").write_text('{"id": "baolaocai:1"')
    with pytest.raises(StateError, match=r"0001.jsonl, line 1: expected one JSON record"):
        open_store()


def test_after_a_failed_write_nothing_is_half_done(open_store: Opener, directory: Path) -> None:
    with open_store() as store:
        store.finish(article(1), now=NOW)
        store.commit()
        store._db.execute("PRAGMA max_page_count = 12")
        with pytest.raises(StateUnwritable, match="full"):
            for n in range(2, 500):
                store.finish(article(n, text="x" * 5000), now=NOW)
        with pytest.raises(StateUnwritable):
            store.discover("900", "u900", FOUND, None, NOW)
    with open_store() as store:
        counts = store.counts()
        assert counts["published"] == counts["outbox"] >= 1
        store.publish(NOW)
        store.finish(article(499), now=NOW)
        store.publish(NOW)
    assert list(problems(directory)) == []


def test_in_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with StateStore.open(":memory:", "baolaocai") as store:
        store.finish(article(1), now=NOW)
        assert store.publish(NOW) == [] and store.waiting() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_mark_of_a_run_that_never_ended(open_store: Opener) -> None:
    with open_store() as store:
        assert store.begin_run({"run": "a"}) is None
    with open_store() as store:
        assert store.begin_run({"run": "b"}) == {"run": "a"}
        store.end_run()
    with open_store() as store:
        assert store.begin_run({"run": "c"}) is None


def test_the_pretended_clock() -> None:
    clock = clock_from_settings({"BORDERSCRAPER_NOW": "2026-11-23T13:00:00+07:00"})
    assert timedelta(0) <= clock() - NOW < timedelta(minutes=5)
    with pytest.raises(ValueError, match="expected an ISO 8601 time"):
        clock_from_settings({"BORDERSCRAPER_NOW": "hôm qua"})
