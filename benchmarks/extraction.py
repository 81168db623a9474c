"""Quality and speed of page reading, ours beside others', on the same pages in the same run.

    python benchmarks/extraction.py                 # the newsroom's pages against its answer key
    BORDERSCRAPER_REAL_PAGES=DIR python benchmarks/extraction.py --peers

DIR holds pages/, gold/ and eval/manifest.tsv. `--peers` adds trafilatura, newspaper4k, readability-lxml and Fundus; each
that is not installed is skipped by name (`pip install -e '.[peers]'`). Times are CPU time; medians of --passes passes, as
ratios to a bare `lxml.html` parse of the same pages.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.html
from scoring import FIELDS, means, score_article, score_listing

from borderscraper.crawl.registry import by_host
from borderscraper.newspaper import Newspaper, unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.listing import read_listing

Reader = Callable[["Page"], dict[str, Any]]


class Page(NamedTuple):
    """A page to read: its bytes, address, what it is, what a reader finds on it, and whether ePi built it."""

    name: str
    body: bytes
    url: str
    kind: str
    gold: dict[str, Any]
    paper: Newspaper
    epi: bool


def real_pages(folder: Path) -> Iterator[Page]:
    """The saved pages of a folder with pages/, gold/ and eval/manifest.tsv."""
    gold = {g["page"]: g for path in sorted((folder / "gold").glob("*.json")) for g in [json.loads(path.read_text())]}
    with (folder / "eval" / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            body = (folder / "pages" / row["file"]).read_bytes()
            paper = by_host(urlsplit(row["url"]).hostname) or unknown_newspaper(row["url"])
            epi = b"cms-body" in body or b"article__body" in body
            yield Page(row["file"], body, row["url"], row["kind"], gold[row["file"]], paper, epi)


def newsroom_pages(count: int) -> Iterator[Page]:
    """Articles of our own newsroom with their answers as gold."""
    from borderscraper.newsroom import epi
    from borderscraper.newsroom.room import Newsroom

    room = Newsroom(articles=count)
    for n in range(count):
        answer = room.answer(n).model_dump()
        gold = {**answer, "paragraphs": [answer["text"]], "section": [s["name"] for s in answer["section"]]}
        gold["related"] = [{**story, "inline": story["in_body"] and not story["box"]} for story in answer["related"]]
        body = epi.article_page(room, n).encode()
        yield Page(f"article {n}", body, room.url(n), "article", gold, room.paper, True)


def ours(rules: bool) -> Reader:
    def read(page: Page) -> dict[str, Any]:
        if page.kind == "listing":
            return read_listing(page.body, page.url, page.paper, rules=rules).model_dump()
        try:
            fragment = page.kind == "fragment"
            return read_article(page.body, page.url, page.paper, rules=rules, fragment=fragment).model_dump()
        except NotAnArticle:
            return {}

    return read


def trafilatura_reader() -> Reader:
    import trafilatura

    def read(page: Page) -> dict[str, Any]:
        found = trafilatura.bare_extraction(
            page.body.decode("utf-8", "replace"), url=page.url or None, with_metadata=True, include_comments=False
        )
        if found is None:
            return {}
        data = found if isinstance(found, dict) else found.as_dict()
        return {
            "title": data.get("title"),
            "summary": data.get("description"),
            "authors": [a.strip() for a in (data.get("author") or "").split(";") if a.strip()],
            "published_at": data.get("date"),
            "text": data.get("text") or data.get("raw_text"),
            "tags": data.get("tags") or [],
            "section": data.get("categories") or [],
            "images": [{"url": data["image"]}] if data.get("image") else [],
        }

    return read


def newspaper_reader() -> Reader:
    import newspaper

    def read(page: Page) -> dict[str, Any]:
        article = newspaper.Article(page.url or "https://example.vn/", language="vi", fetch_images=False)
        article.download(input_html=page.body.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date
        return {
            "title": article.title,
            "summary": article.meta_description,
            "authors": list(article.authors or ()),
            "published_at": date.isoformat() if date else None,
            "text": article.text,
            "tags": sorted(article.tags or ()) or list(article.keywords or []),
            "images": [{"url": url} for url in article.images or ()],
        }

    return read


def readability_reader() -> Reader:
    from readability import Document

    def read(page: Page) -> dict[str, Any]:
        document = Document(page.body.decode("utf-8", "replace"), url=page.url or None)
        return {"title": document.short_title(), "text": lxml.html.fromstring(document.summary()).text_content()}

    return read


def fundus_reader() -> Reader:
    from fundus import PublisherCollection

    publishers = {urlsplit(p.domain).hostname or p.domain: p for p in PublisherCollection.vn}

    def read(page: Page) -> dict[str, Any]:
        publisher = publishers.get(urlsplit(page.url).hostname or "")
        if publisher is None:
            return {}  # no parser for this newspaper
        data = publisher.parser().parse(page.body.decode("utf-8", "replace"), "suppress")
        body, date = data.get("body"), data.get("publishing_date")
        return {
            "title": data.get("title"),
            "authors": data.get("authors") or [],
            "published_at": date.isoformat() if date else None,
            "text": str(body) if body else None,
            "tags": data.get("topics") or [],
        }

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": trafilatura_reader,
    "newspaper4k": newspaper_reader,
    "readability-lxml": readability_reader,
    "fundus": fundus_reader,
}


def score(reader: Reader, pages: list[Page]) -> dict[str, float]:
    scores = []
    for page in pages:
        try:
            got = reader(page)
        except Exception as error:  # a peer's failure is its result, and is said
            print(f"  {page.name}: {type(error).__name__}: {error}", file=sys.stderr)
            got = {}
        if page.kind == "listing":
            scores.append(score_listing(got, page.gold))
        else:
            scores.append(score_article(got, page.gold, fragment=page.kind == "fragment"))
    return means(scores)


def cpu_seconds(reader: Reader, pages: list[Page], passes: int) -> float:
    """The median CPU time of a pass over the pages."""
    times = []
    for _ in range(passes):
        start = time.process_time()
        for page in pages:
            try:
                reader(page)
            except Exception:  # counted by score()
                continue
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="run the other tools as well")
    parser.add_argument("--passes", type=int, default=5, help="passes over the pages for the times (default 5)")
    parser.add_argument("--articles", type=int, default=100, help="newsroom articles where there are no real pages")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    args = parser.parse_args()
    warnings.simplefilter("ignore")

    folder = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    pages = list(real_pages(Path(folder))) if folder else list(newsroom_pages(args.articles))
    articles = [page for page in pages if page.kind != "listing"]
    print(
        f"{len(articles)} article pages, {len(pages) - len(articles)} listings, "
        + ("saved real pages" if folder else "the newsroom's own"),
        file=sys.stderr,
    )

    readers: dict[str, Reader] = {"borderscraper": ours(True), "without rules": ours(False)}
    if args.peers:
        for name, make in PEERS.items():
            try:
                readers[name] = make()
            except ImportError as error:
                print(f"{name}: skipped, cannot be imported ({error})", file=sys.stderr)

    def bare(page: Page) -> dict[str, Any]:
        lxml.html.document_fromstring(page.body)
        return {}

    quality = {
        name: score(r, pages if name in ("borderscraper", "without rules") else articles) for name, r in readers.items()
    }
    columns = [f for f in FIELDS if any(f in q for q in quality.values())]
    rows = [
        [name, *(f"{q[f]:.0f}" if f == "leaks" else f"{q[f]:.3f}" if f in q else "" for f in columns)]
        for name, q in quality.items()
    ]
    show(["", *columns], rows, args.markdown)
    print()

    whole = [page for page in articles if page.kind == "article"]
    groups = {
        "all": whole,
        "ePi": [page for page in whole if page.epi],
        "others": [page for page in whole if not page.epi],
    }
    rows = []
    for group, members in groups.items():
        if not members:
            continue
        limit = cpu_seconds(bare, members, args.passes)
        first = None
        for name, reader in [("bare lxml.html parse", bare), *readers.items()]:
            spent = limit if reader is bare else cpu_seconds(reader, members, args.passes)
            if name == "borderscraper":
                first = spent
            rows.append(
                [
                    f"{group} ({len(members)})",
                    name,
                    f"{len(members) / spent:.0f}",
                    f"{spent / limit:.2f}",
                    f"{spent / first:.1f}" if first else "",
                ]
            )
    show(["pages", "reader", "pages/s/core", "× bare parse", "× borderscraper"], rows, args.markdown)
    return 0


def show(head: list[str], rows: list[list[str]], markdown: bool) -> None:
    if markdown:
        print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for row in rows:
            print("| " + " | ".join(row) + " |")
        return
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
