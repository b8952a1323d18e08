"""``is:``, the states that a record is in, apart from what its fields say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, Condition, combine, having, in_json, negated, one_of
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.marks import FIND, MARKED
from collab_tui.catalog.status import in_force, status
from collab_tui.catalog.terms import numbers
from collab_tui.query.syntax import Term, Text
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.states import STATES
from collab_tui.records.kinds import LISTED, Kind
from collab_tui.records.status import day_number
from collab_tui.records.vocabulary import AgreementStatus

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler

EXPIRING_WITHIN = timedelta(days=365)
"""How far ahead ``is:expiring`` looks."""


_RAN_OUT = (AgreementStatus.EXPIRED, AgreementStatus.LAPSED)


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    return asker.joined("OR", [_state(asker, name, kind, subject) for name in term.texts])


def _state(asker: Compiler, name: str, kind: Kind, subject: str) -> Condition:
    state = STATES[name]
    if state.is_through:
        # This is together with a state of the record itself: is:unsourced,expired.
        if DECLARED[kind].is_through:
            return asker.condition(Term("is", (Text(name),)), kind, subject)
        if kind is not Kind.AGREEMENT:
            return FALSE
    if state.holds is not None:
        there = having("is", [name])
        return asker.among(subject, there.sql, there.values)
    if name == MARKED:
        return asker.among(subject, FIND, ())
    if name == "unreviewed":
        return negated(asker.among(subject, "SELECT n FROM dated WHERE field = 'reviewed'", ()))
    if name == "expired":
        expired = one_of(status(asker.today), _RAN_OUT)
        return asker.agreements(subject, expired)
    soon = day_number(asker.today + EXPIRING_WITHIN)
    ends = Condition("ends BETWEEN ? AND ?", (day_number(asker.today), soon))
    renewed = [term for term in asker.terms if term.is_renewed and term.ends <= soon]
    dated = combine("AND", [ends, Condition(in_force(asker.today))])
    expiring = combine("OR", [dated, in_json("n", [numbers(renewed)])]) if renewed else dated
    return asker.agreements(subject, expiring)


def _is_through(term: Term, kind: Kind) -> bool:
    return all(STATES[name].is_through for name in term.texts)


def _count(ask: Question) -> list[Facet]:
    """A state is listed even if no record is in it."""
    return ask.narrow(
        [Facet(name, state.label, ask.count_with(name, LISTED)) for name, state in STATES.items()]
    )


IS = Special(_condition, _count, is_through=_is_through)
