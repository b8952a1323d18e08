"""``country:``, ``region:``, ``city:``: of an institution, of an agreement's participants, and of
the institutions in a person's posts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import FALSE, TRUE, Condition, having
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import generic
from collab_tui.catalog.fields.special import Special
from collab_tui.catalog.labels import countries_called
from collab_tui.query.syntax import Term
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.texts import SHOWN_IN

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def _in_country(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    codes = [code for value in term.values for code in asker.names.countries(value)]
    return _located(asker, having("country", codes), kind, subject)


def _in_place(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    texts = [text for value in term.values for text in asker.names.texts(term.name, value)]
    return _located(asker, having(term.name, texts), kind, subject)


def _located(asker: Compiler, there: Condition, kind: Kind, subject: str) -> Condition:
    if kind is Kind.INSTITUTION:
        return asker.among(subject, there.sql, there.values)
    if kind not in (Kind.AGREEMENT, Kind.PERSON):
        return FALSE
    relation = Relation.PARTICIPANT if kind is Kind.AGREEMENT else Relation.AFFILIATION
    return asker.linking(
        subject, relation, Condition(f"link.target IN ({there.sql})", there.values)
    )


def _absent(field: str, asker: Compiler, kind: Kind) -> Condition | None:
    """One institution without a place is enough, as one with a place is. No institution is enough,
    too.
    """
    if kind is Kind.INSTITUTION:
        return generic.without(kind, "facet", Condition("field = ?", (field,)))
    if kind not in (Kind.AGREEMENT, Kind.PERSON):
        return None
    relation = Relation.PARTICIPANT if kind is Kind.AGREEMENT else Relation.AFFILIATION
    links = f"SELECT source AS n FROM link WHERE relation = '{relation}'"
    nobody = generic.without(kind, f"({links})", TRUE)
    known = "SELECT n FROM facet WHERE field = ?"
    return Condition(f"{links} AND target NOT IN ({known}) UNION {nobody.sql}", (field,))


def _count_countries(ask: Question) -> list[Facet]:
    condition = ask.of(Kind.INSTITUTION, "facet.n")
    rows = ask.db.execute(
        "SELECT value, coalesce(label.text, value), found FROM (SELECT value, count(*) AS found"
        f" FROM facet WHERE field = 'country' AND ({condition.sql}) GROUP BY value) LEFT JOIN label"
        " ON label.scheme = 'country' AND label.code = value AND label.language = ?",
        (*condition.values, SHOWN_IN),
    )
    also = countries_called(ask.db, ask.typed) if ask.words else ()
    return ask.narrow([Facet(*row) for row in rows], also)


def _count_places(ask: Question) -> list[Facet]:
    condition = ask.of(Kind.INSTITUTION, "facet.n")
    rows = ask.db.execute(
        f"SELECT value, count(*) FROM facet WHERE field = ? AND ({condition.sql}) GROUP BY value",
        (ask.field.name, *condition.values),
    )
    return ask.narrow([Facet(value, value, found) for value, found in rows])


def _is_through(term: Term, kind: Kind) -> bool:
    return kind is not Kind.INSTITUTION


COUNTRY = Special(
    _in_country, _count_countries, is_through=_is_through, absent=partial(_absent, "country")
)
REGION = Special(
    _in_place, _count_places, is_through=_is_through, absent=partial(_absent, "region")
)
CITY = Special(_in_place, _count_places, is_through=_is_through, absent=partial(_absent, "city"))
