"""Where on a page the article's title and body are, without rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from lxml import etree

from borderscraper.pages.dom import SILENT, Element, ancestors, classes, lower_names, name_test, raw_text
from borderscraper.pages.headings import OTHERS, RELATED
from borderscraper.pages.roles import SHOWN_WIDE
from borderscraper.text.clean import clean, fold

_POPUP = name_test(r"(?<![a-z])(?:popup\w*|modal|lightbox|objectpopup\w*|d-none|fancybox|print-only)(?![a-z])")
_ASIDE = name_test(
    r"(?<![a-z])(?:sidebar\w*|sub-col|side-?col\w*|right-?col\w*|col-?right|column-?right|aside|most-?(?:view|read)\w*|doc-?nhieu|xem-?nhieu|hot-?news|trending|top-?view\w*"
    r"|comments?|comment-\w+|wrap-comment|box-comment|binh-?luan|(?<![_-])footer|site-footer|site-header|header-?top|top-?bar\w*|topbar-\w+|menu\w*|navbar\w*|weather|clock|banner\w*)(?![a-z])"
)
_NOT_BODY = name_test(
    r"(?<![a-z])(?:comments?|comment-\w+|binh-?luan|footer|header-?top|site-header|site-footer|sidebar\w*|related?\w*|lien-?quan|most-?\w+|menu|nav|breadcrumb\w*|popup\w*|modal|tags?"
    r"|share|social\w*|ads?|banner\w*|weather|login|form|poll|survey|cookies?|newsletter|hotline|copyright)(?![a-z])"
)
_BODY_WORDS = name_test(
    r"(?<![a-z])(?:article__body|article[-_]?body|articlebody|article-?content|article-?detail|detail-?content|detail__content|content-?detail|contentdetail|news-?content|newscontent|news-?detail|post-?content|entry-?content"
    r"|post-?body|story-?body|single-?content|singular-?content|fck_detail|fck|cms-body|afcbc-body|maincontent|main-?detail-?body|text-?content|chi-?tiet\w*|noi-?dung\w*|noidung\w*|content-?news|divnewscontent|body-?content"
    r"|detail-?body|the-?article-?body|body-?news|bodytext|main-?content-?body|knc-content|detail-cmain|article-?text|content-?body|contentnews|news-?body)(?![a-z])"
)
_LOGO = name_test(r"(?<![a-z])(?:logo|brand|breadcrumb\w*|site-?name|site-?title)(?![a-z])")


#: No page nests so deep unless something is broken; what walks up or down the tree stays cheap below this.
_DEEP = 120
_deep = etree.XPath("/*" * _DEEP)


def flatten(root: Element, elements: list[Element]) -> bool:
    """Take out wrappers of wrappers of wrappers (thousands of elements that were never closed); True when there were any.

    `elements` are those of the page, in order. A chain of only children becomes one element; what is still too deep becomes words of its ancestor.
    """
    if not _is_deep(elements):
        return False
    done: set[Element] = set()
    for top in list(root.iter("div", "span", "font", "b", "i", "em", "strong", "p", "table", "blockquote", "ul")):
        if top in done:
            continue
        node = top
        while len(node) == 1 and not (node.text and node.text.strip()) and not (node[0].tail and node[0].tail.strip()):
            node = node[0]
            done.add(node)
        if node is not top and isinstance(node.tag, str) and node.tag not in _LEAVES:
            top.text = node.text
            top[:] = node[:]
    for node in _deep(root):
        etree.strip_elements(node, *SILENT, with_tail=False)
        for el in node.iter():
            el.tail = f"{el.tail or ''} "
        etree.strip_tags(node, "*")
    return True


def _is_deep(elements: list[Element]) -> bool:
    """Whether any element stands `_DEEP` levels deep; the next one in order is at most one level deeper, so few are asked."""
    place = 0
    while place < len(elements):
        depth = 1 + sum(1 for _ in ancestors(elements[place]))
        if depth >= _DEEP:
            return True
        place += _DEEP - depth
    return False


_LEAVES = frozenset(
    ("img", "br", "a", "p", "video", "iframe", "source", "script", "style", "h1", "h2", "h3", "td", "li")
)


class Index:
    """The elements of a page's body in order, looked up by class, id and attribute. One pass over them; all else is by name."""

    def __init__(self, root: Element, elements: list[Element] | None = None, markup: bytes | None = None) -> None:
        """`elements`: all of `root` in order, and `markup` what it was parsed from, where the caller has them."""
        body = root.find("body")
        self.root = root
        self._markup = markup
        self.body: Element = root if body is None else body
        if elements is None or self.body.getnext() is not None:
            self.elements: list[Element] = list(self.body.iter("*"))
        else:  # nothing follows the body
            self.elements = elements[elements.index(self.body) :]
        self.at: dict[Element, int] = dict(zip(self.elements, range(len(self.elements)), strict=True))
        self._by_value: dict[str, dict[str, list[Element]]] = {}
        self._hidden: dict[Element, bool] = {}
        self._places: dict[Element, tuple[bool, bool, bool | None]] = {}
        self._around: set[Element] = set()

    def position(self, el: Element | None) -> int:
        """Place in page order; -1 for an element that is not in the body."""
        return self.at.get(el, -1)

    def span(self, el: Element) -> tuple[int, int]:
        """The places of an element and what stands in it: from the first to behind the last."""
        node = el
        while node is not None and node is not self.body:
            following = node.getnext()
            if following is not None and following in self.at:
                return self.position(el), self.at[following]
            node = node.getparent()
        return self.position(el), len(self.elements)

    @cached_property
    def _lower_markup(self) -> bytes:
        return (self._markup or b"").lower()

    def mentions(self, name: str) -> bool:
        """Whether the markup holds this name of an attribute at all: most pages have no microdata, say."""
        if self._markup is None:
            return True
        return name.encode() in (self._markup if name.startswith("data-") else self._lower_markup)

    @cached_property
    def texts(self) -> list[str | None]:
        """The words that stand first in each element, before its children, as they were when this was first asked."""
        return [el.text for el in self.elements]

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The class attributes by each class name in them."""
        found: dict[str, list[str]] = {}
        for names in self._by_attribute("class"):
            for name in _split(names):
                found.setdefault(name, []).append(names)
        return found

    @cached_property
    def _by_names(self) -> list[tuple[str, list[Element]]]:
        both = (*self._by_attribute("class").items(), *self._by_attribute("id").items())
        return [(lower_names(names), group) for names, group in both]

    def _by_attribute(self, name: str) -> dict[str, list[Element]]:
        """The elements that have an attribute, by its whole value."""
        found = self._by_value.get(name)
        if found is None:
            found = self._by_value[name] = {}
            if name not in ("class", "id") and not self.mentions(name):
                return found
            for el, value in zip(self.elements, [el.get(name) for el in self.elements], strict=True):
                if value:
                    group = found.get(value)
                    if group is None:
                        found[value] = [el]
                    else:
                        group.append(el)
        return found

    def valued(self, name: str, value: str) -> list[Element]:
        """The elements whose attribute `name` says `value` (lower case), however it is written, in page order."""
        groups = [group for said, group in self._by_attribute(name).items() if said.lower() == value]
        return sorted((el for group in groups for el in group), key=self.at.__getitem__)

    def typed(self, name: str) -> list[Element]:
        """The elements of a schema.org type (microdata)."""
        groups = [group for said, group in self._by_attribute("itemtype").items() if said.endswith(name)]
        return [el for group in groups for el in group]

    def named(self, test: Callable[[str], bool], start: int = 0, end: int | None = None) -> list[Element]:
        """The elements from `start` to before `end` whose class or id words pass the test, in page order."""
        groups = [group for names, group in self._by_names if test(names)]
        at, edge = self.at, len(self.elements) if end is None else end
        found = {el for group in groups for el in group if start <= at[el] < edge}
        return sorted(found, key=at.__getitem__)

    def called(self, test: Callable[[str], bool]) -> list[Element]:
        """The elements whose class words pass the test, in no order: quicker than `named`, which asks for ids as well."""
        groups = [group for names, group in self._by_attribute("class").items() if test(lower_names(names))]
        return [el for group in groups for el in group]

    def rule(self, rule: str) -> list[Element]:
        """The elements a rule names (see `families`), in page order."""
        if rule[0] == "#":
            return self._by_attribute("id").get(rule[1:], [])
        if rule[0] == "@":
            name, _, value = rule[1:].partition("=")
            return self._by_attribute(name).get(value, [])
        first, _, other = rule.partition(".")
        groups = [
            self._by_value["class"][names]
            for names in self._by_word.get(first, ())
            if not other or other in _split(names)
        ]
        if not groups:
            return []
        return groups[0] if len(groups) == 1 else sorted((el for g in groups for el in g), key=self.at.__getitem__)

    @cached_property
    def shell(self) -> list[Element]:
        """The outermost wrappers: the body, and what wraps everything in it."""
        found = [self.body]
        for el in self.elements[1:40]:
            if el.tag in ("div", "main", "section", "article") and len(found) < 8:
                found.append(el)
        return found

    def in_popup(self, el: Element) -> bool:
        """Stands in a popup or another hidden copy of the page."""
        hidden = self._hidden.get(el)
        if hidden is None:
            parent = el.getparent()
            hidden = _hidden_copy(classes(el)) or (parent is not None and self.in_popup(parent))
            self._hidden[el] = hidden
        return hidden

    def in_aside(self, el: Element) -> bool:
        """Stands in a side column, header, footer, menu or among the comments."""
        return self._place(el)[0]

    def in_nav(self, el: Element) -> bool:
        """Stands in the site's navigation or footer."""
        return self._place(el)[1]

    def is_about(self, el: Element) -> None:
        """Say that the article stands at `el`: what is around it is no side column, whatever it is called."""
        self._around = set(ancestors(el))
        self._places.clear()

    def _place(self, el: Element) -> tuple[bool, bool, bool | None]:
        """(in_aside, in_nav, whether the outermost `footer` or `article` around it is a footer; None = neither).

        The footer of an article is not the page's. Remembered, for what is asked for has its ancestors in common.
        """
        known = self._places.get(el)
        if known is None:
            parent = el.getparent()
            aside, nav, footer = self._place(parent) if parent is not None else (False, False, None)
            tag = el.tag
            if footer is None and tag in ("footer", "article"):
                footer = tag == "footer"
                aside, nav = aside or footer, nav or footer
            elif tag == "nav":
                aside = nav = True
            elif not aside and tag not in ("body", "footer", "article") and el not in self._around:
                aside = tag == "aside" or _ASIDE(classes(el))
            known = self._places[el] = aside, nav, footer
        return known


