"""What a body container holds, as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from borderscraper.items import Block, Image, RelatedStory, Video


@dataclass
class Body:
    """What a body container holds. `bylines` are the author lines as printed."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)
    related: list[RelatedStory] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    live: bool = False

    @property
    def text(self) -> str:
        return text_of_blocks(self.blocks)


def text_of_blocks(blocks: list[Block]) -> str:
    """The clean text: blocks apart by a blank line, list items and table rows by a line break, cells by ` | `."""
    parts = []
    for block in blocks:
        if block.items is not None:
            parts.append("\n".join(block.items))
        elif block.rows is not None:
            parts.append("\n".join(" | ".join(row) for row in block.rows))
        elif block.text:
            parts.append(block.text)
    return "\n\n".join(part for part in parts if part)
