"""Reads registry files, in worker processes where there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr
from itertools import islice

from collab_tui.catalog.changes import Change
from collab_tui.catalog.prepare import PreparedFile, prepare_file

WORTH_WORKERS = 6_000_000
"""Bytes from which starting workers (each imports pydantic) pays."""

AHEAD = 4
"""Files in the making for each worker; bounds the memory that waiting results take."""


def read_files(changes: Sequence[Change]) -> Iterator[tuple[Change, PreparedFile | OSError]]:
    """Yield each file prepared, in the given order, or why it could not be read."""
    size = sum(change.size for change in changes)
    cores = os.cpu_count() or 1
    if size < WORTH_WORKERS or len(changes) < 2 or cores < 2:
        for change in changes:
            yield change, _read(change.file.path)
        return
    # A new interpreter rather than a fork: this process may have threads.
    context = multiprocessing.get_context("spawn")
    # Starting processes takes a real stderr, which the explorer's screen is not.
    with redirect_stderr(sys.__stderr__):
        # Without the garbage collector: what is read holds no circles, and goes with its file.
        pool = ProcessPoolExecutor(cores, mp_context=context, initializer=gc.disable)
    waiting = iter(changes)
    making: deque[tuple[Change, Future[PreparedFile | OSError]]] = deque()
    try:
        while True:
            with redirect_stderr(sys.__stderr__):
                for change in islice(waiting, AHEAD * cores - len(making)):
                    making.append((change, _submit(pool, change)))
            if not making:
                return
            change, result = making.popleft()
            try:
                yield change, result.result()
            except BrokenProcessPool:  # somebody ended a worker
                yield change, _read(change.file.path)
                for left in [*(one for one, _ in making), *waiting]:
                    yield left, _read(left.file.path)
                return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, change: Change) -> Future[PreparedFile | OSError]:
    """Have a worker read a file; where the workers are gone, the future says so."""
    try:
        return pool.submit(_read, change.file.path)
    except BrokenProcessPool as error:
        failed: Future[PreparedFile | OSError] = Future()
        failed.set_exception(error)
        return failed


def _read(path: str) -> PreparedFile | OSError:
    try:
        return prepare_file(path)
    except OSError as error:
        return error
