"""``role:``, which belongs to the link between an agreement and an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, TRUE, Condition, one_of
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.query.syntax import Nothing, Term
from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    if kind is not Kind.AGREEMENT:
        return FALSE
    return asker.linking(subject, Relation.PARTICIPANT, one_of("link.qualifier", term.texts))


def _bound(asker: Compiler, term: Term, kind: Kind, asked: bool) -> Condition | None:
    said = ["" if isinstance(value, Nothing) else str(value) for value in term.values]
    return one_of("p.qualifier", said) if kind is Kind.INSTITUTION else None


def _absent(asker: Compiler, kind: Kind) -> Condition | None:
    """One participant without a role is enough. No participant is enough, too."""
    if kind is not Kind.AGREEMENT:
        return None
    links = f"SELECT source AS n FROM link WHERE relation = '{Relation.PARTICIPANT}'"
    nobody = generic.without(kind, f"({links})", TRUE)
    return Condition(f"{links} AND qualifier = '' UNION {nobody.sql}", nobody.values)


def _count(ask: Question) -> list[Facet]:
    condition = ask.of(Kind.AGREEMENT, "link.source")
    rows = ask.db.execute(
        "SELECT qualifier, count(DISTINCT source) FROM link"
        f" WHERE relation = '{Relation.PARTICIPANT}' AND qualifier != '' AND ({condition.sql})"
        " GROUP BY qualifier",
        condition.values,
    )
    label = ask.field.label
    return ask.narrow([Facet(role, label(Kind.AGREEMENT, role), count) for role, count in rows])


ROLE = Special(_condition, _count, _bound, absent=_absent)
