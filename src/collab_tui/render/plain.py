"""What the explorer shows, as plain lines: for screen readers, slow lines and logs.

No sign stands for a word, and no line needs another one to be understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collab_tui.catalog.row import Row
from collab_tui.language import _, _n, number
from collab_tui.records.countries import country_name
from collab_tui.records.kinds import Kind
from collab_tui.render.words import cited_by, clean, status_word


class PlainList(NamedTuple):
    """The rows of a kind that were found, and how many records of it there are."""

    kind: Kind
    rows: Sequence[Row]
    total: int


def as_plain(title: str, query: str, lists: Sequence[PlainList]) -> Iterator[str]:
    """Yield the lines."""
    if title:
        yield f"{clean(title)}\n"
    words = (
        _("Query: {query}", query=clean(query)) if query else _("No query: everything is listed.")
    )
    yield f"{words}\n"
    for one in lists:
        yield "\n"
        found, total = number(len(one.rows)), number(one.total)
        words = _("{kind}: {found} of {total}", kind=one.kind.plural, found=found, total=total)
        yield f"{words}\n"
        for row in one.rows:
            yield f"{sentence(row)}\n"


def sentence(row: Row) -> str:
    """Return a row as a line: name, what the lists show in columns, and the ref."""
    parts = [row.name]
    if row.country:
        parts.append(country_name(row.country) or row.country)
    if row.kind is Kind.AGREEMENT:
        parts.append(status_word(row.kind, row.status) if row.status else _("status not known"))
    elif row.status:
        parts.append(status_word(row.kind, row.status))
    if row.kind is Kind.AGREEMENT and row.year:
        parts.append(str(row.year))
    parts += [_counted(row), str(row.ref)]
    return clean(", ".join(parts))


def _counted(row: Row) -> str:
    if row.kind is Kind.AGREEMENT:
        return _n("{count} participant", "{count} participants", row.how_many)
    if row.kind is Kind.SOURCE:
        return cited_by(row.how_many)
    own = Kind.AGREEMENT.counted(row.how_many)
    if row.with_parts is not None and row.with_parts != row.how_many:
        more = number(row.with_parts)
        return _("{agreements}, {count} with those of its parts", agreements=own, count=more)
    return own
