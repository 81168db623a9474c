"""`scrapy probe`: a first look at a newspaper, field by field; exit status 0 when its articles can be read."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.crawl import registry
from borderscraper.crawl.arguments import ArgumentError
from borderscraper.crawl.clock import clock_from_settings
from borderscraper.crawl.hosts import read_hosts
from borderscraper.crawl.lookalikes import is_lookalike
from borderscraper.crawl.probe import (
    ARTICLES,
    FIELDS,
    REQUIRED,
    Findings,
    ProbeSpider,
    has,
    look_at_saved,
    spider_source,
    stand_in,
)
from borderscraper.items import Article
from borderscraper.newspaper import Newspaper
from borderscraper.pages.families import FAMILIES

#: `extraction.sources` names the body's source as `text`, the title's as `title`, and so on; captions go with the images.
_SOURCE_OF = {"captions": "images"}


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "URL_OR_NEWSPAPER [--write FILE] [--pages DIR]"

    def short_desc(self) -> str:
        return "Look at a newspaper: what can be read of it, field by field"

    def long_desc(self) -> str:
        return (
            "Fetches the home page, one section and a few articles, with the project's manners, and says what was found "
            "from which source, and what is missing. Exit status: 0 when most articles have title, text and publication "
            "time, 1 when not, 2 for a wrong argument."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--write", metavar="FILE", type=Path, help="write a spider file that states what was found")
        parser.add_argument("--force", action="store_true", help="let --write replace a file")
        parser.add_argument(
            "--pages", metavar="DIR", type=Path, help="read saved pages (*.html, *.htm) instead of the web"
        )
        parser.add_argument(
            "--articles", metavar="N", type=int, default=ARTICLES, help=f"articles to try (default {ARTICLES})"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None and self.crawler_process is not None
        if len(args) != 1:
            raise UsageError("expected one newspaper or URL", print_help=False)
        if opts.articles < 1:
            raise UsageError(f"--articles {opts.articles}: expected a whole number from 1", print_help=False)
        found, url = _target(args[0], self.settings.getlist("SPIDER_MODULES"))
        _check_file(opts.write, opts.force)
        if opts.pages:
            look_at_saved(found, _saved(opts.pages))
        else:
            try:
                read_hosts(self.settings)
            except ArgumentError as error:
                raise UsageError(str(error), print_help=False) from None
            self.crawler_process.crawl(ProbeSpider, found=found, url=url, articles=opts.articles)
            self.crawler_process.start()
        console = Console(highlight=False)
        if not console.is_terminal:
            console.width = 160
        say(found, console)
        self.exitcode = 0 if found.passed else 1
        if opts.write:
            paper = replace(found.suggested, verified_on=clock_from_settings(self.settings)().date().isoformat())
            if not paper.article_patterns or (not found.known and not found.forms):
                raise UsageError(
                    f"--write {opts.write}: no article address was found, so there is nothing to write",
                    print_help=False,
                )
            opts.write.write_text(spider_source(paper), encoding="utf-8")
            print(f"\nwritten: {opts.write}   try it: scrapy {_how_to_run(opts.write, paper)}")


def _target(text: str, modules: list[str]) -> tuple[Findings, str | None]:
    """What to look at: a newspaper that is known, or a host that is not. Raises UsageError."""
    modules_ = tuple(modules)
    given = text if "//" in text else f"//{text}"
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"{text}: no URL", print_help=False) from None
    url = "https:" + given if given.startswith("//") else given
    if paper := registry.newspapers(modules_).get(text) or registry.by_host(host, modules_):
        return Findings(paper, known=True), url if host and paper.serves(host) else None
    if parts.scheme not in ("", "http", "https"):
        raise UsageError(f"{text}: expected a newspaper's name, host or http URL", print_help=False)
    if is_lookalike(host):
        raise UsageError(f"{host} is known for copies of newspapers' texts: not a newspaper", print_help=False)
    if host and re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host):
        return Findings(stand_in(host), known=False), url
    try:
        return Findings(registry.find(text, modules_), known=True), None
    except registry.Unknown as error:
        raise UsageError(str(error), print_help=False) from None


def _check_file(file: Path | None, force: bool) -> None:
    if file is None:
        return
    if file.suffix != ".py" or not file.parent.is_dir():
        raise UsageError(f"--write {file}: expected a .py file in a directory that exists", print_help=False)
    if file.exists() and not force:
        raise UsageError(f"--write {file}: exists; --force replaces it", print_help=False)


def _saved(directory: Path) -> list[Path]:
    files = sorted(f for f in directory.rglob("*") if f.suffix.lower() in (".html", ".htm"))
    if not files:
        raise UsageError(f"--pages {directory}: expected a directory with *.html or *.htm files", print_help=False)
    return files


def _how_to_run(file: Path, paper: Newspaper) -> str:
    own = Path(__file__).parents[1] / "spiders"
    return f"crawl {paper.name}" if file.resolve().parent == own else f"runspider {file}"


def say(found: Findings, console: Console) -> None:
    """The findings, for a person."""
    paper = found.paper
    known = (
        f"known as {paper.name}, verified by {paper.verified} on {paper.verified_on}"
        if found.known
        else "not known yet"
    )
    name = paper.title if found.known else found.title or ""
    console.print(Text.assemble((name, "bold"), f"  {paper.domain}  ({known})"), soft_wrap=True)
    for note in found.notes:
        console.print(Text(f"! {note}", "yellow"), soft_wrap=True)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    if found.home:
        said = (
            f"{len(found.home.body)} bytes, {len(found.menu)} sections in the menu"
            if found.home.good
            else found.home.trouble
        )
        facts.add_row("home page", f"{found.home.url}: {said}")
    if found.section:
        listing = found.listing
        more = "no next page" if not listing or not (listing.next_url or listing.load_more) else "goes on"
        stories = f"{len(listing.stories)} stories, {more}" if listing else "not read"
        facts.add_row("section", f"{found.section.name}  {found.section.url}: {stories}")
    facts.add_row("CMS family", _family(found))
    facts.add_row("articles", f"{len(found.articles)} read of {len(found.reads)} tried")
    console.print(facts)
    for read in found.reads:
        gaps = ("no " + ", ".join(read.missing)) if read.article else f"no article: {read.why}"
        mark = Text("✓ ", "green") if not read.missing else Text("✗ ", "red")
        kind = f"{read.article.type}, {read.article.word_count} words" if read.article else ""
        console.print(
            mark,
            Text(read.url),
            Text(f" {kind}", "dim"),
            Text(f" {gaps}" if read.missing else "", "red"),
            sep="",
            soft_wrap=True,
        )
    if found.articles:
        console.print(_fields(found.articles))
        warnings = Counter(w for a in found.articles for w in dict.fromkeys(a.extraction.warnings))
        for warning, count in warnings.most_common():
            console.print(Text(f"  warning in {count}: {warning}", "yellow"), soft_wrap=True)
    _suggest(found, console)
    missing = [name for name in REQUIRED if 2 * sum(has(r.article, name) for r in found.reads) <= len(found.reads)]
    if found.passed:
        console.print(Text("passed: most articles have title, text and publication time", "bold green"))
    elif not found.reads:
        console.print(Text("failed: no article was found", "bold red"))
    else:
        console.print(
            Text(
                f"failed: missing in most articles: {', '.join(missing) or 'one required field or another'}", "bold red"
            )
        )


def _family(found: Findings) -> str:
    stated = f"stated: {found.paper.family or 'none'}; " if found.known else ""
    if found.family:
        rules = "" if found.family in FAMILIES else "; it has no rules, read without"
        return f"{stated}recognised by its markup: {found.family}{rules}"
    if found.address_family:
        return (
            f"{stated}not recognised by markup; addresses are like those of {found.address_family}; read without rules"
        )
    return f"{stated}not recognised; read without rules"


def _fields(articles: list[Article]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column, least in (("FIELD", 12), ("FOUND", 7), ("FROM", 10)):
        table.add_column(column, min_width=least, overflow="fold")
    table.add_column("FOR EXAMPLE", overflow="fold")
    for name in FIELDS:
        having = [article for article in articles if has(article, name)]
        sources = Counter(a.extraction.sources.get(_SOURCE_OF.get(name, name), "") for a in having)
        said = ", ".join(
            f"{source} {n}" if len(sources) > 1 else source for source, n in sources.most_common() if source
        )
        style = "" if having else ("bold red" if name in REQUIRED else "dim")
        example = _example(having[0], name) if having else ""
        table.add_row(Text(name, style), Text(f"{len(having)} of {len(articles)}", style), Text(said), Text(example))
    return table


def _example(article: Article, name: str) -> str:
    value = getattr(article, "images" if name == "captions" else name)
    if name == "captions":
        value = next(image.caption for image in value if image.caption)
    elif name in ("images", "videos", "related"):
        value = f"{len(value)}: {value[0].url}"
    elif name == "section":
        value = " > ".join(section.name for section in value)
    elif isinstance(value, list):
        value = ", ".join(value)
    said = " ".join(str(value).split())
    return said if len(said) <= 90 else said[:89] + "…"


def _suggest(found: Findings, console: Console) -> None:
    stories = found.stories
    for form in found.forms:
        stated = found.known and all(
            found.paper.names_article(u) for u in stories if re.search(form.pattern, urlsplit(u).path)
        )
        note = "as stated" if stated else "suggested"
        console.print(
            Text(f"article pattern  {form.pattern}   {form.links} of {len(stories)} links, {note}"), soft_wrap=True
        )
    border = {section.url for section in found.border}
    for section in sorted(found.menu, key=lambda s: s.url not in border)[:40]:
        star = "on the border" if section.url in border else ""
        console.print(
            Text(f"section          {urlsplit(section.url or '').path}  {section.name}  {star}".rstrip()),
            soft_wrap=True,
        )
    for kind, links in (("sitemap", found.sitemaps), ("feed", found.feeds), ("lead prefix", found.prefixes)):
        for link in links:
            console.print(Text(f"{kind:16} {link}"), soft_wrap=True)
