"""What the explorer shows, as plain lines: for screen readers, slow lines and logs.

No sign stands for a word, and no line needs another one to be understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collab_tui.catalog.rows import Row
from collab_tui.records.countries import country_name
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean, plural


class PlainList(NamedTuple):
    """The rows of a kind that were found, and how many records of it there are."""

    kind: Kind
    rows: Sequence[Row]
    total: int


def as_plain(title: str, query: str, lists: Sequence[PlainList]) -> Iterator[str]:
    """Yield the lines."""
    if title:
        yield f"{clean(title)}\n"
    yield f"Query: {clean(query)}\n" if query else "No query: everything is listed.\n"
    for one in lists:
        yield "\n"
        yield f"{one.kind.plural}: {len(one.rows):,} of {one.total:,}\n"
        for row in one.rows:
            yield f"{sentence(row)}\n"


def sentence(row: Row) -> str:
    """Return a row as a line: name, what the lists show in columns, and the ref."""
    parts = [row.name]
    if row.country:
        parts.append(country_name(row.country) or row.country)
    if row.kind is Kind.AGREEMENT:
        parts.append(row.status or "status not known")
    elif row.status:
        parts.append(row.status)
    if row.kind is Kind.AGREEMENT and row.year:
        parts.append(str(row.year))
    parts += [_counted(row), str(row.ref)]
    return clean(", ".join(parts))


def _counted(row: Row) -> str:
    if row.kind is Kind.AGREEMENT:
        return plural(row.count, "participant")
    if row.kind is Kind.SOURCE:
        return f"cited by {plural(row.count, 'record')}"
    own = plural(row.count, "agreement")
    if row.with_parts is not None and row.with_parts != row.count:
        return f"{own}, {row.with_parts:,} with those of its parts"
    return own
