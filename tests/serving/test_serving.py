"""The explorer in a browser: for its own pages alone, and only to read."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError
from aiohttp.test_utils import TestServer, unused_port
from aiohttp.web import Application
from click.testing import CliRunner

from collab_tui.actions import ACTIONS
from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.config import Settings
from collab_tui.serving import ExplorerServer, origins
from collab_tui.tui.app import Explorer
from tests.conftest import SMALL, TODAY
from tests.tui.driver import Driver

PATIENCE = 60.0


class Own(ExplorerServer):
    """With an application that a test can start."""

    async def application(self) -> Application:
        app = Application()
        app.router.add_get("/ws", self.handle_websocket, name="websocket")
        return app


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[tuple[ClientSession, str, int]]:
    """Serve in this process; yield a client, the address, and the port."""
    port = unused_port()
    server = Own([], "localhost", port, url, 1)
    async with (
        TestServer(await server.application(), host="127.0.0.1", port=port),
        ClientSession() as client,
    ):
        yield client, f"http://127.0.0.1:{port}", port


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)


async def until(socket: ClientWebSocketResponse, screen: pyte.ByteStream, wanted: str) -> None:
    shown: Any = screen.listener
    async with asyncio.timeout(PATIENCE):
        while not any(wanted in line for line in shown.display):
            message = await socket.receive()
            assert message.data is not None, "the explorer has ended"
            if isinstance(message.data, bytes):
                screen.feed(message.data)


async def test_a_page_of_the_server_gets_an_explorer_that_obeys(address: str) -> None:
    path = f"{address}/ws?width=120&height=40"
    async with ClientSession() as client, client.ws_connect(path, origin=address) as socket:
        screen = pyte.ByteStream(pyte.Screen(120, 40))
        await until(socket, screen, "1 Institutions")
        await socket.send_json(["stdin", "/ruijin\r"])
        await until(socket, screen, "Ruijin Hospital")
        await socket.send_json(["resize", {"width": 100, "height": 30}])
        await socket.send_json(["stdin", "?"])
        await until(socket, screen, "find a key, a field, a sign")
        with pytest.raises(WSServerHandshakeError, match="503"):
            await client.ws_connect(path, origin=address)
        await socket.send_json(["stdin", "?"])
        await until(socket, screen, "▌1 Institutions")
        await socket.send_json(["stdin", "q"])
        async with asyncio.timeout(PATIENCE):
            while not socket.closed:
                await socket.receive()
        async with client.get(address) as page:
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
            assert "textual.js" in await page.text()
        async with client.get(address, headers={"Host": "evil.example"}) as page:
            assert page.status == 403


async def test_other_sites_and_other_names_are_refused() -> None:
    async with serving("https://registry.example.org") as (client, address, port):
        for origin, host in (
            (None, None),  # no page at all
            ("null", None),
            ("http://evil.example", None),
            (f"http://localhost.evil.example:{port}", None),
            (f"http://127.0.0.1:{port + 1}", None),
            (f"https://127.0.0.1:{port}", None),
            (address, f"evil.example:{port}"),  # a name that leads here by a trick
        ):
            headers = {"Host": host} if host else {}
            with pytest.raises(WSServerHandshakeError, match="403"):
                await client.ws_connect(f"{address}/ws", origin=origin, headers=headers)
        for size in ("width=100000", "height=0", "width=x", "width=-5"):
            with pytest.raises(WSServerHandshakeError, match="400"):
                await client.ws_connect(f"{address}/ws?{size}", origin=address)


def test_the_origins_are_those_of_its_own_pages() -> None:
    local = origins("http://localhost:8000", "localhost", 8000)
    assert local == {f"http://{name}:8000" for name in ("localhost", "127.0.0.1", "[::1]")}
    named = origins("https://registry.example.org", "0.0.0.0", 80)
    assert named == {"https://registry.example.org", "http://0.0.0.0"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "also needs --url"),
        (["--url", "registry.example.org"], "is not a web address"),
        (["--url", "http://[x"], "is not a web address"),
        (["--port", "0"], "1<=x<=65535"),
        (["-d", "nowhere"], "does not exist"),
    ],
)
def test_what_cannot_be_served_is_said(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, ["serve", *arguments])
    assert result.exit_code == 2
    assert message in result.stderr


async def test_no_key_of_a_reader_writes_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key of every action is pressed, in a list, in a record and in the problems."""
    folder, ran = tmp_path / "registry", tmp_path / "ran"
    folder.mkdir()
    shutil.copy(SMALL, folder / "small.toml")
    (folder / "broken.toml").write_text('[[institution]]\nid = "x"\nname = "X"\nzzz = 1\n')
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c 'open({str(ran)!r}, \"w\")'")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    catalog = Catalog.open([folder], None, TODAY)
    catalog.refresh()
    before = snapshot(tmp_path)
    app = Explorer(catalog, Settings(), "ruijin", is_read_only=True)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        driver = Driver(app, pilot, catalog)
        await driver.settle()
        assert "e export" not in driver.text
        assert "E edit" not in driver.text
        for action in ACTIONS:
            if action.id in ("quit", "open_link"):
                continue
            for key in action.keys.split(","):
                await driver.press(key)
                if action.writes:
                    assert driver.sees("Nothing is done: this explorer only reads"), (
                        f"{action.id}\n{driver.text}"
                    )
                    app.clear_notifications()
                if key == "p":
                    assert "edit the file" not in driver.text
                    await driver.press("e", "E", "enter")
                    assert driver.sees("Start it without --read-only")
                while app.screen is not app.get_default_screen():
                    await app.pop_screen()
                    await driver.settle()
                if action.id in ("search", "facets"):
                    await driver.press("escape")
        for action in (one for one in ACTIONS if one.writes):
            name = action.does_by_name
            screen = app.get_default_screen()
            assert not screen.check_action("do", (name,)) or action.does.startswith("app.")
            assert not screen.check_action(name, ())
    catalog.close()
    assert snapshot(tmp_path) == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
