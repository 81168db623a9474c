"""The dataset's files: how they are written and read."""

from __future__ import annotations

from borderscraper.export.jsonl import DatasetError, dataset_files, read_dataset

__all__ = ["DatasetError", "dataset_files", "read_dataset"]
