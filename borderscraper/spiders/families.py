"""Address patterns that newspapers on one CMS share. The markup of a family stands in borderscraper/pages."""

from __future__ import annotations

#: Look like articles on one CMS or another, and are lists, topics, printouts, tools or other languages.
NOT_ARTICLES = (
    r"-(?:event|tag)\d+\.",
    r"-ptag\.",
    r"-e\d+\.html?(?:\?|$)",
    r"^/(?:[^/]+/)?(?:tags?|tu-khoa|chu-de|topics?|event|search|tim-kiem|print|rss|api)(?:[/.?]|$)",
    r"\.epi(?:\?|$)",
    r"[?&](?:p_p_id|p)=",  # Liferay portlets; pages of a list
    r"^/(?:en|fr|ru|cn|zh|es|de|ja|jp|kr|ko|lao|km|kh|khmer)(?:/|$)",
)

EPI = (r"-post(?P<id>\d+)\.html$", r"^/post-(?P<id>\d+)\.html$")

#: `/an-ninh/202407/a-b-c-e635eaf/`: seven hex digits, or a number. An all-digit token of seven is taken as it stands.
YYYYMM = (r"/(?:19|20)\d{4}/[^/]+-(?P<id>\d{5,}|[0-9a-f]{7})/?$",)

A_NUMBER = (r"-a(?P<id>\d+)\.html$",)


def numbered(extension: str = "html", group: str = "id", before: str = "") -> str:
    """`…-12345.html`: a number of three digits or more that is neither a year nor the page of a list.

    `before` must match what stands before the slug, `group` names the generation (see Newspaper).
    """
    return rf"{before}(?<!/trang)(?<!/page)-(?!(?:19|20)\d\d\.)(?P<{group}>\d{{3,}})\.{extension}$"
