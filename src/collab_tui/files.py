"""Reads files completely: only plain files of limited size, without waiting for more to come."""

from __future__ import annotations

import os
import sys
from errno import EFBIG, EINVAL
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from collab_tui.language import _

MOST_OF_A_REGISTRY = 256_000_000
"""The largest file of a registry, in bytes. A hundred thousand records take about a fifth of it."""

MOST_OF_SETTINGS = 1_000_000
"""The largest config file or template, in bytes."""

_UNSIZED = 1_000_000
"""Bytes read from a file that says it is empty: the system makes some files as they are read."""

_STEP = 65_536
"""The least number of bytes to read at once."""


_WORDS = {
    "folder": _("Is a folder"),
    "special": _("Is not a plain file"),
    "large": _("Is larger than {megabytes} MB"),
    "endless": _("Does not end"),
}


class UnfitFileError(OSError):
    """A file that can be opened and is not read. ``strerror`` says why, and `case` is its code."""

    case = ""
    megabytes = 0
    """The largest size that is read."""


def _unfit(case: str, most: int) -> UnfitFileError:
    # The error goes from one process to another, so its arguments are those of every OSError.
    megabytes = most // 1_000_000
    words = _WORDS[case].format(megabytes=megabytes)
    error = UnfitFileError(EFBIG if case == "large" else EINVAL, words)
    error.case, error.megabytes = case, megabytes
    return error


def check_plain(status: os.stat_result, most: int) -> None:
    """Refuse what is not a plain file, or is larger than `most` bytes.

    Raises:
        UnfitFileError: it is one of these.
    """
    if S_ISDIR(status.st_mode):
        raise _unfit("folder", most)
    if not S_ISREG(status.st_mode):
        raise _unfit("special", most)
    if status.st_size > most:
        raise _unfit("large", most)


def read_range(path: str, start: int, end: int) -> bytes:
    """Return a part of a file that `read_bytes` has read before; less if it has become shorter.

    Raises:
        OSError: it cannot be read.
        UnfitFileError: it is not a plain file any more.
    """
    check_plain(Path(path).stat(), sys.maxsize)
    with Path(path).open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def read_bytes(path: str | Path, most: int) -> bytes:
    """Return the content of a file.

    Raises:
        OSError: it cannot be read.
        UnfitFileError: it is not a plain file, has no end, or is larger than `most`.
    """
    check_plain(Path(path).stat(), most)  # first: opening a device may have an effect
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - opened above
        status = os.fstat(descriptor)
        check_plain(status, most)
        most = most if status.st_size else _UNSIZED
        parts: list[bytes] = []
        length = 0
        while True:
            part = file.read(max(status.st_size - length + 1, _STEP))
            if part is None:
                raise _unfit("endless", most)
            if not part:
                return b"".join(parts)
            parts.append(part)
            length += len(part)
            if length > most:
                raise _unfit("large", most)
