"""One page under reading: what every field's reader asks for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from borderscraper.items import RelatedStory
from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages.dom import Element, Page, ancestors, classes
from borderscraper.pages.families import FAMILIES, Family
from borderscraper.pages.fields.names import CATE_WORDS
from borderscraper.pages.links import Links
from borderscraper.pages.locate import Index
from borderscraper.pages.metadata import Metadata, read_metadata
from borderscraper.pages.roles import verdict
from borderscraper.text.clean import clean, fold


class View:
    """A parsed page, its head, its index, its links, and what has been found out so far (`sources`, `warnings`)."""

    def __init__(
        self,
        page: Page,
        elements: list[Element],
        raw: bytes,
        url: str,
        paper: Newspaper,
        rules: bool,
        fragment: bool,
    ) -> None:
        self.page, self.raw, self.url, self.paper, self.fragment = page, raw, url, paper, fragment
        self.root = page.root
        self.warnings: list[str] = list(page.warnings)
        self.sources: dict[str, str] = {}
        self.meta: Metadata = read_metadata(self.root)
        self.warnings += self.meta.warnings
        self.index = Index(self.root, elements, page.markup)
        self.family: Family | None = self._family() if rules else None
        base = next((b.get("href") for b in self.root.iter("base") if b.get("href")), None)
        self.base = urljoin(url, base) if base else url
        self.links = Links(self.base, paper, known=bool(paper.verified), page_url=self.url)
        self.site_names = self._site_names()
        label = (bare_host(urlsplit(url).hostname) or "").split(".")[0]
        #: may open a summary: "Kinhtedothi - "
        self.host_name = (label,) if len(label) >= 6 and label.isalpha() else ()
        self.site_keys = {fold(name) for name in self.site_names}
        self.region_of: list[Element] | None = None  #: what `region` found
        self.beside_summary: list[RelatedStory] = []  #: stories linked in the summary
        self.description: str | None = None  #: the head's, where the page prints no summary

    def _family(self) -> Family | None:
        """The newspaper's own family when its marks are on the page, else any family whose marks are."""
        order = [FAMILIES[self.paper.family]] if self.paper.family in FAMILIES else []
        order += [family for family in FAMILIES.values() if family not in order]
        for family in order:
            if any(self.index.rule(mark) for mark in family.marks):
                return family
        if order and self.paper.family in FAMILIES and not self.fragment:
            self.warnings.append(f"family-not-recognised: {self.paper.family}")
        return None

    def by_rule(self, name: str) -> Iterator[Element]:
        """The elements that the family's rule for a field names, best first."""
        if self.family is None:
            return
        for rule in getattr(self.family, name):
            yield from self.index.rule(rule)

    def missed(self, name: str) -> None:
        """Warn that the family's rule for a field that it must find hit nothing."""
        if self.family is not None and name in self.family.must and not self.fragment:
            self.warnings.append(f"rule-missed: {self.family.name}.{name}")

    def _site_names(self) -> list[str]:
        names = [*self.paper.byline_names, self.paper.title, self.paper.domain, *self.paper.aliases]
        names += filter(
            None,
            (
                self.meta.meta("og:site_name"),
                self.meta.meta("source"),
                self.meta.meta("copyright"),
                self.meta.meta("generator"),
            ),
        )
        publisher = self.meta.article.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            names.append(clean(publisher["name"]))
        host = bare_host(urlsplit(self.url).hostname)
        if host:
            names += [host, host.split(".")[0]]
        return [name for name in dict.fromkeys(names) if name]

    def is_site(self, name: str) -> bool:
        """Whether a section or tag is the newspaper's own name, in full: "Lào Cai" is a place, "Báo Lào Cai" the newspaper."""
        return fold(name) in self.site_keys

    def between(self, first: Element | None, last: Element | None) -> list[Element]:
        """Elements after `first` and before `last` in page order."""
        elements = self.index.elements
        start = self.index.position(first) + 1 if first is not None else 0
        end = self.index.position(last) if last is not None else len(elements)
        return elements[start:end] if start < end else []

    def region(self, title_element: Element | None, container: Element | None) -> list[Element]:
        """The elements above the body, around title and body: where byline and date stand. Remembered."""
        if self.region_of is None:
            self.region_of = self._find_region(title_element, container)
        return self.region_of

    def _find_region(self, title_element: Element | None, container: Element | None) -> list[Element]:
        """The elements above the body within the smallest element that holds title and body: where byline and date stand.

        A header's visit clock lies outside (facts: PAGE_TEXT_PATTERNS 1).
        """
        if container is None:
            return []
        if title_element is None:
            top = container.getparent()
        else:
            over = set(ancestors(container))
            top = next((a for a in ancestors(title_element) if a in over), None)
        if top is None or top.tag == "html":
            return []
        titled = set(title_element.iter()) if title_element is not None else set()
        start, end = self.index.position(top) + 1, self.index.position(container)
        return [el for el in self.index.elements[start:end] if el not in titled]

    def outside(self, el: Element, title_element: Element | None, container: Element) -> bool:
        """Whether an element stands elsewhere than around this article: not under the ancestor that title and body share."""
        if title_element is None:
            return False
        over = set(ancestors(container))
        top = next((a for a in ancestors(title_element) if a in over), None)
        return top is not None and top.tag != "body" and top not in ancestors(el)


def in_header(el: Element) -> bool:
    """Stands in the site's header or menu (an article's own `header` is none)."""
    header = False
    for a in ancestors(el):
        if a.tag in ("article", "main"):
            return False
        if "menu" in classes(a):
            return True
        header = header or a.tag == "header"
    return header


def is_bare(img: Element, title_element: Element | None) -> bool:
    """A picture between title and body that is no button, portrait or other story's thumbnail."""
    for a in list(ancestors(img))[:4]:
        if title_element is not None and title_element in a.iter():
            break
        names = classes(a)
        if a.tag in ("a", "button", "li", "nav", "header") or (
            names and (verdict(names) in ("author", "drop", "related", "hidden") or CATE_WORDS(names))
        ):
            return False
    return not classes(img) or verdict(classes(img)) not in ("author", "drop", "hidden")
