"""A real pseudo-terminal with a program in it, and when things appeared on its screen.

While the program runs, its output is only read and noted with the time. The screen is worked out
afterwards, so that nobody waits for the terminal.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyte

COLUMNS, ROWS = 140, 45
QUIET = 0.15
"""Seconds of silence, and almost without work, after which a program is at rest."""
QUIET_TICKS = 3
"""Ticks (1/100 s) of work in that time that nobody asked for: a blinking cursor."""
PAUSE = 0.0005
"""Seconds between two parts of the output."""
LONGEST_PART = 0.005
PATIENCE = 180.0
"""Seconds after which something that is waited for will not come. The first explorer of a million
records counts for its overview for a while."""


class NotSeenError(RuntimeError):
    """What should be visible is not. The message holds the screen."""


class Terminal:
    """Runs a program. `press` keys, let it `rest`, and ask for `frames`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (ROWS, COLUMNS))
        self._chunks: list[tuple[float, bytes]] = []
        self.received = 0
        """Bytes that the program has written until now."""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        """End the program, with its own key if it takes it."""
        if self._process.poll() is None:
            self.press("\x11")
        deadline = time.perf_counter() + 5
        while self._process.poll() is None and time.perf_counter() < deadline:
            self._read(0.02)
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def press(self, keys: str) -> float:
        """Send keys; return the time."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def wait(self, seconds: float) -> None:
        """Read for some time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def rest(self, quiet: float = QUIET) -> None:
        """Read until the program has nothing more to do: until it was quiet long enough."""
        deadline = time.perf_counter() + PATIENCE
        since, ticks = time.perf_counter(), self._ticks()
        while time.perf_counter() - since < quiet:
            if time.perf_counter() > deadline:
                raise NotSeenError(f"it does not come to rest:\n{self.text}")
            if self._read(quiet / 5) or self._ticks() - ticks > QUIET_TICKS:
                since, ticks = time.perf_counter(), self._ticks()

    def frames(self) -> Iterator[tuple[float, pyte.Screen]]:
        """Yield the screen after each part of the output since the last call."""
        while self._chunks:
            when, data = self._chunks.pop(0)
            self._stream.feed(data)
            yield when, self._screen

    def seen(self, *conditions: Callable[[pyte.Screen], bool]) -> list[float]:
        """Wait until each condition was true; return the seconds since the start for each."""
        found: list[float | None] = [None] * len(conditions)
        deadline = time.perf_counter() + PATIENCE
        while None in found:
            if time.perf_counter() > deadline:
                raise NotSeenError(f"not to be seen:\n{self.text}")
            self.rest()
            for when, screen in self.frames():
                for index, condition in enumerate(conditions):
                    if found[index] is None and condition(screen):
                        found[index] = when - self.began
        return [when for when in found if when is not None]

    def screen(self) -> pyte.Screen:
        """Return the screen as it is now."""
        for _ in self.frames():
            pass
        return self._screen

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(line.rstrip() for line in self.screen().display)

    def peak_kib(self) -> int | None:
        """Return the most memory that the program used, if the system reports it."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return None
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

    def _read(self, seconds: float) -> bool:
        """Wait for output of the program; tell whether there was any.

        Output without a pause counts as one part. Its time is that of its last bytes.
        """
        parts: list[bytes] = []
        began = when = time.perf_counter()
        while select.select([self._master], [], [], PAUSE if parts else seconds)[0]:
            try:
                parts.append(os.read(self._master, 1 << 16))
            except OSError:  # the program has ended
                time.sleep(PAUSE)
                break
            when = time.perf_counter()
            if len(parts) == 1:
                began = when
            elif when - began > LONGEST_PART:
                break
        if parts:
            self._chunks.append((when, b"".join(parts)))
            self.received += len(self._chunks[-1][1])
        return bool(parts)

    def _ticks(self) -> int:
        """Return how much the program has worked, in 1/100 s; always 0 if the system does not
        report it.
        """
        stat = Path(f"/proc/{self._process.pid}/stat")
        if not stat.exists():
            return 0
        fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


def left_of(screen: pyte.Screen, row: int, columns: int) -> str:
    """Return the first columns of a row."""
    return "".join(screen.buffer[row][column].data for column in range(columns))
