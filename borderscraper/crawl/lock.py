"""One run a newspaper: an flock on `output/<newspaper>/.lock`, which the kernel lets go when the process dies."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import socket
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from borderscraper.crawl.clock import iso, real_clock

_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}


class LockHeld(Exception):
    """Another run holds the lock; `holder` is {pid, host, since}, as far as it could be read."""

    def __init__(self, path: Path, holder: dict[str, Any]) -> None:
        who = f"process {holder.get('pid', '?')} on {holder.get('host', '?')} since {holder.get('since', '?')}"
        super().__init__(f"another run holds {path}: {who}")
        self.holder = holder


class NewspaperLock:
    """The lock of a newspaper's directory, held from creation until `release` or the end of the process.

    Raises LockHeld, or OSError when the directory cannot be written.
    """

    def __init__(self, directory: Path, now: datetime | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / ".lock"
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in _HELD:
                    raise
                raise LockHeld(self.path, self._read()) from None
            holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": iso(now or real_clock())}
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps(holder).encode(), 0)
        except BaseException:
            os.close(self._handle)
            raise

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(ValueError):  # the holder is just writing it
            holder = json.loads(os.pread(self._handle, 4096, 0))
            if isinstance(holder, dict):
                return holder
        return {}

    def release(self) -> None:
        """Let go. The file stays: removing it could take it from under a third run."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
