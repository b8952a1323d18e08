"""Reads what views show of single agreements."""

from __future__ import annotations

import json
from collections.abc import Sequence

from collab_tui.catalog import documents
from collab_tui.catalog.status import status
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.sets import Sets
from collab_tui.query.syntax import Term as Asked
from collab_tui.query.syntax import Text
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.status import OVER
from collab_tui.records.term import Term, term_of


def items(sets: Sets, places: Sequence[int]) -> list[Item]:
    """Return agreements by their places, in this order."""
    numbers = [sets.lives[place].n for place in places]
    soon = sets.standing(Asked("is", (Text("expiring"),)))
    expiring = {n for n, place in zip(numbers, places, strict=True) if soon >> place & 1}
    rows = sets.db.execute(
        f"SELECT record.n, record.id, name, doc, {status(sets.today, None, 'record.')}"
        " FROM json_each(?) AS wanted CROSS JOIN record ON record.n = wanted.value"
        " JOIN definition USING (d) ORDER BY wanted.key",
        (json.dumps(numbers),),
    )
    return [_item(sets, *row)._replace(is_expiring=row[0] in expiring) for row in rows]


def _item(sets: Sets, n: int, record_id: str, name: str, doc: str, shown: str | None) -> Item:
    document = documents.read(doc)
    dates = document.get("dates") or {}
    term = term_of(document)
    milestones = (one.get("date") for one in document.get("milestones") or ())
    runs = term.is_renewed and shown not in OVER
    next_end = term.next_end(sets.today) if runs and term != Term() else None
    notice = term.next_notice(sets.today) if shown not in OVER else None
    return Item(
        n,
        Ref(Kind.AGREEMENT, record_id),
        name,
        shown or "",
        str(dates.get("announced") or ""),
        str(dates.get("signed") or ""),
        str(dates.get("start") or ""),
        "" if runs else str(term.end or ""),
        str(dates.get("terminated") or ""),
        tuple(str(date) for date in milestones if date),
        str(next_end or ""),
        str(notice or ""),
    )
