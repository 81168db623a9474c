"""The body's container, and what stands in it with its lead pictures.

Container: rule; articleBody microdata; paragraph mass. Lead picture: rule; else a figure between title and body.
"""

from __future__ import annotations

from collections.abc import Iterator

from borderscraper.pages.blocks import BodyReader
from borderscraper.pages.body import Body
from borderscraper.pages.dom import Element, ancestors, classes, has_words, name_test, raw_text
from borderscraper.pages.fields.view import View, in_header, is_bare
from borderscraper.pages.locate import carve, find_body
from borderscraper.pages.roles import verdict
from borderscraper.text.clean import clean

_LEAD_WORDS = name_test(
    r"(?<![a-z])(?:avatar|lead|featured?|cover|main-?(?:image|photo|img)|thumb\w*|post-?(?:image|thumbnail)|article-?(?:image|photo)|hero|detail-?(?:img|image|photo|avatar)|news-?image)(?![a-z])"
)


def find_container(view: View, title_element: Element | None) -> Element | None:
    """The element that holds the body."""
    if view.fragment:
        for el in view.by_rule("body"):
            return el
        found = find_body(view.index, title_element, view.root)
        return view.index.body if found is None else found
    empty: Element | None = None
    for el in view.by_rule("body"):
        if not view.index.in_popup(el) and (
            has_words(el) or el.find(".//img") is not None or next(el.iter("iframe", "video"), None) is not None
        ):
            view.sources["text"] = "html"
            return el
        empty = empty if empty is not None or view.index.in_popup(el) else el
    if empty is not None and next(view.index.body.iter("video"), None) is not None:
        return empty
    view.missed("body")
    el = find_body(view.index, title_element, view.root)
    if el is not None:
        view.sources["text"] = "fallback"
        if title_element is not None and el in ancestors(title_element):
            el = carve(view.index, el, title_element)
    return el


def read_content(
    view: View, container: Element | None, title_element: Element | None, title: str | None, authors: list[str]
) -> Body:
    """What the container and the lead pictures beside it hold. `authors` tell an author line from a paragraph."""
    if container is None:
        return Body()
    reader = BodyReader(view.links, title)
    leads = list(_lead_figures(view, container, title_element))
    for figure in leads:
        if figure.tag == "img":
            reader._image(figure)
            _lead_caption(reader, figure.getparent(), container, title_element)
        else:
            reader._figure(figure, "paragraph", 0, "pictures" if figure.tag != "figure" else None)
            _lead_caption(reader, figure, container, title_element)
    count = len(reader.body.images)
    reader.body.blocks, reader.marks = [], []  # what leads the body is not in it
    reader.open_images = []
    reader.has_text = False
    reader.body.related = []
    body = reader.read(container, authors)
    if not any(block.text or block.items or block.rows for block in body.blocks):
        for image in body.images[count:]:
            image.lead = False
    return body


def _lead_caption(reader: BodyReader, holder: Element, container: Element, title_element: Element | None) -> None:
    """Words beside a lead picture that nothing calls a caption."""
    if not reader.open_images or (container in holder.iter() or title_element in holder.iter()):
        return
    text = clean(raw_text(holder))
    if 5 < len(text) <= 300 and not reader._no_caption(text) and next(holder.iter("a"), None) is None:
        reader._give_caption(text, False)


def _lead_figures(view: View, container: Element, title_element: Element | None) -> Iterator[Element]:
    """The lead picture where it stands outside the body: rule, else a figure between title and body."""
    found = False
    for el in view.by_rule("lead"):
        if container not in ancestors(el) and el is not container and not view.index.in_aside(el):
            if title_element is not None and view.outside(el, title_element, container):
                continue
            if el.find(".//img") is not None or next(el.iter("video", "iframe"), None) is not None:
                found = True
                yield el
    if found:
        return
    taken: set[Element] = set()
    above = view.index.position(title_element)
    for el in view.region(title_element, container):
        tag = el.tag
        if tag not in ("figure", "picture", "img", "video", "div", "p", "span", "section", "ul") or el in taken:
            continue
        names = classes(el)
        if names and verdict(names) in ("drop", "author", "related", "hidden"):
            taken.update(el.iter())
            continue
        if tag == "img":
            found = view.index.position(el) > above and is_bare(el, title_element)
        elif tag == "video":
            found = True
        elif tag in ("figure", "picture") or (
            tag in ("div", "p", "span") and names and _LEAD_WORDS(names) and len(raw_text(el)) < 400
        ):
            found = (
                el.find(".//img") is not None
                and not any(view.links.story(a.get("href")) for a in el.iter("a"))
                and container not in el.iter()
            )
        else:
            found = False
        if found and not view.index.in_aside(el) and not in_header(el):
            taken.update(el.iter())
            yield el
