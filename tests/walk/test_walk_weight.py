"""A newspaper whose pages are as heavy as live ones: a crawl finds what it finds on light pages, and nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.room import WEIGHTS, Newsroom
from borderscraper.newsroom.server import start_in_thread

Crawl = Callable[..., Any]


def walked(crawl: Crawl, output: Path, weight: str, **arguments: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Crawl a small room: its records by id, and the articles it was asked for."""
    room = Newsroom(seed=11, articles=90, crawl_delay=None, weight=weight)
    with start_in_thread(room) as running:
        settings = {"BORDERSCRAPER_HOSTS": json.dumps(running.hosts), "BORDERSCRAPER_NOW": room.now.isoformat()}
        done = crawl(settings={**settings, "BORDERSCRAPER_OUTPUT": str(output / weight)}, **arguments)
        asked = sorted(path for path in running.paths(room.host) if "-post" in path)
    assert done.error is None
    records = {record["id"]: record for record in done.records}
    assert len(records) == len(done.records), "twice"
    key = {answer.id: answer for answer in room.answers()}
    assert [f"{i} {line}" for i, record in records.items() for line in differences(record, key[i])] == []
    if arguments["since"] == "all":
        assert set(records) == set(key)
    return records, asked


def test_the_whole_newspaper_is_as_the_answer_key_says(crawl: Crawl, tmp_path: Path) -> None:
    walked(crawl, tmp_path / "output", "real", since="all")


def test_what_is_related_is_followed_and_the_side_column_is_not(crawl: Crawl, tmp_path: Path) -> None:
    light, real = (
        walked(crawl, tmp_path / "output", weight, since="15d", sections="bien-phong", related_depth="1")
        for weight in WEIGHTS
    )
    assert 10 < len(light[0]) < 60  # a side column would lead to the rest
    assert real[1] == light[1]
    assert {i: r["discovered"]["via"] for i, r in real[0].items()} == {i: r["discovered"]["via"] for i, r in light[0].items()}  # fmt: skip
