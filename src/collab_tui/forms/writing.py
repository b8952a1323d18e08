"""From a form to files: tried, shown as a diff, written. Called where a catalog may be asked."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.forms.form import Start
from collab_tui.forms.meanwhile import Joined, joined
from collab_tui.forms.shape import parts_of
from collab_tui.forms.words import names_in
from collab_tui.keeping.draft import Draft
from collab_tui.keeping.errors import KeepError
from collab_tui.keeping.keeper import Keeper
from collab_tui.keeping.text import tables_in
from collab_tui.keeping.writing import WriteError
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import strings
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.same import same
from collab_tui.registry.checks.values import MISSING_FIELD
from collab_tui.registry.problems import KeyPath, Problem, Severity
from collab_tui.registry.validate import read_record

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.forms.form import Form


class Mistake(NamedTuple):
    """Something wrong in a record, with its place in the record's table."""

    path: KeyPath
    message: str
    hint: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What a form says at one moment."""

    kind: Kind
    table: Mapping[str, Any]
    ref: Ref | None
    base: Mapping[str, Any] | None
    file: Path | None
    others: Mapping[Ref, Mapping[str, Any]]

    @classmethod
    def of(cls, form: Form) -> Content:
        """Return what a form says now."""
        return cls(form.kind, form.table, form.ref, form.base, form.file, form.others)


class Tried(NamedTuple):
    """A content, tried in a copy of the catalog."""

    ref: Ref | None
    draft: Draft | None
    mistakes: list[Mistake]
    """The record's own mistakes."""
    elsewhere: list[Problem]
    """What would be wrong elsewhere."""
    trouble: str = ""
    """Why there is no draft."""
    meanwhile: Joined | None = None
    """What somebody else changed in the record since it was read."""
    theirs: Mapping[str, Any] | None = None
    """What the file says now, if that is not what it said before."""
    is_gone: bool = False
    """Whether somebody removed the record meanwhile."""

    @property
    def has_errors(self) -> bool:
        """Whether it cannot be written."""
        return (
            self.draft is None
            or any(one.is_error for one in self.mistakes)
            or any(one.severity is Severity.ERROR for one in self.elsewhere)
        )


def start(catalog: Catalog, ref: Ref) -> Start:
    """Return the start of a form that changes a record.

    Raises:
        KeepError: there is no such record, or it cannot be changed.
        WriteError: its file cannot be read.
    """
    path, held = Keeper(catalog).definition(ref)
    names = names_of(catalog, ref.kind, held.table)
    return Start(ref.kind, held.table, ref, held.table, path, catalog.about.language(), names)


def start_new(
    catalog: Catalog,
    kind: Kind,
    table: Mapping[str, Any],
    file: Path | None = None,
    others: tuple[tuple[Ref, Mapping[str, Any]], ...] = (),
) -> Start:
    """Return the start of a form for a new record with some values.

    Raises:
        KeepError: the registry cannot be changed.
    """
    Keeper(catalog)
    names = names_of(catalog, kind, table)
    return Start(kind, table, None, None, file, catalog.about.language(), names, others)


def naming(kind: Kind, ref: Ref) -> dict[str, Any]:
    """Return the beginning of a record of a kind that names another record; empty if none can."""
    for field, names in DECLARED[kind].naming:
        if names.kind is not ref.kind or ref.kind is kind:
            continue
        steps = field.steps
        if len(steps) == 1:
            return {field.top: [ref.id] if steps[0][1] else ref.id}
        if len(steps) == 2 and steps[0][1] and not steps[1][1]:
            return {field.top: [{steps[1][0]: ref.id}]}
    return {}


def names_of(catalog: Catalog, kind: Kind, table: Mapping[str, Any]) -> dict[Ref, str]:
    """Return the names of the records that a table names."""
    named = {ref for part in parts_of(kind) for ref in names_in(part, table.get(part.key))}
    numbers = [n for ref in named if (n := catalog.number(ref)) is not None]
    return {row.ref: row.name for row in catalog.shown.rows(numbers)}


def tried(catalog: Catalog, content: Content) -> Tried:
    """Try what a form says; nothing is written."""
    try:
        keeper = Keeper(catalog)
        if content.ref is not None and content.base is not None:
            gone = _changed_meanwhile(keeper, content.ref, content.base, content.table)
            if gone is not None:
                return gone
        ref, draft, place = _draft(keeper, content)
        problems = draft.problems()
    except (KeepError, WriteError) as error:
        return Tried(None, None, own_mistakes(content), [], str(error))
    mine: list[Mistake] = []
    elsewhere: list[Problem] = []
    for problem in problems:
        path = problem.place.path
        if place is not None and (problem.place.file, *path[:2]) == place:
            mine.append(_mistake(content.kind, problem, path[2:]))
        else:
            elsewhere.append(problem)
    return Tried(ref, draft, mine, elsewhere)


def own_mistakes(content: Content) -> list[Mistake]:
    """Return the mistakes that a record has by itself, also if it is not complete."""
    table = {"id": "new", **deepcopy(dict(content.table))}
    if not next(strings(table.get("name")), "").strip():
        table["name"] = "-"
        mistakes = [Mistake(("name",), _("a record needs a name"), _("write its name"), True)]
    else:
        mistakes = []
    found = read_record(content.kind, table, "").problems
    return [*mistakes, *(_mistake(content.kind, one, one.place.path) for one in found)]


def _mistake(kind: Kind, problem: Problem, path: KeyPath) -> Mistake:
    """Return a problem as a mistake of a field; a missing field is one of its own."""
    if problem.check is MISSING_FIELD:
        path = (*path, str(problem.arguments["key"]))
        field = DECLARED[kind].at(tuple(key for key in path if isinstance(key, str)))
        if field is not None:
            message = _("{field} must be filled in", field=field.label)
            return Mistake(path, message, "", problem.severity is Severity.ERROR)
    arguments = {key: value for key, value in problem.arguments.items() if key != "fate"}
    message = replace(problem, arguments=arguments).message
    return Mistake(path, message, problem.hint or "", problem.severity is Severity.ERROR)


def _changed_meanwhile(
    keeper: Keeper, ref: Ref, base: Mapping[str, Any], mine: Mapping[str, Any]
) -> Tried | None:
    """Return what somebody else did to the record; None if it is as it was."""
    if keeper.catalog.number(ref) is None or not _is_there(keeper, ref):
        return Tried(ref, None, [], [], is_gone=True)
    theirs = keeper.definition(ref).held.table
    if same(theirs, base):
        return None
    return Tried(ref, None, [], [], meanwhile=joined(base, theirs, mine), theirs=theirs)


def _is_there(keeper: Keeper, ref: Ref) -> bool:
    try:
        keeper.definition(ref)
    except KeepError:
        return False
    return True


def _draft(
    keeper: Keeper, content: Content
) -> tuple[Ref, Draft, tuple[str, str | int, str | int] | None]:
    """Return the record, the draft with everything that the form says, and the record's place.

    Raises:
        KeepError, WriteError: it cannot be made.
    """
    draft = Draft(keeper.catalog)
    if content.ref is None:
        ref, draft = keeper.add(content.kind, content.table, content.file, draft)
    else:
        ref = content.ref
        keeper.rewrite(ref, content.table, draft)
    place = None
    for path, change in draft.changes.items():
        for held in tables_in(change.after or b""):
            if held.ref == ref:
                place = (str(path), ref.kind.table, held.place)
    for other, table in content.others.items():
        keeper.add(other.kind, {"id": other.id, **table}, None, draft)
    return ref, draft, place
