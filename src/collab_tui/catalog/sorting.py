"""What each order sorts by, in SQL."""

from __future__ import annotations

import sqlite3
from array import array

from collab_tui.catalog.condition import TRUE, Condition
from collab_tui.catalog.in_pieces import array_of
from collab_tui.catalog.order import TURNED, Order, plain
from collab_tui.catalog.orders import BY_FIELD
from collab_tui.catalog.rows import COUNTS
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import AgreementStatus

_STATUSES = ("active", "signed", *(s for s in AgreementStatus if s not in ("active", "signed")))


def sorting(order: str, kind: Kind, status: str) -> Condition:
    """Return SQL for what an order sorts the record ``r`` by, its name at last.

    `status` is SQL for the status that is shown. Unknown values come last, also if the order is
    turned around.
    """
    key, is_falling = _key(plain(order), kind, status)
    down = " DESC" if is_falling is not order.startswith(TURNED) else ""
    if not key.sql:
        return Condition(f"r.sort{down}, r.id{down}")
    if plain(order) == Order.COUNT:  # every record has one
        return Condition(f"({key.sql}){down}, r.sort, r.id")
    sql = f"({key.sql}) IS NULL, ({key.sql}){down}, r.sort, r.id"
    return Condition(sql, (*key.values, *key.values))


def sort_all(
    connection: sqlite3.Connection, kind: Kind, before: Condition, where: Condition = TRUE
) -> array[int]:
    """Return the records of a kind that meet a condition on ``r.n``, sorted by `before`."""
    (text,) = connection.execute(
        "SELECT json_group_array(n) FROM (SELECT r.n FROM record r"
        f" WHERE r.kind = ? AND ({where.sql}) ORDER BY {before.sql})",
        (kind, *where.values, *before.values),
    ).fetchone()
    return array_of(text)


def _key(order: str, kind: Kind, status: str) -> tuple[Condition, bool]:
    """Return SQL for one value, and whether the largest comes first."""
    field = BY_FIELD[kind].get(order)
    if field is not None:
        name = field.asked[0].name
        if field.sort is Sort.DATE:
            key = "SELECT min(earliest) FROM dated WHERE n = r.n AND field = ?"
            return Condition(key, (field.stored,)), True
        table = "number" if field.sort is Sort.NUMBER else "facet"
        key = f"SELECT min(value) FROM {table} WHERE n = r.n AND field = ?"
        return Condition(key, (name,)), field.sort is Sort.NUMBER
    if order == Order.DATE:
        return Condition("r.begins"), True
    if order == Order.STATUS:
        cases = " ".join(f"WHEN '{one}' THEN {i}" for i, one in enumerate(_STATUSES))
        return Condition(f"CASE ({status}) {cases} END"), False
    if order == Order.COUNTRY:
        return Condition("r.country"), False
    if order == Order.CHANGED:
        from collab_tui.catalog.last_changes import DAY_OF_ROW

        return Condition(DAY_OF_ROW), True
    if order == Order.COUNT:
        return Condition(COUNTS[kind]), True
    if order == Order.PARTICIPANTS:
        return Condition(_count_of(Relation.PARTICIPANT)), True
    if order == Order.EVIDENCE:
        return Condition(_count_of(Relation.EVIDENCE)), True
    if order == Order.COUNTRIES:
        return Condition(_FIRST_COUNTRY), False
    return Condition(""), False


_FIRST_COUNTRY = (
    "SELECT min(o.country) FROM link JOIN record AS o ON o.n = link.target"
    f" WHERE link.source = r.n AND relation = '{Relation.PARTICIPANT}'"
)


def _count_of(relation: Relation) -> str:
    """Return SQL for how many records ``r`` names in some way; NULL for none."""
    return (
        "SELECT nullif(count(DISTINCT target), 0) FROM link"
        f" WHERE source = r.n AND relation = '{relation}'"
    )
