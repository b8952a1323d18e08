"""Processes that answer questions, one after another.

A worker is a separate interpreter that runs one function and nothing else. Unlike a process of
multiprocessing, it does not run the program's main script again and inherits no threads. It ends
when the other end of its pipes is closed. So it ends with the process that started it, in any case.
"""

from __future__ import annotations

import importlib
import pickle
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Self

_LENGTH = struct.Struct(">Q")
_PIPE = 1 << 20
"""Bytes that a pipe holds, where the system lets us say so: a worker need not wait until its answer
is taken."""
_START = "import sys; sys.path[:] = sys.argv[2:]; from collab_tui.workers import serve; serve()"


class WorkerGoneError(Exception):
    """A worker ended before it answered."""


class WorkerSlowError(Exception):
    """A worker did not answer in time."""


class Worker:
    """A process that answers questions in the order in which they come."""

    def __init__(self, function: str) -> None:
        """Start the process. It answers by a function: ``package.module:name``.

        Raises:
            OSError: no further process can be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - this same program
            [sys.executable, "-P", "-c", _START, function, *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_PIPE,
        )
        assert self._process.stdin is not None, "it is a pipe"
        assert self._process.stdout is not None, "it is a pipe"
        self._questions, self._answers = self._process.stdin, self._process.stdout
        self._arrived: SimpleQueue[bytes | None] = SimpleQueue()
        self._receiver = Thread(target=self._receive, daemon=True)
        self._receiver.start()

    def __enter__(self) -> Self:
        """Use the worker; it ends afterwards."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it is doing."""
        self.end()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, question: Any) -> None:
        """Send a question, which must be picklable. If the process has ended, `answer`
        finds out.
        """
        with suppress(BrokenPipeError):
            _send(self._questions, question)

    def answer(self, seconds: float | None = None) -> Any:
        """Wait for the answer to the first question that has none yet.

        Raises:
            WorkerGoneError: it ended.
            WorkerSlowError: it did not answer within `seconds`.
        """
        try:
            arrived = self._arrived.get(timeout=seconds)
        except Empty:
            raise WorkerSlowError from None
        if arrived is None:
            self._arrived.put(None)
            raise WorkerGoneError
        return pickle.loads(arrived)  # noqa: S301 - what our own process wrote

    def _receive(self) -> None:
        """Take answers as they arrive, so that the process can continue with the next file."""
        with suppress(OSError, ValueError):
            while (content := _receive(self._answers)) is not None:
                self._arrived.put(content)
        self._arrived.put(None)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._receiver.join()
        with suppress(BrokenPipeError):  # data that was not sent any more
            self._questions.close()
        self._answers.close()


def _send(pipe: IO[bytes], message: Any) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next message; None if the pipe has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    return content if len(content) == length else None


def serve() -> None:
    """Answer questions from stdin on stdout, until there are no more."""
    module, _, name = sys.argv[1].partition(":")
    function = getattr(importlib.import_module(module), name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(BrokenPipeError):
        while (question := _receive(questions)) is not None:
            _send(answers, function(pickle.loads(question)))  # noqa: S301 - from the same program
