"""The launcher opens the palette, and runs what is chosen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.config import ConfigError, Settings, load_settings
from collab_tui.language import _
from collab_tui.records.kinds import Ref
from collab_tui.tui.parts.visits import Visits
from collab_tui.tui.parts.walker import Walker

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.offered import Entry
    from collab_tui.tui.searcher import Searcher

MOST_RECORDS = 20
"""The most records that are offered."""


class Launcher:
    """Finds commands, views, fields, questions and records by what they are called."""

    def __init__(
        self,
        screen: Screen[Any],
        catalog: Catalog,
        searcher: Searcher,
        settings: Settings,
        visits: Visits,
        walker: Walker,
    ) -> None:
        """Run what is chosen on `screen`, and note it in `visits`."""
        self._screen = screen
        self._catalog = catalog
        self._searcher = searcher
        self._settings = settings
        self._visits = visits
        self._walker = walker

    def open(self) -> None:
        """Open the palette."""
        from collab_tui.query.ready import ready_queries
        from collab_tui.tui.offered import entries
        from collab_tui.tui.screens.palette import PaletteScreen

        every = entries(
            self._settings.keys,
            ready_queries(self._catalog.today, self._visits.known_day),
            self._kept_queries(),
            may_write=bool(self._screen.check_action("do", ("export",))),
        )
        screen = PaletteScreen(every, self._visits.used(), self._records)
        self._screen.app.push_screen(screen, self._run)

    async def _records(self, typed: str) -> Sequence[Entry] | None:
        """Return the records that are called by what is typed; without it, those used before."""
        used = self._visits.used()

        def ask(catalog: Catalog) -> list[Entry]:
            from collab_tui.tui.offered import record_entry

            if typed.strip():
                return [record_entry(one) for one in catalog.called(typed, MOST_RECORDS)]
            return [record_entry(one) for one in catalog.named(_refs(used))]

        return await self._searcher.choices.ask("palette", lambda catalog, _: ask(catalog))

    def _run(self, chosen: Entry | None) -> None:
        if chosen is not None:
            self._visits.note_used(chosen.id)
            self._screen.call_later(self._screen.run_action, chosen.runs)

    def read(self, ref: Ref) -> None:
        """Read a record; say so if it is gone."""
        n = self._catalog.number(ref)
        if n is None:
            words = _("There is no {ref} any longer", ref=ref)
            self._screen.notify(words, severity="warning", timeout=4)
        else:
            self._walker.read(ref.kind, n)

    def _kept_queries(self) -> Mapping[str, str]:
        """Return the queries in the config file, with those kept since the start."""
        try:
            return load_settings().queries
        except ConfigError:
            return self._settings.queries


def _refs(ids: Sequence[str]) -> list[Ref]:
    """Return those of some ids that are refs."""
    found = []
    for one in ids:
        try:
            found.append(Ref.parse(one))
        except ValueError:
            continue
    return found
