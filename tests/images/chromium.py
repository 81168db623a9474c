"""Drives a real headless Chromium over its DevTools protocol; only loopback and files."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


class Page:
    """A tab. `requests` are the addresses that it asked for, beyond `data:`; `errors` what its scripts threw."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.number = 0
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.requests: list[str] = []
        self.errors: list[str] = []

    async def listen(self) -> None:
        async for message in self.socket:
            said = json.loads(message.data)
            if "id" in said:
                self.answers.pop(said["id"]).set_result(said)
            elif said["method"] == "Network.requestWillBeSent":
                url = said["params"]["request"]["url"]
                if not url.startswith("data:"):
                    self.requests.append(url)
            elif said["method"] == "Runtime.exceptionThrown":
                details = said["params"]["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description") or details["text"])
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
                self.errors.append(said["params"]["entry"]["text"])

    async def say(self, method: str, **params: Any) -> Any:
        self.number += 1
        answer = self.answers[self.number] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"id": self.number, "method": method, "params": params})
        said = await asyncio.wait_for(answer, 60)
        assert "error" not in said, said
        return said["result"]

    async def js(self, expression: str) -> Any:
        """The value of an expression (awaited when it is a promise)."""
        said = await self.say("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    async def until(self, expression: str) -> Any:
        """Wait for an expression to be true; returns its value."""
        for _ in range(600):
            if value := await self.js(expression):
                return value
            await asyncio.sleep(0.05)
        raise AssertionError(f"never came true: {expression}")

    async def open(self, path: Path, fragment: str = "") -> int:
        """Open a gallery; returns the milliseconds until it could be used."""
        await self.say("Page.navigate", url="about:blank")
        await self.say("Page.navigate", url=path.resolve().as_uri() + fragment)
        return int(await self.until("document.documentElement?.dataset.interactive"))

    async def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            extra = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            codes = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39, "Tab": 9}
            await self.say(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key], **extra
            )

    async def type(self, text: str) -> None:
        await self.say("Input.insertText", text=text)

    async def screenshot(self, path: Path) -> bytes:
        said = await self.say("Page.captureScreenshot", format="png")
        data = base64.b64decode(said["data"])
        path.write_bytes(data)
        return data


async def _drive(work: Callable[[Page], Awaitable[Any]], profile: Path, size: tuple[int, int]) -> Any:
    import aiohttp

    assert CHROMIUM
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio"),
            *("--remote-debugging-port=0", f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"),
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port_file = profile / "DevToolsActivePort"
        for _ in range(600):
            if port_file.exists() and "\n" in port_file.read_text():
                break
            assert process.poll() is None, "Chromium ended at once"
            await asyncio.sleep(0.05)
        port = int(port_file.read_text().split("\n")[0])
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                tab = next(tab for tab in await answer.json() if tab["type"] == "page")
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                listener = asyncio.create_task(page.listen())
                for domain in ("Page", "Runtime", "Network", "Log"):
                    await page.say(f"{domain}.enable")
                try:
                    return await work(page)
                finally:
                    listener.cancel()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def drive(work: Callable[[Page], Awaitable[Any]], profile: Path, size: tuple[int, int] = (1280, 900)) -> Any:
    """Start Chromium with a fresh profile, let `work` use a tab, end it."""
    return asyncio.run(_drive(work, profile, size))
