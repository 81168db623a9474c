"""The gallery: what it shows, and how it works in a real browser."""

from __future__ import annotations

import asyncio
import io
import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, Page, drive
from images_site import drawing
from PIL import Image

from borderscraper.export import gallery
from borderscraper.export.jsonl import DatasetError

ROOT = Path(__file__).parents[2]
browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium): the gallery is not tried in it"
)

PAPERS = {"baolaocai": "Báo Lào Cai", "baohagiang": "Báo Hà Giang"}
SECTIONS = (("Kinh tế", "Kinh tế cửa khẩu"), ("Văn hóa", "Du lịch"), ("Quốc phòng - An ninh",), ("Đời sống",))
MONTHS = ("2025-12", "2026-01", "2026-02")


def record(number: int, paper: str = "baolaocai", images: int = 1, **fields: Any) -> dict[str, Any]:
    section = SECTIONS[number % len(SECTIONS)]
    return {
        "id": f"{paper}:{number}",
        "url": f"https://{paper}.vn/bai-post{number}.html",
        "newspaper": paper,
        "newspaper_name": PAPERS[paper],
        "title": f"Tin số {number}: đường biên <b>& </script><!-- mùa lúa",
        "section": [{"name": name, "url": None} for name in section],
        "published_at": f"{MONTHS[number % len(MONTHS)]}-{1 + number % 28:02}T08:00:00+07:00",
        "revision": 1,
        "images": [image(number * 10 + k) for k in range(images)],
        **fields,
    }


def image(seed: int, **fields: Any) -> dict[str, Any]:
    return {
        "url": f"https://cdn.x.vn/{seed}.jpg",
        "path": f"{seed % 100:02}/{seed}.jpg",
        "width": 120,
        "height": 80,
        "bytes": 2000,
        "caption": f"Bộ đội Biên phòng tuần tra cột mốc {seed}. Ảnh: Mạnh Hà",
        "credit": "Mạnh Hà",
        "alt": None,
        "error": None,
        **fields,
    }


def dataset(output: Path, records: list[dict[str, Any]], *, form: str = "JPEG") -> Path:
    """Publish records and the files they name."""
    for paper in {r["newspaper"] for r in records}:
        (output / paper).mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(r, ensure_ascii=False) for r in records if r["newspaper"] == paper]
        (output / paper / f"{paper}-20260201T000000Z-0001.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    for r in records:
        for i in r["images"]:
            if i["path"]:
                file = output / "images" / i["path"]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(drawing(int(file.stem), form=form))
    return output


def data_of(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_last_revision_with_its_late_pictures_once_each(tmp_path: Path) -> None:
    late = image(50)
    records = [
        record(1, images=2),
        record(2) | {"images": [image(20), image(21, path=None, error="http-404")]},
        record(3),
        record(1, images=1, revision=2) | {"images": [image(10, caption=None), image(10), image(10)]},
        record(3, revision=2, deleted_at="2026-02-01T00:00:00Z") | {"images": []},
        record(5) | {"images": [image(50, path=None, error="http-503")]},
    ]
    dataset(tmp_path, records)
    folder = tmp_path / "baolaocai" / "late-images"
    folder.mkdir()
    (folder / "baolaocai-late-images-20260202T000000Z-0001.jsonl").write_text(json.dumps(late) + "\n")
    (tmp_path / "images" / "50").mkdir(exist_ok=True)
    (tmp_path / "images" / late["path"]).write_bytes(drawing(50))
    (tmp_path / "images" / image(20)["path"]).unlink()
    found = gallery.collect([tmp_path / "baolaocai"], tmp_path / "images")
    shown = {(found.articles[a]["id"], i["path"]) for a, i in found.files}
    assert shown == {("baolaocai:1", image(10)["path"]), ("baolaocai:5", late["path"])}
    assert all(i["caption"] for _, i in found.files), "of equal pictures the one with a caption"
    assert (found.missing, found.not_stored) == (1, 1)


def test_newest_first_and_safe_in_html(tmp_path: Path) -> None:
    dataset(tmp_path, [record(n) for n in range(1, 7)] + [record(9, url="javascript:alert(1)", published_at=None)])
    out = tmp_path / "pages" / "g.html"
    gallery.write(gallery.collect([tmp_path / "baolaocai"], tmp_path / "images"), tmp_path / "images", out)
    data = data_of(out)
    dates = [a["date"] for a in data["articles"]]
    assert dates == [*sorted(dates[:-1], reverse=True), None]
    assert data["store"] == "../images/" and len(data["pictures"]) == 7
    assert data["articles"][-1]["url"] == "", "only web addresses become links"
    text = out.read_text("utf-8")
    assert text.count("</script>") == text.count("<script"), "no title ends the script"
    assert not re.search(r"""(?:src|href)=["']?https?:""", text) and "@@" not in text
    assert [p.name for p in out.parent.iterdir()] == ["g.html"]


def test_thumbnails_are_small_and_stand_up(tmp_path: Path) -> None:
    turned = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.write_bytes(drawing(1, (1200, 800), exif=exif, quality=95))
    small = gallery.thumbnail(turned)
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (171, 256) and len(small) < 8000


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"no dataset; expected"):
        gallery.newspaper_directories([tmp_path])
    dataset(tmp_path, [record(1), record(2, "baohagiang")])
    assert [d.name for d in gallery.newspaper_directories([tmp_path])] == ["baohagiang", "baolaocai"]


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", "gallery", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    dataset(tmp_path / "data", [record(1), record(2, "baohagiang"), record(3) | {"images": []}])
    done = run(str(tmp_path / "data"), "-o", str(tmp_path / "all.html"))
    assert done.returncode == 0 and "2 pictures of 2 articles" in done.stdout, done.stderr
    assert data_of(tmp_path / "all.html")["store"] == "data/images/"
    one = next((tmp_path / "data" / "baolaocai").glob("*.jsonl"))
    done = run(str(one), "-o", str(tmp_path / "one.html"), "--thumbnail", "0")
    assert "1 pictures of 1 articles" in done.stdout and 'id="t0"' not in (tmp_path / "one.html").read_text("utf-8")
    (tmp_path / "data" / "images" / image(10)["path"]).unlink()
    done = run(str(one), "-o", str(tmp_path / "none.html"))
    assert done.returncode == 1 and "no stored picture: 0 without a file, 1 not in" in done.stderr
    done = run(str(tmp_path / "images"))
    assert done.returncode == 1 and "no dataset" in done.stderr and "Traceback" not in done.stderr


# --- in Chromium


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Any]:
    def run(work: Callable[[Page], Awaitable[Any]], size: tuple[int, int] = (1280, 900)) -> Any:
        return drive(work, tmp_path / "profile", size)

    return run


