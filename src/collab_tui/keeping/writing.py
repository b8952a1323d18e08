"""Writes files of a registry: locked against other writers, compared first, all or nothing.

Each file is replaced by one that was written completely beside it. For several files, a journal
says which are to be replaced. It is there before the first one is replaced. If a writer is killed
in between, the next writer finishes its work.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from collab_tui.catalog.storage.turn import Turn, TurnError
from collab_tui.files import MOST_OF_A_REGISTRY, MOST_OF_SETTINGS, read_bytes
from collab_tui.language import _
from collab_tui.reasons import why

LOCK = ".collab-tui.lock"
JOURNAL = ".collab-tui.journal"
NEW = ".collab-tui-new"

PATIENCE = 10.0
"""Seconds to wait for another writer."""


class WriteError(Exception):
    """Files that were not written. The message says which and why."""


class ChangedMeanwhileError(WriteError):
    """A file does not have the content that the change was made for; nothing was written."""

    def __init__(self, path: Path, expected: bytes | None, found: bytes | None) -> None:
        """Keep both versions: the one that the change was made for, and the present one."""
        super().__init__(
            _(
                "{file} was changed by somebody else in the meantime; nothing was written",
                file=path,
            )
        )
        self.path = path
        self.expected = expected
        self.found = found


class Change(NamedTuple):
    """The old and the new content of a file; None if it does not exist."""

    before: bytes | None
    after: bytes | None


def content_of(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none.

    Raises:
        WriteError: it cannot be read.
    """
    try:
        return read_bytes(path, MOST_OF_A_REGISTRY)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = why(error)
        raise WriteError(_("{file} cannot be read: {reason}", file=path, reason=reason)) from error


def write_all(changes: Mapping[Path, Change], folders: Sequence[Path]) -> None:
    """Replace files, all of them or none; `folders` are locked by other writers, too.

    Raises:
        ChangedMeanwhileError: one of them does not have the content that the change was made for.
        WriteError: they cannot be written.
    """
    folders = sorted({folder.resolve() for folder in folders})
    try:
        with locked(folders):
            targets = {path.resolve(): change for path, change in changes.items()}
            for path, change in targets.items():
                found = content_of(path)
                if found != change.before:
                    raise ChangedMeanwhileError(path, change.before, found)
            _replace(targets, folders[0] / JOURNAL)
    except TurnError as error:
        raise WriteError(_("{reason}; try again", reason=error)) from error
    except OSError as error:
        where, reason = error.filename or folders[0], why(error)
        raise WriteError(
            _("{file} cannot be written: {reason}", file=where, reason=reason)
        ) from error


@contextmanager
def locked(folders: Sequence[Path]) -> Iterator[None]:
    """Keep other writers out, and finish the work of one that was killed."""
    began = time.monotonic()

    def wait() -> None:
        if time.monotonic() - began > PATIENCE:
            raise TurnError(_("another program is writing to this registry"))

    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(Turn(folder / LOCK).taken(wait))
            finish(folder / JOURNAL)
        yield


def finish(journal: Path) -> None:
    """Do the rest of the work in a journal.

    A registry, and a journal in it, may come from anyone. So a file is replaced only by what was
    written beside it, under the name that `_beside` gives; nothing else in a journal is done.
    """
    try:
        entries = json.loads(read_bytes(journal, MOST_OF_SETTINGS))
    except FileNotFoundError:
        return
    except (ValueError, RecursionError):  # it is written like any file: this one is not ours
        entries = []
    for entry in entries if isinstance(entries, list) else ():
        match entry:
            case [str(new), str(target)] if new == str(_beside(Path(target))):
                with suppress(FileNotFoundError):  # it was replaced before
                    Path(new).replace(target)
    journal.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Return the path at which a file is written that will replace `path`."""
    return path.parent / f".{path.name}{NEW}"


def _replace(changes: Mapping[Path, Change], journal: Path) -> None:
    written: list[Path] = []
    entries: list[tuple[Path, Path]] = []
    try:
        for path, change in changes.items():
            if change.after is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                new = _beside(path)
                written.append(new)
                _write(new, change.after, path)
                entries.append((new, path))
        if len(entries) > 1:
            new_journal = journal.with_name(f"{JOURNAL}{NEW}")
            text = json.dumps([[str(new), str(path)] for new, path in entries])
            written.append(new_journal)
            _write(new_journal, text.encode(), None)
            new_journal.replace(journal)
        written.clear()
        for new, path in entries:
            new.replace(path)
            _sync_folder(path.parent)
        journal.unlink(missing_ok=True)
        for path, change in changes.items():
            if change.after is None:
                path.unlink(missing_ok=True)
    finally:
        for new in written:
            new.unlink(missing_ok=True)


def _write(path: Path, content: bytes, like: Path | None) -> None:
    """Write a new file, with the permissions of the one that it will replace."""
    path.unlink(missing_ok=True)  # left by a writer that was killed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        if like is not None and like.exists():
            os.chmod(path, like.stat().st_mode & 0o777)  # noqa: PTH101 - as `os.open` above
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the disk remember the name of a file."""
    with suppress(OSError):  # not every system opens folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
