"""The explorer in a real browser, where one is installed: the page loads, and keys reach it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, sync_playwright

BROWSERS = [path for name in ("chromium", "google-chrome") if (path := shutil.which(name))][:1]
PATIENCE = 60.0


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


FOREIGN = """
async ([address, socket]) => {
  const heard = [];
  await new Promise((done) => {
    const own = new WebSocket(socket);
    own.onmessage = (message) => heard.push("a message");
    own.onopen = () => heard.push("open");
    own.onclose = done;
  });
  try { heard.push(await (await fetch(address)).text()); } catch { heard.push("not fetched"); }
  const frame = document.createElement("iframe");
  await new Promise((done) => {
    frame.onload = done;
    frame.src = address;
    document.body.append(frame);
  });
  try { heard.push(frame.contentDocument === null ? "closed" : frame.contentDocument.title); }
  catch { heard.push("closed"); }
  return heard;
}
"""
"""What a page of another site does to read from an explorer, or to use it."""


@pytest.mark.parametrize("browser", BROWSERS, ids=lambda path: Path(path).name)
def test_a_page_of_another_site_gets_nothing_in_a_real_browser(browser: str, address: str) -> None:
    """Neither from its own address, nor by a name that it lets lead to this machine."""
    port = int(address.rpartition(":")[2])
    socket = f"ws://127.0.0.1:{port}/ws?width=80&height=24"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser,
            args=["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
        )
        page = chromium.new_page()
        page.route("http://other.example/", lambda route: route.fulfill(body="<p>Other</p>"))
        page.goto("http://other.example/")
        assert page.evaluate(FOREIGN, [address, socket]) == ["not fetched", "closed"]
        rebound = page.goto(f"http://evil.example:{port}/")
        assert rebound is not None
        assert rebound.status == 403
        own = f"ws://evil.example:{port}/ws?width=80&height=24"
        heard = page.evaluate(FOREIGN, [f"http://evil.example:{port}/", own])
        assert "open" not in heard
        assert "a message" not in heard
        assert "Institutions" not in "".join(heard)
        chromium.close()


def until(page: Page, frames: list[bytes], wanted: bytes) -> None:
    deadline = time.monotonic() + PATIENCE
    while wanted not in b"".join(frames):
        assert time.monotonic() < deadline, frames[-1:]
        page.wait_for_timeout(50)
