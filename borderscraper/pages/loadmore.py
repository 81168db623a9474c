"""The load-more API of the ePi CMS: where a page says it goes on, and what the API answers.

`GET https://api.<site>/api/morenews-zone-<zone>-<page>.html?phrase=` (EPI_CMS "Load more"). One answer holds contents as
JSON objects, an older one `data.articles` as one string of HTML cards.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from borderscraper.items import Listing, LoadMore, Story
from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages.cards import HEADINGS, read_card, resolve, without_lead_prefix
from borderscraper.pages.dom import parse_fragment, raw_text
from borderscraper.text.clean import clean, decode_entities
from borderscraper.text.dates import parse_date

Element = Any

_BUTTONS = etree.XPath("//*[@data-zone and (contains(@class, 'loadmore') or contains(@class, 'more-news'))]")
_SOURCES = etree.XPath("//*[starts-with(@data-source, 'recommendation-')]/@data-source")
_DOMAIN_API = re.compile(rb"""domainApi["']?\s*:\s*["'](https?:)?//([\w.:-]+)""")
_ADS_ZONE = re.compile(rb"""adsZone["']?\s*:\s*["']?(\d{1,9})""")
_ADDRESS = re.compile(r"(?P<before>/api/morenews-zone-)(?P<zone>\d+)-(?P<page>\d+)(?P<after>\.html)")
_CARDS = etree.XPath("//article | //*[contains(concat(' ', normalize-space(@class), ' '), ' story ')]")


def of_page(root: Element, body: bytes, url: str) -> LoadMore | None:
    """How a list page goes on through the API, or None when it is not this CMS's or has no section number."""
    # looking for the words first is a hundred times faster than for the elements
    button = next(iter(_BUTTONS(root)), None) if b"data-zone" in body else None
    api = _DOMAIN_API.search(body) if b"domainApi" in body else None
    if button is None and api is None:
        return None
    page = 1
    zone = ""
    if button is not None:
        if button.get("data-type", "zone") != "zone":
            return None  # tags and searches have an API of their own that was never seen
        zone = button.get("data-zone").strip()
        asked = (button.get("data-page") or "").strip()
        page = max(1, int(asked)) if asked.isdigit() and len(asked) < 7 else 1
    if not _number(zone):
        ads = _ADS_ZONE.search(body)
        zone = ads.group(1).decode() if ads else ""
    if not _number(zone):
        zone = next((s.rpartition("-")[2] for s in _SOURCES(root)), "")
    if not _number(zone):
        return None
    if api is not None:
        origin = (api.group(1) or b"https:").decode() + "//" + api.group(2).decode()
    else:
        origin = "https://api." + bare_host(urlsplit(url).hostname)
    return LoadMore(url=f"{origin}/api/morenews-zone-{zone}-{page}.html?phrase=", zone=zone, page=page)


def _number(zone: str) -> bool:
    return zone.isdigit() and int(zone) > 0


def read_load_more(body: bytes, url: str, paper: Newspaper) -> Listing:
    """The stories of an API answer; `load_more` is the next answer, None at the end (no contents, or `load_more` false).

    Anything else than the expected JSON gives `load-more: ...` in `warnings`, never an exception.
    """
    if not body.strip():
        return Listing(warnings=["load-more: empty answer"])
    try:
        answer = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        what = "HTML" if body.lstrip()[:1] == b"<" else "no JSON"
        return Listing(warnings=[f"load-more: {what}, expected JSON"])
    warnings: list[str] = []
    if not isinstance(answer, dict):
        return Listing(warnings=[f"load-more: JSON {type(answer).__name__}, expected an object"])
    code = answer.get("error_code")
    if code not in (None, 0, "0"):
        warnings.append(
            f"load-more: error {str(code)[:20]} {clean(str(answer.get('error_message') or ''))[:80]}".rstrip()
        )
    data = answer.get("data")
    site = _site(url, paper)
    stories: dict[str, Story] = {}
    skipped = 0
    goes_on = False
    if isinstance(data, dict) and isinstance(data.get("contents"), list):
        for content in data["contents"]:
            story = _story(content, site, paper) if isinstance(content, dict) else None
            if story is None:
                skipped += 1
            else:
                stories.setdefault(story.url, story)
        goes_on = data.get("load_more") in (True, 1, "1", "true") and bool(stories)
    else:
        markup = data.get("articles", data.get("html")) if isinstance(data, dict) else data
        if isinstance(markup, str):
            stories = _cards(markup, site, paper)
            flag = data.get("load_more", True) if isinstance(data, dict) else True
            goes_on = bool(stories) and flag in (True, 1, "1", "true")
        elif not warnings and data:
            warnings.append("load-more: neither contents nor articles in the answer")
    if skipped:
        warnings.append(f"load-more: {skipped} contents without an address")
    return Listing(
        stories=list(stories.values()),
        load_more=_next(url) if goes_on and not _failed(warnings) else None,
        warnings=warnings,
    )


def _failed(warnings: list[str]) -> bool:
    return any(w.startswith("load-more: error") for w in warnings)


def _site(url: str, paper: Newspaper) -> str:
    """The origin that an answer's relative addresses belong to: the API host without `api.`"""
    parts = urlsplit(url)
    host = bare_host(parts.hostname)
    host = host.removeprefix("api.")
    if not host or not paper.serves(host):
        host = paper.domain or host
    return f"{parts.scheme or 'https'}://{host}/"


def _story(content: dict[str, Any], site: str, paper: Newspaper) -> Story | None:
    address = _text(content.get("url")) or _text(content.get("redirect_link"))
    if not address and str(content.get("content_id") or "").isdigit():
        address = f"/post-{content['content_id']}.html"
    link = resolve(address, site)
    if link is None:
        return None
    title = _plain(content.get("title"))
    summary = _plain(content.get("description"))
    if summary:
        summary = without_lead_prefix(summary, paper)
    kicker = _plain(content.get("sub_title"))
    return Story(
        url=link,
        title=title,
        kicker=kicker.rstrip(" :") or None if kicker else None,
        summary=summary,
        image_url=resolve(_text(content.get("avatar_url")), site),
        published_at=_time(content.get("date")),
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(value: Any) -> str | None:
    """One line of words out of a string with entities and markup."""
    text = decode_entities(_text(value))
    if "<" in text and ">" in text:
        text = raw_text(parse_fragment(text))
    return clean(text) or None


def _time(value: Any) -> str | None:
    """Epoch seconds (or milliseconds) as ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = str(value).strip()
    if text.isdigit():
        if int(text) == 0:
            return None
        text = text[:-3] if len(text) == 13 else text
    return parse_date(text).iso if text else None


def _cards(markup: str, site: str, paper: Newspaper) -> dict[str, Story]:
    body = parse_fragment(markup)
    cards = _CARDS(body) or [e for e in body.iter(*HEADINGS, "li") if e.find(".//a[@href]") is not None]
    stories: dict[str, Story] = {}
    for card in cards:
        story = read_card(card, site, paper)
        if story is not None:
            stories.setdefault(story.url, story)
    return stories


def _next(url: str) -> LoadMore | None:
    found = _ADDRESS.search(url)
    if not found:
        return None
    page = int(found.group("page")) + 1
    head, tail = url[: found.start()], url[found.end() :]
    return LoadMore(
        url=f"{head}{found.group('before')}{found.group('zone')}-{page}{found.group('after')}{tail}",
        zone=found.group("zone"),
        page=page,
    )
