"""The declared kinds, fields, terms and queries → ``docs/fields.md``."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.language import _, _c
from collab_tui.query.fields import FIELDS, QueryField
from collab_tui.records.closed import Vocabulary
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.registry import REGISTRY
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Field, Sort, Takes

_SORTS = {
    Sort.TEXT: _("text"),
    Sort.URL: _("web address"),
    Sort.DATE: _("partial date"),
    Sort.DURATION: _("duration"),
    Sort.NUMBER: _("number"),
}
_TAKES = {
    Takes.TERM: _("one of a closed list"),
    Takes.NAME: _("an id, a code, or words of a name"),
    Takes.TEXT: _("words that occur in a text"),
    Takes.DAYS: _("a date, a range or a comparison"),
    Takes.DAY: _("a day"),
    Takes.NUMBERS: _("a number, a range or a comparison"),
}
_CODES = {
    "country": _("code of a country"),
    "language": _("code of a language"),
}


def as_markdown() -> str:
    """Return the page: a section for each kind of record, the queries, the vocabularies."""
    parts = [
        f"# {_('Fields')}",
        _(
            "Every key of a registry's files, every field of queries, and every value of a closed"
            " list. A key with `[]` holds a list. `collab-tui schema --format markdown` writes this"
            " page; `collab-tui schema` writes the same as JSON Schema, for editors."
        ),
    ]
    for kind, declared in DECLARED.items():
        parts += [f"## `[[{kind.table}]]`", _table(_HEAD, map(_row, declared.fields))]
    parts += ["## `[registry]`", _table(_HEAD, map(_row, REGISTRY))]
    head = (_("query"), _c("heading", "takes"), _c("heading", "finds"), _("example"))
    parts += [f"## {_('Queries')}", _table(head, map(_query, FIELDS.values()))]
    states = ((f"`is:{state.name}`", state.help) for state in STATES.values())
    parts += [_table((_("state"), _c("heading", "finds")), states)]
    for vocabulary in _vocabularies():
        terms = ((f"`{term.value}`", term.described) for term in vocabulary)
        parts += [f"## {vocabulary.__name__}", _table((_("value"), _c("heading", "means")), terms)]
    return "\n\n".join(parts) + "\n"


_HEAD = (_c("of a table", "key"), _c("heading", "holds"), _("what it says"), _("query"))


def _row(field: Field) -> tuple[str, ...]:
    queries = " ".join(f"`{asked.name}:`" for asked in field.asked)
    return f"`{field.path}`", _holds(field), field.help, queries


def _holds(field: Field) -> str:
    """Return what a key holds. A table may replace the value if it can say more about it."""
    plain = _holds_plain(field)
    if not field.inner:
        return plain
    return _("{value}, or a table with it as `{key}`", value=plain, key=field.inner)


def _holds_plain(field: Field) -> str:
    if field.terms is not None:
        return f"[{field.terms.__name__}](#{field.terms.__name__.lower()})"
    if field.names is not None:
        return _("id of {kind}", kind=field.names.kind.label.lower())
    if field.sort is Sort.TABLE:
        return _("tables") if field.path.endswith("[]") else _("table")
    if field.by_language:
        return _("{value}, or a table of it by language", value=_SORTS[field.sort])
    return _CODES[field.scheme] if field.scheme else _SORTS[field.sort]


def _query(field: QueryField) -> tuple[str, ...]:
    return f"`{field.name}:`", _TAKES[field.takes], field.help, f"`{field.example}`"


def _vocabularies() -> list[type[Vocabulary]]:
    used = (f.terms for one in DECLARED.values() for f in one.fields if f.terms is not None)
    return list(dict.fromkeys(used))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |" for row in lines)
