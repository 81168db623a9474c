"""`scrapy newspapers`: which newspapers there is a spider for, and how far each was verified."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.crawl import registry
from borderscraper.newspaper import Newspaper
from borderscraper.pages.families import FAMILIES

_ABOUT = """\
# Newspapers

Made by `scrapy newspapers --markdown`; a test keeps it so.

`verified` says what a spider's data was checked against, on the date given with it:

- **markup**: its addresses, and pages of it or of its CMS as it fills them;
- **urls**: two or more real article addresses;
- **one url**: one.

None was checked against the live site while it was written. `scrapy probe NAME` does that, politely, in a few requests;
`scrapy crawl NAME` works without knowing a section, because it reads the home page's menu. Of the CMS families {families}
have rules, which are tried first; the other names say what a newspaper's addresses are like. Where no rule is or holds,
pages are read without rules.
"""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[NEWSPAPER …] [--province P] [--group G] [--json | --markdown]"

    def short_desc(self) -> str:
        return "List the newspapers, their provinces and how far each was verified"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--province", help="only of this province, named as now or as before July 2025")
        parser.add_argument("--group", help=f"only of this group: {', '.join(registry.GROUPS)}")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="everything, as JSON")
        shape.add_argument("--markdown", action="store_true", help="docs/newspapers.md")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        papers = chosen(args, opts.province, opts.group, self.settings.getlist("SPIDER_MODULES"))
        if opts.json:
            print(json.dumps([as_json(paper) for paper in papers], ensure_ascii=False, indent=1))
        elif opts.markdown:
            print(markdown(papers), end="")
        else:
            _print(papers)


def chosen(names: list[str], province: str | None, group: str | None, modules: Iterable[str]) -> list[Newspaper]:
    """The newspapers that names and options pick, all without any. Raises UsageError with the nearest names."""
    modules = tuple(modules)
    try:
        papers = [registry.find(name, modules) for name in names] or list(registry.newspapers(modules).values())
        if province is not None:
            papers = [p for p in registry.by_province(province, modules) if p in papers]
        if group is not None:
            papers = [p for p in registry.by_group(group, modules) if p in papers]
    except registry.Unknown as error:
        raise UsageError(str(error), print_help=False) from None
    return list({paper.name: paper for paper in papers}.values())


def as_json(paper: Newspaper) -> dict[str, Any]:
    return {f.name: getattr(paper, f.name) for f in dataclasses.fields(paper)}


def _print(papers: list[Newspaper]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("NAME", "NEWSPAPER", "PROVINCE", "BEFORE JULY 2025", "GROUP", "FAMILY", "VERIFIED", "REMARKS"):
        table.add_column(column, no_wrap=column == "NAME", overflow="fold")
    for p in papers:
        before = p.province_before_2025 if p.province_before_2025 != p.province else ""
        note = f"now {p.successor}" if p.successor else ""
        table.add_row(p.name, p.title, p.province or "", before, p.group, p.family or "", p.verified, note)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 180
    console.print(table)
    Console(highlight=False, stderr=True).print(f"{len(papers)} newspapers")


def markdown(papers: list[Newspaper]) -> str:
    """docs/newspapers.md: a table a group, remarks, and those that have no spider."""
    with_rules = [f"`{name}`" for name in FAMILIES]
    out = [_ABOUT.replace("{families}", ", ".join(with_rules[:-1]) + " and " + with_rules[-1])]
    for group, title in registry.GROUPS.items():
        members = [p for p in papers if p.group == group]
        if members:
            out += [f"## {title}", "", f"`scrapy crawlall --group {group}`", ""]
            out += _rows(
                ("Name", "Newspaper", "Province", "Before July 2025", "Hosts", "Family", "Verified", "Successor"),
                [
                    (
                        f"`{p.name}`",
                        p.title,
                        p.province or "",
                        p.province_before_2025 or "",
                        ", ".join((p.domain, *p.aliases)),
                        p.family or "none",
                        f"{p.verified}, {p.verified_on}" if p.verified_on else p.verified,
                        f"`{p.successor}`" if p.successor else "",
                    )
                    for p in members
                ],
            )
    out += ["## Remarks", "", *(f"- `{p.name}`: {p.remarks}" for p in papers if p.remarks), ""]
    out += ["## Known, without a spider", "", "No article address of these was seen. `scrapy probe` makes a start.", ""]
    out += _rows(
        ("Newspaper", "Domain", "Province", "Before July 2025", "Remarks"),
        [
            (k.title, k.domain, k.province or "", k.province_before_2025 or "", k.remarks)
            for k in registry.WITHOUT_SPIDER
        ],
    )
    return "\n".join(out).rstrip("\n") + "\n"


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [*("| " + " | ".join(line) + " |" for line in lines), ""]
