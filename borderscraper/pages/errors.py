"""Why a page gives no record."""

from __future__ import annotations


class NotAnArticle(ValueError):
    """The page is no article, so no record is made of it; it is counted, with its URL.

    `reason` is a stable code: empty, binary, soft-404, challenge, redirect-home, encoded-body, template-leak, no-title,
    no-content, listing. `detail` is for people.
    """

    def __init__(self, reason: str, url: str, detail: str = "") -> None:
        super().__init__(f"{url}: {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
