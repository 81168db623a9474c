"""Pictures of a crawl: stored once, with their facts; what happens to bad, late, forbidden and shared ones."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import imagehash
import pytest
from images_site import CDN, drawing, stored
from PIL import Image

from borderscraper.crawl.images_state import complete, late_files, read_late

LATER = {"BORDERSCRAPER_NOW": "2099-01-01T00:00:00Z"}


def test_a_picture_lies_beside_its_record(site: Any, crawl: Any, output: Path, published: Any) -> None:
    body = drawing(1, (300, 200))
    site.picture("anh.jpg", body)
    site.add(1, "anh.jpg")
    crawl()
    (record,) = published()
    (image,) = record["images"]
    sha = hashlib.sha256(body).hexdigest()
    assert image["path"] == f"{sha[:2]}/{sha}.jpg" and image["sha256"] == sha
    assert (image["bytes"], image["width"], image["height"], image["format"]) == (len(body), 300, 200, "jpeg")
    assert image["phash"] == str(imagehash.phash(Image.open(io.BytesIO(body)))) and len(image["phash"]) == 16
    assert image["error"] is None
    assert image["caption"] == "Ảnh số 1 của bài 1. Ảnh: Mạnh Hà" and image["credit"] == "Mạnh Hà"
    assert stored(output) == {image["path"]: body}


def test_nothing_is_fetched_twice(site: Any, crawl: Any, output: Path, published: Any) -> None:
    """Not by two articles of a run, not by a later run, not by a new revision, not after the state was lost."""
    site.picture("chung.jpg", drawing(1))
    site.add(1, "chung.jpg")
    site.add(2, "chung.jpg")
    crawl()
    assert site.pictures_asked == ["chung.jpg"]
    name, page = next((n, p) for n, p in site.pages.items() if n.endswith("post1.html"))
    site.pages[name] = page.replace("công việc đã xong".encode(), "lúa đã về kho".encode())
    site.add(3, "chung.jpg")
    second = crawl(settings=LATER, refresh="all")
    assert second.stats["image/known"] == 3 and "image/requested" not in second.stats
    assert sorted((r["id"], r["revision"]) for r in published()[2:]) == [("baolaocai:1", 2), ("baolaocai:3", 1)]
    for file in (output / "baolaocai").glob("images.sqlite*"):
        file.unlink()
    site.add(4, "chung.jpg")
    crawl()
    assert site.pictures_asked == ["chung.jpg"]
    assert len({r["images"][0]["path"] for r in published()}) == 1 and not late_files(output / "baolaocai")


def test_same_bytes_are_one_file(site: Any, crawl: Any, output: Path) -> None:
    site.picture("mot/anh.jpg", drawing(1))
    site.picture("hai/khac.png", drawing(1))
    site.add(1, "mot/anh.jpg")
    site.add(2, "hai/khac.png")
    run = crawl()
    assert run.image(1).path == run.image(2).path and run.image(2).path.endswith(".jpg")
    assert len(stored(output)) == 1 and run.stats["image/same_bytes"] == 1


def test_the_next_rendition_when_the_largest_fails(site: Any, crawl: Any, output: Path) -> None:
    site.picture("lon.jpg", (404, {}, b""))
    site.picture("vua.jpg", b"<html>khong co anh</html>")
    site.picture("nho.jpg", drawing(1, (200, 100)))
    site.add(
        1,
        f'<img data-large-src="https://{CDN}/lon.jpg" data-src="https://{CDN}/vua.jpg" src="https://{CDN}/nho.jpg">',
    )
    run = crawl()
    image = run.image(1)
    assert image.url == f"https://{CDN}/lon.jpg", "the record's address does not depend on the weather"
    assert (image.width, image.error) == (200, None)
    assert site.pictures_asked == ["lon.jpg", "vua.jpg", "nho.jpg"]
    assert run.stats["image/fallback"] == 1
    assert crawl(refresh="all").stats.get("image/requested") is None
    assert len(stored(output)) == 1


def _bomb() -> bytes:
    """A PNG of 60,000 × 60,000 pixels that holds a few bytes of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    side = (60_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "html": (200, {"Content-Type": "image/jpeg"}, "<!DOCTYPE html><p>Không tìm thấy".encode()),
    "truncated": drawing(1)[:-400],
    "empty": b"",
    "bomb": _bomb(),
    "svg": (200, {"Content-Type": "image/svg+xml"}, SVG),
    "not-an-image": b"\x00\x01\x02 PDF or something" * 20,
    "too-small": drawing(1, (20, 300)),
    "http-404": None,
    "http-403": (403, {}, b""),
    "placeholder": (302, {"Location": f"https://{CDN}/assets/logo.png"}, b""),
    "redirect-loop": (302, {"Location": f"https://{CDN}/redirect-loop.jpg"}, b""),
    "robots": drawing(1),
    "off-site": (302, {"Location": "https://tctshop.com/anh.jpg"}, b""),
    "robots-unreachable": (302, {"Location": "https://anh.bao-khac.vn/anh.jpg"}, b""),
}


