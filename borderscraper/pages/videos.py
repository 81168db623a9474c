"""Videos: where the markup says they are, and what is embedded like one and is none."""

from __future__ import annotations

import re
from typing import NamedTuple

from borderscraper.pages.dom import Element, raw_text
from borderscraper.pages.shapes import nearest
from borderscraper.text.captions import LONG_CAPTION
from borderscraper.text.clean import clean

_VIDEO_HOST = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|facebook\.com/plugins/video|tiktok\.com/embed|mediacdn|player|/video|/embed|\.mp4|\.m3u8|vtv|cms-?video",
    re.I,
)
#: A media file; and what is embedded like a video and is none: maps, charts, documents.
_MEDIA_FILE = re.compile(r"\.(?:mp4|m3u8|webm)(?:[?#]|$)", re.I)
_NO_VIDEO = re.compile(
    r"google\.[a-z.]+/maps|maps\.google\.|/maps/embed|docs\.google\.|flourish\.studio|flo\.uri\.sh|datawrapper|dwcdn\.net|infogram"
    r"|soundcloud|open\.spotify|canva\.com",
    re.I,
)


class FoundVideo(NamedTuple):
    """A video as the markup gives it: addresses as written, "" where the page has none; `vid` = what it says instead."""

    source: str
    poster: str | None
    vid: str | None = None


def is_video(source: str) -> bool:
    """Whether what is embedded from an address is a video."""
    return _VIDEO_HOST.search(source) is not None and _NO_VIDEO.search(source) is None


def video_of(video: Element) -> FoundVideo:
    """What a `video` element plays."""
    source = video.get("src") or video.get("data-src") or ""
    for child in video.iter("source"):
        source = source or child.get("src") or child.get("data-src") or ""
    return FoundVideo(source, video.get("poster") or video.get("data-poster"))


def find_video(el: Element) -> FoundVideo | None:
    """The video that a container holds."""
    video = next(el.iter("video"), None)
    if video is not None:
        return video_of(video)
    for frame in el.iter("iframe", "embed"):
        source = frame.get("data-src") or frame.get("src") or ""
        if is_video(source):
            return FoundVideo(source, None)
    for holder in el.iter():
        source = holder.get("data-video-src") or holder.get("data-vid") or ""
        player = holder.get("data-src") or ""
        if not source and not _MEDIA_FILE.search(player):
            continue
        if source and not source.startswith(("http", "/")):
            # "vtv.mediacdn.vn/2020/…": a host; "nld/2019/…": a path that only the player knows the host of
            named = "." in source.partition("/")[0]
            source = f"https://{source}" if named else ""
        poster = holder.get("data-thumb") or holder.get("data-poster")
        return FoundVideo(source or player, poster, holder.get("data-vid"))
    return None


def line_below(el: Element) -> str | None:
    """The caption of a video that nothing calls one: the one paragraph of its box, below the player."""
    lines, player = [], False
    for d in el.iterdescendants("video", "iframe", "div", "p"):
        if d.tag != "p":
            player = player or d.tag != "div" or d.get("data-vid") is not None
        elif nearest(d, "video") is None and raw_text(d).strip():
            if not player:
                return None
            lines.append(d)
    text = clean(raw_text(lines[0])) if len(lines) == 1 else ""
    return text if 10 < len(text) <= LONG_CAPTION and lines[0].find(".//a") is None else None
