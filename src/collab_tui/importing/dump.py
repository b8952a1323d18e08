"""A dump of ROR, record by record: JSON, gzipped JSON, or the ZIP that ROR publishes.

Only the present record is in memory. The schema is ROR's second, as documented at
https://ror.readme.io/docs/ror-data-structure.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from collab_tui.importing.cells import cannot_read
from collab_tui.language import _

Tell = Callable[[int, int], None]
"""Called with how much of a file is read and how long it is, in bytes on the disk."""

_STEP = 500


class DumpError(Exception):
    """A dump that cannot be read. The message says which one and why."""


def read_dump(path: Path, tell: Tell | None = None) -> Iterator[dict[str, Any]]:
    """Yield the organisations of a dump.

    Raises:
        DumpError: it cannot be read, or is not of schema 2.
    """
    import ijson

    from collab_tui.importing.organisation import fault_in

    try:
        with _opened(path) as (file, position, size):
            count = -1
            for count, record in enumerate(ijson.items(file, "item", use_float=True)):
                fault = fault_in(record)
                if fault is not None:
                    raise DumpError(
                        _(
                            "{path} is not a dump of ROR's schema 2 (see {place}); take the file"
                            " whose name ends in '{ending}'",
                            path=path,
                            place=f"[{count}].{fault}".removesuffix("."),
                            ending="schema_v2.json",
                        )
                    )
                if tell is not None and count % _STEP == 0:
                    tell(position(), size)
                yield record
            if count < 0:
                message = _("{path} holds no organisations; a dump is an array of them", path=path)
                raise DumpError(message)
    except OSError as error:
        raise DumpError(cannot_read(path, error)) from error
    except (ijson.JSONError, zipfile.BadZipFile, EOFError, gzip.zlib.error) as error:  # type: ignore[attr-defined]
        message = _("{path} is damaged, or not a dump of ROR: {reason}", path=path, reason=error)
        raise DumpError(message) from error


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], int], int]]:
    """Open the JSON inside; also return how far the file is read, and its length."""
    size = path.stat().st_size
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        if start.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(IO[bytes], unpacked), raw.tell, size
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as archive, archive.open(_member(path, archive)) as unpacked:
                yield unpacked, raw.tell, size
        else:
            yield raw, raw.tell, size


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    """Return the name of the dump in a published ZIP, which also has schema 1 and CSV."""
    names = [name for name in archive.namelist() if name.endswith(".json")]
    if not names:
        raise DumpError(_("{path} holds no JSON; take the ZIP that ROR publishes", path=path))
    return next((name for name in names if "schema_v2" in name), names[0])


def short(address: str) -> str:
    """Return a ROR id without its web address."""
    return str(address).rstrip("/").rpartition("/")[2].lower()
