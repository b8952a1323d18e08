"""Web addresses are asked politely. The server is our own."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collab_tui.cli import cli
from collab_tui.gate import links
from collab_tui.gate.links import Answer, Asker, Manners, Memory

asked: Counter[str] = Counter()
running: Counter[str] = Counter()
most = 0
is_over = threading.Event()
"""Whether nobody asks any more."""


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        global most
        asked[f"{self.command} {self.path}"] += 1
        running["now"] += 1
        most = max(most, running["now"])
        status = self._status()
        running["now"] -= 1  # before the one who asks can ask for more
        self._answer(status)

    def do_GET(self) -> None:
        self.do_HEAD()

    def _status(self) -> int:
        path = self.path
        status = 200
        if path == "/slow":
            is_over.wait()
        elif path in ("/moved", "/for-now", "/circle", "/gone-after-move"):
            status = 302 if path == "/for-now" else 301
        elif path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        elif path == "/once":
            status = 503 if asked["GET /once"] < 2 else 200
        elif path[1:].isdigit():
            status = int(path[1:])
        return status

    def _answer(self, status: int) -> None:
        try:
            self.send_response(status)
            to = {"/circle": "/circle", "/gone-after-move": "/404"}.get(self.path, "/200")
            if status in (301, 302):
                self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:  # the program that asked did not wait
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    global most
    asked.clear()
    is_over.clear()
    most = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.daemon_threads = True
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        is_over.set()
        found.shutdown()
        thread.join()


PATIENT = Manners(seconds=30.0, tries=3, pause=0.0)
HASTY = Manners(seconds=0.3, tries=3, pause=0.0)


@pytest.mark.parametrize(
    ("path", "state", "detail", "case"),
    [
        ("/200", "ok", "", ""),
        ("/moved", "moved", "{server}/200", ""),
        ("/for-now", "ok", "", ""),
        ("/404", "dead", "404", "status"),
        ("/410", "dead", "410", "status"),
        ("/403", "ok", "", ""),
        ("/500", "failed", "500", "status"),
        ("/slow", "failed", "0.3", "slow"),
        ("/circle", "failed", "", "endless"),
        ("/gone-after-move", "dead", "404", "status"),
        ("/no-head", "ok", "", ""),
        ("/once", "ok", "", ""),
        ("/a b?c=d e", "ok", "", ""),
    ],
)
def test_what_is_made_of_each_answer(
    server: str, path: str, state: str, detail: str, case: str
) -> None:
    answer = Asker(HASTY if case == "slow" else PATIENT).ask(server + path)
    assert answer == Answer(state, detail.format(server=server), case)


def test_a_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = Asker(PATIENT).ask("http://nowhere.invalid/page")
    assert answer == Answer("dead", case="name")


def test_without_a_network_no_link_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unreachable)
    answer = Asker(PATIENT).ask("http://example.org/page")
    assert answer == Answer("failed", case="name")


def test_nobody_there(server: str) -> None:
    assert Asker(PATIENT).ask("http://127.0.0.1:9/").state == "failed"


def test_get_is_asked_only_where_head_does_not_do(server: str) -> None:
    Asker(PATIENT).ask(f"{server}/200")
    assert asked == {"HEAD /200": 1}
    Asker(PATIENT).ask(f"{server}/404")
    assert asked["GET /404"] == 1


def test_a_host_is_asked_one_thing_at_a_time(server: str) -> None:
    urls = [f"{server}/200?{n}" for n in range(20)]
    assert {answer.state for _, answer in Asker(PATIENT).ask_all([*urls, *urls])} == {"ok"}
    assert sum(asked.values()) == 20
    assert most == 1


def test_answers_are_remembered_for_a_week_and_failures_are_not(tmp_path: Path) -> None:
    now = 1_000_000.0
    path = tmp_path / "cache" / "links.json"
    Memory(path, lambda: now).keep({"a": Answer("ok"), "b": Answer("failed", "x")})
    assert Memory(path, lambda: now + links.WEEK - 1).fresh(["a", "b", "c"]) == {"a": Answer("ok")}
    assert Memory(path, lambda: now + links.WEEK).fresh(["a"]) == {}
    path.write_text("[1]")
    assert Memory(path).fresh(["a"]) == {}


def test_the_command(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "a.toml").write_text(
        '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'
        f'url = "{server}/404"\nlinks = ["{server}/200",\n  "{server}/moved"]\n'
        '[[source]]\nid = "t"\nname = "T"\ntype = "news"\n'
        f'url = "{server}/410" # check: ignore link-dead\n'
    )

    def check(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["check", "-d", str(folder), "--links", *arguments])

    found = json.loads(check("-f", "json").stdout)
    assert [(one["code"], one["line"]) for one in found] == [("link-dead", 5), ("link-moved", 7)]
    assert found[1]["hint"] == f"it leads to {server}/200"
    count = sum(asked.values())
    assert check("--ignore", "link-moved").stdout.count("link-") == 1
    assert sum(asked.values()) == count
    assert check("--strict").exit_code == 1
    assert check("--ignore", "link-nothing").exit_code == 2
