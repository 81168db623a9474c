"""Twisted's timed calls, in a reactor of its own."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import gc
from twisted.internet import asyncioreactor
asyncioreactor.install()
from twisted.internet import reactor
from twisted.internet.base import DelayedCall
from borderscraper.commands.crawl import forget_cancelled_timeouts

def look():
    print(sum(isinstance(o, DelayedCall) for o in gc.get_objects()))
    reactor.stop()

forget_cancelled_timeouts()
for _ in range(1000):
    reactor.callLater(60, print).cancel()
reactor.callLater(2.5, look)
reactor.run()
"""


def test_timeouts_that_were_cancelled_are_not_kept_until_they_would_be_due() -> None:
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert int(run.stdout) < 20, run
