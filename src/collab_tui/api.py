"""A registry in Python: ``collab_tui.open(path)``.

It answers the same questions as the command line. Records are plain dictionaries.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.registry.problems import Problem

__all__ = ["Record", "Registry", "open"]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a registry."""

    ref: str
    """Kind and id: ``agreement/ssmic``."""
    kind: str
    id: str
    name: str
    """The name as it is shown: in the language of the program if there is one."""
    status: str | None
    """The status as of today; only agreements and institutions have one."""
    document: Mapping[str, Any]
    """Everything that the file says about it, with dates as EDTF text."""

    def values(self, path: str) -> list[Any]:
        """Return the values of a field: ``participants.institution``, ``dates.start``.

        Raises:
            KeyError: its kind has no such field.
        """
        from collab_tui.records.declared import DECLARED
        from collab_tui.records.kinds import Kind

        field = DECLARED[Kind.named(self.kind)].at(tuple(path.split(".")))
        if field is None:
            raise KeyError(path)
        return field.values(self.document)


class Registry:
    """An open registry. Close it, or use it in a ``with`` statement."""

    def __init__(self, catalog: Catalog) -> None:
        """Use `open`."""
        self._catalog = catalog

    def __enter__(self) -> Self:
        """Return the registry itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the files."""
        self._catalog.close()

    def refresh(self) -> None:
        """Read what changed on disk since it was opened."""
        self._catalog.refresh()

    def search(self, query: str = "", kind: str | None = None) -> Iterator[Record]:
        """Yield the records that match a query, the best first; see ``collab-tui search --help``.

        Raises:
            QueryError: the query has a mistake; the message says which.
            ValueError: there is no such kind.
        """
        from collab_tui.query import parse
        from collab_tui.records.kinds import Kind

        kinds = list(Kind) if kind is None else [Kind.named(kind)]
        found = self._catalog.search(parse(query), kinds).found
        yield from self._records([n for numbers in found.values() for n in numbers])

    def get(self, ref: str) -> Record:
        """Return the record that a ref or an id names.

        Raises:
            KeyError: no record has it; the message names similar ones.
        """
        from collab_tui.catalog.refs import RefError

        try:
            n = self._catalog.resolve(ref)
        except RefError as error:
            raise KeyError(str(error)) from error
        (record,) = self._records([n])
        return record

    def to_records(self, query: str = "", kind: str | None = None) -> list[dict[str, Any]]:
        """Return the documents of the records that match, each with its ref and its kind.

        ``pandas.DataFrame(registry.to_records(kind="agreement"))`` makes a table of them.
        """
        return [
            {"ref": record.ref, "kind": record.kind, **record.document}
            for record in self.search(query, kind)
        ]

    def problems(self) -> list[Problem]:
        """Return everything that is wrong, by file, line and column.

        ``collab-tui check`` reports the same, without what the registry's own table leaves out.
        """
        return self._catalog.problems.all(is_thorough=True)

    def _records(self, numbers: list[int]) -> Iterator[Record]:
        from collab_tui.catalog.whole import BATCH

        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            rows = {row.n: row for row in self._catalog.shown.rows(some)}
            for whole in self._catalog.shown.whole(some):
                kind, record_id = whole.ref
                status = rows[whole.n].status
                yield Record(
                    str(whole.ref), str(kind), record_id, whole.name, status, whole.document
                )


def open(path: str | os.PathLike[str] | None = None) -> Registry:  # noqa: A001 - as io.open
    """Open the registry at `path`, a folder or a TOML file, and read what changed in it.

    Without a path, open the one that ``collab-tui`` would open.

    Raises:
        FileNotFoundError: there is nothing at `path`, or nothing that can be used.
        ConfigError: the config file has a mistake.
    """
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.marks import of_last_visit
    from collab_tui.config import first_unusable, load_settings, registry_layers
    from collab_tui.places import cache_folder

    named = () if path is None else (Path(path),)
    wrong = first_unusable(named)
    if wrong is not None:
        raise FileNotFoundError(wrong)
    layers = registry_layers(named, load_settings())
    catalog = Catalog.open(layers, cache_folder())
    catalog.marks.load_by(lambda: of_last_visit(layers))
    catalog.refresh()
    return Registry(catalog)
