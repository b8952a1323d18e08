"""The command itself, as another process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from tests.conftest import SMALL

TRIES = 5
"""How often another port is tried: somebody else may take one that was free."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the small registry to one visitor; yield the address."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {
        "COLLAB_TUI_CACHE": str(tmp_path / "cache"),
        "COLLAB_TUI_CONFIG": str(tmp_path / "none.toml"),
        "COLLAB_TUI_DATA": str(SMALL),
    }
    for _ in range(TRIES):
        port = unused_port()
        command = [sys.executable, "-m", "collab_tui", "serve", "--port", str(port), "--most", "1"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as server:
            assert server.stderr is not None
            assert b"Ctrl+C ends it" in server.stderr.readline()
            while not is_listening(port) and server.poll() is None:
                time.sleep(0.05)
            if server.poll() is None:
                yield f"http://127.0.0.1:{port}"
                server.terminate()
                return
    raise AssertionError("it does not listen")


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