def test_each_bad_picture_has_its_decided_result(site: Any, crawl: Any, output: Path, published: Any) -> None:
    site.pages[f"{CDN}/robots.txt"] = b"User-agent: *\nDisallow: /robots.jpg\n"
    site.picture("assets/logo.png", drawing(9, (120, 40), "PNG"))
    site.picture("tot.jpg", drawing(2))
    for code, answer in BAD.items():
        if answer is not None:
            site.picture(f"{code}.jpg", answer)
    site.add(1, "tot.jpg", *(f"{code}.jpg" for code in BAD))
    run = crawl()
    (record,) = published()
    good, *bad = record["images"]
    assert good["path"] and [i["error"].partition(":")[0] for i in bad] == list(BAD)
    assert not any(i["path"] or i["sha256"] for i in bad)
    assert list(stored(output)) == [good["path"]]
    assert {k.rpartition("/")[2] for k in run.stats if k.startswith("image/error/")} == set(BAD)
    assert "robots.jpg" not in site.pictures_asked
    assert run.ending.status == 0, "missing pictures are no failure of the crawl"
    again = crawl(refresh="all")
    assert "image/requested" not in again.stats, "each waits for its time"


def test_every_other_kind_is_kept_as_it_is(site: Any, crawl: Any, output: Path) -> None:
    frames = [Image.open(io.BytesIO(drawing(n))) for n in (1, 2, 3)]
    gif = io.BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:], duration=100)
    bodies = {
        "gif": gif.getvalue(),
        "webp": drawing(4, form="WEBP"),
        "avif": drawing(5, form="AVIF"),
        "png": drawing(6, form="PNG"),
        "jpg": drawing(7, progressive=True),
    }
    for form, body in bodies.items():
        site.picture(f"sai-{form}.tiff", body)
    site.add(1, *(f"sai-{form}.tiff" for form in bodies))
    images = crawl().items[1].images
    assert [i.format for i in images] == ["gif", "webp", "avif", "png", "jpeg"]
    assert [i.path.rpartition(".")[2] for i in images] == list(bodies), "the true extension"
    assert list(bodies.values()) == [stored(output)[i.path] for i in images], "the original bytes"


@pytest.mark.slow
def test_redirects_to_one_picture_for_all_are_placeholders(site: Any, crawl: Any) -> None:
    """Neither small nor named like one: it shows by the second address that leads there."""
    site.picture("chung.jpg", drawing(1, (640, 480)))
    site.picture("moi/anh-b.jpg", drawing(2, (640, 480)))
    site.picture("a1.jpg", (302, {"Location": f"https://{CDN}/chung.jpg"}, b""))
    site.picture("a2.jpg", (302, {"Location": f"https://{CDN}/chung.jpg"}, b""))
    site.picture("cu/anh-b.jpg", (301, {"Location": f"https://{CDN}/moi/anh-b.jpg"}, b""))
    site.add(1, "a1.jpg")
    crawl(1)
    site.add(2, "a2.jpg", "cu/anh-b.jpg")
    images = crawl(2).items[2].images
    assert images[0].error == f"placeholder: https://{CDN}/chung.jpg"
    assert images[1].path, "a picture that moved keeps its name"


