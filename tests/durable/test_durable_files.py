"""Dataset files, the lock and the run reports."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from durable_help import NOW, article
from rich.console import Console

from borderscraper.commands import state as command
from borderscraper.crawl import report
from borderscraper.crawl.lock import LockHeld, NewspaperLock
from borderscraper.crawl.state import StateStore
from borderscraper.export import jsonl
from borderscraper.export.check import problems


def test_a_file_appears_whole_and_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a-20261123T060000Z-0001.jsonl"
    jsonl.write_file(path, ['{"id": "a:1"}', '{"id": "a:2"}'])
    with pytest.raises(FileExistsError):
        jsonl.write_file(path, ['{"id": "a:3"}'])
    assert path.read_text() == '{"id": "a:1"}\n{"id": "a:2"}\n'
    assert list(tmp_path.iterdir()) == [path]


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a-20261123T060000Z-0001.jsonl"
    jsonl.write_file(path, ['{"id": "a:1"}'])
    with pytest.raises(FileExistsError):
        jsonl.write_file(path, ['{"id": "a:3"}'])
    assert path.read_text() == '{"id": "a:1"}\n' and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_disk_that_does_not_take_it_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        jsonl.write_file(tmp_path / "a-20261123T060000Z-0001.jsonl", ['{"id": "a:1"}'])
    assert list(tmp_path.iterdir()) == []


def test_records_stay_in_the_outbox_when_their_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from borderscraper.crawl.state import StateUnwritable

    real = os.link
    with StateStore.open(tmp_path / "baolaocai" / "state.sqlite", "baolaocai") as store:
        store.finish(article(1), now=NOW)
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EROFS, "Read-only file system")))
        with pytest.raises(StateUnwritable, match="Read-only"):
            store.publish(NOW)
        assert store.waiting() == 1
        monkeypatch.setattr(os, "link", real)
        assert len(store.publish(NOW)) == 1 and store.waiting() == 0
    assert list(problems(tmp_path / "baolaocai")) == []


def test_order_and_other_files(tmp_path: Path) -> None:
    names = [
        "a-20261123T060000Z-0002.jsonl",
        "a-20261123T060000Z-10000.jsonl",
        "a-20251123T060000Z-0009.jsonl",
        "runs.jsonl",
        "a-notes.jsonl",
        "b-20251123T060000Z-0001.jsonl",
        ".a-20251123T060000Z-0001.jsonl.tmp",
    ]
    for name in names:
        (tmp_path / name).touch()
    assert [p.name for p in jsonl.dataset_files(tmp_path, "a")] == [names[2], names[0], names[1]]
    assert jsonl.remove_leftovers(tmp_path, "a") == [names[6]]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"id": "a:1"'], "line 1: expected one JSON record"),
        (["[1]"], "expected a record with an `id`"),
        ([article(1).model_dump_json(), article(1).model_dump_json()], "revision 1 again, expected 2"),
        ([article(1, revision=2).model_dump_json()], "revision 2 without those before it, expected 1"),
        ([article(1).model_dump_json().replace('"title"', '"tilte"')], "not a record"),
    ],
)
def test_the_check_finds(tmp_path: Path, lines: list[str], said: str) -> None:
    (tmp_path / "a-20261123T060000Z-0001.jsonl").write_text("\n".join(lines) + "\n")
    found = list(problems(tmp_path, "a"))
    assert len(found) == 1 and said in found[0] and "0001.jsonl" in found[0]


def test_the_check_finds_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "a-20261123T060000Z-0001.jsonl"
    path.write_text(article(1).model_dump_json())
    assert list(problems(tmp_path, "a")) == [f"{path.name}: empty, or its last line is torn"]


# -- the lock ---------------------------------------------------------------------------------------------------------


def test_the_lock_says_who_holds_it(tmp_path: Path) -> None:
    with NewspaperLock(tmp_path, NOW), pytest.raises(LockHeld) as held:
        NewspaperLock(tmp_path)
    assert held.value.holder["pid"] == os.getpid()
    assert f"process {os.getpid()} on" in str(held.value) and "since 2026-11-23T06:00:00Z" in str(held.value)
    with NewspaperLock(tmp_path):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    pid = os.fork()
    if not pid:
        NewspaperLock(tmp_path)
        os._exit(9)
    os.waitpid(pid, 0)
    assert json.loads((tmp_path / ".lock").read_text())["pid"] == pid
    NewspaperLock(tmp_path).release()


def test_an_unreadable_lock_file_is_still_a_lock(tmp_path: Path) -> None:
    with NewspaperLock(tmp_path):
        (tmp_path / ".lock").write_text("{")
        with pytest.raises(LockHeld, match=r"process \? on \?"):
            NewspaperLock(tmp_path)


# -- the run report ---------------------------------------------------------------------------------------------------


def test_reports_are_appended_and_torn_lines_left_out(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    assert list(report.read_reports(path)) == []
    report.append(path, {"run": 1})
    with path.open("a") as file:
        file.write('{"run": 2, "outco')
    report.append(path, {"run": 3})
    assert [run["run"] for run in report.read_reports(path)] == [1, 3]
    assert path.read_text().endswith('{"run":3}\n')


def test_coverage() -> None:
    coverage = report.Coverage()
    assert coverage.shares() == {}
    coverage.add(article(1, summary="Sapo", authors=["A"]))
    plain = article(2, published_at=None, images=[], text="")
    plain.extraction.warnings = ["no-date: header clock only", "no-date", "odd-image: x"]
    coverage.add(plain)
    shares = coverage.shares()
    assert (shares["title"], shares["text"], shares["published_at"], shares["captions"]) == (1.0, 0.5, 0.5, 0.0)
    assert coverage.warnings == {"no-date": 2, "odd-image": 1}


def test_the_table_shows_what_happened() -> None:
    tally = {"discovered": 3, "new": 2, "refused/soft-404": 1, "failed/http-500": 4, "listing/read": 2}
    stats = {
        "downloader/request_count": 9,
        "downloader/response_status_count/200": 5,
        "downloader/response_status_count/500": 4,
        "downloader/exception_type_count/twisted.internet.error.TimeoutError": 1,
    }
    said: dict[str, Any] = {
        "newspaper": "baolaocai",
        **report.outcomes(tally),
        **report.requests(stats),
        "seconds": 2.0,
        "articles_per_second": 1.0,
        "coverage": {"title": 1.0},
        "warnings": {"no-date": 2},
        "waiting": {"pending": 4},
        "files": ["baolaocai-20261123T060000Z-0001.jsonl"],
        "notes": [],
        "exit_status": 0,
        "why": "",
    }
    out = io.StringIO()
    report.show(said, Console(file=out, width=120))
    for words in (
        "2 new",
        "1 soft-404",
        "4 http-500",
        "9 (5 × 200, 4 × 500)",
        "1 TimeoutError",
        "title 100%",
        "2 no-date",
    ):
        assert words in out.getvalue()
    assert "2 new, 0 changed" in report.progress(said)


# -- scrapy state -----------------------------------------------------------------------------------------------------


def test_state_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = tmp_path / "baolaocai"
    with StateStore.open(directory / "state.sqlite", "baolaocai") as store:
        for n in range(3):
            store.finish(article(n), now=NOW)
        store.publish(NOW)
        store.finish(article(1, text="đã sửa"), now=NOW)
        store.discover("9", "u9", {"via": "section", "from": None, "depth": 0}, None, NOW)
        store.fail("9", "http-500", NOW)
    assert command.check(directory, "baolaocai", NOW) == 0
    assert "1 files, 3 articles, 3 records: no problems" in capsys.readouterr().out
    assert command.show(directory, "baolaocai", NOW) == 0
    shown = capsys.readouterr().out
    assert "1 failed, 3 published" in shown and "1 × http-500, for example u9" in shown

    # what was finished is published before the old state is set aside
    assert command.rebuild(directory, "baolaocai", NOW) == 0
    assert "state.sqlite.old-20261123T060000Z" in capsys.readouterr().out
    assert command.check(directory, "baolaocai", NOW) == 0
    assert "2 files, 3 articles, 4 records" in capsys.readouterr().out

    with StateStore.open(directory / "state.sqlite", "baolaocai") as store:
        store._db.execute("UPDATE articles SET revision = 7 WHERE key = '2'")
    assert command.check(directory, "baolaocai", NOW) == 1
    assert "baolaocai:2: revision 7 in the state, 1 in the files" in capsys.readouterr().out
