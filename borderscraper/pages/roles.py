"""What an element is, as the words in its `class`, `id`, `type` and `style` say."""

from __future__ import annotations

import re
from functools import lru_cache

from borderscraper.pages.dom import Element

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark nobr o:p picture q rp rt ruby s samp small "
    "source span strike strong sub sup time tt u var wbr".split()
)
MEDIA = ("img", "iframe", "video", "embed", "object")
# A word of a class name stands between anything but letters: `box-ads`, `ads_middle`, `adsWeb_1` (lower-cased).
_WORDS: tuple[tuple[str, str], ...] = (
    ("hidden", r"d-none|hidden|hide|sr-only|visually-hidden|image-fallback"),
    # furniture of the page, never words of the article
    (
        "drop",
        r"ads|adv|advert\w*|adsweb\w*|banners?|sda|sdaweb\w*|rennab|sponsor\w*|quangcao|quang-cao|adsbygoogle|mdbl|td-a-rec|td-adspot-title"
        r"|shares?|sharing|socials?|fb-like|zalo\w*|googlenews|google-news|follow\w*"
        r"|comments?|binh-luan|binhluan|poll|poll-box|survey|vote\w*|rating|reactions?|emoji"
        r"|tts|tts-player|audio\w*|voice\w*|podcast\w*|interaction|itv-interaction|subscribe|newsletter"
        r"|breadcrumbs?|tags?|article__tag|list-tags?|tag-list|hashtags?|keywords?|tukhoa|tu-khoa"
        r"|toolbar|tools?|print|sendprint|popup|modal|lightbox|readmore-body-\w+|minigame|widget|table-of-contents|toc"
        r"|most-?(?:read|view)\w*|doc-?nhieu\w*|xem-?nhieu\w*"
        r"|swiper-thumbs|gallery-thumbs|slider-nav|slick-cloned|swiper-slide-duplicate|bx-clone|carousel-indicators"
        r"|fb-quote|count-?view|article__social|article__meta|gold-price|button",
    ),
    (
        "related",
        r"relate[ds]?|article-relate|related-?\w*|relatednews\w*|relatedonenews|vcobjectboxrelated\w*|kbwscwl-relatedbox"
        r"|(?:box-?|tin-?|bai-?|news-?)(?:lien-?quan|relate[ds]?)|lien-?quan|tinlienquan|news-relate|relate-?news|link-content-footer"
        r"|read-?more|readmore|see-?more|xem-?them|doc-?them|other-?news|more-?news|insert-?news|insert-?wiki|box-?insert\w*|news-?insert",
    ),
    ("author", r"article__author|author|authors|author-?info|author-?name|box-author\w*|news-?author|post-?author|tac-?gia|byline|cms-author|pauthor|journalists?|source-?author|detail-author\w*"),
    ("caption", r"captions?|desc[-_]cap?tion|photocms_caption|figcaption|chu-?thich\w*|desc-?img|image-?desc\w*|img-?desc\w*|photo-?desc\w*|pcaption|media-?caption|wp-caption-text|image-?caption|imgcaption|alt_imgeditor|(?:img|image|photo|pic|picture|figure|avatar)-?(?:note|desc\w*|caption|info|text)"),
    ("credit", r"source|credit|photo-?credit|image-?source|photocms_author"),
    ("note", r"notebox|cms-note|box-?note|note-?box|box-?content-?note|boxinfo|box-?info|content-?box|wp-?block-?pullquote"),
    ("quote", r"quotes?|cms-quote|blockquote|box-?quote|pull-?quote"),
    ("context", r"itv-context|itv-note|itv-invitors|interview-context"),
    ("question", r"question|itv-question"),
    ("answer", r"anwser|answer|itv-answer"),
    ("video", r"videos?|video-?js|videostream|video-?player|cms-video|player|youtube|fplayer\w*"),
    ("pictures", r"layout-image-\d+|picture|gallery|photo-?gallery|album|slideshow|image-?list|layoutalbum"),
)  # fmt: skip
_VERDICT = re.compile(
    "|".join(f"(?<![a-z])(?P<{name}>{words.replace('-?', '[-_]?')})(?![a-z])" for name, words in _WORDS)
)
_CAPTION_NAME = re.compile(r"(?<![a-z])(?:captions?|chu[-_]?thich)(?![a-z])")
_ALOUD_NAME = re.compile(r"(?<![a-z])(?:audio|voice|tts|podcast|speech)")  # a player that reads the article out
TYPES = {  # attribute `type` of the boxes of VCCorp's CMS (facts: EXTRACTION_TRAPS)
    "content": "note",
    "relatedonenews": "related",
    "relatednewsbox": "related",
    "relatednews": "related",
    "photo": "figure",
    "photoincontentbox": "figure",
    "videostream": "video",
    "video": "video",
    "quote": "quote",
    "boxquote": "quote",
    "insertembedcode": "embed",
    "layoutalbum": "pictures",
    "vote": "drop",
    "survey": "drop",
}
#: Bootstrap and Tailwind: hidden below a width only, shown on a desktop.
SHOWN_WIDE = re.compile(
    r"(?<![a-z-])(?:d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline|table)|(?:sm|md|lg|xl|2xl):(?:block|flex|grid|inline|table))"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@lru_cache(maxsize=4096)
def verdict(names: str) -> str | None:
    """What an element's class and id words (lower case) say it is: a name of `_WORDS`, or None."""
    found = _VERDICT.search(names)
    if found and found.lastgroup == "hidden" and SHOWN_WIDE.search(names):
        found = _VERDICT.search(names, found.end())  # hidden on a telephone only
    if found and found.lastgroup in ("pictures", "video") and _CAPTION_NAME.search(names):
        return "caption"
    if found and found.lastgroup == "video" and _ALOUD_NAME.search(names):
        return "drop"
    return found.lastgroup if found else None


def is_hidden(element: Element) -> bool:
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style)) or element.get("hidden") is not None
