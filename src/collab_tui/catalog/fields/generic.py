"""What follows from the declaration of a field: its condition, and its values with counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from collab_tui.catalog.condition import (
    FALSE,
    TRUE,
    Condition,
    combine,
    having,
    in_json,
    one_of,
    overlap,
    within,
)
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.flags import any_of
from collab_tui.catalog.in_pieces import array_of
from collab_tui.language import number
from collab_tui.query.fields import QueryField, Takes, field_named
from collab_tui.query.syntax import Term
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Names
from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler


def condition(asker: Compiler, term: Term, kind: Kind, subject: str) -> Condition:
    """Return the condition that a record of a kind has one of a term's values in its fields."""
    field = field_named(term.name)
    assert field is not None, "the parser knows it"
    if kind not in field.kinds:
        return FALSE
    if field.takes is Takes.DAYS:
        dated = dated_in(field, term)
        return asker.among(subject, dated.sql, dated.values)
    if field.takes is Takes.NUMBERS:
        ranges = [within(value) for value in term.numbers]
        inside = combine("AND", [Condition("field = ?", (field.name,)), combine("OR", ranges)])
        return asker.among(subject, f"SELECT n FROM number WHERE {inside.sql}", inside.values)
    names = _names(field, kind)
    if names is not None:
        return asker.linking(
            subject,
            names.relation,
            in_json("link.target", asker.named(term, names.kind, upwards_of(names.kind))),
        )
    texts = term.texts
    if field.takes is Takes.TEXT:
        texts = [text for value in term.values for text in asker.names.texts(field.name, value)]
    there = having(field.name, texts)
    return asker.among(subject, there.sql, there.values)


def absent(field: QueryField, kind: Kind) -> Condition | None:
    """Return a SELECT of the records of a kind without a value in a field; None if they lack the
    field.
    """
    if kind not in field.kinds:
        return None
    if field.takes is Takes.DAYS:
        return without(kind, "dated", one_of("field", stored_dates(field)))
    named = Condition("field = ?", (field.name,))
    if field.takes is Takes.NUMBERS:
        return without(kind, "number", named)
    names = _names(field, kind)
    if names is not None:
        linked = f"(SELECT source AS n FROM link WHERE relation = '{names.relation}')"
        return without(kind, linked, TRUE)
    return without(kind, "facet", named)


def without(kind: Kind, table: str, inside: Condition) -> Condition:
    """Return a SELECT of the records of a kind without a row in a table that matches `inside`."""
    sql = (
        f"SELECT n FROM record WHERE kind = '{kind}'"
        f" AND n NOT IN (SELECT n FROM {table} WHERE {inside.sql})"
    )
    return Condition(sql, inside.values)


def dated_in(field: QueryField, term: Term) -> Condition:
    """Return a SELECT of the records with a date of a field among the values of a term."""
    ranges = [overlap(value) for value in term.days]
    both = combine("AND", [one_of("field", stored_dates(field)), combine("OR", ranges)])
    return Condition(f"SELECT n FROM dated WHERE {both.sql}", both.values)


def stored_dates(field: QueryField) -> list[str]:
    """Return the names under which the catalog keeps the dates of a field."""
    return list(dict.fromkeys(declared.stored for _, declared in field.of))


def upwards_of(kind: Kind) -> Relation | None:
    """Return the relation by which a record of a kind names what it is a part of."""
    way = DECLARED[kind].agreements
    return way.upwards if way is not None else None


def _names(field: QueryField, kind: Kind) -> Names | None:
    """Return the relation by which records of a kind name others in a field."""
    return next((f.names for of_kind, f in field.of if of_kind is kind), None)


def count(ask: Question) -> list[Facet]:
    """Return the values of a field that occur under a query, with the count of each."""
    field = ask.field
    if field.takes is Takes.DAYS:
        return count_years(ask)
    if field.takes is Takes.NUMBERS:
        return count_numbers(ask)
    if not field.of:
        return []
    names = field.of[0][1].names
    if names is None:
        return count_stored(ask)
    return count_linked(ask, names) if field.asked.is_through else count_naming(ask, names)


def count_stored(ask: Question) -> list[Facet]:
    """Count the listed records that have each value."""
    listed = ask.flags_listed()
    counts: dict[str, int] = {}
    labels: dict[str, list[str]] = {}
    rows = ask.db.execute(
        "SELECT value, json_group_array(n) FROM facet WHERE field = ? GROUP BY value",
        (ask.field.name,),
    )
    for value, numbers in rows:
        having = array_of(numbers)
        for kind, there in listed.items():
            found = sum(map(there.__getitem__, having))
            if found:
                counts[value] = counts.get(value, 0) + found
                labels.setdefault(value, []).append(ask.field.label(kind, value))
    return ask.narrow(
        [Facet(value, " / ".join(dict.fromkeys(labels[value])), n) for value, n in counts.items()]
    )


def count_linked(ask: Question, names: Names) -> list[Facet]:
    """Count the agreements of the records that they are linked to, and of all above these."""
    upwards = None if ask.is_exact else upwards_of(names.kind)
    links = ask.compiler.worked_out.links(names.relation, upwards)
    return ask.records(names.kind, links.counts(ask.flags(Kind.AGREEMENT)))


def count_naming(ask: Question, names: Names) -> list[Facet]:
    """Count the listed records that name each other record."""
    links = ask.compiler.worked_out.links(names.relation, None)
    listed = [*ask.flags_listed().values()]
    return ask.records(names.kind, links.counts(any_of(listed)) if listed else {})


def count_years(ask: Question) -> list[Facet]:
    """Count the records that have a date in each year."""
    there = one_of("field", stored_dates(ask.field))
    dated = f"SELECT n, earliest AS day FROM dated WHERE {there.sql}"
    return count_days(ask, dated, there.values)


def count_days(ask: Question, dated: str, values: Iterable[Any]) -> list[Facet]:
    """Count, by year, the matching records that a SELECT finds with a ``day`` each."""
    kinds = sorted(ask.field.kinds)
    matching = combine("OR", [ask.of(kind, "dated.n") for kind in kinds])
    rows = ask.db.execute(
        f"SELECT day / 10000 AS year, count(DISTINCT n) FROM ({dated}) AS dated"
        f" WHERE day BETWEEN 10000 AND 99999999 AND ({matching.sql}) GROUP BY year",
        [*values, *matching.values],
    )
    found = [Facet(f"{year:04d}", f"{year:04d}", count) for year, count in rows]
    # Dates that span more than a year, such as <2027 or 2024.., are left out.
    found = [facet for facet in found if facet.value.startswith(ask.typed)]
    return sorted(found, key=lambda facet: (-facet.count, facet.value))


def count_numbers(ask: Question) -> list[Facet]:
    """Count the records that have each number."""
    matching = combine("OR", [ask.of(kind, "number.n") for kind in sorted(ask.field.kinds)])
    rows = ask.db.execute(
        "SELECT value, count(DISTINCT n) FROM number"
        f" WHERE field = ? AND ({matching.sql}) GROUP BY value",
        [ask.field.name, *matching.values],
    )
    found = [
        Facet(f"{value:.15g}", number(int(value) if value == int(value) else value), count)
        for value, count in rows
    ]
    found = [facet for facet in found if facet.value.startswith(ask.typed)]
    return sorted(found, key=lambda facet: (-facet.count, float(facet.value)))
