"""The published record, and what page objects hand over.

Everything is JSON-native (strings, numbers, booleans, lists, objects, null), so a record reads the same in a feed, a
database or pandas. Each field of `Article` names its schema.org counterpart where there is one. The JSON Schema made
from these models (`scrapy schema`) is checked in as docs/article.schema.json.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, TypeAdapter
from typing_extensions import TypedDict

SCHEMA_VERSION = 1

ArticleType = Literal["article", "photo", "video", "longform", "interview", "live"]
BlockType = Literal["paragraph", "heading", "list", "quote", "note", "table", "image", "video", "question", "answer"]


def _said(text: str, **extra: Any) -> Any:
    """A described field; `schema_org` names the schema.org property it stands for."""
    schema_org = extra.pop("schema_org", None)
    return Field(description=text, json_schema_extra={"schema.org": schema_org} if schema_org else None, **extra)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Section(_Record):
    name: str = _said("The section's name as the breadcrumb prints it.")
    url: str | None = _said("The section's page, absolute; null when the breadcrumb does not link it.", default=None)


class Image(_Record):
    """A picture of the article (schema.org ImageObject)."""

    url: str = _said("The largest rendition that the page itself offers.", schema_org="contentUrl")
    caption: str | None = _said("The whole caption as printed, with its credit.", default=None, schema_org="caption")
    credit: str | None = _said("The photographer or agency alone, as printed.", default=None, schema_org="creditText")
    alt: str | None = _said("The alt text as served; often a file name, never a caption.", default=None)
    lead: bool = _said("Stands before any text of the body.", default=False)
    position: int = _said("Place among the article's images, from 0.", default=0)
    path: str | None = _said("The stored file, relative to IMAGES_STORE; null when not stored.", default=None)
    sha256: str | None = _said("SHA-256 of the stored bytes, hex.", default=None)
    bytes: int | None = _said("Size of the stored file in bytes.", default=None, schema_org="contentSize")
    width: int | None = _said("Width of the stored picture in pixels.", default=None, schema_org="width")
    height: int | None = _said("Height of the stored picture in pixels.", default=None, schema_org="height")
    format: str | None = _said("Format of the stored bytes as decoded: jpeg, png, webp, avif, gif.", default=None)
    phash: str | None = _said("Perceptual hash (64 bit, hex) to find resized copies.", default=None)
    error: str | None = _said("Why the picture is not stored, when it was tried.", default=None)

    #: smaller renditions that the page offers, largest first; for the crawl, not published
    _renditions: tuple[str, ...] = PrivateAttr(default=())


class Video(_Record):
    """A video of the article (schema.org VideoObject)."""

    url: str = _said("The media file, or the embedding player's address.", schema_org="contentUrl")
    caption: str | None = _said("The caption as printed.", default=None, schema_org="caption")
    poster_url: str | None = _said("The still shown before playing.", default=None, schema_org="thumbnailUrl")


class Link(_Record):
    text: str = _said("The linked words.")
    url: str = _said("Where they lead, absolute.")


class Block(_Record):
    """One piece of the body, in reading order. Which fields are filled depends on `type`."""

    type: BlockType = _said("What the block is.")
    text: str | None = _said("Its words; null for list, table, image and video.", default=None)
    level: int | None = _said("Of a heading: 1 to 6; a bold line used as sub-heading is 3.", default=None)
    items: list[str] | None = _said("Of a list: its items in order.", default=None)
    ordered: bool | None = _said("Of a list: whether it is numbered.", default=None)
    rows: list[list[str]] | None = _said("Of a table: rows of cells.", default=None)
    caption: str | None = _said("Of a table: its caption as printed. Not in the text.", default=None)
    attribution: str | None = _said("Of a quote: who says it.", default=None)
    speaker: str | None = _said("Of a question or answer: who speaks.", default=None)
    time: str | None = _said("Of a live-blog entry, question or answer: its time, ISO 8601, +07:00.", default=None)
    image: int | None = _said("Of an image: its place in `images`.", default=None)
    video: int | None = _said("Of a video: its place in `videos`.", default=None)
    links: list[Link] | None = _said("Links within the words, in order; null when there are none.", default=None)


class RelatedStory(_Record):
    """A link to another article that this article gives: a box about it, or a link in its text."""

    box: str | None = _said("The box's heading as printed; null for a link in running text.", default=None)
    in_body: bool = _said("Stands inside the body container.", default=False)
    url: str = _said("The other article, absolute.")
    id: str | None = _said("Its `id` where the URL shows it.", default=None)
    title: str | None = _said("Its title, without kicker.", default=None)
    kicker: str | None = _said("Its kicker, without colon.", default=None)
    summary: str | None = _said("The summary given in the box.", default=None)
    image_url: str | None = _said("The thumbnail.", default=None)


Topic = TypedDict(
    "Topic",
    {
        "class": Annotated[str, Field(description="One of the topic classes of border reporting.")],
        "phrases": Annotated[list[str], Field(description="The key phrases found.")],
    },
)

Discovered = TypedDict(
    "Discovered",
    {
        "via": Annotated[
            Literal["section", "related", "sitemap", "feed", "url"], Field(description="How the URL was found.")
        ],
        "from": Annotated[str | None, Field(description="The page that showed it.")],
        "depth": Annotated[int, Field(description="0 = a seed; 1 = related to a seed, and so on.")],
    },
)


class Extraction(_Record):
    """How the record was read: for those who check it, not for analysis."""

    family: str | None = _said("The CMS family whose rules were used; null = read without rules.", default=None)
    sources: dict[str, str] = _said(
        "Field -> where its value came from: json-ld, meta, html (a rule's selector), url, fallback (found without rules).",
        default_factory=dict,
    )
    warnings: list[str] = _said(
        "What was odd, as `code` or `code: detail`; codes are stable, details are for people.", default_factory=list
    )


class Article(_Record):
    """One revision of one article (schema.org NewsArticle), or the tombstone of a deleted one."""

    schema_version: int = _said("Version of this schema.", default=SCHEMA_VERSION)
    type: ArticleType = _said("What kind of page it is.", default="article", schema_org="@type")
    id: str = _said(
        "newspaper:number, the CMS's own number; without one, newspaper:hash of the canonical URL. The same article keeps "
        "its id under all its URLs.",
        schema_org="identifier",
    )
    url: str = _said("Canonical URL.", schema_org="url")
    newspaper: str = _said("Short name of the newspaper, the spider's name.")
    newspaper_name: str = _said("Name of the newspaper.", schema_org="publisher")
    province: str | None = _said("The newspaper's province since July 2025.", default=None)
    province_before_2025: str | None = _said("Its province before the mergers of July 2025.", default=None)
    section: list[Section] = _said(
        "The visible breadcrumb, outer to inner, without the home page.",
        default_factory=list,
        schema_org="articleSection",
    )
    kicker: str | None = _said("The line above the title.", default=None, schema_org="alternativeHeadline")
    title: str | None = _said("The title; null only in a tombstone.", default=None, schema_org="headline")
    summary: str | None = _said(
        "The summary (sapo) without the newspaper's lead prefix such as `TTO - `.", default=None, schema_org="abstract"
    )
    authors: list[str] = _said(
        "Names as printed; an agency where the text is the agency's; never the newspaper itself.",
        default_factory=list,
        schema_org="author",
    )
    published_at: str | None = _said(
        "ISO 8601 in Vietnam's time (+07:00), whatever offset the page uses; null when it does not say. A day without an hour "
        "stands at 00:00 with the warning `published_at-day-only`; a time that the head calls UTC and the page prints as "
        "Vietnam's is given as Vietnam's, with the warning `published_at-not-utc`.",
        default=None,
        schema_org="datePublished",
    )
    modified_at: str | None = _said("As published_at; only when later.", default=None, schema_org="dateModified")
    tags: list[str] = _said("Tags as printed, without #.", default_factory=list, schema_org="keywords")
    language: str | None = _said("BCP 47 code of the text.", default=None, schema_org="inLanguage")
    text: str = _said(
        "The clean body, paragraphs separated by a blank line: no captions, related links, advertising, share text or "
        "author line. Empty for a photo essay whose words all stand in captions.",
        default="",
        schema_org="articleBody",
    )
    blocks: list[Block] = _said("The body in reading order, with pictures in their places.", default_factory=list)
    word_count: int = _said("Words (runs of letters and digits) in `text`.", default=0, schema_org="wordCount")
    images: list[Image] = _said("The article's pictures, in page order.", default_factory=list, schema_org="image")
    videos: list[Video] = _said("The article's videos, in page order.", default_factory=list, schema_org="video")
    topics: list[Topic] = _said(
        "Topic classes of border reporting whose phrases were found.", default_factory=list, schema_org="about"
    )
    related: list[RelatedStory] = _said(
        "Related stories, in page order, each URL once.", default_factory=list, schema_org="relatedLink"
    )
    revision: int = _said("1 for the first published record of an article, then 2, 3 …", default=1)
    content_hash: str | None = _said(
        "SHA-256 over title, summary, text, image URLs and modified_at: changes exactly when a new revision is due.",
        default=None,
    )
    first_seen_at: str | None = _said("When the article was first fetched, UTC.", default=None)
    fetched_at: str | None = _said("When this revision was fetched, UTC.", default=None)
    discovered: Discovered | None = _said("How the article was found.", default=None)
    extraction: Extraction = _said("How the record was read.", default_factory=Extraction)
    deleted_at: str | None = _said(
        "Tombstone: when the newspaper was found to have removed the article, UTC; else null.", default=None
    )


class Story(_Record):
    """A story as a listing, feed, sitemap or load-more answer shows it."""

    url: str = _said("The article, absolute.")
    title: str | None = _said("Its title, without kicker.", default=None)
    kicker: str | None = _said("Its kicker, without colon.", default=None)
    summary: str | None = _said("Its summary.", default=None)
    image_url: str | None = _said("Its thumbnail.", default=None)
    published_at: str | None = _said("When it was published, ISO 8601, +07:00, if shown.", default=None)


class LoadMore(_Record):
    """How a listing goes on through the CMS's load-more API."""

    url: str = _said("The address of the next answer, absolute.")
    zone: str | None = _said("The CMS's number of the section.", default=None)
    page: int | None = _said("The page that `url` gives.", default=None)


class Listing(_Record):
    """What a section, tag or search page, feed, sitemap or load-more answer lists."""

    stories: list[Story] = _said("The main stream's stories, in page order, each URL once.", default_factory=list)
    next_url: str | None = _said("The next page as a link.", default=None)
    load_more: LoadMore | None = _said("The next page through an API.", default=None)
    warnings: list[str] = _said("What was odd.", default_factory=list)


def content_hash(article: Article) -> str:
    """SHA-256 (hex) of what makes a revision: title, summary, text, image URLs, modified_at; white space does not count."""
    parts = [article.title, article.summary, article.text, article.modified_at]
    folded = [" ".join(part.split()) if part else None for part in parts]
    data = json.dumps([folded, [image.url for image in article.images]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(data.encode()).hexdigest()


def article_schema() -> dict[str, Any]:
    """The JSON Schema of a published line."""
    schema = TypeAdapter(Article).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
