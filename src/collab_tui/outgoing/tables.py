"""A registry as tables with keys. The tables follow from the declarations of the fields.

Each kind of record has a table, and so has each list in a record. A list that several kinds have in
the same form is one table, whose rows name their record by its ref.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column. It holds text, unless `type` says ``integer`` or ``number``."""

    name: str
    help: str
    type: str = "string"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values name a row of another table."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a table come from: a list, at any depth, in the records of a kind."""

    kind: Kind
    lists: tuple[tuple[str, ...], ...]
    """For each depth, the keys that lead to the list; empty for the records themselves."""
    fields: tuple[tuple[tuple[str, ...], Field], ...]
    """The keys that lead from there to the value of each column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its key, and its references to other tables."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)


RECORD = Table(
    "record",
    _("Every record, whatever its kind."),
    (
        Column("ref", _("Kind and id: agreement/ssmic."), is_required=True),
        Column("kind", _("Its kind."), is_required=True),
        Column("id", _("Its id, unique in its kind."), is_required=True),
        Column("name", _("Its name as it is shown."), is_required=True),
        Column(
            "found",
            _("1 if the query found it, 0 if a record that it found names it."),
            "integer",
            is_required=True,
        ),
    ),
    ("ref",),
)
TEXT = Table(
    "text",
    _("Every text of a record, with its language if one is given."),
    (
        Column("record", _("The ref of the record."), is_required=True),
        Column("field", _("The field of the text."), is_required=True),
        Column(
            "position",
            _("The number of the text in its field, from 1."),
            "integer",
            is_required=True,
        ),
        Column("language", _("A BCP-47 tag.")),
        Column("text", _("The text."), is_required=True),
    ),
    ("record", "field", "position"),
    (ForeignKey(("record",), "record", ("ref",)),),
)
DATE = Table(
    "date",
    _("Every date, as text and as its first and last possible day."),
    (
        Column("record", _("The ref of the record."), is_required=True),
        Column("field", _("The field of the date."), is_required=True),
        Column(
            "position",
            _("The number of the date in its field, from 1."),
            "integer",
            is_required=True,
        ),
        Column("date", _("The date as it is written, in EDTF."), is_required=True),
        Column("earliest", _("The first possible day; empty if it is open."), "date"),
        Column("latest", _("The last possible day; empty if it is open."), "date"),
    ),
    ("record", "field", "position"),
    (ForeignKey(("record",), "record", ("ref",)),),
)
PROBLEM = Table(
    "problem",
    _("What `collab-tui check` reports."),
    (
        Column("number", _("From 1."), "integer", is_required=True),
        Column("file", _("The file."), is_required=True),
        Column("line", _("Line, from 1."), "integer"),
        Column("column", _("Column, from 1."), "integer"),
        Column("severity", _("error or warning."), is_required=True),
        Column("code", _("The check: see docs/checks.md."), is_required=True),
        Column("message", _("What is wrong."), is_required=True),
        Column("hint", _("What to do.")),
    ),
    ("number",),
)
TERM = Table(
    "term",
    _("Every term that a field can have."),
    (
        Column("field", _("Kind and field: agreement.status."), is_required=True),
        Column("term", _("The term, as it is in the field."), is_required=True),
        Column("label", _("Its label."), is_required=True),
        Column("help", _("What it means."), is_required=True),
    ),
    ("field", "term"),
)
CODE = Table(
    "code",
    _("The codes of a term in other systems. A term without a counterpart has no code there."),
    (
        Column("field", _("Kind and field, as in the table `term`."), is_required=True),
        Column("term", _("The term."), is_required=True),
        Column("scheme", _("ROR, IATI, OCDS or CERIF."), is_required=True),
        Column("code", _("The code of the term there."), is_required=True),
    ),
    ("field", "term", "scheme"),
    (ForeignKey(("field", "term"), "term", ("field", "term")),),
)
"""A query over the tables can give the ROR, IATI, OCDS or CERIF code of what it counts."""


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table. Tables that others name come first."""
    kinds = [_kind_table(kind) for kind in DECLARED]
    return (RECORD, *kinds, *_list_tables(), TEXT, DATE, PROBLEM, TERM, CODE)


def _kind_table(kind: Kind) -> Table:
    found = _grouped(kind)[()]
    columns = [Column("ref", _("Kind and id, as in the table `record`."), is_required=True)]
    columns += [_column(keys, one, is_required=one.path in ("id", "name")) for keys, one in found]
    foreign = [ForeignKey(("ref",), "record", ("ref",)), *_foreign(found)]
    source = Source(kind, (), tuple(found))
    text = _("{kinds}: what each says once.", kinds=kind.plural)
    return Table(kind.table, text, tuple(columns), ("id",), tuple(foreign), (source,))


