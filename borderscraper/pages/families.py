"""What each CMS family calls things: class names only, everything else is shared with the reader without rules.

A rule is a list of class names, tried in order (newest markup generation first); an entry `a.b` wants both classes on
one element, an entry `#a` an id, an entry `@name=value` an attribute. `must` are the fields whose rule must hit: a miss
is a warning that names the rule, and the reader without rules takes the field over.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Family:
    """The rules of one CMS family."""

    name: str
    marks: tuple[str, ...]  #: class names or ids that only this CMS has: one is enough to recognise it
    body: tuple[str, ...]
    title: tuple[str, ...]
    summary: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    must: frozenset[str] = field(default_factory=lambda: frozenset(("title", "body")))


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        # facts: EPI_CMS.md
        Family(
            name="epi",
            marks=("article__body", "zce-content-body", "cms-body", "article__sapo", "cms-desc", "cms-title"),
            body=("article__body", "cms-body", "zce-content-body"),
            title=("article__title", "article__header.cms-title", "cms-title"),
            summary=("article__sapo", "cms-desc"),
            kicker=("article__sub-title",),
            author=("cms-author", "article__author", "author"),
            date=("time", "cms-date", "article__meta"),
            section=("breadcrumbs", "breadcrumb"),
            tags=("article__tag",),
            lead=("article__avatar",),
        ),
        # VCCorp's CMS: Chính phủ, Tuổi Trẻ, Dân tộc và Phát triển … (facts: EXTRACTION_TRAPS; live pages of 2026)
        Family(
            name="vccorp",
            marks=("afcbc-body", "@data-role=sapo", "VCSortableInPreviewMode"),
            body=("afcbc-body", "detail-content", "@data-role=content"),
            title=("@data-role=title", "detail-title", "article-title"),
            summary=("@data-role=sapo", "detail-sapo", "sapo"),
            author=("box-author-detail", "detail-author", "@data-role=author", "detail-author-top"),
            date=("@data-role=publishdate", "detail-time"),
            section=("detail-breadcrumb", "detail-cate", "@data-role=cate-name"),
            tags=("detail-tab", "detail-tag-list", "@data-role=tags"),
        ),
        # Quân đội nhân dân (a live fragment of 2025)
        Family(
            name="qdnd",
            marks=("imgEditor", "post-subinfo", "alt_imgEditor"),
            body=("@itemprop=articleBody", "post-content"),
            title=("post-title",),
            summary=("post-summary",),
            date=("post-subinfo",),
            section=("breadcrumb",),
            tags=("post-tag",),
        ),
    )
}
