"""Other CMS families (a placeholder type until they are printed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .content import Head, SectionDef
    from .room import Newsroom
    from .server import Answer


class Family(Protocol):
    """What differs from one CMS to another."""

    name: str

    def article_path(self, room: Newsroom, head: Head) -> str: ...

    def section_path(self, section: SectionDef) -> str: ...

    def article_page(self, room: Newsroom, n: int) -> str: ...

    def respond(self, room: Newsroom, path: str, query: str) -> Answer | None: ...
