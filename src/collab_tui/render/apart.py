"""The user's own template. It runs in a separate process, with limits.

A worker process runs it, with limits of time, memory and length. The sandbox of jinja2 lets it use
only the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import NamedTuple, Self

from collab_tui.files import MOST_OF_SETTINGS, read_bytes
from collab_tui.language import _, number
from collab_tui.reasons import why
from collab_tui.render.page import Page
from collab_tui.workers import Worker, WorkerGoneError, WorkerSlowError

SECONDS = 20.0
"""Time for a document, in seconds; each page adds `SECONDS_A_PAGE`."""

SECONDS_A_PAGE = 0.02

LENGTH = 100_000_000
"""The longest document, in characters."""

MEMORY = 2_000_000_000
"""Bytes of address space that the process may use."""


class TemplateError(ValueError):
    """A template that cannot be read or used. The message says where and why."""


class Question(NamedTuple):
    """What a worker needs to make a document."""

    template: str
    pages: Sequence[Page]
    query: str | None
    seconds: float
    length: int
    memory: int


class Mistake(NamedTuple):
    """What is wrong with a template, and in which line, if the line is known."""

    line: int | None
    message: str


class OwnTemplate:
    """A template in a user's file. Its process starts with the first document."""

    def __init__(self, path: Path) -> None:
        """Read the template at `path`.

        Raises:
            TemplateError: it cannot be read.
        """
        self._path = path
        self._worker: Worker | None = None
        try:
            self._text = read_bytes(path, MOST_OF_SETTINGS).decode()
        except OSError as error:
            raise TemplateError(f"{path}: {why(error)}") from error
        except UnicodeDecodeError as error:
            raise TemplateError(f"{path}: {error}") from error

    def __enter__(self) -> Self:
        """Use the template. Its process ends afterwards."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def document(self, pages: Sequence[Page], query: str | None = None) -> str:
        """Return what the template makes of `pages`; it ends in a newline.

        Raises:
            TemplateError: it fails, takes too long, or makes too much.
        """
        seconds = SECONDS + SECONDS_A_PAGE * len(pages)
        try:
            if self._worker is None:
                self._worker = Worker("collab_tui.render.apart:answer")
            self._worker.ask(Question(self._text, pages, query, seconds, LENGTH, MEMORY))
            found = self._worker.answer(seconds)
        except OSError as error:
            message = _("cannot be run: {reason}", reason=why(error))
            raise TemplateError(f"{self._path}: {message}") from error
        except WorkerSlowError:
            self._end()
            message = _(
                "takes more than {count} seconds; look for a loop that does not end",
                count=number(round(seconds)),
            )
            raise TemplateError(f"{self._path}: {message}") from None
        except WorkerGoneError:
            self._end()
            message = _(
                "takes more time or memory than there is; look for a loop that does not end"
            )
            raise TemplateError(f"{self._path}: {message}") from None
        if isinstance(found, Mistake):
            place = f"{self._path}:{found.line}" if found.line else f"{self._path}"
            raise TemplateError(f"{place}: {found.message}")
        return str(found)

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def answer(question: Question) -> str | Mistake:
    """Make a document, in a separate process."""
    import jinja2

    from collab_tui.render.markdown import environment, generate

    _limit(question)
    try:
        template = environment().from_string(question.template)
        return "".join(_bounded(generate(template, question.pages, question.query), question))
    except jinja2.TemplateSyntaxError as error:
        return Mistake(error.lineno, error.message or _("cannot be understood"))
    except MemoryError as error:
        most = number(question.memory)
        return Mistake(_line_of(error), _("takes more than {count} bytes of memory", count=most))
    except Exception as error:  # a template can raise anything
        return Mistake(_line_of(error), str(error) or type(error).__name__)


class _TooLongError(Exception):
    pass


def _bounded(blocks: Iterator[str], question: Question) -> Iterator[str]:
    length = 0
    for block in blocks:
        length += len(block)
        if length > question.length:
            most = number(question.length)
            raise _TooLongError(_("makes more than {count} characters", count=most))
        yield block


def _limit(question: Question) -> None:
    """Limit memory; and time, in case nobody is left to end this process."""
    try:
        import resource
    except ImportError:  # not a POSIX system: the caller limits only the time
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + question.seconds) + 2
    for limit, value in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, question.memory)):
        _soft, most = resource.getrlimit(limit)
        if most == resource.RLIM_INFINITY or value < most:
            resource.setrlimit(limit, (value, most))


def _line_of(error: Exception) -> int | None:
    """Return the line of the user's template that raised `error`."""
    frames = walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else None
