"""``id:``, which names one record, or records of several kinds with the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition, in_json
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler

_SHARED = "SELECT id FROM record GROUP BY id HAVING count(*) > 1"


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    return in_json(subject, [asker.names.with_id(value) for value in term.values])


def _count(ask: Question) -> list[Facet]:
    """An id that several kinds share is written with its kind."""
    also = f"SELECT n FROM record WHERE id IN ({_SHARED})"
    listed, called = ask.listed(), ask.called("r.n", also)
    rows = ask.db.execute(
        f"SELECT iif(id IN ({_SHARED}), kind || '/' || id, id) AS value, name, 1 FROM record r"
        f" WHERE {called.sql} AND {listed.sql} ORDER BY name, value",
        [*called.values, *listed.values],
    )
    return [facet for facet in (Facet(*row) for row in rows) if not ask.words or ask.fits(facet)]


ID = Special(_condition, _count)
