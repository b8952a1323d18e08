"""Writes a file completely or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from collab_tui.formats import MARKDOWN
from collab_tui.language import _, any_of
from collab_tui.reasons import why


class ExportError(Exception):
    """A file that could not be written. The message says which one and why."""


class FileExistsAlreadyError(ExportError):
    """A file exists already, and must not be replaced."""


def check_ending(path: Path) -> None:
    """Refuse a file whose ending means another format.

    Raises:
        ExportError: the ending is not one of Markdown.
    """
    if path.suffix and path.suffix.lower() not in MARKDOWN.endings and not is_stream(path):
        known = any_of(MARKDOWN.endings)
        message = _(
            "{path}: an export is Markdown; write a name that ends in {known}",
            path=path,
            known=known,
        )
        raise ExportError(message)


def is_stream(path: Path) -> bool:
    """Tell whether a path is a device, a pipe or similar: it is written to, never replaced."""
    if str(path) in ("/dev/stdout", "/dev/stderr") or str(path.parent) in _DESCRIPTORS:
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


_DESCRIPTORS = ("/dev/fd", "/proc/self/fd")


def is_folder(path: Path, text: str) -> bool:
    """Tell whether an output path means a folder: it is one, ends in a slash, or has no suffix."""
    if text.endswith(("/", os.sep)):
        return True
    try:
        if path.is_dir():
            return True
        return not path.suffix and not path.exists() and not is_stream(path)
    except OSError:  # what is wrong with it is reported when it is written
        return False


def write_file(path: Path, text: str | Iterable[str], *, replace: bool = False) -> None:
    """Write a file completely or not at all: to a temporary file beside it, which is then renamed.

    The text may come in parts. If a part raises an error, nothing is left behind. A link is
    followed, and its target is written. A device or a pipe is written to directly.

    Raises:
        FileExistsAlreadyError: the file exists, and `replace` is not set.
        ExportError: it cannot be written.
    """
    parts = (text,) if isinstance(text, str) else text
    temporary: str | None = None
    named = path
    try:
        if is_stream(path):
            _write_through(path, parts)
            return
        if path.exists() and not replace:
            raise FileExistsAlreadyError(_("{path} exists already", path=path))
        path = path.resolve()
        if path.parent.exists() and not path.parent.is_dir():
            words = _("{path} is not a folder", path=path.parent)
            raise ExportError(_("{path} cannot be written: {reason}", path=named, reason=words))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException as error:  # an interruption must also leave nothing behind
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError | RuntimeError):  # a RuntimeError means links in a circle
            reason = why(error)
            message = _("{path} cannot be written: {reason}", path=named, reason=reason)
            raise ExportError(message) from error
        raise


def _write_through(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for part in parts:
            file.write(part)


def _mode(path: Path) -> int:
    """Return the permissions for a file: those it has, or the usual ones for a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
