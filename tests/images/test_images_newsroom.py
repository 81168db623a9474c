"""Whole newsrooms crawled by the real command with pictures on, held against the answer key; killed and gone on."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from images_site import stored
from PIL import Image

from borderscraper.crawl.images_state import complete, late_files, read_late
from borderscraper.export.check import problems
from borderscraper.export.jsonl import read_dataset
from borderscraper.newsroom.images import BAD, STORED
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import Running, start_in_thread

ROOT = Path(__file__).parents[2]


def command(running: Running, output: Path, *more: str) -> list[str]:
    settings = {
        "BORDERSCRAPER_HOSTS": json.dumps(running.hosts),
        "BORDERSCRAPER_NOW": running.room.now.isoformat(),
        "BORDERSCRAPER_OUTPUT": output,
        "IMAGES_STORE": "{output}/images",
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": 0,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    }
    flags = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "crawl", "baolaocai", "-a", "since=all", *more, *flags]


def crawl(running: Running, output: Path, *more: str) -> dict[str, Any]:
    """Run it to its end; returns the run report."""
    done = subprocess.run(command(running, output, *more), cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads((output / "baolaocai" / "runs.jsonl").read_text().splitlines()[-1])
    return report


def served(running: Running, url: str) -> bytes:
    parts = urlsplit(url)
    return running.find(parts.hostname or "", parts.path)[0].body


def check_files(records: list[dict[str, Any]], output: Path) -> None:
    """Every file is whole and has its content's name; every file that a record names is there."""
    files = stored(output)
    for path, body in files.items():
        sha = hashlib.sha256(body).hexdigest()
        assert path.startswith(f"{sha[:2]}/{sha}."), path
        Image.open(io.BytesIO(body)).load()
    for record in records:
        for image in record["images"]:
            if image["path"]:
                assert len(files[image["path"]]) == image["bytes"] and image["sha256"] in image["path"]


@pytest.mark.slow
def test_every_picture_of_the_answer_key_is_on_disk(tmp_path: Path) -> None:
    with start_in_thread(Newsroom(1, 120, bad_images=True, crawl_delay=None)) as running:
        report = crawl(running, tmp_path)
        records = {record["id"]: record for record in read_dataset(tmp_path / "baolaocai")}
        check_files(list(records.values()), tmp_path)
        seen: dict[str, set[str]] = {}
        asked = {
            hit.path for hit in running.requests if hit.host.startswith("cdn.") and hit.path.startswith("/images/")
        }
        wanted, paths = 0, {}
        for n in running.room.alive():
            answer = running.room.answer(n)
            got = records[answer.id]["images"]
            assert [i["url"] for i in got] == [i.url for i in answer.images]
            for image, expected in zip(got, answer.images, strict=True):
                assert (image["caption"], image["credit"]) == (expected.caption, expected.credit)
                name = urlsplit(expected.url).path.rpartition("/")[2]
                bad = name.split("-")[1] if name.startswith("loi-") else None
                if bad and bad not in STORED:
                    assert image["path"] is None and image["sha256"] is None
                    seen.setdefault(bad, set()).add(image["error"].partition(":")[0])
                    continue
                wanted += 1
                body = served(running, expected.url)
                paths.setdefault(hashlib.sha256(body).hexdigest(), set()).add(image["path"])
                assert image["sha256"] == hashlib.sha256(body).hexdigest() and image["error"] is None
                assert (tmp_path / "images" / image["path"]).read_bytes() == body
                assert (image["width"], image["height"]) == Image.open(io.BytesIO(body)).size
                if bad:
                    kind = "jpeg" if bad == "extension" else bad
                    assert image["format"] == kind and image["path"].endswith("." + ("jpg" if kind == "jpeg" else kind))
                    seen.setdefault(bad, set()).add("stored")
        assert seen == {
            bad: {"stored" if bad in STORED else {"missing": "http-404", "logo": "placeholder"}.get(bad, bad)}
            for bad in BAD
        }
        assert wanted > 200 and all(len(found) == 1 for found in paths.values())
        assert len(stored(tmp_path)) == len(paths) < wanted, "shared pictures are one file"
        # nothing but the articles' pictures (and the smaller sizes of bad ones): no thumbnails of boxes, icons, logos
        named = {urlsplit(i["url"]).path for r in records.values() for i in r["images"]}
        assert named <= asked and not [path for path in asked - named if "/loi-" not in path]
        assert report["images"]["stored"] + report["images"].get("same_bytes", 0) >= len(paths)

        running.forget()
        again = crawl(running, tmp_path, "-a", "refresh=all")
        assert [path for path in running.paths("cdn.baolaocai.vn") if path != "/robots.txt"] == []
        assert again["outcomes"]["changed"] == again["outcomes"]["new"] == 0 and "requested" not in again["images"]