@lru_cache(maxsize=8192)
def _split(names: str) -> frozenset[str]:
    return frozenset(names.split())


@lru_cache(maxsize=4096)
def _hidden_copy(names: str) -> bool:
    return _POPUP(names) and not SHOWN_WIDE.search(names)


def find_title(index: Index, witnesses: list[str]) -> Element | None:
    """The heading that the head's titles confirm best; without them an h1 that is no logo or breadcrumb.

    A heading that shares no word with the head's titles is another's (a logo, a section's name): then the element that
    says just what the head says, whatever it is called.
    """
    best, best_score, confirmed = None, 0.0, False
    wanted = [fold(w) for w in witnesses if w]
    headings = list(index.body.iter("h1"))
    headings += [el for el in index.named(_TITLED) if el.tag in ("h2", "h3", "div", "p", "span", "td") and len(el) < 6]
    for n, el in enumerate(headings):
        text = fold(clean(raw_text(el)))
        if len(text) < 5 or index.in_popup(el) or len(text) > 400:
            continue
        score = 0.0
        for want in wanted:
            if text == want:
                score = max(score, 3.0)
            elif len(want) > 12 and (text.startswith(want) or want.startswith(text)) and len(text) > 12:
                score = max(score, 2.4 * min(len(text), len(want)) / max(len(text), len(want)))
            else:
                score = max(score, 1.6 * _overlap(text, want))
        shared = score > 0.0
        if el.tag == "h1":
            score += 0.6
        if any(_LOGO(classes(a)) for a in (el, *list(ancestors(el))[:3])):
            score -= 2.0
        if index.in_aside(el):
            score -= 1.0
        score -= 0.001 * n
        if score > best_score:
            best, best_score, confirmed = el, score, shared
    if best_score < 1.5 and wanted:
        headed = [el for el in index.elements if el.tag in ("h1", "h2", "h3", "h4")]
        for el in (*headed, *index.elements):
            if el.tag in ("h1", "h2", "h3", "h4", "div", "p", "span", "strong", "td", "font", "b") and len(el) < 4:
                text = raw_text(el)
                if 12 < len(text) < 500 and fold(clean(text)) in wanted:
                    if index.in_popup(el) or index.in_aside(el):
                        continue
                    if any(a.tag in ("a", "li") or _LOGO(classes(a)) for a in (el, *ancestors(el))):
                        continue
                    return el
    sure = len(wanted) >= 2 and wanted[0] in wanted[1:]
    if not confirmed and sure:
        return None  # the head is sure of another title
    if best_score < 0.5:  # the head says only the newspaper's name, or nothing
        for el in headings:
            if (
                20 <= len(clean(raw_text(el))) <= 250
                and el.tag != "p"
                and next(el.iterdescendants("a", "h1", "h2", "h3"), None) is None
                and not any(a.tag in ("a", "li") for a in ancestors(el))
                and not index.in_popup(el)
                and not index.in_aside(el)
            ):
                return el
        if not wanted and best_score < 0.5:
            largest = _largest_font(index)
            return next((el for el in headings if _is_short_title(index, el)), None) if largest is None else largest
    return best if best_score >= 0.5 else None


