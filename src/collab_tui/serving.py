"""Serves the explorer to browsers, with textual-serve: one process for each visitor.

A browser sends the cookies and the reach of its user with requests that a foreign page makes. So
every request must be meant for an address of this server (`Host`), and a session must come from one
of its own pages (`Origin`).
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from collab_tui.console import say
from collab_tui.language import _

LOCAL = ("localhost", "127.0.0.1", "[::1]")
"""Names of this machine that only it understands so."""

LARGEST = 1000
"""Columns or rows of a browser's terminal; each costs memory here."""

_PORTS = {"http": 80, "https": 443}


class ExplorerServer(Server):
    """Gives every visitor an explorer of their own."""

    def __init__(
        self, arguments: Sequence[str], host: str, port: int, url: str | None, most: int
    ) -> None:
        """Serve the program with some `arguments` at `host` and `port`.

        Browsers use `url`, by default that of host and port. `most` visitors can be there at once.
        """
        command = [sys.executable, "-m", "collab_tui", *arguments]
        line = shlex.join(command) if sys.platform != "win32" else subprocess.list2cmdline(command)
        public = (url or f"http://{_in_address(host)}:{port}").rstrip("/")
        super().__init__(line, host, port, title="collab-tui", public_url=public)
        self._origins = origins(public, host, port)
        self._most = most
        self._visitors = 0

    def initialize_logging(self) -> None:
        """Keep quiet: nobody reads a log of every visit."""

    async def on_startup(self, app: web.Application) -> None:
        """Say where the explorer is."""
        say(_("the explorer is at {url} (Ctrl+C ends it)", url=self.public_url))

    async def handle_index(self, request: web.Request) -> Any:
        """Return the page with the terminal. No other site may show it in a frame."""
        self._check_host(request)
        response: Any = await super().handle_index(request)
        response.headers["Content-Security-Policy"] = self._policy()
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Return a file that a visitor's explorer gives."""
        self._check_host(request)
        return await super().handle_download(request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start an explorer for a page of this server."""
        self._check_host(request)
        if request.headers.get("Origin", "").lower() not in self._origins:
            raise web.HTTPForbidden(text=_("This explorer can only be used from its own page."))
        for side in ("width", "height"):
            asked = request.query.get(side, "80")
            if not asked.isdecimal() or not 1 <= int(asked) <= LARGEST:
                most = _("{name} is a number from 1 to {most}.", name=side, most=LARGEST)
                raise web.HTTPBadRequest(text=most)
        if self._visitors >= self._most:
            later = _("Too many are here already. Try again later.")
            raise web.HTTPServiceUnavailable(text=later)
        self._visitors += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._visitors -= 1

    def _policy(self) -> str:
        """Return what the page may load: nothing from other servers, such as fonts."""
        named = [one for one in sorted(self._origins) if "[" not in one]  # not in this language
        own = " ".join(["'self'", *named])
        sockets = " ".join(one.replace("http", "ws", 1) for one in named)
        return (
            f"default-src {own}; script-src {own} 'unsafe-inline'; style-src {own} 'unsafe-inline';"
            f" img-src {own} data:; connect-src {own} {sockets}; frame-ancestors 'none'"
        )

    def _check_host(self, request: web.Request) -> None:
        """Refuse a request that was meant for another name: that name leads here by a trick."""
        host = request.headers.get("Host", "").lower()
        if not any(_host_of(origin) == _with_port(host, origin) for origin in self._origins):
            raise web.HTTPForbidden(text=_("This server does not answer to that name."))


def origins(url: str, host: str, port: int) -> frozenset[str]:
    """Return the origins of this server's own pages: of `url`, and of `host` and `port`."""
    parts = urlsplit(url)
    found = {f"{parts.scheme}://{parts.netloc}".lower()}
    names = LOCAL if _in_address(host) in LOCAL else (_in_address(host),)
    found |= {f"http://{name}:{port}".lower() for name in names}
    return frozenset(one.removesuffix(f":{_PORTS[one.partition(':')[0]]}") for one in found)


def is_local(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    return _in_address(host) in LOCAL


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _host_of(origin: str) -> str:
    return origin.partition("://")[2]


def _with_port(host: str, origin: str) -> str:
    """Return a Host header as an origin of the same scheme writes it."""
    return host.removesuffix(f":{_PORTS[origin.partition(':')[0]]}")
