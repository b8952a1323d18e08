"""The catalog: the only way in which the explorer and the command line read a registry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from collab_tui.catalog.keeping import AfterDamage, AsItIs, Keeper
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from array import array
    from datetime import date
    from pathlib import Path

    from collab_tui.catalog.about import About
    from collab_tui.catalog.building.progress import Progress, Refreshed
    from collab_tui.catalog.called import Named
    from collab_tui.catalog.compile import Compiler
    from collab_tui.catalog.facets import Facet
    from collab_tui.catalog.kept_rows import FirstRows
    from collab_tui.catalog.marks import Marks
    from collab_tui.catalog.narrowing import Narrowers
    from collab_tui.catalog.offers import Offer
    from collab_tui.catalog.problems import Problems
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.search import Results
    from collab_tui.catalog.shown import Shown
    from collab_tui.catalog.views.asking import KeptSets
    from collab_tui.catalog.worked_out import WorkedOut
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.fields import QueryField
    from collab_tui.query.syntax import Node
    from collab_tui.query.typed_word import TypedWord
    from collab_tui.registry.problems import KeyPath, Place


class Catalog:
    """The index of one registry, and the questions that can be asked of it.

    `about`, `problems`, `shown` and `sets` answer the questions of one sort.

    Several threads must not share one; each gets its own from `clone`.
    """

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps; see `open`."""
        self._keeper = keeper
        self._made: tuple[AsItIs, sqlite3.Connection, WorkedOut] | None = None

    @classmethod
    def open(cls, layers: Sequence[Path], folder: Path | None, today: date | None = None) -> Self:
        """Open (or make) the catalog of `layers` in the cache `folder`; None means in memory.

        `today` sets the day of the statuses; by default it is the present day. The catalog may be
        out of date or empty until `refresh`.
        """
        return cls(Keeper.open(layers, folder, today))

    def clone(self) -> Self:
        """Return a second catalog on the same data, for another thread."""
        return type(self)(self._keeper.clone())

    def close(self) -> None:
        """Close the connection and, unless this is a clone, what is stored."""
        self._keeper.close()

    # How it is kept

    @property
    def today(self) -> date:
        """The day of the statuses."""
        return self._keeper.today

    @property
    def layers(self) -> Sequence[Path]:
        """The paths of the registry, the lowest layer first."""
        return self._keeper.layers

    @property
    def folder(self) -> Path | None:
        """Where it is kept; None if it is held in memory."""
        return self._keeper.folder

    @property
    def generation(self) -> int:
        """Grows when the database was replaced, and records have other numbers."""
        return self._keeper.generation

    @property
    def asked_generation(self) -> int:
        """The `generation` of the database that was asked last."""
        return self._keeper.asked_generation

    @property
    def marks(self) -> Marks:
        """The records that the user marked; clones have the same."""
        return self._keeper.marks

    @property
    def notices(self) -> list[str]:
        """What a user should know about where the catalog is kept; usually nothing."""
        return self._keeper.notices

    @property
    def after_damage(self) -> AfterDamage:
        """What happens to a question that meets a damaged catalog."""
        return self._keeper.after_damage

    @after_damage.setter
    def after_damage(self, what: AfterDamage) -> None:
        self._keeper.after_damage = what

    def is_built(self) -> bool:
        """Tell whether the registry was ever read; the catalog may be out of date."""
        return self._keeper.is_built()

    def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        return self._keeper.is_fresh()

    def refresh(self, tell: Callable[[Progress], None] | None = None) -> Refreshed:
        """Read what changed on disk since the last time, all of it or nothing.

        `tell` is called with the progress; if it raises, the reading ends and the catalog stays
        as it was.
        """
        return self._keeper.refresh(tell)

    def keep_whole(self, *, looks: bool) -> None:
        """Seal a file that was changed; if it `looks`, look for damage in all of it."""
        self._keeper.keep_whole(looks=looks)

    def interrupt(self) -> None:
        """Stop the question or the building that runs; it raises sqlite3.OperationalError."""
        self._keeper.interrupt()

    def as_it_is(self) -> AsItIs:
        """Return a value that changes when answers can change."""
        return self._keeper.ask(self._keeper.as_it_is)

    # What can be asked

    @cached_property
    def about(self) -> About:
        """What the registry says about itself."""
        from collab_tui.catalog.about import About

        return About(self._keeper)

    @cached_property
    def problems(self) -> Problems:
        """What is wrong in the registry."""
        from collab_tui.catalog.problems import Problems

        return Problems(self._keeper)

    @cached_property
    def shown(self) -> Shown:
        """What is shown of records, by their numbers."""
        from collab_tui.catalog.shown import Shown

        return Shown(self._keeper)

    @cached_property
    def sets(self) -> KeptSets:
        """The sets of agreements by which views count."""
        from collab_tui.catalog.views.asking import KeptSets

        return KeptSets(self._keeper)

    def search(
        self,
        node: Node,
        kinds: Iterable[Kind] = tuple(Kind),
        orders: Mapping[Kind, str] | None = None,
        most: int | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> Results:
        """Answer a query for each of `kinds`; see `collab_tui.catalog.search.search`."""
        from collab_tui.catalog.search import search

        kinds = tuple(kinds)

        def ask(db: sqlite3.Connection) -> Results:
            today, known = self._keeper.today, self._worked_out(db)
            return search(db, node, kinds, today, orders, known, most, check)

        return self._keeper.ask(ask)

    def _worked_out(self, db: sqlite3.Connection) -> WorkedOut:
        """Return what questions have worked out since the catalog changed."""
        from collab_tui.catalog.worked_out import WorkedOut

        now = self._keeper.as_it_is(db)
        if self._made is None or self._made[:2] != (now, db):
            self._made = (now, db, WorkedOut(db, now.today))
        return self._made[2]

    def _compiler(self, db: sqlite3.Connection) -> Compiler:
        from collab_tui.catalog.compile import Compiler

        return Compiler(db, self._keeper.today, self._worked_out(db))

    def everything(self, kinds: Iterable[Kind]) -> dict[Kind, array[int]]:
        """Return the numbers of all records of each of `kinds`, in the usual order."""
        from collab_tui.catalog.kept_lists import list_all

        kinds = tuple(kinds)
        return self._keeper.ask(lambda db: {kind: list_all(db, kind) for kind in kinds})

    def first_rows(self) -> FirstRows:
        """Return the rows of the first screen by number, as far as `keep_ready` kept them."""
        from collab_tui.catalog.kept_rows import kept_rows

        return self._keeper.ask(lambda db: kept_rows(db, self._keeper.today))

    def keep_ready(self) -> None:
        """Keep what the next explorer needs at once, unless somebody else is writing: the rows of
        its first screen, and the words by which mistyped ones are spelt.
        """
        from collab_tui.catalog import kept_rows, known_words
        from collab_tui.catalog.answered import is_kept

        today = self._keeper.today
        for name, keep in (
            (kept_rows.NAME, kept_rows.keep_rows),
            (known_words.NAME, known_words.keep_words),
        ):
            if not self._keeper.ask(partial(is_kept, name=name, today=today)):
                self._keeper.keep(partial(keep, today=today))

    def facets_of_kind(self, field: QueryField, node: Node, kind: Kind) -> list[Facet]:
        """Return the values that records of a kind have; see `collab_tui.catalog.facets`."""
        from collab_tui.catalog.facets import facets_of_kind

        return self._keeper.ask(lambda db: facets_of_kind(self._compiler(db), field, node, kind))

    def facets(self, field: QueryField, node: Node, typed: str = "") -> list[Facet]:
        """Return the values of a field under a query; see `collab_tui.catalog.facets`."""
        from collab_tui.catalog.facets import facets

        return self._keeper.ask(lambda db: facets(self._compiler(db), field, node, typed))

    def offers(self, typed: TypedValue | TypedWord, last: date | None = None) -> list[Offer]:
        """Return what may be meant by what is typed; see `collab_tui.catalog.offers`."""
        from collab_tui.catalog.offers import offers

        return self._keeper.ask(lambda db: offers(self._compiler(db), typed, last))

    def narrowers(
        self,
        field: QueryField,
        kind: Kind,
        text: str,
        typed: str,
        most: int,
    ) -> Narrowers:
        """Return the values that narrow a list; see `collab_tui.catalog.narrowing`."""
        from collab_tui.catalog.narrowing import narrowers

        return self._keeper.ask(
            lambda db: narrowers(self._compiler(db), field, kind, text, typed, most)
        )

    def rescue(self, text: str, node: Node, kinds: Iterable[Kind] = tuple(Kind)) -> Rescue:
        """Return what may help if the query `text`, parsed as `node`, finds nothing."""
        from collab_tui.catalog.rescue import rescue

        kinds = tuple(kinds)
        return self._keeper.ask(lambda db: rescue(db, text, node, kinds, self._keeper.today))

    def counts(self) -> dict[Kind, int]:
        """Return the number of records of each kind."""
        from collab_tui.catalog.kept_lists import count_all

        return self._keeper.ask(count_all)

    def focus_tree(self) -> tuple[array[int], array[int]]:
        """Return every focus area in the order of the hierarchy, with its depth."""
        from collab_tui.catalog.kept_lists import focus_tree

        return self._keeper.ask(focus_tree)

    def number(self, ref: Ref) -> int | None:
        """Return the number of the record `ref`; None if there is none."""
        from collab_tui.catalog.refs import number

        return self._keeper.ask(lambda db: number(db, ref))

    def resolve(self, text: str) -> int:
        """Return the number of the record that `text` names; see `catalog.refs.resolve`."""
        from collab_tui.catalog.refs import resolve

        return self._keeper.ask(lambda db: resolve(db, text))

    def refs_from(self, typed: str, most: int) -> list[tuple[Ref, str]]:
        """Return at most `most` refs that begin with `typed`; see `catalog.refs.refs_from`."""
        from collab_tui.catalog.refs import refs_from

        return self._keeper.ask(lambda db: refs_from(db, typed, most))

    def called(self, typed: str, most: int) -> list[Named]:
        """Return at most `most` records called by `typed`; see `catalog.called`."""
        from collab_tui.catalog.called import records_called

        return self._keeper.ask(lambda db: records_called(db, typed, most))

    def named(self, refs: Iterable[Ref]) -> list[Named]:
        """Return those of some records that exist, with their names."""
        from collab_tui.catalog.called import Named

        found = [(ref, self.number(ref)) for ref in refs]
        names = self.shown.names([n for _, n in found if n is not None])
        return [Named(ref, names[str(ref)]) for ref, _ in found if str(ref) in names]

    def place(self, n: int, inside: KeyPath = ()) -> Place | None:
        """Return the file that defines record `n`, and the path to it or to a value in it."""
        from collab_tui.catalog.checks.places import place_of

        def find(db: sqlite3.Connection) -> Place | None:
            row = db.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
            return place_of(db, row[0], inside) if row else None

        return self._keeper.ask(find)
