"""The ways in which lists are sorted."""

from __future__ import annotations

from enum import StrEnum

from collab_tui.records.kinds import Kind


class Order(StrEnum):
    """How the records of a kind are sorted; the value is what the command line takes."""

    RELEVANCE = "relevance"
    NAME = "name"
    DATE = "date"
    STATUS = "status"
    COUNTRY = "country"
    COUNT = "agreements"


ORDERS: dict[Kind, tuple[Order, ...]] = {
    Kind.INSTITUTION: (Order.RELEVANCE, Order.NAME, Order.COUNTRY, Order.COUNT),
    Kind.AGREEMENT: (Order.RELEVANCE, Order.NAME, Order.DATE, Order.STATUS),
    Kind.FOCUS_AREA: (Order.RELEVANCE, Order.NAME, Order.COUNT),
    Kind.PERSON: (Order.RELEVANCE, Order.NAME, Order.COUNT),
    Kind.SOURCE: (Order.RELEVANCE, Order.NAME, Order.DATE),
}
"""The orders that make sense for each kind; the first is the usual one."""
