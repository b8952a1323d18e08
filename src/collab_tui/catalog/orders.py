"""By which orders each kind of record can be sorted, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.catalog.order import TURNED, Order, plain
from collab_tui.language import _, _c, any_of
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind

BY_FIELD = {
    kind: {
        field.asked[0].name: field
        for field in reversed(declaration.fields)  # of two with one name, the first
        if field.asked
        and (field.is_order or field.is_in_lists)
        and field.asked[0].name not in declaration.orders
    }
    for kind, declaration in DECLARED.items()
}
"""The fields by which each kind can be sorted, by their names in queries."""

ORDERS: dict[Kind, tuple[str, ...]] = {
    kind: (
        Order.RELEVANCE,
        Order.NAME,
        *declaration.orders,
        *reversed(BY_FIELD[kind]),
        Order.EVIDENCE,
        Order.CHANGED,
    )
    for kind, declaration in DECLARED.items()
}
"""The possible orders of each kind; the first is the default."""


_LABELS = {
    Order.RELEVANCE: _c("what lists are sorted by", "relevance"),
    Order.NAME: _c("what lists are sorted by", "name"),
    Order.DATE: _c("what lists are sorted by", "date"),
    Order.STATUS: _c("what lists are sorted by", "status"),
    Order.COUNTRY: _c("what lists are sorted by", "country"),
    Order.COUNT: _c("what lists are sorted by", "agreements"),
    Order.PARTICIPANTS: _c("what lists are sorted by", "participants"),
    Order.COUNTRIES: _c("what lists are sorted by", "countries"),
    Order.EVIDENCE: _c("what lists are sorted by", "evidence"),
    Order.CHANGED: _c("what lists are sorted by", "changed"),
}


def label_of(order: str) -> str:
    """Return what an order is called in the language of the program, turned around or not."""
    order = plain(order)
    asked = (one.asked[0] for fields in BY_FIELD.values() for one in fields.values())
    named = {one.name: one.said for one in asked}
    return named[order] if order in named else _LABELS[Order(order)]


_WORDS = {
    Order.RELEVANCE: (_("best match first; without words, as usual"),) * 2,
    Order.NAME: (_("a to z"), _("z to a")),
    Order.DATE: (_("newest first"), _("oldest first")),
    Order.STATUS: (_("active first"), _("active last")),
    Order.COUNTRY: (_("a to z"), _("z to a")),
    Order.COUNT: (_("most first"), _("fewest first")),
    Order.PARTICIPANTS: (_("most first"), _("fewest first")),
    Order.COUNTRIES: (_("a to z"), _("z to a")),
    Order.EVIDENCE: (_("most sources first"), _("fewest sources first")),
    Order.CHANGED: (_("last change first"), _("oldest change first")),
}

_WORDS_OF_SORT = {
    Sort.DATE: (_("newest first"), _("oldest first")),
    Sort.NUMBER: (_("largest first"), _("smallest first")),
}


def direction(order: str, kind: Kind) -> str:
    """Return in words what comes first in an order of a kind."""
    field = BY_FIELD[kind].get(plain(order))
    if field is not None:
        words = _WORDS_OF_SORT.get(field.sort, _WORDS[Order.NAME])
    else:
        words = _WORDS[Order(plain(order))]
    return words[1] if order.startswith(TURNED) else words[0]


def cannot_sort(order: str, kinds: Iterable[Kind]) -> str | None:
    """Say which of `kinds` lack this order, and which orders they have; None if all have it."""
    order = plain(order)
    for kind in kinds:
        if order not in ORDERS[kind]:
            return _(
                "{records} cannot be sorted by {order}, but by {orders}",
                records=kind.nouns,
                order=order,
                orders=any_of(ORDERS[kind]),
            )
    return None


ALL_ORDERS = tuple(
    dict.fromkeys([*map(str, Order), *(name for found in ORDERS.values() for name in found)])
)
"""Every order that some kind has."""
