"""The published schema: what is checked in is what the models say, and records fit it."""

from __future__ import annotations

import json
from pathlib import Path

from borderscraper.commands.schema import schema_text
from borderscraper.items import Article, article_schema

CHECKED_IN = Path(__file__).parents[2] / "docs" / "article.schema.json"


def test_the_checked_in_schema_is_the_models() -> None:
    assert CHECKED_IN.read_text(encoding="utf-8") == schema_text(), "run: scrapy schema > docs/article.schema.json"


def test_every_field_is_described_and_many_name_their_schema_org_counterpart() -> None:
    schema = json.loads(schema_text())
    for name, field in schema["properties"].items():
        assert field.get("description"), name
    for model in schema["$defs"].values():
        for name, field in model.get("properties", {}).items():
            assert field.get("description"), (model["title"], name)
    named = {f["schema.org"] for f in schema["properties"].values() if f.get("schema.org")}
    assert {"headline", "articleBody", "datePublished", "dateModified", "author", "image"} <= named


def test_a_record_has_exactly_the_fields_of_the_schema() -> None:
    record = Article(id="baolaocai:1", url="https://baolaocai.vn/a-post1.html", newspaper="x", newspaper_name="X")
    assert set(record.model_dump()) == set(article_schema()["properties"])
