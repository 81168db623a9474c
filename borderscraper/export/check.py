"""Whether a dataset is what it promises: whole lines, each revision of each article once, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from borderscraper.export.jsonl import DatasetError, dataset_files, read_lines
from borderscraper.items import Article


def problems(directory: Path | str, newspaper: str | None = None) -> Iterator[str]:
    """What is wrong with the published files, one line each; nothing when all is well."""
    last: dict[str, int] = {}
    for path in dataset_files(directory, newspaper):
        if not path.read_bytes().endswith(b"\n"):
            yield f"{path.name}: empty, or its last line is torn"
        try:
            for number, (text, record) in enumerate(read_lines(path), 1):
                where = f"{path.name}, line {number}, {record['id']}"
                try:
                    article = Article.model_validate_json(text)
                except ValidationError as error:
                    first = error.errors()[0]
                    yield f"{where}: not a record: {'.'.join(map(str, first['loc']))}: {first['msg']}"
                    continue
                expected = last.get(article.id, 0) + 1
                if article.revision != expected:
                    again = "again" if article.revision < expected else "without those before it"
                    yield f"{where}: revision {article.revision} {again}, expected {expected}"
                last[article.id] = max(article.revision, expected - 1)
        except DatasetError as error:
            yield str(error)
