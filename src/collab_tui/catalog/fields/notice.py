"""``notice:``, the next last day on which a party can give notice of an agreement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, in_json, negated
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.terms import numbers, spans_of, within
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    spans = spans_of(term)
    due = (running for running in asker.terms if within(running.notice, spans))
    return in_json(subject, [numbers(due)])


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    if kind is not Kind.AGREEMENT:
        return None
    due = [running for running in asker.terms if running.notice is not None]
    others = negated(in_json("n", [numbers(due)]))
    return Condition(f"SELECT n FROM record WHERE kind = '{kind}' AND {others.sql}", others.values)


def _count(ask: Question) -> list[Facet]:
    due = [(term.n, term.notice) for term in ask.compiler.terms if term.notice is not None]
    pairs = "SELECT value ->> 0 AS n, value ->> 1 AS day FROM json_each(?)"
    return generic.count_days(ask, pairs, [json.dumps(due)])


NOTICE = Special(_condition, _count, absent=_absent)
