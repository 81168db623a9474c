"""Dataset files: immutable JSON Lines that appear whole.

`<directory>/<newspaper>-<UTC time>-<n>.jsonl`, for example `baolaocai-20261123T060000Z-0001.jsonl`. The order of the
names is the order of publication, also when the clock went back. A file is never changed once it has its name.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_STAMP = "%Y%m%dT%H%M%SZ"
# file systems without hard links say one of these
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class DatasetError(ValueError):
    """A published file does not hold what it must; names file and line."""


def _name_re(newspaper: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(newspaper)}-(\d{{8}}T\d{{6}}Z)-(\d+)\.jsonl")


def dataset_files(directory: Path | str, newspaper: str | None = None) -> list[Path]:
    """The published files in order of publication. `newspaper` defaults to the directory's name."""
    directory = Path(directory)
    pattern = _name_re(newspaper or directory.resolve().name)
    found = [(m[1], int(m[2]), p) for p in directory.glob("*.jsonl") if (m := pattern.fullmatch(p.name))]
    return [path for _, _, path in sorted(found)]


def next_name(directory: Path, newspaper: str, now: datetime, taken: Iterable[str] = ()) -> str:
    """A name later than every file's there and every name in `taken`, also when the clock went back."""
    pattern = _name_re(newspaper)
    names = {path.name for path in directory.glob("*.jsonl")} | set(taken)
    last = max(((m[1], int(m[2])) for name in names if (m := pattern.fullmatch(name))), default=("", 0))
    stamp = now.astimezone(UTC).strftime(_STAMP)
    stamp, n = (last[0], last[1] + 1) if last[0] >= stamp else (stamp, 1)
    return f"{newspaper}-{stamp}-{n:04d}.jsonl"


def digest(lines: Iterable[str]) -> str:
    """SHA-256 (hex) of the file that these lines make."""
    hashed = hashlib.sha256()
    for line in lines:
        hashed.update(line.encode() + b"\n")
    return hashed.hexdigest()


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_directory(directory: Path) -> None:
    """Make names durable."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, lines: Iterable[str]) -> None:
    """Publish `lines` (JSON texts without line end) as `path`: whole or not at all, never over another file.

    Raises FileExistsError when the name is taken, OSError when the disk does not take it; then nothing of it is left.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.writelines(line.encode() + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)  # unlike rename, fails when the name is taken
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if path.exists():
                raise FileExistsError(errno.EEXIST, "the file is there already", str(path)) from None
            temporary.rename(path)
        sync_directory(path.parent)
    finally:
        with contextlib.suppress(OSError):  # a left-over is removed by the next run
            temporary.unlink(missing_ok=True)


def remove_leftovers(directory: Path, newspaper: str) -> list[str]:
    """Remove temporary files of killed runs; returns their names. Only under the newspaper's lock."""
    pattern = _name_re(newspaper)
    gone = []
    for path in directory.glob(".*.jsonl.tmp"):
        if pattern.fullmatch(path.name[1:-4]):
            path.unlink(missing_ok=True)
            gone.append(path.name)
    return gone


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(line as published, record) of one file. Raises DatasetError naming the line that is no JSON object."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                text = raw.decode().rstrip("\n")
                record = json.loads(text)
            except ValueError as error:
                raise DatasetError(f"{path}, line {number}: expected one JSON record a line ({error})") from None
            if not isinstance(record, dict) or "id" not in record:
                raise DatasetError(f"{path}, line {number}: expected a record with an `id`")
            yield text, record


def read_dataset(directory: Path | str, newspaper: str | None = None) -> Iterator[dict[str, Any]]:
    """Every published record, in order of publication: all revisions and tombstones."""
    for path in dataset_files(directory, newspaper):
        for _, record in read_lines(path):
            yield record
