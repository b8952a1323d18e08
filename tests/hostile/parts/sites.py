"""Requests of other sites to `serve`, as a browser or a program makes them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import aiohttp_jinja2
from aiohttp.test_utils import TestServer, unused_port
from aiohttp.web import Application
from jinja2 import FileSystemLoader

from collab_tui.serving import ExplorerServer
from tests.hostile.part import Part

REQUESTS = 120
"""Requests of a round."""

NAMES = ("localhost", "127.0.0.1", "[::1]")
OTHERS = (
    *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "0.0.0.0"),
    *("localhost.", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost%00", ""),
    *("evil.example#localhost", "localhost@evil.example", "evil.example, localhost", "löcalhost"),
)


class Own(ExplorerServer):
    """With an application that a test can start."""

    async def application(self) -> Application:
        app = Application()
        app.router.add_get("/", self.handle_index, name="index")
        app.router.add_get("/ws", self.handle_websocket, name="websocket")
        app.router.add_get("/download/{key}", self.handle_download, name="download")
        app.router.add_static("/static", self.statics_path, name="static")
        aiohttp_jinja2.setup(app, loader=FileSystemLoader(self.templates_path))
        return app


def host(chance: Random, port: int) -> tuple[str, bool]:
    """Return a Host header, and whether it is one of this server's."""
    if chance.random() < 0.3:
        name = chance.choice(NAMES)
        return f"{chance.choice((name, name.upper()))}:{port}", True
    name = chance.choice((*OTHERS, *OTHERS, *NAMES))
    ports = [f":{port}", f":{port + 1}", "", ":80", f":{port}x", f":0{port}", f":{port}:{port}"]
    return name + chance.choice(ports[1:] if name in NAMES else ports), False


def origin(chance: Random, port: int) -> str:
    """Return an Origin header of another site."""
    if chance.random() < 0.2:
        return chance.choice(("null", "", "file://", f"http://127.0.0.1:{port}/x", "about:blank"))
    scheme = chance.choice(("http", "https", "ws", "chrome-extension", "HTTP "))
    name = chance.choice(OTHERS)
    if chance.random() < 0.4:
        name, port = chance.choice(NAMES), port + 1
    tail = chance.choice(("", "", "/", ".evil.example", "@evil.example", "#", " http://localhost"))
    return f"{scheme}://{name}:{port}{tail}"


def request(path: str, host: str, more: str) -> bytes:
    """Return a request as bytes, so that nothing is put right on the way."""
    head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return head.encode("utf-8", "surrogateescape")


SOCKET = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)


async def answered(port: int, content: bytes) -> tuple[int, bytes]:
    """Send a request; return the status and the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(content)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


async def attack(chance: Random) -> None:
    """Ask for the page, a file and a session, by other names and from other sites."""
    port = unused_port()
    server = Own(["--no-such-option"], "localhost", port, None, 1)
    async with TestServer(await server.application(), host="127.0.0.1", port=port):
        for _ in range(REQUESTS):
            named, is_own = host(chance, port)
            forwarded = f"X-Forwarded-Host: localhost:{port}\r\n" if chance.random() < 0.3 else ""
            path = chance.choice(
                ("/", "/download/x", f"http://localhost:{port}/", "//evil.example/")
            )
            status, answer = await answered(port, request(path, named, forwarded))
            assert is_own or status in (400, 403, 404), f"{status} for Host {named!r}, {path}"
            assert status != 200 or b"frame-ancestors 'none'" in answer
            assert status < 500
            site = origin(chance, port)
            sent = request(
                "/ws?width=80&height=24", named, f"Origin: {site}\r\n{SOCKET}{forwarded}"
            )
            status, _ = await answered(port, sent)
            assert status in (400, 403), f"{status} for Origin {site!r}, Host {named!r}"


def round_(chance: Random, folder: Path) -> int:
    """Attack one server."""
    asyncio.run(attack(chance))
    return 2 * REQUESTS


PART = Part(
    "sites",
    "requests to `serve` from other sites, and by names that lead here by a trick: other origins,"
    " other hosts, and other spellings of its own",
    "none gets a session, and none a page by another name",
    round_,
)