def test_a_late_picture_is_published_beside_the_dataset(site: Any, crawl: Any, output: Path, published: Any) -> None:
    site.picture("cham.jpg", (503, {}, b""))
    site.picture("tot.jpg", drawing(2))
    site.add(1, "cham.jpg", "tot.jpg")
    site.add(2, "cham.jpg")
    first = crawl()
    assert first.image(1).error == "http-503" and first.image(1, 1).path
    crawl(1, settings={"BORDERSCRAPER_NOW": "2030-01-01T00:00:00Z"})
    before = published()
    site.picture("cham.jpg", drawing(1))
    third = crawl(1, settings=LATER)
    assert third.stats["image/late"] == 1
    assert published() == before, "a file alone is no new revision"
    (file,) = late_files(output / "baolaocai")
    (line,) = read_late(file)
    sha = hashlib.sha256(drawing(1)).hexdigest()
    assert line["url"] == f"https://{CDN}/cham.jpg" and line["articles"] == ["baolaocai:1", "baolaocai:2"]
    assert line["path"] == f"{sha[:2]}/{sha}.jpg" and (output / "images" / line["path"]).read_bytes() == drawing(1)
    joined = [complete(record, {line["url"]: line}) for record in published()]
    assert [i["sha256"] for r in joined for i in r["images"] if i["url"] == line["url"]] == [sha, sha]
    assert not any(i["error"] for r in joined for i in r["images"])
    # once: not by the next run, not after the state was lost
    crawl(1, settings=LATER)
    for path in (output / "baolaocai").glob("images.sqlite*"):
        path.unlink()
    asked = len(site.pictures_asked)
    crawl(1, settings=LATER)
    assert late_files(output / "baolaocai") == [file] and len(site.pictures_asked) == asked


@pytest.mark.slow
def test_pictures_turned_on_later_are_late_pictures(site: Any, crawl: Any, output: Path) -> None:
    for n in range(5):
        site.picture(f"{n}.jpg", drawing(n))
        site.add(n + 1, f"{n}.jpg")
    off = crawl(settings={"IMAGES_STORE": ""})
    assert site.pictures_asked == [] and not (output / "images").exists()
    assert off.image(1).path is None and off.image(1).error is None
    some = crawl(1, settings={"BORDERSCRAPER_IMAGES_LATE_MAX": 2})
    assert some.stats["image/late"] == 1 + 2, "that of the article asked for, and two more"
    crawl(1)
    lines = [line for file in late_files(output / "baolaocai") for line in read_late(file)]
    assert len(lines) == 5 and len(stored(output)) == 5


def test_resized_copies_within_an_article_name_one_file(site: Any, crawl: Any) -> None:
    site.picture("tai-len/1.jpg", drawing(1, (300, 200)))
    site.picture("goc/2.jpg", drawing(1, (600, 400)))
    site.picture("khac.jpg", drawing(2, (600, 400)))
    site.add(1, "tai-len/1.jpg", "goc/2.jpg", "khac.jpg")
    small, large, other = crawl().items[1].images
    assert small.path == large.path != other.path
    assert (small.width, small.url) == (600, f"https://{CDN}/tai-len/1.jpg")


@pytest.mark.slow
def test_limits_in_bytes(site: Any, crawl: Any) -> None:
    noise = io.BytesIO()
    Image.frombytes("L", (200, 200), random.Random(1).randbytes(40_000)).save(noise, "PNG")
    big = noise.getvalue()
    small = drawing(2)
    assert len(big) > 3 * len(small)
    site.picture("to.png", big)
    site.picture("nho.jpg", small)
    site.add(1, "to.png", "nho.jpg")
    one = crawl(settings={"BORDERSCRAPER_IMAGES_MAX_SIZE": len(big) - 1})
    assert one.image(1).error.startswith("too-big") and one.image(1, 1).path
    for n in range(2, 8):
        site.picture(f"{n}.jpg", drawing(n + 20))
        site.add(n, f"{n}.jpg")
    run = crawl(2, 3, 4, 5, 6, 7, images_max_bytes=str(len(drawing(22)) + len(drawing(23)) + 10))
    fetched = [n for n in range(2, 8) if run.image(n).path]
    assert len(fetched) in (1, 2) and run.stats["image/bytes"] <= len(drawing(22)) + len(drawing(23)) + 10
    assert {run.image(n).error for n in range(2, 8) if n not in fetched} == {"budget"}
    assert "image/requested" not in crawl(2, images_max_bytes="0").stats
    rest = crawl(2)
    assert rest.stats["image/late"] == 6 - len(fetched), "the next run goes on"
    assert "image/requested" not in crawl(2).stats