def _is_short_title(index: Index, el: Element) -> bool:
    """Whether an element called the article's title holds one of a word or two ("Tin buồn"): no box's heading, no link."""
    text = fold(clean(raw_text(el)))
    return (
        el.tag != "h1"
        and 5 <= len(text) <= 250
        and not RELATED.fullmatch(text)
        and not OTHERS.fullmatch(text)
        and next(el.iterdescendants("a"), None) is None
        and not any(a.tag in ("a", "li") for a in ancestors(el))
        and not (index.in_popup(el) or index.in_aside(el) or index.in_nav(el))
    )


def _largest_font(index: Index) -> Element | None:
    """The first line in the largest letters, where a page of the 2000s sets sizes by `font` and has no headings."""
    best, size = None, 3
    for el in index.elements:
        if el.tag == "font" and (el.get("size") or "").strip("+") in ("4", "5", "6", "7"):
            said = int((el.get("size") or "").strip("+"))
            text = clean(raw_text(el))
            if said > size and 20 <= len(text) <= 250 and not any(a.tag in ("a", "li") for a in ancestors(el)):
                best, size = el, said
    return best


_TITLED = name_test(
    r"(?<![a-z])(?:article-?title|detail-?title|title-?detail|post-?title|news-?title|entry-?title|article__title|title-?news|titledetail|tieu-?de\w*|cms-title|main-?title|print-?title|p-?title|dt[-_]title)(?![a-z])"
)