COUNT = "document.getElementById('count').textContent"
TITLES = "[...document.querySelectorAll('.card')].map(c => c.dataset.id)"
#: The first cards whose picture has been decoded and lies within the window.
VISIBLE = (
    "[...document.querySelectorAll('.card')].filter(c => { const i = c.querySelector('img'), r = i.getBoundingClientRect(); "
    "return i.complete && i.naturalWidth > 0 && r.top < innerHeight && r.bottom > 0 }).map(c => c.dataset.path)"
)


def choose(key: str, value: str) -> str:
    return f"(() => {{ const s = document.getElementById('{key}'); s.value = '={value}'; s.dispatchEvent(new Event('change')) }})()"


@browser
@pytest.mark.slow
def test_filters_keys_and_pictures_in_a_browser(tmp_path: Path, look: Callable[..., Any]) -> None:
    records = [record(n, "baolaocai" if n % 3 else "baohagiang", images=2) for n in range(1, 61)]
    out = tmp_path / "gallery.html"
    dataset(tmp_path, records)
    found = gallery.collect([tmp_path / name for name in PAPERS], tmp_path / "images")
    gallery.write(found, tmp_path / "images", out)

    async def work(page: Page) -> None:
        await page.open(out)
        assert await page.js(COUNT) == "120 pictures from 60 articles"

        # a picture of each newspaper's every section is visible
        for paper in PAPERS:
            for section in {name for names in SECTIONS for name in names}:
                await page.js(f"location.hash = 'newspaper={paper}&section={section}'")
                wanted = [
                    r for r in records if r["newspaper"] == paper and section in [s["name"] for s in r["section"]]
                ]
                shown = await page.until(f"(() => {{ const v = {VISIBLE}; return v.length && v }})()")
                assert set(shown) <= {i["path"] for r in wanted for i in r["images"]}
                assert (await page.js(COUNT)).startswith(f"{2 * len(wanted)} of 120 pictures")
        await page.screenshot(tmp_path / "filtered.png")
        with Image.open(tmp_path / "filtered.png") as shot:
            colors = shot.convert("RGB").crop((0, 100, 1200, 700)).quantize(64).getcolors() or []
        assert len(colors) > 30, "the window shows pictures, not a blank page"

        # the three menus together, and back
        await page.js("document.getElementById('reset').click()")
        await page.js(choose("newspaper", "baolaocai"))
        await page.js(choose("month", "2026-01"))
        wanted = [r for r in records if r["newspaper"] == "baolaocai" and r["published_at"].startswith("2026-01")]
        assert set(await page.js(TITLES)) == {r["id"] for r in wanted}
        assert await page.js("location.hash") == "#newspaper=baolaocai&month=2026-01"
        options = await page.js("[...document.getElementById('section').options].map(o => o.textContent)")
        counted = sum("Kinh tế" in [s["name"] for s in r["section"]] for r in wanted) * 2
        assert f"Kinh tế ({counted})" in options

        # words, with and without accents, in capitals, decomposed
        await page.js("document.getElementById('reset').click()")
        assert await page.js("document.activeElement.id") == "words"
        for typed in ("đường BIÊN cột mốc 121", "duong bien cot moc 121", "\u0111u\u031bo\u031b\u0300ng 121"):
            await page.js("document.getElementById('words').select()")
            await page.type(typed)
            await page.until(f"{COUNT}.startsWith('1 of 120')")
            assert await page.js(TITLES) == ["baolaocai:12" if 12 % 3 else "baohagiang:12"]
        await page.js("document.getElementById('words').select()")
        await page.type("đuong bien 121")
        await page.until(f"{COUNT}.startsWith('0 of 120')")
        await page.js("document.getElementById('words').select()")
        await page.type("không có gì như thế")
        await page.until("!document.getElementById('none').hidden")
        await page.js("document.getElementById('again').click()")

        # large, by keyboard alone
        await page.js("document.querySelector('.open').focus()")
        await page.press("Enter")
        source = "document.getElementById('box').dataset.source + ' ' + document.getElementById('large').naturalWidth"
        await page.until("document.getElementById('box').open && document.getElementById('large').complete")
        assert await page.until(f"/120$/.test({source}) && {source}") == "file 120"
        first = await page.js("document.getElementById('b-facts').textContent")
        await page.press("ArrowRight")
        second = await page.js("document.getElementById('b-facts').textContent")
        assert first.startswith("1 of 120") and second.startswith("2 of 120")
        assert (
            await page.js("document.getElementById('b-title').textContent")
            == found.articles[found.files[1][0]]["title"]
        )
        assert "Mạnh Hà" in await page.js("document.getElementById('b-credit').textContent")
        await page.press("ArrowLeft")
        await page.press("ArrowLeft")
        assert (await page.js("document.getElementById('b-facts').textContent")) == first
        await page.press("Escape")
        await page.until("!document.getElementById('box').open")
        focused = "document.activeElement.closest('.card')?.dataset.path"
        assert await page.until(focused) == found.files[0][1]["path"]

        # everything is named for those who do not see it
        assert await page.js("[...document.querySelectorAll('img')].every(i => i.alt || i.id)")
        assert await page.js("[...document.querySelectorAll('select, input')].every(i => i.labels.length)")
        assert not page.errors, page.errors
        assert {url.partition(":")[0] for url in page.requests} == {"file"}, "no network"

    look(work)


