"""``ends:``. An agreement that renews itself has a new end in every term."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, in_json, negated
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.terms import numbers, spans_of, within
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    renewed = [running for running in asker.terms if running.is_renewed]
    spans = spans_of(term)
    now = [running for running in renewed if within(running.ends, spans)]
    stated = generic.dated_in(FIELDS["ends"], term)
    # One list of numbers: each link of an institution is compared with it.
    select = (
        f"{stated.sql} AND n NOT IN (SELECT value FROM json_each(?))"
        " UNION SELECT value FROM json_each(?)"
    )
    return asker.among(subject, select, (*stated.values, numbers(renewed), numbers(now)))


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    """An agreement that renews itself ends with its present term."""
    stated = generic.absent(FIELDS["ends"], kind)
    renewed = [running for running in asker.terms if running.is_renewed]
    if stated is None or not renewed:
        return stated
    others = negated(in_json("n", [numbers(renewed)]))
    return Condition(f"{stated.sql} AND {others.sql}", (*stated.values, *others.values))


def _count(ask: Question) -> list[Facet]:
    renewed = [running for running in ask.compiler.terms if running.is_renewed]
    stored = generic.stored_dates(ask.field)
    dated = (
        f"SELECT n, earliest AS day FROM dated WHERE field IN ({','.join('?' * len(stored))})"
        " AND n NOT IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT value ->> 0, value ->> 1 FROM json_each(?)"
    )
    pairs = json.dumps([(running.n, running.ends) for running in renewed])
    return generic.count_days(ask, dated, [*stored, numbers(renewed), pairs])


ENDS = Special(_condition, _count, absent=_absent)
