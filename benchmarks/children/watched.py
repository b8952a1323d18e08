"""The explorer, with a clock on how long its event loop is blocked, and by what.

``watched.py REPORT [ARGUMENT ...]`` runs ``collab-tui ARGUMENT ...``. SIGUSR1 begins another phase.
At the end, REPORT holds a JSON list with an object for each phase:

- ``longest``, ``what``: seconds of the longest hold, and what took most of it;
- ``ours``, ``where``: the same, but only the time of our code, or of what it called.

Both names also say how long the hold kept the processor busy. That is less than it took if another
thread or another program ran in between.

A hold is one callback of the loop. Every millisecond, a signal looks at the stack. The time since
the last look is counted for the innermost function of ours on it; if there is none, for the
innermost of Textual, else for the innermost of all. Garbage collection is counted separately.
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
import threading
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TypeAlias

TICK = 0.001


Spent: TypeAlias = dict[tuple[bool, str], float]
"""Seconds, by whether our code took them, and in which function."""


class Phase:
    """The longest holds of one phase."""

    def __init__(self) -> None:
        self.longest, self.what = 0.0, ""
        self.ours, self.where = 0.0, ""

    def note(self, seconds: float, busy: float, spent: Spent) -> None:
        """Note a hold, and what its time was spent on."""
        if seconds > self.longest:
            self.longest, self.what = seconds, _most(spent, busy)
        mine = {key: took for key, took in spent.items() if key[0]}
        ours = sum(mine.values())
        if ours > self.ours:
            self.ours, self.where = ours, _most(mine, busy)


def _most(spent: Spent, busy: float) -> str:
    name = max(spent, key=lambda key: spent[key])[1] if spent else ""
    return f"{name or 'waiting'} ({1000 * busy:.0f} ms busy)"


class Watch:
    """Looks at the stack of the main thread while a callback runs."""

    def __init__(self) -> None:
        self.phases = [Phase()]
        self._spent: Spent = defaultdict(float)
        self._seen: float | None = None
        self._collecting: float | None = None

    def start(self) -> None:
        """Watch every callback of every loop from now on."""
        original = asyncio.Handle._run

        def run(handle: asyncio.Handle) -> None:
            self._spent = defaultdict(float)
            busy, began = time.thread_time(), time.perf_counter()
            self._seen = began
            try:
                original(handle)
            finally:
                self._seen = None
                took, busy = time.perf_counter() - began, time.thread_time() - busy
                self.phases[-1].note(took, busy, self._spent)

        asyncio.Handle._run = run  # type: ignore[method-assign, assignment]
        gc.callbacks.append(self._collect)
        signal.signal(signal.SIGUSR1, lambda *_: self.phases.append(Phase()))
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, TICK)

    def _collect(self, phase: str, info: dict[str, int]) -> None:
        """Count the time of a garbage collection separately, not for the code that allocated."""
        if phase == "start":
            self._collecting = time.perf_counter()
        elif self._collecting is not None:
            took = time.perf_counter() - self._collecting
            if self._seen is not None and threading.current_thread() is threading.main_thread():
                self._spent[False, "garbage collection"] += took
                self._seen += took
            self._collecting = None

    def _look(self, number: int, frame: FrameType | None) -> None:
        if self._seen is not None and self._collecting is None:
            now = time.perf_counter()
            self._spent[_whose(frame)] += now - self._seen
            self._seen = now
        signal.setitimer(signal.ITIMER_REAL, TICK)  # only now, because no look interrupts another


def _whose(frame: FrameType | None) -> tuple[bool, str]:
    """Return whether code of ours is on the stack of the callback, and the innermost function.

    The function is one of ours if there is one, else of Textual, else any.
    """
    innermost = textual = ""
    while frame is not None and frame.f_code.co_filename != __file__:
        package, module = _module(frame.f_code.co_filename)
        if package == "collab_tui":
            return True, f"{module}:{frame.f_code.co_name}"
        name = f"{package} {module}:{frame.f_code.co_name}".strip()
        innermost = innermost or name
        if package:
            textual = textual or name
        frame = frame.f_back
    return False, textual or innermost


@cache
def _module(file: str) -> tuple[str, str]:
    """Return the package of a file, as far as it matters, and the place of the file in it."""
    for package in ("collab_tui", "textual"):
        _, found, module = file.rpartition(f"/{package}/")
        if found:
            return package, module.removesuffix(".py")
    return "", Path(file).stem


if __name__ == "__main__":
    report = Path(sys.argv[1])
    watch = Watch()
    watch.start()
    from collab_tui.__main__ import main

    sys.argv = ["collab-tui", *sys.argv[2:]]
    try:
        main()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        phases = [vars(phase) for phase in watch.phases]
        report.write_text(json.dumps(phases), encoding="utf-8")
