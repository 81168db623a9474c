"""A dataset's pictures as one HTML page: captions, credits, titles, links; no network, nothing to install.

The page holds everything it needs, a small thumbnail of every picture included (about 4 kB each); the picture in full is
read from the store beside it, by relative path, where that is still there.
"""

from __future__ import annotations

import base64
import io
import itertools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image, ImageOps

from borderscraper.crawl.images_state import complete, late_files, read_late
from borderscraper.export.jsonl import DatasetError, dataset_files, read_lines

THUMBNAIL = 256  #: longest side in pixels
_QUALITY = 45
_CHUNK = 100  #: thumbnails in one element of the page


@dataclass
class Pictures:
    """What a page shows. Articles are newest first, and so are their pictures."""

    newspapers: dict[str, str] = field(default_factory=dict)  #: name -> title
    articles: list[dict[str, Any]] = field(default_factory=list)
    files: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  #: (article, image of its record)
    missing: int = 0  #: files that a record names and the store does not hold
    not_stored: int = 0  #: pictures without a file


def newspaper_directories(sources: Iterable[Path]) -> list[Path]:
    """Directories of a newspaper's dataset, given themselves or by a directory that holds them.

    Raises DatasetError for a source that is neither.
    """
    found = []
    for source in sources:
        inside = [source] if dataset_files(source) else sorted(d for d in source.glob("*/") if dataset_files(d))
        if not inside:
            raise DatasetError(
                f"{source}: no dataset; expected a newspaper's directory (output/baolaocai), one that holds such, or a "
                "JSON Lines file"
            )
        found += inside
    return list(dict.fromkeys(found))


def records(source: Path) -> Iterator[dict[str, Any]]:
    """The last revision of each article that is not deleted, with its late pictures. Raises DatasetError, OSError."""
    late: dict[str, dict[str, Any]] = {}
    if source.is_dir():
        files = dataset_files(source)
        for path in late_files(source):
            late.update((facts["url"], facts) for facts in read_late(path))
    else:
        files = [source]
    last: dict[str, dict[str, Any]] = {}
    for path in files:
        for _, record in read_lines(path):
            if record.get("deleted_at"):
                last.pop(record["id"], None)
            else:
                # the body is not shown
                last[record["id"]] = {name: record.get(name) for name in _SHOWN}
    for record in last.values():
        yield complete(record, late)


_SHOWN = ("id", "url", "title", "newspaper", "newspaper_name", "section", "published_at", "first_seen_at", "images")


def collect(sources: Iterable[Path], store: Path) -> Pictures:
    """The pictures of datasets (directories or JSON Lines files) whose files lie in `store`."""
    found = Pictures()
    all_records = itertools.chain.from_iterable(records(source) for source in sources)
    for record in sorted(all_records, key=lambda r: r["published_at"] or r["first_seen_at"] or "", reverse=True):
        here: dict[str, dict[str, Any]] = {}
        for image in record["images"] or ():
            path = image.get("path")
            if not path:
                found.not_stored += 1
            elif not (store / path).is_file():
                found.missing += 1
            elif path not in here:
                here[path] = image
            elif not here[path].get("caption"):
                here[path] = image
        if here:
            found.newspapers[record["newspaper"]] = record["newspaper_name"] or record["newspaper"]
            found.files += [(len(found.articles), image) for image in here.values()]
            found.articles.append(
                {
                    "id": record["id"],
                    "url": record["url"] if str(record["url"]).startswith(("http://", "https://")) else "",
                    "title": record["title"],
                    "newspaper": record["newspaper"],
                    "section": [section["name"] for section in record["section"] or ()],
                    "date": (record["published_at"] or "")[:10] or None,
                }
            )
    return found


def thumbnail(path: Path, size: int = THUMBNAIL) -> bytes:
    """A small WebP. Raises OSError and other errors of a file that is no picture."""
    with Image.open(path) as image:
        image.draft("RGB", (size * 2, size * 2))
        small = ImageOps.exif_transpose(image)
        small.thumbnail((size, size), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.convert("RGBA" if small.has_transparency_data else "RGB").save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()


def write(found: Pictures, store: Path, out: Path, *, size: int = THUMBNAIL) -> None:
    """Write the page; whole or not at all. `size` 0 embeds no thumbnails: the page then shows the store's files."""
    template = resources.files("borderscraper.export").joinpath("gallery.html").read_text("utf-8")
    head, _, tail = template.partition("@@THUMBNAILS@@")
    relative = Path(os.path.relpath(store.resolve(), out.resolve().parent)).as_posix()
    data = {
        "newspapers": found.newspapers,
        "articles": found.articles,
        "pictures": [
            [a, *(i.get(name) for name in ("path", "width", "height", "bytes", "caption", "credit", "alt"))]
            for a, i in found.files
        ],
        "store": quote(relative) + "/",
        "thumbnails": bool(size),
    }
    # no `</script>` or `<!--` of a caption ends the script element
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = text.encode("utf-8", "replace").decode()
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as page:
            page.write(head.replace("@@CHUNK@@", str(_CHUNK)).replace("@@DATA@@", text))
            if size:
                for n, chunk in enumerate(_chunks(_thumbnails(found, store, size))):
                    page.write(f'<script type="text/plain" id="t{n}">\n{chunk}\n</script>\n')
            page.write(tail)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)


def _thumbnails(found: Pictures, store: Path, size: int) -> Iterator[str]:
    def make(path: str) -> str:
        try:
            return base64.b64encode(thumbnail(store / path, size)).decode()
        except Exception as error:  # the file changed since it was checked and stored
            print(f"{store / path}: no thumbnail: {type(error).__name__} {error}", file=sys.stderr)
            return _NOTHING

    paths = [image["path"] for _, image in found.files]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(make, paths)


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    while chunk := list(itertools.islice(lines, _CHUNK)):
        yield "\n".join(chunk)


_NOTHING = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="  # a transparent pixel
