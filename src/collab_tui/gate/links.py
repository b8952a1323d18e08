"""Whether web addresses still lead somewhere. They are asked politely, and remembered for a
week.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

AT_ONCE = 10
"""Addresses asked at the same time."""

WEEK = 7 * 86_400
"""Seconds for which an answer is remembered."""

MOST_REDIRECTS = 8

_DEAD = (404, 410)
_FOR_PEOPLE = (401, 402, 403, 405, 406, 418, 429, 451, 999)
"""Answers of a site that exists, and does not talk to programs."""
_MOVED = (301, 308)
_ELSEWHERE = (*_MOVED, 302, 303, 307)


class Answer(NamedTuple):
    """The result for an address."""

    state: str
    """ok, moved, dead or failed."""
    detail: str = ""
    """Where it moved; or the number, or the words of the system, that say why it failed."""
    case: str = ""
    """Which of the words of a problem say why it failed: see `collab_tui.gate.linked`."""


class _ForeignError(ValueError):
    """An address that is not one of the web."""


@dataclass(slots=True)
class Manners:
    """How addresses are asked."""

    seconds: float = 15.0
    """How long to wait for an answer."""
    tries: int = 3
    """How often an address is asked if it fails."""
    pause: float = 1.0
    """Seconds between two requests to one host, which never gets two at once."""
    agent: str = "collab-tui (check --links)"


@dataclass(slots=True)
class _Host:
    """One host: the turn to ask it, and when it may be asked again."""

    turn: Lock = field(default_factory=Lock)
    free_at: float = 0.0


class Asker:
    """Asks addresses, several at once, and each host in turn."""

    def __init__(self, manners: Manners | None = None) -> None:
        """Ask in this way."""
        self.manners = manners or Manners()
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = Lock()
        self._context = ssl.create_default_context()

    def ask_all(self, urls: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """Yield each address with its answer, as they come."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = {pool.submit(self.ask, url): url for url in dict.fromkeys(urls)}
            try:
                for done in as_completed(asked):
                    yield asked[done], done.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def ask(self, url: str) -> Answer:
        """Ask an address, and again if it fails; HEAD first, then GET."""
        answer = Answer("failed")
        for attempt in range(self.manners.tries):
            if attempt:
                time.sleep(self.manners.pause * 2**attempt)
            try:
                answer = self._follow(url)
            except socket.gaierror as error:  # without a network, nothing is known of the host
                is_later = error.errno == socket.EAI_AGAIN
                answer = Answer("failed" if is_later else "dead", case="name")
            except TimeoutError:
                answer = Answer("failed", f"{self.manners.seconds:g}", "slow")
            except _ForeignError as error:
                answer = Answer("failed", str(error), "foreign")
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
                answer = Answer("failed", reason)
            if answer.state != "failed":
                break
        return answer

    def _follow(self, url: str) -> Answer:
        """Ask an address and those that it leads to."""
        here, moved = url, ""
        is_lasting = True
        for _ in range(MOST_REDIRECTS):
            status, location = self._request("HEAD", here)
            if status >= 400:  # many servers do not know HEAD, or answer it with nonsense
                status, location = self._request("GET", here)
            if status in _ELSEWHERE and location:
                here = urljoin(here, location)
                is_lasting = is_lasting and status in _MOVED
                moved = here if is_lasting else moved
                continue
            if status < 400 or status in _FOR_PEOPLE:
                return Answer("moved", moved) if moved else Answer("ok")
            return Answer("dead" if status in _DEAD else "failed", str(status), "status")
        return Answer("failed", case="endless")

    def _request(self, method: str, url: str) -> tuple[int, str]:
        """Return status and location of one request."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _ForeignError(url)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='=&%:@!$()*+,;/?~-._')}" if parts.query else ""
        with self._lock:
            host = self._hosts[parts.netloc]
        with host.turn:
            time.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                return self._ask_once(method, parts.scheme, parts.netloc, path + query)
            finally:
                host.free_at = time.monotonic() + self.manners.pause

    def _ask_once(self, method: str, scheme: str, netloc: str, target: str) -> tuple[int, str]:
        seconds = self.manners.seconds
        name = netloc.rpartition("@")[2]
        connection = (
            http.client.HTTPSConnection(name, timeout=seconds, context=self._context)
            if scheme == "https"
            else http.client.HTTPConnection(name, timeout=seconds)
        )
        try:
            headers = {"User-Agent": self.manners.agent, "Accept": "*/*"}
            connection.request(method, target, headers=headers)
            response = connection.getresponse()  # the body is not read
            return response.status, response.getheader("Location") or ""
        finally:
            connection.close()


class Memory:
    """Earlier answers: a file in the user's cache."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Read the file; what cannot be read is forgotten."""
        self._path = path
        self._now = now
        self._known: dict[str, tuple[str, str, str, float]] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            content = json.loads(path.read_text("utf-8"))
            self._known = {
                url: (str(state), str(detail), str(case), float(at))
                for url, (state, detail, case, at) in content.items()
            }

    def fresh(self, urls: Iterable[str]) -> dict[str, Answer]:
        """Return the answers that are less than a week old."""
        found: dict[str, Answer] = {}
        for url in urls:
            *answer, at = self._known.get(url, ("", "", "", 0.0))
            if answer[0] and 0 <= self._now() - at < WEEK:
                found[url] = Answer(*answer)
        return found

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Remember answers. Those that failed are asked again the next time."""
        now = self._now()
        known = {url: one for url, one in self._known.items() if 0 <= now - one[-1] < WEEK}
        known |= {url: (*one, now) for url, one in answers.items() if one.state != "failed"}
        with suppress(OSError):  # without a cache, they are asked again
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_name(f".{self._path.name}.new")
            temporary.write_text(json.dumps(known, ensure_ascii=False, indent=0), "utf-8")
            temporary.replace(self._path)
