"""Records → Markdown documents → files."""

from __future__ import annotations

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from collab_tui.formats import MARKDOWN
from collab_tui.language import _, any_of
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.status import Period
    from collab_tui.render.apart import OwnTemplate
    from collab_tui.render.page import Page


class ExportError(Exception):
    """A file that could not be written. The message says which one and why."""


class FileExistsAlreadyError(ExportError):
    """A file exists already, and must not be replaced."""


BRIEF_ORDER = [Kind.AGREEMENT, *(kind for kind in Kind if kind is not Kind.AGREEMENT)]
"""The kinds, in the order of a document about several records."""


class Scope(Enum):
    """What the explorer's export contains."""

    RECORD = _("this record")
    LINKED = _("this record and what it links to")
    MARKED = _("the marked records")
    RESULTS = _("all that the query shows")


def documents_of(
    catalog: Catalog,
    numbers: Sequence[int],
    template: OwnTemplate | None = None,
    *,
    period: Period | None = None,
) -> dict[str, str]:
    """Return a Markdown document for each record, by the name of its file.

    Statuses are those in `period`, by default on the catalog's day.

    Raises:
        TemplateError: `template` cannot be used.
    """
    rows = catalog.shown.rows(numbers)
    names = file_names([row.ref for row in rows])
    return {
        names[row.ref]: document_of(catalog, [row.n], template=template, period=period)
        for row in rows
    }


def document_of(
    catalog: Catalog,
    numbers: Sequence[int],
    query: str | None = None,
    template: OwnTemplate | None = None,
    *,
    period: Period | None = None,
) -> str:
    """Return one Markdown document about all the records; `query` is the query that found them.

    Statuses are those in `period`, by default on the catalog's day.

    Raises:
        TemplateError: `template` cannot be used.
    """
    return "".join(document_blocks(catalog, numbers, query, template, period=period))


def document_blocks(
    catalog: Catalog,
    numbers: Sequence[int],
    query: str | None = None,
    template: OwnTemplate | None = None,
    tell: Callable[[int], None] | None = None,
    *,
    period: Period | None = None,
) -> Iterator[str]:
    """Yield what `document_of` returns, part by part; `tell` is called with how many were read.

    If a query found the records, a record lists only linking records that are in the document.
    """
    from collab_tui.render.kinds import page_of
    from collab_tui.render.markdown import markdown_blocks

    pages = []
    among = frozenset(numbers) if query is not None else None

    def made(dossier: Dossier) -> Page:
        return page_of(dossier if among is None else dossier.among(among))

    for count, n in enumerate(numbers, 1):
        page = catalog.shown.read(n, made, period=period)
        if page is not None:
            pages.append(page)
        if tell is not None:
            tell(count)
    yield from markdown_blocks(pages, query, template)


def linked_numbers(catalog: Catalog, n: int) -> list[int]:
    """Return record `n` and the records that are linked to it, without sources."""
    dossier = catalog.shown.dossier(n)
    if dossier is None:
        return []
    rows = [*dossier.names.values(), *dossier.agreements, *(link.row for link in dossier.incoming)]
    linked = {row.n: row for row in rows if row.kind is not Kind.SOURCE and row.n != n}
    ranked = sorted(linked.values(), key=lambda row: (BRIEF_ORDER.index(row.kind), row.name))
    return [n, *(row.n for row in ranked)]


def numbers_of(catalog: Catalog, refs: Iterable[Ref]) -> list[int]:
    """Return the records with these refs, by kind; those that are gone are left out."""
    ranked = sorted(refs, key=lambda ref: BRIEF_ORDER.index(ref.kind))
    return [n for n in map(catalog.number, ranked) if n is not None]


def file_names(refs: Sequence[Ref]) -> dict[Ref, str]:
    """Name a file for each record. If kinds share an id, the name begins with the kind."""
    uses = Counter(ref.id for ref in refs)
    names = {
        ref: f"{ref.id}.md" if uses[ref.id] == 1 else f"{ref.kind}-{ref.id}.md" for ref in refs
    }
    if len(set(names.values())) < len(names):  # an id can look like a kind and an id
        return {ref: f"{ref.kind}-{ref.id}.md" for ref in refs}
    return names


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
            why = _("{path} is not a folder", path=path.parent)
            raise ExportError(_("{path} cannot be written: {reason}", path=named, reason=why))
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
            reason = getattr(error, "strerror", None) or error
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
