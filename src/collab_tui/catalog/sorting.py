"""What each order sorts by, in SQL."""

from __future__ import annotations

from collab_tui.catalog.condition import Condition
from collab_tui.catalog.orders import BY_FIELD, Order
from collab_tui.catalog.rows import COUNTS
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementStatus

_STATUSES = ("active", "signed", *(s for s in AgreementStatus if s not in ("active", "signed")))


def sorting(order: str, kind: Kind, status: str) -> Condition:
    """Return SQL for what an order sorts the record ``r`` by, before its name.

    `status` is SQL for the status that is shown. Unknown values come last.
    """
    field = BY_FIELD[kind].get(order)
    if field is not None:
        name = field.asked[0].name
        if field.sort is Sort.DATE:
            key = "SELECT min(earliest) FROM dated WHERE n = r.n AND field = ?"
            return Condition(f"({key}) IS NULL, ({key}) DESC, ", (field.stored, field.stored))
        table, end = ("number", " DESC") if field.sort is Sort.NUMBER else ("facet", "")
        key = f"SELECT min(value) FROM {table} WHERE n = r.n AND field = ?"
        return Condition(f"({key}) IS NULL, ({key}){end}, ", (name, name))
    if order == Order.DATE:
        return Condition("r.begins IS NULL, r.begins DESC, ")
    if order == Order.STATUS:
        cases = " ".join(f"WHEN '{one}' THEN {i}" for i, one in enumerate(_STATUSES))
        return Condition(f"({status}) IS NULL, CASE ({status}) {cases} END, ")
    if order == Order.COUNTRY:
        return Condition("r.country IS NULL, r.country, ")
    if order == Order.CHANGED:
        from collab_tui.catalog.last_changes import DAY_OF_ROW

        return Condition(f"{DAY_OF_ROW} IS NULL, {DAY_OF_ROW} DESC, ")
    if order == Order.COUNT:
        return Condition(f"({COUNTS[kind]}) DESC, ")
    return Condition("")