@pytest.mark.slow
def test_a_page_is_not_kept_waiting_by_pictures(site: Any, crawl: Any) -> None:
    site.seconds = 0.06
    for n in range(1, 9):
        site.picture(f"{n}.jpg", drawing(n))
        site.picture(f"{n}b.jpg", drawing(n + 50))
        site.add(n, f"{n}.jpg", f"{n}b.jpg")
    run = crawl()
    assert site.most_open == 1, "one picture at a time a host"
    assert len(stored_by(run)) == 16
    pages = [n for n, name in enumerate(site.log) if name.startswith("baolaocai.vn/tin")]
    behind = [name for name in site.log[: pages[-1]] if name.startswith(CDN) and not name.endswith("robots.txt")]
    assert len(behind) < 8, "the pages were all asked for before half of the pictures"


def stored_by(run: Any) -> set[str]:
    return {image.path for item in run.items.values() for image in item.images if image.path}


def test_a_file_that_is_gone_is_fetched_again(site: Any, crawl: Any, output: Path) -> None:
    site.picture("anh.jpg", drawing(1))
    site.add(1, "anh.jpg")
    first = crawl()
    (output / "images" / first.image(1).path).unlink()
    site.add(2, "anh.jpg")
    second = crawl()
    assert second.image(2).path == first.image(1).path and second.image(2).path in stored(output)


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_articles_are_published(
    site: Any, crawl: Any, output: Path, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from borderscraper.crawl import images

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device", "/output/images/x")

    for n in range(1, 8):
        site.picture(f"{n}.jpg", drawing(n))
        site.add(n, f"{n}.jpg")
    store = images.LocalStore(output / "probe")
    store.empty_temporary("baolaocai")
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(images.os, "fsync", full)
        store._write(output / "probe" / "ab" / "abc.jpg", memoryview(b"abc"))
    assert not [p for p in (output / "probe").rglob("*") if p.is_file()], "nothing half-written is left"

    monkeypatch.setattr(images.LocalStore, "_write", lambda *_: full(0))
    run = crawl()
    assert run.ending.status == 6 and "No space left" in run.ending.why
    assert len(published()) == 7 and all(r["images"][0]["error"].startswith("store") for r in published())
    assert len(site.pictures_asked) < 7, "no more pictures are asked for after some that could not be stored"
    monkeypatch.undo()
    later = crawl(1, settings={"IMAGES_STORE": "{output}/images"})
    assert later.ending.status == 0 and later.stats["image/late"] == 7


def test_pictures_on_hosts_of_others_obey_their_robots(site: Any, crawl: Any) -> None:
    hosts = {"baolaocai.vn": site.origin, "anh.baokhac.vn": site.origin}
    site.pages["anh.baokhac.vn/robots.txt"] = b"User-agent: *\nDisallow: /kin/\n"
    for path in ("kin/1.jpg", "mo/2.jpg"):
        site.pages[f"anh.baokhac.vn/{path}"] = (200, {"Content-Type": "image/jpeg"}, drawing(len(path)))
    site.add(1, *(f'<img src="https://anh.baokhac.vn/{path}">' for path in ("kin/1.jpg", "mo/2.jpg")))
    closed, open_ = crawl(settings={"BORDERSCRAPER_HOSTS": json.dumps(hosts)}).items[1].images
    assert closed.error == "robots" and open_.path
    assert [n for n in site.log if n.startswith("anh.")] == ["anh.baokhac.vn/robots.txt", "anh.baokhac.vn/mo/2.jpg"]


def test_a_store_elsewhere(site: Any, crawl: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any of Scrapy's stores: it is given original bytes, true path and content type, and is not asked about known ones."""
    from borderscraper.crawl.images import ImagesPipeline

    kept: dict[str, tuple[bytes, Any]] = {}

    class Bucket:
        def __init__(self, uri: str) -> None:
            assert uri == "s3://bao/anh/"

        def persist_file(self, path: str, buf: Any, info: Any, meta: Any = None, headers: Any = None) -> None:
            if path.endswith(".gif"):
                raise ConnectionError("the bucket does not answer")
            kept[path] = (buf.getvalue(), headers)

    monkeypatch.setattr(ImagesPipeline, "STORE_SCHEMES", {**ImagesPipeline.STORE_SCHEMES, "s3": Bucket})
    site.picture("1.jpg", drawing(1, form="WEBP"))
    site.picture("2.jpg", drawing(2, form="GIF"))
    site.add(1, "1.jpg", "2.jpg")
    run = crawl(settings={"IMAGES_STORE": "s3://bao/anh/"})
    assert kept == {run.image(1).path: (drawing(1, form="WEBP"), {"Content-Type": "image/webp"})}
    assert run.image(1, 1).error == "store: ConnectionError: the bucket does not answer"
    assert run.ending.status == 6 and "the bucket does not answer" in run.ending.why
    site.add(2, "1.jpg")
    crawl(2, settings={"IMAGES_STORE": "s3://bao/anh/"})
    assert site.pictures_asked.count("1.jpg") == 1 and site.pictures_asked.count("2.jpg") == 2


def test_an_unforeseen_error_costs_the_picture_not_the_article(
    site: Any, crawl: Any, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise LookupError("a bug of ours")

    monkeypatch.setattr("borderscraper.crawl.images.inspect", fails)
    site.picture("1.jpg", drawing(1))
    site.add(1, "1.jpg")
    run = crawl()
    assert [r["images"][0]["error"] for r in published()] == ["error: LookupError a bug of ours"]
    assert run.stats["image/error/error"] == 1


def test_a_corrupt_state_is_made_anew(site: Any, crawl: Any, output: Path) -> None:
    site.picture("anh.jpg", drawing(1))
    site.add(1, "anh.jpg")
    crawl()
    for path in (output / "baolaocai").glob("images.sqlite-*"):
        path.unlink()
    (output / "baolaocai" / "images.sqlite").write_bytes(b"\x00garbage" * 1000)
    site.add(2, "anh.jpg")
    assert crawl().image(2).path and site.pictures_asked == ["anh.jpg"]
    assert list((output / "baolaocai").glob("images.sqlite.corrupt-*"))


def test_wrong_settings_are_told(crawl: Any, site: Any, output: Path) -> None:
    site.add(1)
    assert "images_max_bytes=20 MB: expected a whole number" in str(crawl(images_max_bytes="20 MB").error)
    error = crawl(settings={"IMAGES_STORE": "http://x/y", "BORDERSCRAPER_OUTPUT": str(output / "other")}).error
    assert type(error).__name__ == "ArgumentError" and "expected a directory, s3://" in str(error)
    (output / "baolaocai").mkdir(parents=True)
    with sqlite3.connect(output / "baolaocai" / "images.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    error = crawl().error
    assert type(error).__name__ == "StateError" and "schema version 99" in str(error)


def test_what_a_late_line_says_is_read_or_told(tmp_path: Path) -> None:
    from borderscraper.export.jsonl import DatasetError

    file = tmp_path / "late.jsonl"
    file.write_text(json.dumps({"url": "https://x/"}) + "\n[]\n")
    with pytest.raises(DatasetError, match=r"late\.jsonl, line 2"):
        list(read_late(file))


def test_the_documentation_names_every_error_and_its_example_runs(
    site: Any, crawl: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[2] / "docs" / "images.md").read_text("utf-8")
    for code in (*BAD, "broken", "too-big", "network", "budget", "stopped", "store", "bad-url"):
        assert f"`{code}`" in text, code
    site.picture("1.jpg", (503, {}, b""))
    site.add(1, "1.jpg")
    crawl()
    site.picture("1.jpg", drawing(1))
    crawl(settings=LATER, refresh="all")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.S)
    names: dict[str, Any] = {}
    monkeypatch.chdir(tmp_path)
    exec(example, names)
    assert [i["format"] for r in names["records"] for i in r["images"]] == ["jpeg"]
