"""`BORDERSCRAPER_HOSTS`: a newspaper's hosts answered by a local server (tests, the demo, replicas, replays).

    BORDERSCRAPER_HOSTS = {"baolaocai.vn": "http://127.0.0.1:8080"}

A host stands for its subdomains too (`api.`, `cdn.`, `www.`) unless they have an entry of their own. The mapping works in
the download handler, below everything else: requests, responses, items, redirects, robots.txt and download slots all keep
the newspaper's own URLs; the local server sees the newspaper's host in `Host` and the path as it is.
"""

from __future__ import annotations

import copy
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from borderscraper.crawl.arguments import ArgumentError


class HostNotMapped(IgnoreRequest):
    """With BORDERSCRAPER_HOSTS set, a host that is not in it is not contacted at all."""


def read_hosts(settings: BaseSettings) -> dict[str, str]:
    """Host -> local origin (`http://127.0.0.1:8080`), from the settings. Raises ArgumentError."""
    given: Any = settings.get("BORDERSCRAPER_HOSTS") or {}
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except json.JSONDecodeError as error:
            raise ArgumentError(f"BORDERSCRAPER_HOSTS is no JSON ({error}): expected {_EXAMPLE}") from None
    # Scrapy wraps dicts of settings files in BaseSettings
    given = given.copy_to_dict() if isinstance(given, BaseSettings) else given
    if not isinstance(given, dict):
        raise ArgumentError(f"BORDERSCRAPER_HOSTS is a {type(given).__name__}: expected {_EXAMPLE}")
    remote = settings.getbool("BORDERSCRAPER_HOSTS_ALLOW_REMOTE")
    return {str(host).lower(): _origin(str(host), origin, remote) for host, origin in given.items()}


_EXAMPLE = '{"baolaocai.vn": "http://127.0.0.1:8080"}'


def _origin(host: str, origin: object, allow_remote: bool) -> str:
    wrong = f"BORDERSCRAPER_HOSTS: {host} -> {origin}: "
    if not host or "/" in host or ":" in host:
        raise ArgumentError(f"{wrong}expected a host name without scheme and port, as in {_EXAMPLE}")
    try:
        parts = urlsplit(str(origin))
        target, _port = parts.hostname, parts.port
    except ValueError:
        raise ArgumentError(f"{wrong}expected an origin, as in {_EXAMPLE}") from None
    if parts.scheme not in ("http", "https") or not target or parts.path.strip("/") or parts.query or parts.username:
        raise ArgumentError(f"{wrong}expected an origin, as in {_EXAMPLE}")
    if not allow_remote and not is_loopback(target):
        raise ArgumentError(f"{wrong}not a loopback address; BORDERSCRAPER_HOSTS_ALLOW_REMOTE=1 allows others")
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """127.0.0.0/8, ::1 or `localhost`; other names are not looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def local_origin(host: str | None, hosts: dict[str, str]) -> str | None:
    """The origin of the longest entry that is `host` or a parent domain of it."""
    labels = (host or "").lower().split(".")
    return next((hosts[name] for i in range(len(labels)) if (name := ".".join(labels[i:])) in hosts), None)


class HostsDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with the newspaper's hosts mapped where the settings say so."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._hosts = read_hosts(crawler.settings)
        self._stats = crawler.stats
        self._only_mapped = crawler.settings.getbool("BORDERSCRAPER_HOSTS_ONLY", True)

    async def download_request(self, request: Request) -> Response:
        if not self._hosts:
            return await super().download_request(request)
        parts = urlparse_cached(request)
        origin = local_origin(parts.hostname, self._hosts)
        if origin is None:
            if not self._only_mapped or is_loopback(parts.hostname or ""):
                return await super().download_request(request)
            if self._stats is not None:
                self._stats.inc_value("hosts/not_mapped")
                self._stats.inc_value(f"hosts/not_mapped/{parts.hostname}")
            raise HostNotMapped(f"{request.url}: its host is not in BORDERSCRAPER_HOSTS, so it is not contacted")
        target = parts.path or "/"
        if parts.params:
            target += f";{parts.params}"
        if parts.query:
            target += f"?{parts.query}"
        # the same request to another address: a copy of its own headers and meta would be thrown away
        local = copy.copy(request)
        local._set_url(origin + target)
        request.headers["Host"] = parts.netloc
        request.meta.pop("proxy", None)
        try:
            response = await super().download_request(local)
        finally:
            request.headers.pop("Host", None)
        # nobody else holds the response yet: a copy of it and its headers for another URL would be thrown away
        response._set_url(request.url)
        return response
