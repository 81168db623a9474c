"""What holds for all tests."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator

import pytest

# crawls that are not about pictures leave them out; tests/images turns them on
os.environ.setdefault("IMAGES_STORE", "")


@pytest.fixture(scope="session")
def reactor_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The asyncio reactor in a thread of its own, for the whole session."""
    from scrapy.utils.reactor import install_reactor, is_reactor_installed

    if not is_reactor_installed():
        install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    thread = threading.Thread(target=reactor.run, kwargs={"installSignalHandlers": False}, daemon=True)
    thread.start()
    yield reactor._asyncioEventloop
    reactor.callFromThread(reactor.stop)
    thread.join(5)
