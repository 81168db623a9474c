"""`scrapy extract`: what the page objects see in saved pages."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TextIO
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.crawl.registry import by_host
from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.listing import read_listing

KINDS = ("article", "fragment", "listing")


class Saved(NamedTuple):
    """A saved page: the name it is reported under, where it lies, its address, what it is."""

    file: str
    path: Path
    url: str
    kind: str


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] FILE… | --manifest TSV"

    def short_desc(self) -> str:
        return "Print what the page objects see in saved pages, one JSON a page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", default="", help="where the page was found (of a single FILE)")
        parser.add_argument(
            "--kind", choices=KINDS, default="article", help="a fragment is a saved body container alone"
        )
        parser.add_argument("--manifest", metavar="TSV", help="a table with the columns file, url, kind")
        parser.add_argument("--base-dir", metavar="DIR", default=".", help="where the manifest's files lie")
        parser.add_argument("--no-rules", action="store_true", help="leave the rules of the CMS families out")
        parser.add_argument("-o", "--output", metavar="OUT", help="write here instead of printing")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if bool(args) == bool(opts.manifest):
            raise UsageError("give either FILEs or --manifest TSV")
        if opts.url and len(args) != 1:
            raise UsageError("--url goes with one FILE; a manifest names the URL of each")
        try:
            pages = (
                list(_manifest(Path(opts.manifest), Path(opts.base_dir)))
                if opts.manifest
                else [Saved(name, Path(name), opts.url, opts.kind) for name in args]
            )
            if opts.output:
                with Path(opts.output).open("w", encoding="utf-8") as out:
                    self._write(pages, out, not opts.no_rules)
            else:
                self._write(pages, sys.stdout, not opts.no_rules)
        except (OSError, ValueError) as error:
            self._fail(str(error))

    def _write(self, pages: list[Saved], out: TextIO, rules: bool) -> None:
        for saved in pages:
            try:
                line = extract(saved, rules=rules)
            except OSError as error:
                self._fail(f"{saved.path}: cannot be read: {error.strerror or error}")
                continue
            out.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _fail(self, message: str) -> None:
        print(f"scrapy extract: {message}", file=sys.stderr)
        self.exitcode = 2


def _manifest(path: Path, base: Path) -> Iterator[Saved]:
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = {"file", "url", "kind"} - set(table.fieldnames or ())
        if missing:
            raise ValueError(f"{path}: expected the columns file, url, kind; missing: {', '.join(sorted(missing))}")
        for n, row in enumerate(table, 2):
            if row["kind"] not in KINDS:
                raise ValueError(f"{path}, line {n}: kind {row['kind']!r}; expected one of {', '.join(KINDS)}")
            yield Saved(row["file"], base / row["file"], row["url"] or "", row["kind"])


def extract(saved: Saved, *, rules: bool = True) -> dict[str, Any]:
    """One line of output: `{"file", "kind", "article"|null, "listing"|null}`, with "refused" when the page is no article."""
    body = saved.path.read_bytes()
    paper = by_host(urlsplit(saved.url).hostname) or unknown_newspaper(saved.url)
    line: dict[str, Any] = {"file": saved.file, "kind": saved.kind, "article": None, "listing": None}
    if saved.kind == "listing":
        line["listing"] = read_listing(body, saved.url, paper, rules=rules).model_dump()
        return line
    try:
        article = read_article(body, saved.url, paper, rules=rules, fragment=saved.kind == "fragment")
        line["article"] = article.model_dump()
    except NotAnArticle as refused:
        line["refused"] = {"reason": refused.reason, "detail": refused.detail}
    return line
