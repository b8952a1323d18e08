"""The explorer in a real browser, where one is installed: the page loads, and keys reach it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, sync_playwright

BROWSERS = [path for name in ("chromium", "google-chrome") if (path := shutil.which(name))][:1]
PATIENCE = 30.0


@pytest.mark.parametrize("browser", BROWSERS, ids=lambda path: Path(path).name)
def test_a_browser_shows_the_explorer_and_loads_nothing_from_elsewhere(
    browser: str, address: str
) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        answered: list[str] = []
        frames: list[bytes] = []

        def keep(frame: str | bytes) -> None:
            frames.append(frame.encode() if isinstance(frame, str) else frame)

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", keep)

        page.on("websocket", listen)
        page.on("response", lambda response: answered.append(response.url))
        page.goto(address)
        until(page, frames, b"Institutions")
        page.mouse.click(30, 30)
        page.keyboard.type("/ruijin")
        until(page, frames, b"ruijin")
        chromium.close()
    own = address.replace("127.0.0.1", "localhost")
    assert answered
    assert all(url.startswith((f"{address}/", f"{own}/")) for url in answered)


def until(page: Page, frames: list[bytes], wanted: bytes) -> None:
    deadline = time.monotonic() + PATIENCE
    while wanted not in b"".join(frames):
        assert time.monotonic() < deadline, frames[-1:]
        page.wait_for_timeout(50)