def _overlap(a: str, b: str) -> float:
    first, second = set(a.split()), set(b.split())
    return len(first & second) / max(1, len(first | second))


_TEXT_TAGS = ("p", "h2", "h3", "blockquote", "li", "figcaption")
_BOX_TAGS = ("div", "td", "section", "article", "span", "center", "font")


def find_body(index: Index, title: Element | None, root: Element) -> Element | None:
    """The element whose paragraphs hold most of the page's running text.

    Each paragraph gives its unlinked letters to its parent, less to what lies above; microdata `articleBody` and names that
    containers go by decide between nested candidates. Comments, footers, menus and related boxes give nothing.
    """
    mass: dict[Element, float] = {}
    own: dict[Element, float] = {}
    foreign: dict[Element, bool] = {index.body: False, root: False}
    skipped: dict[Element, bool] = {}
    for el in index.body.iter(*_TEXT_TAGS, *_BOX_TAGS, "br"):
        tag = el.tag
        if tag in _TEXT_TAGS:
            if tag == "li" and len(el) and el[0].tag == "a" and not (el.text and el.text.strip()):
                continue  # menus and lists of stories
            weight = float(_words_outside_links(el))
            if tag == "li":
                weight *= 0.5
            elif tag == "figcaption":
                weight *= 0.4
        elif tag == "br":
            tail = el.tail
            weight = len(tail.strip()) if tail else 0
        else:
            text = el.text
            weight = len(text.strip()) if text else 0
            if weight < 60:
                continue
        if weight < 20 or (
            tag in ("p", "h2", "h3", "div") and _BESIDE(names := classes(el)) and not _BODY_WORDS(names)
        ):
            continue
        if _is_foreign(el, foreign):
            continue
        parent = el.getparent() if tag not in ("div", "td", "section", "article") else el
        share = 1.0
        for _ in range(4):
            if parent is None or parent.tag in ("html",):
                break
            if parent not in skipped:
                skipped[parent] = _skipped(parent)
            if skipped[parent]:
                break
            mass[parent] = mass.get(parent, 0.0) + weight * share
            own[parent] = own.get(parent, 0.0) + weight
            if parent is index.body:
                break
            parent = parent.getparent()
            share *= 0.55
    hinted = [el for el in index.valued("itemprop", "articlebody") if not index.in_popup(el)]
    above = set(ancestors(title)) if title is not None else set()
    if mass:
        best = _heaviest(index, mass, title)
        if best in above:  # most often one of its children holds nearly all of it
            parts = [el for el in mass if el not in above and own[el] >= 0.75 * own[best] and best in ancestors(el)]
            best = max(parts, key=lambda el: mass[el], default=best)
        whole = own[best]
    else:
        best, whole = None, 0.0
    for el in hinted:
        pictured = whole < 2000 and _has_media(el)  # a photo essay: the boxes below it hold more words
        if own.get(el, 0.0) >= 0.3 * whole or best is None or pictured or el in ancestors(best):
            if title is None or title not in el.iterdescendants():
                return el
    if best is None or whole < 1200:
        passed = False
        for el in index.elements[max(0, index.position(title)) :]:
            if el is best:
                passed = whole < 700 and not _has_media(el)  # the summary may be all the words of a photo essay
                if not passed:
                    break
            if passed and el.getparent() is not best.getparent():
                continue
            if (
                _BODY_WORDS(classes(el))
                and _has_media(el)
                and not index.in_popup(el)
                and not (best is not None and best in el.iterdescendants())
            ):
                if title is None or title not in el.iterdescendants():
                    return el
        if best is None:
            return None
    node = best
    # a paragraph's wrapper (td, span, a note box) is no body: climb while the parent adds words, or is called a body
    wrappers = 0
    for parent in ancestors(best):
        if parent in above or parent.tag in ("body", "html") or _skipped(parent):
            break
        gained = own.get(parent, 0.0) - own.get(node, 0.0)
        called = _BODY_WORDS(classes(parent))
        if (
            gained >= 0.12 * own.get(node, 1.0)
            or (called and not _BODY_WORDS(classes(node)))
            or node.tag in ("p", "span", "font", "b", "strong", "em", "tr", "tbody", "table")
        ):
            if wrappers and not called and gained < own.get(node, 1.0):
                break  # what stands behind wrappers must be more of the same: slides with a text each
            best = node = parent
            wrappers = 0
        elif wrappers < 3 and gained < 1.0:
            wrappers += 1
        else:
            break
    return best


