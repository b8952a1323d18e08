"""How a list is sorted, by name. Which kinds can be sorted how is in `orders`."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """The orders that are not by a field of their own; commands take the value."""

    RELEVANCE = "relevance"
    NAME = "name"
    DATE = "date"
    STATUS = "status"
    COUNTRY = "country"
    COUNT = "agreements"
    PARTICIPANTS = "participants"
    COUNTRIES = "countries"
    EVIDENCE = "evidence"
    CHANGED = "changed"


TURNED = "-"
"""The sign before an order that is turned around: ``-date`` begins with the oldest."""


def plain(order: str) -> str:
    """Return an order as it is if it is not turned around."""
    return order.removeprefix(TURNED)


def turned(order: str) -> str:
    """Return an order turned around; the best match always comes first."""
    if order == Order.RELEVANCE:
        return order
    return plain(order) if order.startswith(TURNED) else TURNED + order
