"""The catalog: the only way in which the explorer and the command line read a registry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from collab_tui.catalog.keeping import AfterDamage, AsItIs, Keeper, T
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from array import array
    from datetime import date
    from pathlib import Path

    from collab_tui.catalog.about import About
    from collab_tui.catalog.called import Named
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.facets import Facet
    from collab_tui.catalog.kept_rows import FirstRow
    from collab_tui.catalog.marks import Marks
    from collab_tui.catalog.narrowing import Narrowers
    from collab_tui.catalog.offers import Offer
    from collab_tui.catalog.problems import Problems
    from collab_tui.catalog.progress import Progress, Refreshed
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.row import Brief, Row
    from collab_tui.catalog.search import Results
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.terms import Running
    from collab_tui.catalog.views.asking import KeptSets
    from collab_tui.catalog.whole import Whole
    from collab_tui.catalog.why import Asked, Match
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.fields import QueryField
    from collab_tui.query.syntax import Node
    from collab_tui.query.typed_word import TypedWord
    from collab_tui.registry.problems import KeyPath, Place


class Catalog:
    """The index of one registry, and the questions that can be asked of it.

    `about`, `problems` and `sets` answer the questions of one sort.

    Several threads must not share one; each gets its own from `clone`.
    """

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps; see `open`."""
        self._keeper = keeper
        self._running: tuple[AsItIs, list[Running]] | None = None

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
    def sets(self) -> KeptSets:
        """The sets of agreements by which views count."""
        from collab_tui.catalog.views.asking import KeptSets

        return KeptSets(self._keeper)

    def search(
        self,
        node: Node,
        kinds: Iterable[Kind] = tuple(Kind),
        orders: Mapping[Kind, str] | None = None,
    ) -> Results:
        """Answer a query for each of `kinds`; see `collab_tui.catalog.search.search`."""
        from collab_tui.catalog.search import search

        kinds = tuple(kinds)

        def ask(db: sqlite3.Connection) -> Results:
            return search(db, node, kinds, self._keeper.today, orders, partial(self._terms, db))

        return self._keeper.ask(ask)

    def _terms(self, db: sqlite3.Connection) -> list[Running]:
        """Return the terms of agreements that run today; they are worked out once."""
        from collab_tui.catalog.terms import running_terms

        now = self._keeper.as_it_is(db)
        if self._running is None or self._running[0] != now:
            self._running = (now, running_terms(db, now.today))
        return self._running[1]

    def everything(self, kinds: Iterable[Kind]) -> dict[Kind, array[int]]:
        """Return the numbers of all records of each of `kinds`, in the usual order."""
        from collab_tui.catalog.kept_lists import list_all

        kinds = tuple(kinds)
        return self._keeper.ask(lambda db: {kind: list_all(db, kind) for kind in kinds})

    def first_rows(self) -> Mapping[int, FirstRow]:
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

    def facets(self, field: QueryField, node: Node, typed: str = "") -> list[Facet]:
        """Return the values of a field under a query; see `collab_tui.catalog.facets`."""
        from collab_tui.catalog.facets import facets

        return self._keeper.ask(lambda db: facets(db, field, node, typed, self._keeper.today))

    def offers(self, typed: TypedValue | TypedWord, last: date | None = None) -> list[Offer]:
        """Return what may be meant by what is typed; see `collab_tui.catalog.offers`."""
        from collab_tui.catalog.offers import offers

        return self._keeper.ask(lambda db: offers(db, typed, self._keeper.today, last))

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
            lambda db: narrowers(db, field, kind, text, typed, self._keeper.today, most)
        )

    def linked_to(self, n: int) -> set[int]:
        """Return the records linked to record `n`; see `collab_tui.catalog.linked`."""
        from collab_tui.catalog.linked import linked_to

        return self._keeper.ask(lambda db: linked_to(db, n))

    def explain(self, numbers: Sequence[int], asked: Sequence[Asked]) -> dict[int, Match]:
        """Return where records matched outside their names; see `collab_tui.catalog.why`."""
        from collab_tui.catalog.why import explain

        return self._keeper.ask(lambda db: explain(db, numbers, asked))

    def rescue(self, text: str, node: Node, kinds: Iterable[Kind] = tuple(Kind)) -> Rescue:
        """Return what may help if the query `text`, parsed as `node`, finds nothing."""
        from collab_tui.catalog.rescue import rescue

        kinds = tuple(kinds)
        return self._keeper.ask(lambda db: rescue(db, text, node, kinds, self._keeper.today))

    def rows(self, numbers: Sequence[int], period: Period | None = None) -> list[Row]:
        """Return what lists show about the records `numbers`, in their order.

        Statuses are those in `period`, by default on the catalog's day.
        """
        from collab_tui.catalog.rows import fetch_rows

        return self._keeper.ask(lambda db: fetch_rows(db, numbers, self._keeper.today, period))

    def cells(
        self, numbers: Sequence[int], kind: Kind, names: Sequence[str]
    ) -> dict[int, tuple[str, ...]]:
        """Return what stands in chosen columns of a list; see `collab_tui.catalog.cells`."""
        from collab_tui.catalog.cells import fetch_cells

        return self._keeper.ask(lambda db: fetch_cells(db, numbers, kind, names))

    def participants(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """Return who takes part in agreements; see `collab_tui.catalog.taking_part`."""
        from collab_tui.catalog.taking_part import participants

        return self._keeper.ask(lambda db: participants(db, numbers))

    def tell_apart(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return what tells records of one name apart; see `collab_tui.catalog.namesakes`."""
        from collab_tui.catalog.namesakes import tell_apart

        return self._keeper.ask(lambda db: tell_apart(db, numbers))

    def briefs(self, numbers: Sequence[int], period: Period | None = None) -> list[Brief]:
        """Return what `rows` does, without the counts."""
        from collab_tui.catalog.rows import fetch_briefs

        return self._keeper.ask(lambda db: fetch_briefs(db, numbers, self._keeper.today, period))

    def columns(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """Return the further columns of the records `numbers`; see `catalog.columns`."""
        from collab_tui.catalog.columns import fetch_columns

        return self._keeper.ask(lambda db: fetch_columns(db, numbers, self._keeper.today))

    def whole(self, numbers: Sequence[int]) -> Iterator[Whole]:
        """Yield the records `numbers` with their documents, in their order."""
        from collab_tui.catalog.whole import BATCH, fetch_whole

        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            yield from self._keeper.ask(partial(fetch_whole, numbers=some))

    def names(self, numbers: Sequence[int]) -> dict[str, str]:
        """Return the names of the records `numbers`, by ref."""
        from collab_tui.catalog.whole import fetch_names

        return self._keeper.ask(lambda db: fetch_names(db, numbers))

    def with_named(self, numbers: Iterable[int]) -> list[int]:
        """Return `numbers` and all records that they name; see `collab_tui.catalog.whole`."""
        from collab_tui.catalog.whole import with_named

        numbers = list(numbers)
        return self._keeper.ask(lambda db: with_named(db, numbers))

    def counts(self) -> dict[Kind, int]:
        """Return the number of records of each kind."""
        from collab_tui.catalog.kept_lists import count_all

        return self._keeper.ask(count_all)

    def focus_tree(self) -> tuple[array[int], array[int]]:
        """Return every focus area in the order of the hierarchy, with its depth."""
        from collab_tui.catalog.kept_lists import focus_tree

        return self._keeper.ask(focus_tree)

    def dossier(
        self, n: int, most: int | None = None, period: Period | None = None
    ) -> Dossier | None:
        """Return record number `n` with everything around it; None if it is gone.

        With `most`, no more than that many links of each relation: see `Dossier.left_out`. Statuses
        are as in `rows`.
        """
        from collab_tui.catalog.dossier import fetch_dossier

        return self._keeper.ask(lambda db: fetch_dossier(db, n, self._keeper.today, most, period))

    def read(
        self,
        n: int,
        use: Callable[[Dossier], T],
        most: int | None = None,
        period: Period | None = None,
    ) -> T | None:
        """Return what `use` makes of the dossier of record `n`; None if it is gone.

        If `use` fails on the content, the catalog is damaged, and is treated so.
        """
        from collab_tui.catalog.dossier import fetch_dossier

        def find(db: sqlite3.Connection) -> T | None:
            dossier = fetch_dossier(db, n, self._keeper.today, most, period)
            return use(dossier) if dossier is not None else None

        return self._keeper.ask(find)

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
        names = self.names([n for _, n in found if n is not None])
        return [Named(ref, names[str(ref)]) for ref, _ in found if str(ref) in names]

    def place(self, n: int, inside: KeyPath = ()) -> Place | None:
        """Return the file that defines record `n`, and the path to it or to a value in it."""
        from collab_tui.catalog.checks.places import place_of

        def find(db: sqlite3.Connection) -> Place | None:
            row = db.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
            return place_of(db, row[0], inside) if row else None

        return self._keeper.ask(find)