@pytest.mark.slow
def test_killed_at_any_moment_no_file_is_half_and_no_record_names_a_missing_one(tmp_path: Path) -> None:
    rng = random.Random(5)
    with start_in_thread(Newsroom(4, 50, crawl_delay=None)) as running:
        kills = 0
        for _ in range(4):
            before = sum(len(files) for *_, files in os.walk(tmp_path / "images"))
            process = subprocess.Popen(command(running, tmp_path), cwd=ROOT, stderr=subprocess.DEVNULL)
            goal, end = before + rng.randint(1, 12), time.monotonic() + 60
            while process.poll() is None and time.monotonic() < end:
                if sum(len(files) for *_, files in os.walk(tmp_path / "images")) >= goal:
                    time.sleep(rng.random() * 0.01)
                    break
                time.sleep(0.002)
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
            records = list(read_dataset(tmp_path / "baolaocai"))
            files = {path: body for path, body in stored(tmp_path).items() if not path.startswith(".tmp/")}
            for path, body in files.items():
                assert hashlib.sha256(body).hexdigest() in path, "a half-written file"
            for record in records:
                for image in record["images"]:
                    assert not image["path"] or image["path"] in files, "a record names a file that is not there"
        assert kills >= 3
        crawl(running, tmp_path)
        records = list(read_dataset(tmp_path / "baolaocai"))
        assert not list(problems(tmp_path / "baolaocai"))
        assert {r["id"] for r in records} == {running.room.answer(n).id for n in running.room.alive()}
        assert all(image["path"] for record in records for image in record["images"])
        check_files(records, tmp_path)
        assert not late_files(tmp_path / "baolaocai"), "what was killed comes again whole, nothing is late"


@pytest.mark.slow
def test_a_kill_while_a_file_is_written_leaves_no_file(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from borderscraper.crawl import images
store = images.LocalStore(sys.argv[1])
store.empty_temporary("baolaocai")
store._write(store._get_filesystem_path("aa/first.jpg"), memoryview(b"x" * 100_000))
images.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
store._write(store._get_filesystem_path("aa/second.jpg"), memoryview(b"x" * 100_000))
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, timeout=60)
    assert done.returncode == -signal.SIGKILL
    left = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert len(left) == 2 and left[0].startswith(".tmp/baolaocai/") and left[1] == "aa/first.jpg"
    from borderscraper.crawl.images import LocalStore

    LocalStore(tmp_path).empty_temporary("baolaocai")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["first.jpg"]


@pytest.mark.slow
def test_a_stop_does_not_wait_for_all_pictures(tmp_path: Path) -> None:
    """SIGTERM: the articles under way are published with what could be had; the next run brings the rest."""
    with start_in_thread(Newsroom(6, 30, crawl_delay=None)) as running:
        slow = running.faults.add("slow", host="^cdn", path="^/images/", seconds=0.7)
        process = subprocess.Popen(command(running, tmp_path), cwd=ROOT, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 60
        while slow.hits < 6 and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == 143, errors
        asked = slow.hits
        first = list(read_dataset(tmp_path / "baolaocai"))
        errors_said = {i["error"] for r in first for i in r["images"] if not i["path"]}
        assert first and errors_said == {"stopped"} and asked < 40
        running.faults.clear()
        report = crawl(running, tmp_path)
        assert report["images"]["late"] >= 1
        records = list(read_dataset(tmp_path / "baolaocai"))
        late = {line["url"]: line for file in late_files(tmp_path / "baolaocai") for line in read_late(file)}
        assert all(complete(r, late)["images"][k]["path"] for r in records for k in range(len(r["images"])))
        assert {r["revision"] for r in records} == {1}, "an added file is no new revision"
