"""Whose turn it is to change a catalog. One process builds it, and others wait for that one.

The turn is a lock on a file beside the catalog. It ends when its process ends, in any way. While
the process works, it gives signs of life through the time of the file.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

try:
    import fcntl
except ImportError:  # not a POSIX system: the faster of two builders wins
    fcntl = None  # type: ignore[assignment]

from collab_tui.language import _

SILENCE = 30.0
"""Seconds without a sign of life after which nobody waits any longer."""

LOOK_EVERY = 0.05
"""Seconds between looks at whether the turn is free."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


class TurnError(Exception):
    """The turn does not come: the process that has it gives no sign of life."""


class Turn:
    """The turn to change one catalog, in this process and among all that know its file."""

    def __init__(self, path: Path | None) -> None:
        """Lock `path`; None if only this process knows the catalog."""
        self._path = path
        self._in_process = Lock()
        self._descriptor: int | None = None

    @contextmanager
    def taken(self, wait: Callable[[], None]) -> Iterator[None]:
        """Hold the turn; `wait` is called again and again until it comes.

        Raises:
            TurnError: the process that has it gave no sign of life for `SILENCE`.
            OSError: the lock cannot be made.
        """
        while not self._in_process.acquire(timeout=LOOK_EVERY):
            wait()  # this process is certainly alive
        try:
            self._wait_for_lock(wait)
            try:
                yield
            finally:
                self._unlock()
        finally:
            self._in_process.release()

    def beat(self) -> None:
        """Give a sign of life."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.utime(self._descriptor)

    def _wait_for_lock(self, wait: Callable[[], None]) -> None:
        seen, since = self._sign(), time.monotonic()
        while not self._lock():
            wait()
            time.sleep(LOOK_EVERY)
            if self._sign() != seen:
                seen, since = self._sign(), time.monotonic()
            elif time.monotonic() - since > SILENCE:
                raise TurnError(_("another process that reads this registry does not continue"))

    def _sign(self) -> int:
        """Return a value that changes as long as the process that has the turn works."""
        if self._path is not None:
            with suppress(OSError):
                return self._path.lstat().st_mtime_ns
        return 0

    def _lock(self) -> bool:
        """Try to lock the file. If the file was removed in the meantime, its lock means nothing."""
        if self._path is None or fcntl is None:
            return True
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(self._path, flags, 0o600)
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.ENXIO):
                raise
            self._path.unlink(missing_ok=True)  # a link or a socket that somebody put there
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), self._path.lstat()):
                self._descriptor = descriptor
                return True
        except FileNotFoundError:
            pass
        except OSError as error:
            if error.errno in _NO_LOCKS:
                self._descriptor = descriptor
                return True
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                os.close(descriptor)
                raise
        os.close(descriptor)
        return False

    def _unlock(self) -> None:
        if self._descriptor is None or self._path is None:
            return
        with suppress(OSError):
            self._path.unlink()  # while it is still locked: a later one is another file
        os.close(self._descriptor)
        self._descriptor = None
