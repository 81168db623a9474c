"""`scrapy gallery`: the pictures of a dataset as one page."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.export import gallery
from borderscraper.export.jsonl import DatasetError


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[DATASET…] [-o FILE.html]"

    def short_desc(self) -> str:
        return "Show a dataset's pictures in one HTML page, with captions, credits and filters"

    def long_desc(self) -> str:
        return (
            "DATASET is a newspaper's directory (output/baolaocai), a directory that holds such, or a JSON Lines file; "
            "default: BORDERSCRAPER_OUTPUT. The page works without network. It holds a thumbnail of every picture; the "
            "pictures in full are read from the store, by relative path."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="where to write (default <BORDERSCRAPER_OUTPUT>/gallery.html)"
        )
        parser.add_argument("--images", metavar="DIR", help="where the pictures lie (default: IMAGES_STORE)")
        parser.add_argument(
            "--thumbnail",
            type=int,
            default=gallery.THUMBNAIL,
            metavar="PIXELS",
            help=f"longest side of the thumbnails (default {gallery.THUMBNAIL}); 0 = none, show the files themselves",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        output = Path(self.settings["BORDERSCRAPER_OUTPUT"] or "output")
        began = time.monotonic()
        try:
            sources = _sources([Path(arg) for arg in args] or [output])
            store = self._store(opts.images, sources, output)
            found = gallery.collect(sources, store)
            if not found.files:
                raise DatasetError(
                    f"no stored picture: {found.not_stored} without a file, {found.missing} not in {store}; "
                    "--images DIR says where they lie"
                )
            out = Path(opts.output) if opts.output else output / "gallery.html"
            gallery.write(found, store, out, size=opts.thumbnail)
        except (DatasetError, OSError) as error:
            print(f"scrapy gallery: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        if found.missing:
            print(f"scrapy gallery: {found.missing} pictures are not in {store}: left out", file=sys.stderr)
        print(
            f"{out}: {len(found.files)} pictures of {len(found.articles)} articles, {out.stat().st_size / 1e6:.1f} MB, "
            f"{time.monotonic() - began:.1f} s"
        )

    def _store(self, given: str | None, sources: list[Path], output: Path) -> Path:
        if given:
            store = Path(given)
            if not store.is_dir():
                raise UsageError(f"--images {given}: no such directory")
            return store
        assert self.settings is not None
        said = str(self.settings["IMAGES_STORE"] or "{output}/images").removeprefix("file://")
        if "://" in said:
            raise UsageError(f"IMAGES_STORE is {said}: copy the pictures here and say where with --images DIR")
        if "{output}" in said:
            # a dataset elsewhere has its pictures beside it
            beside = (sources[0] if sources[0].is_dir() else sources[0].parent).resolve().parent
            return (beside if (beside / "images").is_dir() else output) / "images"
        return Path(said)


def _sources(given: list[Path]) -> list[Path]:
    files = [path for path in given if path.is_file()]
    return gallery.newspaper_directories(path for path in given if not path.is_file()) + files
