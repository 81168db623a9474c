"""RSS 2.0, RSS 1.0 and Atom feeds, as Vietnamese newspapers really serve them.

Seen: a byte order mark, "utf-16" declared over UTF-8 bytes, entities and escaped HTML in CDATA, times as "GMT+7", bare
ampersands, and empty answers of 0 to 13 bytes where a section has no feed.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import Any

from lxml import etree

from borderscraper.items import Listing, Story
from borderscraper.newspaper import Newspaper
from borderscraper.pages.cards import image_url, resolve, without_lead_prefix
from borderscraper.pages.dom import parse_fragment, raw_text
from borderscraper.text.clean import clean, decode_entities
from borderscraper.text.dates import parse_date

Element = Any

#: An answer this short holds no feed; servers send it where a section has none.
_EMPTY_BYTES = 13
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(body: bytes) -> Element | None:
    """The root of an XML document, or None when there is none in it. No entities are expanded, nothing is fetched."""
    text = _decoded(body)
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    text = "".join(
        part if part.startswith("<![CDATA[") else _ENTITY.sub(_known_entity, part)
        for part in _CDATA.split(_FORBIDDEN.sub("", text))
    )
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _decoded(body: bytes) -> str:
    for bom, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(bom):
            return body[2:].decode(name, "replace")
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.match(body)
        name = declared.group(1).decode("ascii") if declared else "utf-8"
        try:
            return body.decode("utf-8" if name.lower().startswith("utf-16") else name, "replace")
        except LookupError:
            return body.decode("utf-8", "replace")


def _known_entity(found: re.Match[str]) -> str:
    """HTML's named entities, which XML does not know, as characters; any other ampersand as itself."""
    name = found.group(1)
    if name:
        value = html.unescape(f"&{name};")
        if value != f"&{name};":
            return value
    return "&amp;" + found.group(0)[1:]


def local_name(element: Element) -> str:
    """The element's name without its namespace, in lower case; "" for entities and comments."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def read_feed(body: bytes, url: str, paper: Newspaper) -> Listing:
    """The stories of a feed, in its order, each URL once.

    An empty answer and a feed without items are normal and give no warning. What is no feed gives `feed: ...` in
    `warnings`, never an exception.
    """
    if len(body.strip()) <= _EMPTY_BYTES:
        return Listing()
    root = parse_xml(body)
    if root is None:
        return Listing(warnings=["feed: not XML"])
    name = local_name(root)
    if name not in ("rss", "feed", "rdf", "channel"):
        return Listing(warnings=[f"feed: the document is <{name[:30]}>, expected <rss> or <feed>"])
    stories: dict[str, Story] = {}
    missing = 0
    for item in root.iter("{*}item", "{*}entry"):
        story = _story(item, url, paper)
        if story is None:
            missing += 1
        elif story.url not in stories:
            stories[story.url] = story
    warnings = [f"feed: {missing} items without a link"] if missing else []
    return Listing(stories=list(stories.values()), warnings=warnings)


def _story(item: Element, base: str, paper: Newspaper) -> Story | None:
    fields: dict[str, list[Element]] = {}
    for child in item:
        fields.setdefault(local_name(child), []).append(child)
    link = _link(fields, base)
    if link is None:
        return None
    title = _first_text(fields, "title")
    summary, image = None, _image(fields, base)
    for name in ("description", "summary", "encoded", "content"):
        markup = next((t for e in fields.get(name, ()) if (t := "".join(e.itertext()).strip())), "")
        if not markup:
            continue
        body = parse_fragment(markup)
        if image is None:
            image = next((found for i in body.iter("img") if (found := image_url(i, base))), None)
        if summary is None and name in ("description", "summary"):
            text = clean(decode_entities(raw_text(body)))
            if text and text != title:
                summary = without_lead_prefix(text, paper)
    return Story(
        url=link,
        title=title,
        summary=summary,
        image_url=image,
        published_at=_date(fields),
    )


def _first_text(fields: dict[str, list[Element]], name: str) -> str | None:
    for element in fields.get(name, ()):
        text = clean(decode_entities("".join(element.itertext())))
        if text:
            return clean(raw_text(parse_fragment(text))) if "<" in text and ">" in text else text
    return None


def _link(fields: dict[str, list[Element]], base: str) -> str | None:
    for element in fields.get("link", ()):
        if element.get("rel", "alternate") == "alternate":
            target = element.get("href") or "".join(element.itertext())
            if target.strip() and (found := resolve(target, base)):
                return found
    for element in (*fields.get("guid", ()), *fields.get("id", ())):
        target = "".join(element.itertext()).strip()
        if target.startswith(("http://", "https://")) and element.get("isPermaLink", "true").lower() != "false":
            return resolve(target, base)
    return None


def _image(fields: dict[str, list[Element]], base: str) -> str | None:
    for name in ("content", "thumbnail", "enclosure", "image", "avatar"):
        for element in fields.get(name, ()):
            target = element.get("url") or (element.text if name in ("image", "avatar") and not len(element) else None)
            kind = element.get("type") or element.get("medium") or "image"
            if target and kind.startswith("image") and (found := resolve(target, base)):
                return found
    return None


def _date(fields: dict[str, list[Element]]) -> str | None:
    for name in ("pubdate", "published", "date", "issued"):
        for element in fields.get(name, ()):
            text = clean("".join(element.itertext()))
            if text and (iso := parse_date(text).iso):
                return iso
    return None
