from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from durable_help import NOW

from borderscraper.crawl.state import StateStore


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "baolaocai"


@pytest.fixture
def open_store(directory: Path) -> Callable[..., StateStore]:
    """Opens the directory's store; at NOW unless told."""

    def opener(now: datetime = NOW, **options: object) -> StateStore:
        return StateStore.open(directory / "state.sqlite", "baolaocai", clock=lambda: now, **options)  # type: ignore[arg-type]

    return opener