#: Of the article, but beside its body: nothing to judge a container by.
_BESIDE = name_test(
    r"(?<![a-z])(?:sapo|chapeau|avatar-?caption|author|source|article-?summary|news-?summary|post-?summary)(?![a-z])"
)
_FOREIGN = name_test(
    r"(?<![\w-])(?:(?:site|page|main)?-?footer|comments?|box-comment|comments?-(?:list|area)|list-comments?|binh-?luan)(?![\w-])"
)


def _is_foreign(el: Element, known: dict[Element, bool]) -> bool:
    """Stands in the footer, navigation, a side column or among the comments, however deep."""
    path = []
    node = el
    while node is not None and node not in known:
        path.append(node)
        node = node.getparent()
    state = known.get(node, False)
    for node in reversed(path):
        state = (
            state
            or node.tag in ("nav", "footer", "aside")
            or (node.tag in ("div", "section", "ul") and _FOREIGN(classes(node)))
        )
        known[node] = state
    return state


def _heaviest(index: Index, mass: dict[Element, float], title: Element | None) -> Element:
    """The element with most words; what stands before the title, or far from it in the tree, counts less."""
    if title is None:
        return max(mass, key=lambda el: mass[el])
    level = {a: n for n, a in enumerate(ancestors(title))}
    start = index.position(title)
    best, best_worth = None, -1.0
    for el, weight in mass.items():
        node = el
        while node not in level and node is not index.body:
            node = node.getparent()
        worth = weight * 0.8 ** min(level.get(node, 9), 9)
        if index.position(el) < start and el not in level:
            worth *= 0.3
        if worth > best_worth:
            best, best_worth = el, worth
    return best


