"""Reads registry files, in worker processes if there are many files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from collab_tui.catalog.changes import Change
from collab_tui.catalog.prepare import prepare_file
from collab_tui.catalog.prepared import PreparedFile
from collab_tui.workers import Worker, WorkerGoneError

WORTH_WORKERS = 6_000_000
"""From how many bytes on it pays to start workers (each imports pydantic)."""

READER = "collab_tui.catalog.reading:read_apart"
"""The function that a worker runs."""

AHEAD = 4
"""Files in work for each worker. The limit keeps the memory of waiting results small."""


def read_files(changes: Sequence[Change]) -> Iterator[tuple[Change, PreparedFile | OSError]]:
    """Yield each file prepared, in the given order, or why it could not be read."""
    size = sum(change.size for change in changes)
    with ExitStack() as stack:
        workers: list[Worker] = []
        is_on_disk = all(change.content is None for change in changes)
        if size >= WORTH_WORKERS and len(changes) > 1 and sys.executable and is_on_disk:
            try:
                workers += [stack.enter_context(Worker(READER)) for _ in range(_cores())]
            except OSError:  # no more processes are possible: this one reads
                workers.clear()
        if len(workers) > 1:
            yield from _read_with(workers, changes)
        else:
            for change in changes:
                yield change, read_file(change.file.path, change.content)


def _cores() -> int:
    cores = os.cpu_count() or 1
    return cores if cores > 1 else 0


def _read_with(
    workers: Sequence[Worker], changes: Sequence[Change]
) -> Iterator[tuple[Change, PreparedFile | OSError]]:
    """Have workers read in turn. If a worker was killed, its files are read here."""
    ahead = AHEAD * len(workers)
    for index, change in enumerate(changes[:ahead]):
        workers[index % len(workers)].ask(change.file.path)
    for index, change in enumerate(changes):
        worker = workers[index % len(workers)]
        try:
            found = worker.answer()
        except WorkerGoneError:
            found = read_file(change.file.path)
        if index + ahead < len(changes):  # this worker's turn again, because `ahead` is a multiple
            worker.ask(changes[index + ahead].file.path)
        yield change, found


def read_apart(path: str) -> PreparedFile | OSError:
    """Do what `read_file` does, in a process that does nothing else."""
    gc.disable()  # what is read has no circles, and is freed with its file
    return read_file(path)


def read_file(path: str, content: bytes | None = None) -> PreparedFile | OSError:
    """Return a file prepared, or why it cannot be read; `content` as in `prepare_file`."""
    try:
        return prepare_file(path, content)
    except OSError as error:
        return error
