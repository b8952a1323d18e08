"""Asks the catalog outside the event loop: searches, records, documents, and updates."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from collab_tui.catalog.keeping import AfterDamage
from collab_tui.records.kinds import Kind
from collab_tui.tui.answering import Registry, answer, describe_registry
from collab_tui.tui.answers import Answer, Listing, Window
from collab_tui.tui.pages import ListPage, fetch_pages
from collab_tui.tui.session import next_stop
from collab_tui.tui.threads import CatalogThread, Check

if TYPE_CHECKING:
    from datetime import date

    from collab_tui.catalog.building.progress import Progress, Refreshed
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.keeping import AsItIs
    from collab_tui.catalog.narrowing import Narrowers
    from collab_tui.catalog.offers import Offer
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.why import Asked
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.fields import QueryField
    from collab_tui.query.syntax import Node
    from collab_tui.query.typed_word import TypedWord
    from collab_tui.tui.opened import Gone, Opened, Wanted
    from collab_tui.tui.parts.viewer import Wanted as WantedView
    from collab_tui.views.canvas import Canvas
    from collab_tui.views.view import View


A_WHILE = 0.05
"""Seconds after which what is counted so far is shown."""


class Searcher:
    """Threads for each sort of work, so that nothing waits for work that takes longer.

    One answers searches, one counts what may be asked for next, one reads records and rows, and one
    draws views. `documents` writes documents and looks for problems, `choices` finds what forms and
    the palette offer, and the last one keeps the catalog up to date. A thread begins with its first
    question.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Ask clones of `catalog`."""
        self._questions = CatalogThread(catalog, "questions", self._note_trouble)
        self._counting = CatalogThread(catalog, "counting", self._note_trouble)
        self._reading = CatalogThread(catalog, "reading", self._note_trouble)
        self._views = CatalogThread(catalog, "views", self._note_trouble)
        self._view: View | None = None
        # The records to write were numbered before.
        self.documents = CatalogThread(catalog, "documents", self._note_trouble, AfterDamage.RAISE)
        self.choices = CatalogThread(catalog, "choices", self._note_trouble)
        self._upkeep = CatalogThread(catalog, "upkeep", self._note_trouble)
        self.is_closing = False
        self.on_trouble: Callable[[str], None] = lambda _: None
        """Called with the error that stops questions to the catalog, when that begins."""

    def _note_trouble(self, trouble: str) -> None:
        self.on_trouble(trouble)

    @property
    def cannot_read(self) -> bool:
        """Whether the last record that was asked for could not be read."""
        return "record" in self._reading.troubles

    async def answer(
        self,
        text: str,
        node: Node,
        orders: Mapping[Kind, str],
        windows: Mapping[Kind, Window],
        record: int | None,
        *,
        is_beginning: bool = False,
    ) -> Answer | None:
        """Answer a query; None if a newer query stopped it: see `answering.answer`. A view of what
        was asked before, and the counting of offers for it, are broken off.

        Raises:
            QueryError: a value in the query names nothing.
        """
        self.drop_view()
        self._counting.drop("offers")
        orders = dict(orders)
        return await self._questions.ask(
            "search",
            lambda catalog, check: answer(
                catalog,
                text,
                node,
                orders,
                windows,
                record,
                is_beginning=is_beginning,
                check=check,
            ),
        )

    async def whole(self, node: Node, orders: Mapping[Kind, str]) -> Mapping[Kind, Listing] | None:
        """Return the whole lists of a query, of whose answer there was a beginning; None as for
        `answer`.
        """
        orders = dict(orders)
        return await self._questions.ask(
            "search", lambda catalog, check: answer(catalog, "", node, orders, check=check).listings
        )

    async def offers(self, typed: TypedValue | TypedWord, last: date | None) -> list[Offer] | None:
        """Return what may be meant by what is typed; None as for `answer`.

        `last` is the day of the last visit.
        """
        return await self._counting.ask("offers", lambda catalog, _: catalog.offers(typed, last))

    async def narrowers(
        self, kind: Kind, text: str, wanted: Sequence[tuple[QueryField, str, int]]
    ) -> list[Narrowers] | None:
        """Return the values of fields that narrow a list; None as for `answer`.

        Of each field, `wanted` has what is typed, and how many values there should be at most. The
        answer has the first fields, as many as are counted in `A_WHILE`. If the query has a
        mistake, there are no values.
        """
        from collab_tui.catalog.narrowing import Narrowers
        from collab_tui.query import QueryError

        def ask(catalog: Catalog, check: Check) -> list[Narrowers]:
            found: list[Narrowers] = []
            end = time.monotonic() + A_WHILE
            for field, typed, most in wanted:
                try:
                    found.append(catalog.narrowers(field, kind, text, typed, most))
                except QueryError:
                    found.append(Narrowers(field, (), False))
                if time.monotonic() > end:
                    break
                check()
            return found

        return await self._counting.ask("narrowers", ask)

    def drop_narrowers(self) -> None:
        """Break off the counting of values: nobody waits for it."""
        self._counting.drop("narrowers")

    async def read(self, wanted: Wanted) -> Opened | Gone | None:
        """Read a record; None if a newer question stopped it."""
        from collab_tui.tui.opened import open_record

        return await self._reading.ask(
            "record", lambda catalog, check: open_record(catalog, wanted, check)
        )

    async def view(self, wanted: WantedView) -> Canvas | None:
        """Draw a view; None where `drop_view` broke it off, or the query has a mistake."""

        def draw(catalog: Catalog, check: Check) -> Canvas | None:
            from collab_tui.views.view import View

            if self._view is None:
                self._view = View(catalog)
            width, height = wanted.width, wanted.height
            catalog.sets.check = check
            try:
                return self._view.draw(
                    wanted.text, wanted.state, width, height, highlighted=wanted.highlighted
                )
            except ValueError as error:
                return _refused(error, width, height)

        return await self._views.ask("view", draw)

    async def keep_views(self) -> None:
        """Keep in the catalog what views have made, so that the next explorer need not."""

        def keep(catalog: Catalog, check: Check) -> None:
            catalog.sets.keep()
            check()
            catalog.keep_ready()

        await self._views.ask("keep", keep)

    def drop_view(self) -> None:
        """Break off the drawing of a view: another one is wanted."""
        self._views.drop("view")

    async def pages(
        self,
        kind: Kind,
        listing: Listing,
        wanted: Iterable[int],
        asked: Sequence[Asked],
        period: Period | None,
        columns: Sequence[str],
    ) -> dict[int, ListPage] | None:
        """Fetch pages of a list; None if a newer question for the list stopped this one."""
        return await self._reading.ask(
            f"rows of {kind}",
            lambda catalog, _: fetch_pages(catalog, listing, wanted, asked, period, columns),
        )

    async def next_linked(
        self,
        anchor: int,
        listings: Mapping[Kind, Listing],
        kinds: Iterable[Kind],
        here: tuple[Kind, int | None],
        step: int,
    ) -> tuple[Kind, int] | None:
        """Return the next record linked to `anchor`: see `next_stop`; None if there is none."""
        return await self._reading.ask(
            "linked",
            lambda catalog, _: next_stop(
                listings, kinds, catalog.shown.linked_to(anchor), here, step
            ),
        )

    async def registry(self) -> Registry | None:
        """Return what to show about the registry; None if the explorer ends."""
        return await self._upkeep.ask("registry", lambda catalog, _: describe_registry(catalog))

    async def refresh(self, tell: Callable[[Progress], None]) -> Refreshed | None:
        """Bring the catalog up to date with the files; None if `close` stopped it.

        `tell` is called with the progress, in the thread of the event loop.
        """
        loop = asyncio.get_running_loop()

        def refresh(catalog: Catalog, check: Check) -> Refreshed:
            def progressed(progress: Progress) -> None:
                check()
                loop.call_soon_threadsafe(tell, progress)

            return catalog.refresh(progressed)

        return await self._upkeep.ask(None, refresh)

    async def keep_whole(self, *, looks: bool) -> None:
        """Seal the catalog's file; if it `looks`, look for damage in all of it."""
        await self._upkeep.ask("whole", lambda catalog, _: catalog.keep_whole(looks=looks))

    async def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        found = await self._upkeep.ask("is fresh", lambda catalog, _: catalog.is_fresh())
        return found is not False

    async def as_it_is(self) -> AsItIs | None:
        """Return the state of the catalog; None if that cannot be told."""
        return await self._upkeep.ask("state", lambda catalog, _: catalog.as_it_is())

    def close(self) -> None:
        """Stop what is being asked or read, and end the threads."""
        self.is_closing = True
        for thread in (
            self._questions,
            self._counting,
            self._reading,
            self._views,
            self.documents,
            self.choices,
            self._upkeep,
        ):
            thread.close()


def _refused(error: ValueError, width: int, height: int) -> Canvas | None:
    """Return what stands in place of a view that cannot be drawn; None if the query is why.

    What tells such errors apart is loaded with the whole query language: most views need none.

    Raises:
        ValueError: `error`, if it is another one.
    """
    from collab_tui.catalog.views.partners import NoSuchViewError
    from collab_tui.query import QueryError
    from collab_tui.views.canvas import Canvas

    if isinstance(error, QueryError):
        return None
    if not isinstance(error, NoSuchViewError):
        raise error
    canvas = Canvas(width, height)
    canvas.put(0, 0, str(error), "page.note")  # a record may have gone
    return canvas
