"""Bytes to a tree, and text out of a tree.

Plain `lxml.etree` elements, not `lxml.html` ones: the latter call Python for each element touched, which costs more than
the parse itself on pages of two thousand elements.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree
from w3lib.encoding import http_content_type_encoding, resolve_encoding

Element = Any  # lxml's stubs make every attribute optional; checked by the tests instead

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_REPLACED = "encoding: undecodable bytes were replaced"
#: libxml2's codes for bytes that are not in the encoding (XML_ERR_INVALID_CHAR, _INVALID_ENCODING, _I18N_CONV_FAILED)
_INVALID = {9, 81, 6003}
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Deeper nesting than this is a fault of the page; libxml2 itself stops at 256 unless told otherwise.
_MAX_TEXT_DEPTH = 200

# What is cut out before the parse: style sheets, drawings, scripts and comments are most bytes of many pages, and no words.
_CUT = re.compile(rb"<(?:!--|s(?:tyle|vg|cript)\b)")

# what lxml reads in a page but refuses in a text that is set: control characters (Word's vertical tabs are line breaks), U+FFFE, U+FFFF
_BLANKS = bytes.maketrans(b"\x0b\x0c", b"  ")
_CONTROLS = bytes([*range(1, 9), *range(14, 32)])
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_MAY_BE_NONE = b"\xef"

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
#: Elements whose text is never words of the page.
SILENT = frozenset(
    "script style noscript template iframe object embed svg math head select option textarea button input form canvas audio map".split()
)
#: Elements that end a line.
BLOCK = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


@dataclass
class Page:
    """A parsed page: `root` is the `html` element, never None; an empty page has an empty body."""

    root: Element
    encoding: str
    warnings: list[str]
    parser: Any  # keeps the log of what was odd
    markup: bytes  # what was parsed: the page without its silent parts


def parse(body: bytes, content_type: str | None = None) -> Page:
    """Parse the bytes of a page. Never raises for odd bytes; says in `warnings` what was odd.

    UTF-8 that decodes is UTF-8, whatever is declared (Vietnamese text that happens to be valid UTF-8 is never anything
    else); then the byte order mark, the Content-Type header, the page's own declaration, at last UTF-8 with U+FFFD.
    """
    warnings: list[str] = []
    for bom, name in _BOMS:
        if body.startswith(bom):
            text = body[len(bom) :].decode(name, "replace")
            if "\ufffd" in text:
                warnings.append(_REPLACED)
            return _tree(text.encode(), name, warnings)
    page = _tree(body, "utf-8", warnings)
    if not _INVALID & {entry.type for entry in page.parser.error_log}:
        return page
    for declared in (http_content_type_encoding(content_type), _declared(body)):
        codec = resolve_encoding(declared) if declared else None
        if codec and codec not in ("utf-8", "ascii"):
            try:
                return _tree(body.decode(codec).encode(), codec, warnings)
            except (UnicodeDecodeError, LookupError):
                warnings.append(f"encoding: declared {declared}, does not decode")
    warnings.append(_REPLACED)
    return _tree(body.decode("utf-8", "replace").encode(), "utf-8", warnings)


def _declared(body: bytes) -> str | None:
    found = _META_CHARSET.search(body, 0, 4096)
    return found.group(1).decode("ascii", "replace") if found else None


def _tree(data: bytes, encoding: str, warnings: list[str]) -> Page:
    if b"\0" in data:
        data = data.replace(b"\0", b"")
        warnings.append("encoding: NUL bytes were removed")
    data = without_silent(data).translate(_BLANKS, _CONTROLS)
    if _MAY_BE_NONE in data:
        for character in _NO_CHARACTERS:
            data = data.replace(character, b"")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    root = None
    if data and not data.isspace():
        try:
            root = etree.fromstring(data, parser)
        except etree.ParserError:  # only comments, for example
            root = None
        except etree.XMLSyntaxError as error:
            warnings.append(f"markup: {error.msg}"[:120])
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", parser)
    if b"<amp-" in data:
        _plain(root)
    return Page(root, encoding, warnings, parser, data)


def without_silent(data: bytes) -> bytes:
    """A page without its style sheets, drawings, comments, and scripts other than JSON, where they end as they should.

    What is not closed, or closed in a way that makes two readings possible, stays for the parser to judge.
    """
    kept: list[bytes] = []
    start = at = 0
    find = data.find
    while found := _CUT.search(data, at):
        begin, at = found.span()
        kind = data[at - 1]
        if kind == 0x65:  # <style: CSS has no "<"
            end = find(b"<", at)
            if data[end : end + 8] != b"</style>":
                continue
            end += 8
        elif kind == 0x74:  # <script
            end = find(b"</script>", at)
            if end < 0 or find(b"</S", at, end) >= 0:
                continue
            end += 9
            if b"json" in data[at : find(b">", at)]:
                at = end
                continue
        elif kind == 0x67:  # <svg
            end = find(b"</svg>", at)
            if end < 0 or find(b"<svg", at, end) >= 0:
                continue
            end += 6
        else:  # "<!-->" is a whole comment
            end = find(b"-->", at - 2)
            if end < 0 or find(b"--!>", at, end) >= 0:
                continue
            end += 3
        kept.append(data[start:begin])
        start = at = end
    if not start:
        return data
    kept.append(data[start:])
    return b"".join(kept)


def _plain(root: Element) -> None:
    """AMP pages: their elements under the names that others have."""
    for el in root.iter("amp-img", "amp-video", "amp-iframe", "amp-youtube"):
        name = el.tag.removeprefix("amp-")
        if name == "youtube":
            name = "iframe"
            el.set("src", f"https://www.youtube.com/embed/{el.get('data-videoid') or ''}")
        el.tag = name


def parse_fragment(markup: str) -> Element:
    """The `body` element around a piece of HTML that came in JSON or a feed."""
    root = _tree(_XML_DECLARATION.sub("", markup).encode(errors="replace"), "utf-8", []).root
    body = root.find("body")
    return root if body is None else body


def raw_text(element: Element) -> str:
    """The element's words as they stand: inline nodes joined as they are, `<br>` and block borders a line break.

    Scripts, styles, form fields and players are left out. Not cleaned: see `borderscraper.text.clean.clean`.
    """
    if len(element) == 0:
        return element.text or ""
    parts: list[str] = []
    _gather(element, parts, 0)
    return "".join(parts)


def _gather(element: Element, parts: list[str], depth: int) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if tag == "br":
            parts.append("\n")
        elif isinstance(tag, str) and tag not in SILENT and depth < _MAX_TEXT_DEPTH:
            if tag in BLOCK:
                parts.append("\n")
                _gather(child, parts, depth + 1)
                parts.append("\n")
            elif len(child) == 0:
                if child.text:
                    parts.append(child.text)
            else:
                _gather(child, parts, depth + 1)
        if child.tail:
            parts.append(child.tail)


def has_words(element: Element, depth: int = 0) -> bool:
    """Whether `raw_text` would find anything but white space."""
    text = element.text
    if text and not text.isspace():
        return True
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in SILENT and depth < _MAX_TEXT_DEPTH and has_words(child, depth + 1):
            return True
        tail = child.tail
        if tail and not tail.isspace():
            return True
    return False


def classes(element: Element) -> str:
    """`class` and `id` in lower case, for looking words up; a name like `boxTinLienQuan` also as `box-tin-lien-quan`."""
    name, ident = element.get("class"), element.get("id")
    return lower_names(f"{name} {ident}" if name and ident else name or ident or "")


@lru_cache(maxsize=8192)
def lower_names(names: str) -> str:
    """What `classes` makes of a `class`, or of a `class` and an `id` with a blank between."""
    names = names[:400]  # longer ones are no names any more, but a fault
    apart = names if names.islower() else _CAMEL.sub("-", names)
    return names.lower() if apart == names else f"{names} {apart}".lower()


def name_test(words: str) -> Callable[[str], bool]:
    """A test whether class and id words (`classes`) match a regular expression.

    Remembered by name, for a newspaper's pages use the same few hundred names over and over.
    """
    search = re.compile(words).search

    @lru_cache(maxsize=4096)
    def test(names: str) -> bool:
        return search(names) is not None

    return test


def ancestors(element: Element) -> Iterator[Element]:
    """The element's parent, its parent, and so on."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def remove(el: Element) -> None:
    """Take an element out of its tree; what follows it stays."""
    parent = el.getparent()
    if parent is None:
        return
    if el.tail:
        previous = el.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + el.tail
        else:
            parent.text = (parent.text or "") + el.tail
    parent.remove(el)
