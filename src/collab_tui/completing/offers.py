"""What can come next in a query or in a ref, as text in place of what is typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.language import number
from collab_tui.query.edit import TypedValue, written
from collab_tui.query.fields import FIELDS, QueryField, field_named
from collab_tui.query.parse import parse
from collab_tui.query.syntax import And, QueryError
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

MOST = 200
"""Offers at once; a shell that has more asks whether to show them."""

_LAST_WORD = re.compile(r"(?:^|(?<=[\s(]))-?([A-Za-z_-]*)$")


class Offer(NamedTuple):
    """What may stand in place of what is typed, and what it means."""

    text: str
    help: str = ""
    goes_on: bool = False
    """Whether more of the same word follows."""


def query_offers(typed: str, catalog: Catalog | None, kept: Mapping[str, str]) -> list[Offer]:
    """Return the queries that begin with what is `typed`, with one more field or value.

    Without a catalog, the values are those of closed lists. `kept` are the user's own queries, by
    name: they are offered after ``@``.
    """
    if typed.startswith("@"):
        return [Offer(f"@{name}", kept[name]) for name in kept if f"@{name}".startswith(typed)]
    value = TypedValue.find(typed, len(typed))
    if value is not None:
        return _value_offers(typed, value, catalog)
    word = _LAST_WORD.search(typed)
    if word is None:
        return []
    before, begun = typed[: word.start(1)], word[1].lower().replace("_", "-")
    found = [field for name, field in FIELDS.items() if name.startswith(begun)]
    if len(found) == 1 and (value := TypedValue.find(f"{before}{found[0].name}:", 10**6)):
        # A field alone is not a whole term. A shell would end the word after it.
        values = _value_offers(f"{before}{found[0].name}:", value, catalog)
        if values:
            return values
    return [Offer(f"{before}{field.name}:", field.help, goes_on=True) for field in found]


def _value_offers(typed: str, value: TypedValue, catalog: Catalog | None) -> list[Offer]:
    field = field_named(value.field)
    if field is None:
        return []
    begin = typed[: value.start]
    offers = [
        Offer(begin + written(text) + value.ending.strip(), label, goes_on=value.ending != " ")
        for text, label in _values(field, value, catalog)
    ]
    # Not all shells can replace what is typed; so words of a label count only if nothing else fits.
    wanted, at = value.typed.lower(), len(begin)
    same = [one for one in offers if one.text[at:].strip('"').lower().startswith(wanted)]
    return (same if same or catalog is None else offers)[:MOST]


def _values(
    field: QueryField, value: TypedValue, catalog: Catalog | None
) -> Iterable[tuple[str, str]]:
    """Return the values of a field, each with what it means."""
    if catalog is None:
        labels = field.labels(frozenset(Kind))
        return [(term, labels.get(term, "")) for term in field.terms]
    try:
        found = catalog.facets(field, parse(value.rest), value.typed)
    except QueryError:
        found = []
    found = found or catalog.facets(field, And(), value.typed)
    return [
        (one.value, one.label if one.label != one.value else number(one.count)) for one in found
    ]


def ref_offers(typed: str, catalog: Catalog) -> list[Offer]:
    """Return the refs that begin with what is `typed`: kinds first, then ``kind/id``, or ids."""
    if not typed:
        return [Offer(f"{kind}/", kind.plural, goes_on=True) for kind in Kind]
    found = catalog.refs_from(typed, MOST)
    ids = Counter(ref.id for ref, _ in found)
    is_whole = "/" in typed
    offers = [
        Offer(str(ref) if is_whole or ids[ref.id] > 1 else ref.id, name) for ref, name in found
    ]
    kinds = [Offer(f"{kind}/", kind.plural, goes_on=True) for kind in Kind]
    return [*(one for one in kinds if not is_whole and one.text.startswith(typed)), *offers]