_AROUND_TITLE = name_test(
    r"(?<![a-z])(?:time|date|meta|author|byline|info|share|social|tools?|breadcrumb\w*|font-?size|audio|player)(?![a-z])"
)


def carve(index: Index, container: Element, title: Element) -> Element:
    """The part of `container` that is body, where title and paragraphs stand in one element: moved into a new element.

    From the first words after the title that are no date, author or share line, to the last that are no box.
    """
    nodes: list[Element] = [title]
    node = title
    while node is not container and node is not None:
        nodes += [el for el in node.itersiblings() if isinstance(el.tag, str)]
        node = node.getparent()
    first = last = near = -1  # `near`: the last, or the empty paragraphs behind it
    lead = None
    for n, el in enumerate(nodes):
        tail = len(el.tail.strip()) if el.tail else 0
        if n and not _skipped(el) and el.tag not in ("script", "style", "form"):
            words = _words_outside_links(el)
            if first < 0 and (words >= 40 or _has_media(el) and el.tag != "ul") and not _AROUND_TITLE(classes(el)):
                first = n
            if first >= 0 and (
                words >= 20
                or _has_media(el)
                or (words > 2 and n == near + 1 and (near == last or el.tag == "p") and el.find(".//a") is None)
            ):
                last = near = n
            elif n == near + 1 and el.tag in ("p", "br") and words == 0 and next(el.iter("a"), None) is None:
                near = n
        if tail >= 40 and first < 0:
            first, lead = n + 1, el
        if tail >= 20 and first >= 0:
            last = near = max(last, n, first - 1)
    if first < 0:
        return container
    moved = nodes[first : last + 1]
    body = container.makeelement("div")
    index.at[body] = index.position(moved[0]) if moved else index.position(nodes[first - 1]) + 1
    anchor = moved[0] if moved else nodes[first - 1]
    parent = anchor.getparent()
    parent.insert(parent.index(anchor) + (0 if moved else 1), body)
    if lead is not None:
        body.text, lead.tail = lead.tail, None
    for el in moved:
        body.append(el)
    return body


def _has_media(el: Element) -> bool:
    return next(el.iter("img", "video", "iframe"), None) is not None


def _skipped(el: Element) -> bool:
    return el.tag in ("nav", "footer", "aside", "header") or (
        el.tag != "body" and _NOT_BODY(classes(el)) and not _BODY_WORDS(classes(el))
    )


def _words_outside_links(el: Element) -> int:
    if len(el) == 0:
        return len(el.text.strip()) if el.text else 0
    total = len(raw_text(el).strip())
    for a in el.iter("a"):
        total -= len(raw_text(a).strip())
    return max(0, total)
