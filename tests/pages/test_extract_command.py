"""`scrapy extract`: one JSON a page, and clear words for what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from borderscraper.commands.extract import Saved, _manifest, extract

PAGE = """<html><head><title>Tuần tra biên giới</title><meta property="og:title" content="Tuần tra biên giới"></head><body>
<h1>Tuần tra biên giới</h1><div class="content"><p>Sáng nay, tổ công tác của đồn đã tuần tra dọc đường biên, kiểm tra các
cột mốc và gặp gỡ bà con trong thôn, nghe bà con kể chuyện mùa màng.</p><p>Chuyến đi kết thúc lúc trời tối.</p></div>
</body></html>"""


def scrapy(*args: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "scrapy"), "extract", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2])


def test_a_page_gives_a_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    done = scrapy(str(page), "--url", "https://bao.example/tuan-tra-bien-gioi-123456.html")
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert (line["file"], line["kind"], line["listing"]) == (str(page), "article", None)
    assert line["article"]["title"] == "Tuần tra biên giới"
    assert line["article"]["text"].startswith("Sáng nay, tổ công tác")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, table = scrapy("khong-co.html"), tmp_path / "m.tsv"
    table.write_text("file\turl\n", encoding="utf-8")
    without_kind = scrapy("--manifest", str(table))
    assert missing.returncode == without_kind.returncode == 2
    assert missing.stderr.strip() == "scrapy extract: khong-co.html: cannot be read: No such file or directory"
    assert "missing: kind" in without_kind.stderr and "Traceback" not in without_kind.stderr


def test_no_article_is_said_to_be_none(tmp_path: Path) -> None:
    page = tmp_path / "empty.html"
    page.write_bytes(b"  ")
    line = extract(Saved("empty.html", page, "https://bao.example/a-123456.html", "article"))
    assert line["article"] is None and line["refused"]["reason"] == "empty"


def test_a_manifest_names_file_url_and_kind(tmp_path: Path) -> None:
    table = tmp_path / "m.tsv"
    table.write_text("file\turl\tkind\na.html\thttps://x.vn/\tlisting\n", encoding="utf-8")
    assert list(_manifest(table, tmp_path)) == [Saved("a.html", tmp_path / "a.html", "https://x.vn/", "listing")]
