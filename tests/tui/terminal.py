"""A real pseudo-terminal with the installed program in it."""

from __future__ import annotations

import os
import shlex
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds after which something that a test waits for will not come."""


REST = 0.25
"""Seconds without output and without work after which the screen is at rest.

What the program puts off, it puts off for less (Escape may begin a sequence, so it waits longest).
The cursor of an input blinks every 0.5 seconds, so it is never quiet for much longer.
"""


class Terminal:
    """Runs ``python -m collab_tui`` and shows what a terminal would show."""

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        cache: Path,
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] | None = None,
        shell: bool = False,
        after: str = "",
    ) -> None:
        """Start the program; in a `shell`, as one of its jobs, with what comes `after` it."""
        columns, rows = size
        # In the form in which programs do not take a size
        self.screen = pyte.Screen(columns or 80, rows or 24)
        self.raw = b""
        self.modes_after: list[Any] = []
        self._stream = pyte.ByteStream(self.screen)
        settings = {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "COLLAB_TUI_CACHE": str(cache),
            "COLLAB_TUI_CONFIG": str(cache / "config.toml"),
            **(environment or {}),
        }
        dropped = {"VISUAL", "EDITOR", "NO_COLOR", "COLLAB_TUI_DATA", "COLORTERM"}
        dropped |= {"COLUMNS", "LINES"}  # of whoever runs the tests
        inherited = {key: value for key, value in os.environ.items() if key not in dropped}
        program = [sys.executable, "-m", "collab_tui", *arguments]
        begin = ["bash", "--norc", "--noprofile", "-i"] if shell else program
        self.child: Any = pexpect.spawn(
            begin[0],
            begin[1:],
            cwd=str(folder),
            env=inherited | settings,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.modes = self._modes()
        if shell:
            self.press(shlex.join(program) + after + "\r")

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.child.close(force=True)

    def press(self, keys: str) -> None:
        """Send what the keys send."""
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, condition: Callable[[str], bool]) -> str:
        """Read the program's output until its screen is as wanted; return the screen."""
        deadline = time.monotonic() + PATIENCE
        while not condition(self.text):
            assert time.monotonic() < deadline, f"not to be seen:\n{self.text}"
            assert self._read(), f"the program has ended:\n{self.text}"
        return self.text

    def until_seen(self, *texts: str) -> str:
        """Wait until texts are on the screen."""
        return self.until(lambda screen: all(text in screen for text in texts))

    def until_gone(self, text: str) -> str:
        return self.until(lambda screen: text not in screen)

    def at_rest(self) -> str:
        """Read until the program does nothing; return the screen."""
        self.settle()
        return self.text

    def settle(self) -> None:
        """Read until the program does nothing; the screen may hold what pyte cannot show.

        On a busy machine, a program that writes nothing may only wait for its turn.
        """
        now = time.monotonic()
        since, size, deadline = now, -1, now + 2 * PATIENCE
        while now - since < REST:
            assert now < deadline, f"never at rest:\n{self.text}"
            assert self._read(), "the program has ended"
            now = time.monotonic()
            if len(self.raw) != size or is_working(self.child.pid):
                since, size = now, len(self.raw)

    def end(self) -> int:
        """Wait for the program to end; return its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"still there:\n{self.text}"
        self.modes_after = self._modes()
        self.child.wait()
        assert self.child.exitstatus is not None
        return int(self.child.exitstatus)

    def _read(self) -> bool:
        """Read what there is; false once the program has ended."""
        try:
            data: bytes = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def _modes(self) -> list[Any]:
        """Return how the terminal handles typed text: echo, line by line, signals."""
        return termios.tcgetattr(self.child.child_fd)[:4]


def is_working(pid: int) -> bool:
    """Return whether a process, or one that it began, has work to do.

    Only Linux tells (proc(5)); elsewhere, none has.
    """
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        try:
            if (thread / "stat").read_text().rpartition(")")[2].split()[0] in {"R", "D"}:
                return True
            if any(map(is_working, map(int, (thread / "children").read_text().split()))):
                return True
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
    return False