@browser
@pytest.mark.slow
def test_the_page_alone_shows_its_thumbnails(tmp_path: Path, look: Callable[..., Any]) -> None:
    dataset(tmp_path / "data", [record(n) for n in range(1, 130)])
    store, out = tmp_path / "data" / "images", tmp_path / "data" / "g.html"
    gallery.write(gallery.collect([tmp_path / "data" / "baolaocai"], store), store, out)
    mailed = tmp_path / "elsewhere.html"
    out.rename(mailed)

    async def work(page: Page) -> None:
        await page.open(mailed, "#words=s%E1%BB%91+120:")
        assert (await page.js(COUNT)).startswith("1 of 129")
        assert await page.until(f"{VISIBLE}.length") == 1
        await page.js("document.querySelector('.open').click()")
        await page.until("document.getElementById('box').dataset.source === 'thumbnail'")
        assert await page.until("document.getElementById('large').naturalWidth") == 120

    look(work, size=(500, 900))


@browser
@pytest.mark.slow
def test_five_thousand_pictures(tmp_path: Path, look: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    records = [record(n, images=4) for n in range(1, 1251)]
    dataset(tmp_path, records)
    out = tmp_path / "gallery.html"
    gallery.write(gallery.collect([tmp_path / "baolaocai"], tmp_path / "images"), tmp_path / "images", out)

    async def work(page: Page) -> dict[str, Any]:
        opened = await page.open(out)
        drawn = await page.js("document.querySelectorAll('.card').length")
        assert await page.js(COUNT) == "5,000 pictures from 1,250 articles"
        assert drawn <= 240, "only what is near the window is in the document"
        timed = "(() => { const t = performance.now(); %s; return Math.round(performance.now() - t) })()"
        filtered = await page.js(timed % choose("section", "Du lịch"))
        await page.js("document.getElementById('reset').click()")
        searched = await page.js(timed % "setWords('cot moc 77'); update()")
        await page.js("document.getElementById('reset').click()")
        for _ in range(8):
            await page.js("scrollTo(0, document.body.scrollHeight)")
            await asyncio.sleep(0.05)
        far = await page.until(f"(() => {{ const v = {VISIBLE}; return v.length && v[0] }})()")
        more = await page.js("document.querySelectorAll('.card').length")
        assert far and drawn < more < 5000
        assert not page.errors, page.errors
        return {"interactive": opened, "filter": filtered, "first search": searched}

    times = look(work)
    said = ", ".join(f"{name} {ms} ms" for name, ms in times.items())
    with capsys.disabled():
        print(f"\ngallery of 5,000 pictures, {out.stat().st_size / 1e6:.1f} MB: {said}")
