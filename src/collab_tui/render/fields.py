"""The declared kinds, fields, terms and queries → ``docs/fields.md``."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.query.fields import FIELDS, QueryField
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.registry import REGISTRY
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Field, Sort, Takes
from collab_tui.records.vocabulary import Vocabulary

_SORTS = {
    Sort.TEXT: "text",
    Sort.URL: "web address",
    Sort.DATE: "partial date",
    Sort.DURATION: "duration",
    Sort.NUMBER: "number",
}
_TAKES = {
    Takes.TERM: "one of a closed list",
    Takes.NAME: "an id, a code, or words of a name",
    Takes.TEXT: "words that occur in a text",
    Takes.DAYS: "a date, a range or a comparison",
    Takes.DAY: "a day",
    Takes.NUMBERS: "a number, a range or a comparison",
}


def as_markdown() -> str:
    """Return the page: a section for each kind of record, the queries, the vocabularies."""
    parts = [
        "# Fields",
        "Every key of a registry's files, every field of queries, and every value of a closed"
        " list. A key with `[]` holds a list. `collab-tui schema --format markdown` writes this"
        " page; `collab-tui schema` writes the same as JSON Schema, for editors.",
    ]
    for kind, declared in DECLARED.items():
        parts += [f"## `[[{kind.table}]]`", _table(_HEAD, map(_row, declared.fields))]
    parts += ["## `[registry]`", _table(_HEAD, map(_row, REGISTRY))]
    head = ("query", "takes", "finds", "example")
    parts += ["## Queries", _table(head, map(_query, FIELDS.values()))]
    states = ((f"`is:{state.name}`", state.help) for state in STATES.values())
    parts += [_table(("state", "finds"), states)]
    for vocabulary in _vocabularies():
        terms = ((f"`{term.value}`", term.described) for term in vocabulary)
        parts += [f"## {vocabulary.__name__}", _table(("value", "means"), terms)]
    return "\n\n".join(parts) + "\n"


_HEAD = ("key", "holds", "what it says", "query")


def _row(field: Field) -> tuple[str, ...]:
    queries = " ".join(f"`{asked.name}:`" for asked in field.asked)
    return f"`{field.path}`", _holds(field), field.help, queries


def _holds(field: Field) -> str:
    """Return what a key holds. A table may replace the value if it can say more about it."""
    plain = _holds_plain(field)
    return f"{plain}, or a table with it as `{field.inner}`" if field.inner else plain


def _holds_plain(field: Field) -> str:
    if field.terms is not None:
        return f"[{field.terms.__name__}](#{field.terms.__name__.lower()})"
    if field.names is not None:
        return f"id of {field.names.kind.table.replace('_', ' ')}"
    if field.sort is Sort.TABLE:
        return "tables" if field.path.endswith("[]") else "table"
    if field.by_language:
        return f"{_SORTS[field.sort]}, or a table of it by language"
    return f"code of a {field.scheme}" if field.scheme else _SORTS[field.sort]


def _query(field: QueryField) -> tuple[str, ...]:
    return f"`{field.name}:`", _TAKES[field.takes], field.help, f"`{field.example}`"


def _vocabularies() -> list[type[Vocabulary]]:
    used = (f.terms for one in DECLARED.values() for f in one.fields if f.terms is not None)
    return list(dict.fromkeys(used))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |" for row in lines)
