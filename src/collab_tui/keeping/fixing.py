"""Mistakes whose correction is certain. They are fixed, and reported one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any, NamedTuple

from collab_tui.keeping.tables import put
from collab_tui.keeping.values import identity
from collab_tui.records.countries import code_called, is_country
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.identifiers import canonical
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same
from collab_tui.registry.problems import KeyPath
from collab_tui.suggest import SIMILAR_ENOUGH

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Fix(NamedTuple):
    """A value that was fixed. None as the new value means that it was removed."""

    path: KeyPath
    before: Any
    after: Any


def fixed(kind: Kind, table: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fix]]:
    """Return a record with everything certain fixed, and the list of changes."""
    found = deepcopy(dict(table))
    fixes: list[Fix] = []
    for field in DECLARED[kind].fields:
        mend = _MENDS.get(field.sort)
        if mend is None:
            continue
        for path, _, value in [*field.found(found)]:
            for at, text in _texts(field, path, value):
                new = mend(field, text)
                if new is not None and not same(new, text):
                    put(found, at, new)
                    fixes.append(Fix(at, text, new))
    fixes += _without_doubles(kind, found, (), ())
    return found, fixes


def _texts(field: Field, path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Yield a value, or each text of a table by language, with its path."""
    if field.inner and isinstance(value, Mapping):
        if field.inner in value:
            yield (*path, field.inner), value[field.inner]
    elif field.sort is Sort.TEXT and isinstance(value, Mapping):
        for key, text in value.items():
            yield from _texts(field, (*path, key), text)
    elif field.sort is Sort.TEXT and isinstance(value, list):
        for at, text in enumerate(value):
            yield (*path, at), text
    else:
        yield path, value


def _text(field: Field, value: Any) -> Any:
    if not isinstance(value, str):
        return None
    scheme = field.steps[-1][0]
    bare = value.strip()
    if field.top == "identifiers" or scheme == "mesh":
        bare = canonical(scheme, bare)
    return bare or None


def _term(field: Field, value: Any) -> Any:
    """Return the term that is meant, if exactly one is similar."""
    if not isinstance(value, str) or field.terms is None or value in [*field.terms]:
        return None
    from rapidfuzz import fuzz, process

    asked = re.sub(r"[\s_]+", "-", value.strip().lower())
    terms = [str(term.value) for term in field.terms]
    if asked in terms:
        return asked
    near = process.extract(asked, terms, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    if len(near) != 1:
        return None
    (term, *_) = near[0]
    # The beginning or end of a term may reverse its meaning: inactive is not active.
    is_turned = asked.removesuffix("s") != term and (term in asked or asked in term)
    return None if is_turned else term


def _code(field: Field, value: Any) -> Any:
    if field.scheme != "country" or not isinstance(value, str) or is_country(value):
        return None
    return code_called(value)


def _date(value: Any) -> Any:
    """Return a date in the right form: a day without quotation marks, a month with them."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    if not isinstance(value, str):
        return None
    bare = value.strip()
    try:
        PartialDate.parse(bare)
    except ValueError:
        return None
    if _DAY.fullmatch(bare):
        return date.fromisoformat(bare)
    return bare


def _bare(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else None


_MENDS: dict[Sort, Callable[[Field, Any], Any]] = {
    Sort.TEXT: _text,
    Sort.TERM: _term,
    Sort.CODE: _code,
    Sort.DATE: lambda _, value: _date(value),
    Sort.URL: lambda _, value: _bare(value),
    Sort.NAME: lambda _, value: _bare(value),
}


def _without_doubles(kind: Kind, held: Any, path: KeyPath, keys: tuple[str, ...]) -> list[Fix]:
    """Remove from every list what occurs earlier in it and says no more."""
    fixes: list[Fix] = []
    if isinstance(held, dict):
        for key, value in held.items():
            if key != "extra":
                fixes += _without_doubles(kind, value, (*path, key), (*keys, key))
    elif isinstance(held, list):
        for at, value in enumerate(held):
            fixes += _without_doubles(kind, value, (*path, at), keys)
        kept: list[Any] = []
        for at, value in enumerate(held):
            if any(_says(kind, keys, one, value) for one in kept):
                fixes.append(Fix((*path, at), value, None))
            else:
                kept.append(value)
        held[:] = kept
    return fixes


def _says(kind: Kind, keys: tuple[str, ...], one: Any, other: Any) -> bool:
    """Tell whether an element of a list says everything that another one says."""
    if same(one, other):
        return True
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)) or keys == ("evidence",):
        return False
    mine = identity(kind, keys, one)
    is_same = mine is not None and mine == identity(kind, keys, other)
    return is_same and all(key in one and same(one[key], other[key]) for key in other)
