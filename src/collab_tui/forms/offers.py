"""What can be chosen for a field of a form while somebody types: terms, codes, records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.catalog.labels import label_of
from collab_tui.catalog.order import Order
from collab_tui.catalog.text import fold, tokens
from collab_tui.forms.shape import Part
from collab_tui.forms.words import Words
from collab_tui.keeping.keeper import Keeper
from collab_tui.language import _, number
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import field_named
from collab_tui.query.syntax import And
from collab_tui.records.countries import country_codes
from collab_tui.records.evidence import fact_paths
from collab_tui.records.field import Sort, Takes
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

MOST = 30
"""Offers at one time."""

LANGUAGES = (
    *("en", "id", "zh-Hans", "zh-Hant", "ms", "th", "vi", "ja", "ko", "hi", "ar", "fr", "de"),
    *("es", "pt", "ru", "nl", "it", "tr", "fa", "sw"),
)
"""The languages that are offered before anything is typed; others by their name or tag."""


class Offer(NamedTuple):
    """Something that can be chosen."""

    value: str
    label: str
    note: str = ""
    new_name: str = ""
    """The name of the new record that choosing it makes; `value` is its id."""


def takes_offers(part: Part) -> bool:
    """Tell whether one of a list must be chosen."""
    field = part.field
    return field.terms is not None or field.names is not None or field.sort is Sort.CODE


def offers(
    catalog: Catalog,
    part: Part,
    typed: str,
    words: Words,
    made: Mapping[Ref, object],
    record: tuple[Kind, Mapping[str, object]] | None = None,
) -> list[Offer]:
    """Return what `typed` may mean for a field, the likeliest first.

    `made` are new records that are not in the catalog yet. `record` is the record of the form, for
    the facts that a source may support.
    """
    field = part.field
    if field.terms is not None:
        terms = [Offer(term.value, term.label, term.help) for term in field.terms]
        return _matching(terms, typed, {term.value: term.english for term in field.terms})
    if field.names is not None:
        return records(catalog, field.names.kind, typed, words, made)
    if field.scheme == "language":
        return languages(typed)
    if field.scheme == "country":
        found = _matching(_countries(), typed, _in_english("country")) if typed.strip() else []
        return found[:MOST]
    if field.path == "evidence[].supports[]" and record is not None:
        kind, table = record
        facts = [Offer(path, path) for path in _facts(kind, table)]
        return _matching(facts, typed)
    return _used(catalog, part, typed)


def records(
    catalog: Catalog, kind: Kind, typed: str, words: Words, made: Mapping[Ref, object]
) -> list[Offer]:
    """Return the records of a kind that `typed` finds, and at the end, that it can be added."""
    asked = tokens(typed)
    new = [
        Offer(ref.id, words.name(ref), _("new, not written yet"))
        for ref in made
        if ref.kind is kind and _begin(asked, words.name(ref))
    ]
    numbers: Sequence[int] = ()
    if asked:
        text = " ".join(f'"{word}"' if word in ("or", "and") else word for word in asked)
        try:
            node = parse(text, (kind,))
            found = catalog.search(node, (kind,), {kind: Order.RELEVANCE})
            numbers = found.found[kind][:MOST]
        except QueryError:
            numbers = ()
    else:
        numbers = catalog.everything((kind,))[kind][:MOST]
    rows = catalog.shown.rows(numbers)
    there = [Offer(row.ref.id, row.name, _note(row.country, row.ref.id)) for row in rows]
    name = typed.strip()
    is_there = any(fold(name) in (fold(one.label), fold(one.value)) for one in (*new, *there))
    if not name or is_there:
        return [*new, *there]
    return [*new, *there, _addition(catalog, kind, name, made)]


def _addition(catalog: Catalog, kind: Kind, name: str, made: Mapping[Ref, object]) -> Offer:
    taken = {ref.id for ref in made if ref.kind is kind}
    free = Keeper(catalog).free_id(kind, name)
    ids = (free, *(f"{free}-new-{number}" for number in range(2, len(taken) + 3)))
    record_id = next(one for one in ids if one not in taken)
    label = _("+ add “{name}”", name=name)
    return Offer(record_id, label, _("as a new {kind}", kind=kind.noun), name)


def languages(typed: str) -> list[Offer]:
    """Return the languages that `typed` begins to name, by name or tag."""
    if not typed.strip():
        return [Offer(tag, label_of("language", tag) or tag, tag) for tag in LANGUAGES]
    found = _matching(_languages(), typed, _in_english("language"))
    exact = [one for one in found if one.value == typed.strip()]
    name = label_of("language", typed.strip()) if not exact else None
    direct = [Offer(typed.strip(), name, typed.strip())] if name else []
    return [*exact, *direct, *(one for one in found if one not in exact)][:MOST]


def _note(country: str | None, record_id: str) -> str:
    return f"{country}  {record_id}" if country else record_id


def _used(catalog: Catalog, part: Part, typed: str) -> list[Offer]:
    """Return the values of a field that the registry has already: cities, tags."""
    asked = part.field.asked[0] if part.field.asked else None
    known = field_named(asked.name) if asked is not None and asked.takes is Takes.NAME else None
    if known is None or known.name == "id" or part.field.sort is not Sort.TEXT:
        return []
    try:
        found = catalog.facets(known, And(), typed.strip())
    except QueryError:
        return []
    return [
        Offer(one.value, one.value, _("{count} in use", count=number(one.count)))
        for one in found[:MOST]
        if one.value != typed.strip() and one.value != "none"
    ]


def _facts(kind: Kind, table: Mapping[str, object]) -> list[str]:
    """Return what a source may support: every fact, and what holds several of them."""
    stated = [*fact_paths(kind, table)]
    tops = [path.partition(".")[0] for path in stated]
    named = [key for key in ("name", "aliases", "acronyms") if key in table]
    return [*dict.fromkeys([*named, *tops, *stated])]


def _matching(
    found: Iterable[Offer], typed: str, also: Mapping[str, str] = MappingProxyType({})
) -> list[Offer]:
    """Return the offers whose value or words begin with what is typed, the exact ones first.

    `also` has more words for some of the values.
    """
    asked, folded = tokens(typed), fold(typed.strip())

    def words(one: Offer) -> tuple[str, str, str]:
        return one.label, one.value, also.get(one.value, "")

    kept = [one for one in found if not asked or _begin(asked, " ".join(words(one)))]
    return sorted(kept, key=lambda one: folded not in map(fold, words(one)))


def _begin(asked: Sequence[str], text: str) -> bool:
    words = tokens(text)
    return all(any(word.startswith(part) for word in words) for part in asked)


@cache
def _in_english(scheme: str) -> Mapping[str, str]:
    """Return the English names of the countries or languages that are offered, by code."""
    codes = (one.value for one in (_countries() if scheme == "country" else _languages()))
    return {code: label_of(scheme, code, "en") or "" for code in codes}


@cache
def _countries() -> tuple[Offer, ...]:
    named = ((label_of("country", code) or code, code) for code in country_codes())
    return tuple(Offer(code, name, code) for name, code in sorted(named))


@cache
def _languages() -> tuple[Offer, ...]:
    from babel import Locale

    tags = [tag for tag in Locale("en").languages if len(str(tag)) in (2, 3)]
    tags += [tag for tag in LANGUAGES if "-" in tag]
    named = ((label_of("language", str(tag)) or str(tag), str(tag)) for tag in tags)
    return tuple(Offer(tag, name, tag) for name, tag in sorted(named))
