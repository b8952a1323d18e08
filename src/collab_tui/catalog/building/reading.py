"""Reads registry files, in worker processes if there is much to read."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle

from collab_tui.catalog.building.changes import Change, digest_of
from collab_tui.catalog.building.prepared import PreparedFile
from collab_tui.files import MOST_OF_A_REGISTRY, read_bytes, read_range
from collab_tui.registry import parts
from collab_tui.registry.parts import Part
from collab_tui.workers import Worker, WorkerGoneError

WORTH_WORKERS = 6_000_000
"""From how many bytes on it pays to start workers (each imports pydantic)."""

READER = "collab_tui.catalog.building.reading:read_apart"
"""The function that a worker runs."""

AHEAD = 4
"""Files in work for each worker. The limit keeps the memory of waiting results small."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, or a part of a large one. Its parts come one after another."""

    change: Change
    found: PreparedFile | OSError
    """What is in it, or why it cannot be read."""
    digest: bytes | None = None
    """The fingerprint of the file, if this is its last part."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to read, or a part of it whose `content` is known."""

    change: Change
    part: Part | None = None
    content: bytes | None = None
    digest: bytes | None = None
    """As in `Read`, for a part."""

    @property
    def question(self) -> tuple[str, Part | None]:
        """What a worker is asked."""
        return self.change.file.path, self.part

    def read(self, answer: PreparedFile | OSError | None = None) -> Read:
        """Return what was read: a worker's `answer`, if there is one and it is about this content.

        A file may change between two of its parts. What this process read first counts.
        """
        path, content, part = self.change.file.path, self.content, self.part
        if content is None:
            found = answer or read_file(path)
            digest = found.digest if isinstance(found, PreparedFile) else None
            return Read(self.change, found, digest)
        if not isinstance(answer, PreparedFile) or answer.digest != digest_of(content):
            answer = _prepared(path, content, part)
        return Read(self.change, answer, self.digest)


def read_files(changes: Sequence[Change]) -> Iterator[Read]:
    """Yield what is in each file, in the given order."""
    size = sum(change.size for change in changes)
    with ExitStack() as stack:
        workers: list[Worker] = []
        is_on_disk = all(change.content is None for change in changes)
        is_much = size >= WORTH_WORKERS and (len(changes) > 1 or size >= 2 * parts.SIZE)
        if is_much and sys.executable and is_on_disk:
            try:
                workers += [stack.enter_context(Worker(READER)) for _ in range(_cores())]
            except OSError:  # no more processes are possible: this one reads
                workers.clear()
        if len(workers) > 1:
            yield from _read_with(workers, _jobs(changes))
        else:
            for job in _jobs(changes):
                yield job.read()


def _cores() -> int:
    cores = os.cpu_count() or 1
    return cores if cores > 1 else 0


def _jobs(changes: Sequence[Change]) -> Iterator[_Job]:
    for change in changes:
        content = change.content
        if content is None and change.size >= 2 * parts.SIZE:
            try:
                content = read_bytes(change.file.path, MOST_OF_A_REGISTRY)
            except OSError:
                content = None  # who reads it finds out why
        found = parts.parts_of(content) if content is not None else []
        if content is None or (len(found) < 2 and change.content is None):
            yield _Job(change)
            continue
        digest = digest_of(content)
        for part in found:
            is_last = part is found[-1]
            yield _Job(change, part, content[part.start : part.end], digest if is_last else None)


def _read_with(workers: Sequence[Worker], jobs: Iterator[_Job]) -> Iterator[Read]:
    """Have workers read in turn. If a worker was killed, what it was asked for is read here."""
    turn = cycle(workers)
    asked: deque[tuple[_Job, Worker]] = deque()

    def ask() -> None:
        for job in jobs:
            worker = next(turn)
            worker.ask(job.question)
            asked.append((job, worker))
            return

    for _ in range(AHEAD * len(workers)):
        ask()
    while asked:
        job, worker = asked.popleft()
        try:
            answer = worker.answer()
        except WorkerGoneError:
            answer = None
        ask()
        yield job.read(answer)


def read_apart(question: tuple[str, Part | None]) -> PreparedFile | OSError:
    """Do what `read_file` does, in a process that does nothing else."""
    gc.disable()  # what is read has no circles, and is freed with its file
    return read_file(*question)


def read_file(path: str, part: Part | None = None) -> PreparedFile | OSError:
    """Return a file or a part of it prepared, or why it cannot be read."""
    try:
        if part is None:
            return _prepared(path, read_bytes(path, MOST_OF_A_REGISTRY))
        return _prepared(path, read_range(path, part.start, part.end), part)
    except OSError as error:
        return error


def _prepared(path: str, content: bytes, part: Part | None = None) -> PreparedFile:
    # This loads pydantic, which a process that lets others read does not need.
    from collab_tui.catalog.building.prepare import prepare_file

    return prepare_file(path, content, part)
