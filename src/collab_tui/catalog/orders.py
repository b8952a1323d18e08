"""The ways in which lists are sorted."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind


class Order(StrEnum):
    """The orders that are not by a field of their own; commands take the value."""

    RELEVANCE = "relevance"
    NAME = "name"
    DATE = "date"
    STATUS = "status"
    COUNTRY = "country"
    COUNT = "agreements"
    CHANGED = "changed"


BY_FIELD = {
    kind: {
        field.asked[0].name: field for field in declaration.fields if field.is_order and field.asked
    }
    for kind, declaration in DECLARED.items()
}
"""The fields by which each kind can be sorted, by their names in queries."""

ORDERS: dict[Kind, tuple[str, ...]] = {
    kind: (Order.RELEVANCE, Order.NAME, *declaration.orders, *BY_FIELD[kind], Order.CHANGED)
    for kind, declaration in DECLARED.items()
}
"""The possible orders of each kind; the first is the default."""


def cannot_sort(order: str, kinds: Iterable[Kind]) -> str | None:
    """Say which of `kinds` lack this order, and which orders they have; None if all have it."""
    for kind in kinds:
        if order not in ORDERS[kind]:
            return f"{kind.plural.lower()} cannot be sorted by {order}, but by " + " or ".join(
                filter(None, [", ".join(ORDERS[kind][:-1]), ORDERS[kind][-1]])
            )
    return None


ALL_ORDERS = tuple(
    dict.fromkeys([*map(str, Order), *(name for found in ORDERS.values() for name in found)])
)
"""Every order that some kind has."""
