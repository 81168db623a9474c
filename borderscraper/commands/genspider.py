"""`scrapy genspider` with this project's templates: `-t newspaper` (default) and `-t family`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.commands import genspider
from scrapy.exceptions import UsageError

from borderscraper.crawl import registry
from borderscraper.crawl.clock import real_clock
from borderscraper.newspaper import bare_host


class Command(genspider.Command):
    requires_project = True

    def syntax(self) -> str:
        return "[-t newspaper | -t family] NAME DOMAIN"

    def short_desc(self) -> str:
        return "Write a new newspaper's spider from a template"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template="newspaper")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) == 2 and not opts.list and not opts.dump:
            name, domain = args
            if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
                raise UsageError(
                    f"NAME {name!r}: expected lower-case letters and digits, e.g. baobackan", print_help=False
                )
            known = registry.by_host(_host(domain), self.settings.getlist("SPIDER_MODULES"))
            if known and not opts.force:
                raise UsageError(f"{_host(domain)} is {known.title}: `scrapy crawl {known.name}`", print_help=False)
            if not self._find_template(opts.template):
                self.exitcode = 2
                return
        super().run(args, opts)

    def _spider_exists(self, name: str) -> bool:
        exists = super()._spider_exists(name)
        self.exitcode = int(exists)
        return exists

    def _generate_template_variables(self, module: str, name: str, url: str, template_name: str) -> dict[str, Any]:
        variables = super()._generate_template_variables(module, name, url, template_name)
        return {**variables, "domain": _host(url), "today": real_clock().date().isoformat()}

    @property
    def templates_dir(self) -> str:
        return str(Path(__file__).parents[1] / "templates" / "spiders")


def _host(url: str) -> str:
    host = bare_host(urlsplit(genspider.verify_url_scheme(url)).hostname)
    if "." not in host:
        raise UsageError(f"DOMAIN {url!r}: expected a host such as baobackan.vn", print_help=False)
    return host
