"""What the head of a page says about its article: JSON-LD with its faults, Open Graph, meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from borderscraper.pages.dom import Element
from borderscraper.text.clean import clean, decode_entities

_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|NewsPosting|LiveBlog|Report", re.I)
_CDATA = re.compile(
    r"^\s*(?:/\*\s*)?(?://\s*)?<!\[CDATA\[(?:\s*\*/)?|(?:/\*\s*)?(?://\s*)?\]\]>(?:\s*\*/)?\s*$|^\s*<!--|-->\s*$"
)
_LONGEST_TITLE = 1000  # characters; a title that was never closed swallows the page
_MAX_BLOCK = 400_000  # characters; larger blocks are listings or dumps, and cost more than they tell


@dataclass
class Metadata:
    """Values as the head gives them, cleaned; nothing chosen yet."""

    metas: dict[str, list[str]] = field(default_factory=dict)  # by lower-case name, as written
    canonical: str | None = None
    title: str | None = None
    article: dict[str, Any] = field(default_factory=dict)  # the JSON-LD article
    breadcrumb: list[tuple[str, str | None]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def meta(self, *names: str) -> str | None:
        """The first of these meta elements that says something, cleaned."""
        for name in names:
            for content in self.metas.get(name, ()):
                if value := _text(content):
                    return value
        return None

    def every(self, name: str) -> list[str]:
        """What all meta elements of this name say."""
        return [value for content in self.metas.get(name, ()) if (value := _text(content))]

    def ld(self, name: str) -> str | None:
        """A text of the JSON-LD article."""
        value = self.article.get(name)
        if isinstance(value, list):
            value = next((v for v in value if isinstance(v, str)), None)
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
        return _text(value) if isinstance(value, str | int | float) else None

    def ld_authors(self) -> list[str]:
        """Names under `author`; an Organization counts, for it may be an agency."""
        names = []
        for author in _as_list(self.article.get("author")):
            name = author.get("name") if isinstance(author, dict) else author
            for part in _as_list(name):
                if isinstance(part, str) and (text := _text(part)):
                    names.append(text)
        return list(dict.fromkeys(names))


def read_metadata(root: Element) -> Metadata:
    """Read the head (and JSON-LD wherever it stands)."""
    data = Metadata()
    best = -1
    for el in root.iter("meta", "link", "script", "title"):
        tag = el.tag
        if tag == "meta":
            content = el.get("content")
            name = (el.get("property") or el.get("name") or el.get("itemprop")) if content else None
            if name:
                data.metas.setdefault(name.strip().lower(), []).append(content)
        elif tag == "link":
            if data.canonical is None and (el.get("rel") or "").lower() == "canonical":
                data.canonical = (el.get("href") or "").strip() or None
        elif tag == "title":
            if (
                data.title is None
                and el.getparent().tag != "svg"
                and (text := _text("".join(el.itertext())[:_LONGEST_TITLE]))
            ):
                data.title = text
        elif (el.get("type") or "").lower().startswith("application/ld+json") and el.text:
            for thing in _objects(el.text, data.warnings):
                kind = " ".join(str(k) for k in _as_list(thing.get("@type")))
                if "BreadcrumbList" in kind and not data.breadcrumb:
                    data.breadcrumb = list(_crumbs(thing))
                elif _ARTICLE_TYPE.search(kind) or ("headline" in thing and "datePublished" in thing):
                    worth = ("headline" in thing) + ("datePublished" in thing) + ("author" in thing)
                    if worth > best:
                        best, data.article = worth, thing
    return data


def _text(value: Any) -> str:
    return clean(decode_entities(str(value)))


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _objects(text: str, warnings: list[str]) -> Iterator[dict[str, Any]]:
    if len(text) > _MAX_BLOCK:
        warnings.append("json-ld: block too large")
        return
    if not ("Article" in text or "Breadcrumb" in text or "headline" in text or "Posting" in text):
        return
    try:
        data = json.loads(text, strict=False)
    except ValueError:
        stripped = _CDATA.sub("", text).strip().rstrip(";").strip()
        try:
            data = json.loads(stripped, strict=False)
        except ValueError:
            import chompjs  # seldom needed

            try:
                data = list(chompjs.parse_js_objects(stripped))
            except (ValueError, RecursionError):
                data = []
            warnings.append("json-ld: malformed" if data else "json-ld: unreadable")
    except RecursionError:
        warnings.append("json-ld: unreadable")
        return
    yield from _flatten(data, 0)


def _flatten(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data:
            yield from _flatten(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity"):
            if isinstance(data.get(name), list | dict):
                yield from _flatten(data[name], depth + 1)


def _crumbs(thing: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Name and URL of each step of a BreadcrumbList; dantri's holds a list of lists."""
    steps: list[tuple[float, str, str | None]] = []

    def walk(items: Any, depth: int) -> None:
        for n, item in enumerate(_as_list(items)):
            if isinstance(item, list) and depth < 4:
                walk(item, depth + 1)
            elif isinstance(item, dict):
                target = item.get("item")
                name = item.get("name") or (target.get("name") if isinstance(target, dict) else None)
                url = (target.get("@id") or target.get("url")) if isinstance(target, dict) else target
                position = item.get("position")
                place = float(position) if isinstance(position, int | float) else float(n)
                if isinstance(name, str) and (text := _text(name)):
                    steps.append((place, text, url if isinstance(url, str) else None))

    walk(thing.get("itemListElement"), 0)
    for _, name, url in sorted(steps, key=lambda step: step[0]):
        yield name, url
