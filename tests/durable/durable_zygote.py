"""Forks `scrapy crawl`s from a process that has imported everything, because tests start dozens of them.

Reads JSON lines: {"argv": [...], "err": FILE, "out": FILE, "file_limit": BYTES} -> prints the pid; {"wait": PID} -> prints the status as
subprocess has it (negative = killed by that signal).
"""

from __future__ import annotations

import json
import os
import resource
import sys

import rich.console  # noqa: F401
import scrapy.cmdline
import scrapy.commands.crawl
import scrapy.core.downloader.handlers.http11
import scrapy.core.engine
import scrapy.core.scheduler
import scrapy.crawler
import scrapy.extensions.feedexport
import scrapy.pipelines.images

import borderscraper.commands.crawl
import borderscraper.crawl.durable
import borderscraper.pages.article
import borderscraper.spiders.baolaocai  # noqa: F401

assert "twisted.internet.reactor" not in sys.modules, "the child installs it"


def child(request: dict[str, object]) -> None:
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(str(request[name]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if limit := int(str(request["file_limit"])):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv = ["scrapy", *request["argv"]]  # type: ignore[misc]
    try:
        scrapy.cmdline.execute(sys.argv)
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


for line in sys.stdin:
    request = json.loads(line)
    if "wait" in request:
        _, status = os.waitpid(request["wait"], 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
        continue
    pid = os.fork()
    if not pid:
        try:
            child(request)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        finally:
            os._exit(1)
    print(pid, flush=True)
