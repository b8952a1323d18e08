"""What can be done to the records of a registry. Each change is a draft, which is then written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.keeping.draft import Draft
from collab_tui.keeping.errors import ConflictError, KeepError, NamedError
from collab_tui.keeping.fields import assigned, without_field
from collab_tui.keeping.merging import merged
from collab_tui.keeping.placing import files_of, place_for, place_within
from collab_tui.keeping.queries import renamed_queries
from collab_tui.keeping.references import paths_to, renamed, without_names
from collab_tui.keeping.steps import put, tables_of, taken, with_id
from collab_tui.keeping.text import Held, with_new
from collab_tui.keeping.toml_text import in_order
from collab_tui.language import _
from collab_tui.places import INSTALLED, is_replaced
from collab_tui.records.field import strings
from collab_tui.records.kinds import Kind, Ref, is_slug
from collab_tui.records.same import same
from collab_tui.registry.positions import Positions
from collab_tui.registry.problems import Place

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class Defined(NamedTuple):
    """A definition of a record: the file and the content."""

    path: Path
    held: Held


class Keeper:
    """Changes to the records of one registry."""

    def __init__(self, catalog: Catalog) -> None:
        """Change the registry of `catalog`, which is up to date.

        Raises:
            KeepError: it is the one that came with an installation.
        """
        if any(map(is_replaced, catalog.layers)):
            raise KeepError(
                _(
                    "the registry that comes with the program cannot be edited: the next"
                    " installation would throw the changes away; copy {folder} to a folder of"
                    " your own, and name that with -d",
                    folder=INSTALLED,
                )
            )
        self.catalog = catalog

    # One record

    def definition(self, ref: Ref) -> Defined:
        """Return the definition of a record that counts.

        Raises:
            KeepError: there is none.
        """
        n = self.catalog.number(ref)
        place = self.catalog.place(n) if n is not None else None
        if place is None:
            raise KeepError(_("there is no record {ref}", ref=ref))
        path = Path(place.file)
        for held in tables_of(path, Draft(self.catalog).content(path)):
            if held.ref == ref:
                return Defined(path, held)
        raise KeepError(_("{ref} is not in {file} any more; try again", ref=ref, file=path))

    def new(
        self, kind: Kind, settings: Iterable[str] = (), file: Path | None = None
    ) -> tuple[Ref, Draft]:
        """Add a record; `settings` say ``field=value``.

        Raises:
            KeepError: it has no id or no name, it exists already, or the file cannot be used.
            PathError: a setting is wrong.
        """
        table: dict[str, Any] = {}
        for text in settings:
            table = assigned(kind, table, text, self.catalog.about.language())
        return self.add(kind, table, file)

    def add(
        self,
        kind: Kind,
        table: Mapping[str, Any],
        file: Path | None = None,
        draft: Draft | None = None,
    ) -> tuple[Ref, Draft]:
        """Add a record; without a `file`, to the file that has most of its sort.

        Without an id, it gets one made from its name. It is added to `draft`, if that is given.

        Raises:
            KeepError: as in `new`.
        """
        table = dict(table)
        name = next(strings(table.get("name")), "")
        if not name.strip():
            raise KeepError(_("a record has a name; add --set 'name=…'"))
        if "id" not in table:
            table["id"] = self.free_id(kind, name)
        ref = Ref(kind, str(table["id"]))
        if not is_slug(ref.id):
            raise KeepError(_not_an_id(ref.id))
        if self.catalog.number(ref) is not None:
            raise KeepError(
                _("{ref} is there already; choose another id, or change that one", ref=ref)
            )
        draft = draft or Draft(self.catalog)
        if file is None:
            path = place_for(kind, table, self.catalog)
        else:
            path = place_within(file, self.catalog.layers)
        ordered = in_order(kind, table)
        draft.change(path, lambda content: with_new(content, kind, ordered))
        return ref, draft

    def free_id(self, kind: Kind, name: str) -> str:
        """Return an id made from a name, which no record of the kind has yet."""
        from collab_tui.catalog.text import fold

        words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name)).split()
        begun = "-".join(words)[:60].strip("-") or str(kind)
        found = chain((begun,), (f"{begun}-{number}" for number in range(2, 10_000)))
        return next(one for one in found if self.catalog.number(Ref(kind, one)) is None)

    def rewrite(self, ref: Ref, table: Mapping[str, Any], draft: Draft | None = None) -> Draft:
        """Replace the table of a record by `table`, in `draft` if that is given.

        Raises:
            KeepError: it does not exist, or is written in a way that cannot be changed.
        """
        path, held = self.definition(ref)
        draft = draft or Draft(self.catalog)
        put(draft, path, held, table)
        return draft

    def set(self, ref: Ref, settings: Iterable[str]) -> Draft:
        """Change fields: ``field=value``, ``list+=element``, ``list-=element``.

        Raises:
            KeepError: as in `rewrite`.
            PathError: a setting is wrong.
        """
        table: Mapping[str, Any] = self.definition(ref).held.table
        for text in settings:
            table = assigned(ref.kind, table, text, self.catalog.about.language())
        if table.get("id") != ref.id:
            raise KeepError(
                _(
                    "an id is changed by: collab-tui rename {ref} {kind}/NEW",
                    ref=ref,
                    kind=ref.kind,
                )
            )
        return self.rewrite(ref, table)

    def unset(self, ref: Ref, fields: Iterable[str]) -> Draft:
        """Remove fields, or elements of lists: ``participants.nuh``.

        Raises:
            KeepError: as in `rewrite`.
            PathError: a field does not exist.
        """
        table: Mapping[str, Any] = self.definition(ref).held.table
        for text in fields:
            table = without_field(ref.kind, table, text)
        if "id" not in table:
            raise KeepError(
                _("a record needs its id; to remove the record: collab-tui remove {ref}", ref=ref)
            )
        return self.rewrite(ref, table)

    # Several records

    def rename(self, old: Ref, new: Ref, config: Path | None = None) -> Draft:
        """Give a record another id, in every file that names it and in kept queries.

        `config` is the file with the kept queries.

        Raises:
            KeepError: the old one does not exist, the new one does, or is of another kind.
        """
        if new.kind is not old.kind:
            raise KeepError(_("a record keeps its kind: write {ref}", ref=Ref(old.kind, new.id)))
        if not is_slug(new.id):
            raise KeepError(_not_an_id(new.id))
        if self.catalog.number(old) is None:
            raise KeepError(_("there is no record {ref}", ref=old))
        if self.catalog.number(new) is not None:
            raise KeepError(
                _(
                    "{new} is there already; to make one record of both:"
                    " collab-tui merge {old} {new}",
                    old=old,
                    new=new,
                )
            )
        draft = self._everywhere(old, lambda held: with_id(held, old, new.id))
        if config is not None:
            draft.put(
                config, renamed_queries(draft.content(config), old, new.id), is_registry=False
            )
        return draft

    def remove(self, ref: Ref, *, cascade: bool = False) -> Draft:
        """Remove a record; with `cascade`, also what names it.

        Raises:
            NamedError: others name it, and `cascade` is not set.
            KeepError: it does not exist.
        """
        if self.catalog.number(ref) is None:
            raise KeepError(_("there is no record {ref}", ref=ref))
        places = [] if cascade else self.named_at(ref)
        if places:
            raise NamedError(ref, places)
        return self._everywhere(
            ref,
            lambda held: None if held.ref == ref else without_names(held.ref.kind, held.table, ref),
        )

    def merge(
        self,
        gone: Ref,
        stays: Ref,
        prefer: Mapping[str, str] | None = None,
        config: Path | None = None,
    ) -> Draft:
        """Make one record of two: `stays` says what both said, and is named instead of `gone`.

        Raises:
            ConflictError: `prefer` does not decide what they disagree about; see `merging`.
            KeepError: one of them does not exist, or they are of different kinds.
        """
        if gone.kind is not stays.kind or gone == stays:
            raise KeepError(_("two different records of one kind can be merged"))
        kind = gone.kind
        one, other = self.definition(gone), self.definition(stays)
        both = merged(kind, one.held.table, other.held.table, prefer or {})
        if both.conflicts:
            raise ConflictError(both.conflicts)

        def joined(held: Held) -> Mapping[str, Any] | None:
            if held.ref == gone:
                return None
            table = both.table if held == other.held else held.table
            table = renamed(held.ref.kind, table, gone, stays.id)
            return without_names(kind, table, stays) if held.ref == stays else table

        draft = self._everywhere(gone, joined, also=other.path)
        if config is not None:
            queries = renamed_queries(draft.content(config), gone, stays.id)
            draft.put(config, queries, is_registry=False)
        return draft

    def named_at(self, ref: Ref) -> list[tuple[Ref, Place]]:
        """Return what names a record, and where, with lines."""
        found: list[tuple[Ref, Place]] = []
        for path, content in self._files(ref.id):
            positions = Positions(content)
            for held in tables_of(path, content):
                if held.ref == ref:
                    continue
                for inside in paths_to(held.ref.kind, held.table, ref):
                    whole = (held.ref.kind.table, held.place, *inside)
                    spot = positions.find(whole)
                    place = Place(str(path), whole, spot.line, spot.column)
                    found.append((held.ref, place))
        return found

    def _everywhere(
        self,
        ref: Ref,
        change: Callable[[Held], Mapping[str, Any] | None],
        also: Path | None = None,
    ) -> Draft:
        """Change every record that is or names `ref`; None removes it."""
        draft = Draft(self.catalog)
        paths = [path for path, _ in self._files(ref.id)]
        for path in dict.fromkeys([*paths, *([also] if also else [])]):
            for held in reversed(tables_of(path, draft.content(path))):
                table = change(held)
                if table is None:
                    draft.put(path, taken(path, draft.content(path), held))
                elif not same(table, held.table):
                    put(draft, path, held, table)
        return draft

    def _files(self, text: str) -> Iterator[tuple[Path, bytes]]:
        """Yield the files of the registry that contain a text."""
        draft = Draft(self.catalog)
        for path in files_of(self.catalog.layers):
            content = draft.content(path)
            if text.encode() in content:
                yield path, content


def _not_an_id(text: str) -> str:
    return _("'{id}' is not an id: use a-z, 0-9 and single hyphens", id=text)
