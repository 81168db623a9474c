"""`scrapy schema`: the JSON Schema of a published line."""

from __future__ import annotations

import argparse
import json

from scrapy.commands import ScrapyCommand

from borderscraper.items import article_schema


class Command(ScrapyCommand):
    requires_project = False
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Print the JSON Schema of the published records"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        print(schema_text(), end="")


def schema_text() -> str:
    """The schema as it is printed and checked in (docs/article.schema.json)."""
    return json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"
