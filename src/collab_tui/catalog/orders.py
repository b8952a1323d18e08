"""The ways in which lists are sorted."""

from __future__ import annotations

from enum import StrEnum

from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind


class Order(StrEnum):
    """The orders that are not by a field of their own; the value is what commands take."""

    RELEVANCE = "relevance"
    NAME = "name"
    DATE = "date"
    STATUS = "status"
    COUNTRY = "country"
    COUNT = "agreements"


BY_FIELD = {
    kind: {
        field.asked[0].name: field for field in declaration.fields if field.is_order and field.asked
    }
    for kind, declaration in DECLARED.items()
}
"""The fields by which each kind can be sorted, by the name that queries have for them."""

ORDERS: dict[Kind, tuple[str, ...]] = {
    kind: (Order.RELEVANCE, Order.NAME, *declaration.orders, *BY_FIELD[kind])
    for kind, declaration in DECLARED.items()
}
"""The orders that make sense for each kind; the first is the usual one."""

ALL_ORDERS = tuple(
    dict.fromkeys([*map(str, Order), *(name for found in ORDERS.values() for name in found)])
)
"""Every order that some kind has."""