_Lists = tuple[tuple[str, ...], ...]
_Fields = list[tuple[tuple[str, ...], Field]]


def _grouped(kind: Kind) -> dict[_Lists, _Fields]:
    """Return the fields of a kind by the lists that they are in, with the keys from there."""
    grouped: dict[_Lists, _Fields] = {(): []}
    inner = {f"{one.path}.{one.inner}" for one in DECLARED[kind].fields if one.inner}
    for one in DECLARED[kind].fields:
        if one.path in inner:  # the column of the field around it has the value
            continue
        lists: list[tuple[str, ...]] = []
        keys: list[str] = []
        for key, is_list in one.steps:
            keys.append(key)
            if is_list:
                lists.append(tuple(keys))
                keys = []
        fields = grouped.setdefault(tuple(lists), [])
        if one.sort is not Sort.TABLE or one.path == "extra":
            fields.append((tuple(keys), one))
    return grouped


def _list_tables() -> Iterator[Table]:
    """Yield a table for each list; lists of the same form in several kinds share one."""
    forms: dict[_Lists, dict[tuple[Field, ...], list[Source]]] = {}
    for kind in DECLARED:
        for lists, fields in _grouped(kind).items():
            if lists:
                form = tuple(one for _, one in fields)
                sources = forms.setdefault(lists, {}).setdefault(form, [])
                sources.append(Source(kind, lists, tuple(fields)))
    of_one_form = {
        lists[0]: next(iter(by_form.values()))
        for lists, by_form in forms.items()
        if len(lists) == 1 and len(by_form) == 1
    }
    common = {top for top, sources in of_one_form.items() if len(sources) > 1}
    alone = {
        top
        for top, sources in of_one_form.items()
        if len(sources) == 1 and any(keys for keys, _ in sources[0].fields)
    }
    for lists, by_form in forms.items():
        for sources in by_form.values():
            is_common = lists[0] in common
            is_bare = is_common or lists[0] in alone
            yield _list_table(sources, is_common=is_common, is_bare=is_bare)


def _list_table(sources: list[Source], *, is_common: bool, is_bare: bool) -> Table:
    source = sources[0]
    kind, lists, fields = source.kind, source.lists, list(source.fields)
    name = list_name(kind, lists, is_bare=is_bare)
    owner = "record" if is_common else kind.table
    help_ = _("The ref of the record.") if is_common else _("The id of the record.")
    columns = [Column(owner, help_, is_required=True)]
    foreign = [ForeignKey((owner,), owner, ("ref" if is_common else "id",))]
    outer = [list_name(kind, lists[:depth], is_bare=True) for depth in range(1, len(lists))]
    places = [*outer, "position"]
    columns += [
        Column(place, _("The position of the {table}.", table=place), "integer", is_required=True)
        for place in outer
    ]
    if outer:
        parent = list_name(kind, lists[:-1], is_bare=is_bare)
        foreign.append(
            ForeignKey((owner, *outer), parent, (owner, *places[: len(outer) - 1], "position"))
        )
    columns.append(
        Column("position", _("Its place in the list, from 1."), "integer", is_required=True)
    )
    columns += [_column(keys, one, owner=owner) for keys, one in fields]
    foreign += _foreign(fields, owner)
    declared = {one.path: one for one in DECLARED[kind].fields}
    path = ".".join("[].".join([".".join(keys)]) + "[]" for keys in lists)
    text = declared[path].help if path in declared else fields[0][1].help
    return Table(name, text, tuple(columns), (owner, *places), tuple(foreign), tuple(sources))


def list_name(kind: Kind, lists: _Lists, *, is_bare: bool) -> str:
    """Return the name of the table of a list: ``participant``, ``agreement_focus_area``."""
    name = "_".join(singular(keys[-1]) for keys in lists)
    is_taken = Kind.of_table(name) is not None or name in ("record", "text", "date", "problem")
    return name if is_bare and not is_taken else f"{kind.table}_{name}"


def singular(word: str) -> str:
    """Return the word for one element: ``participants`` → ``participant``."""
    irregular = {"people": "person", "aliases": "alias"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _column(
    keys: tuple[str, ...], one: Field, *, owner: str = "", is_required: bool = False
) -> Column:
    kind = "number" if one.sort is Sort.NUMBER else "string"
    return Column(column_name(keys, one, owner), one.help, kind, is_required)


def column_name(keys: tuple[str, ...], one: Field, owner: str = "") -> str:
    """Return the name of the column of a field: its keys, or what an element of a list is."""
    name = "_".join(keys) if keys else singular(one.steps[-1][0])
    return f"other_{name}" if name == owner else name


def _foreign(fields: _Fields, owner: str = "") -> list[ForeignKey]:
    return [
        ForeignKey((column_name(keys, one, owner),), one.names.kind.table, ("id",))
        for keys, one in fields
        if one.names is not None
    ]
