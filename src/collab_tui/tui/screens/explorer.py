"""The main screen: every action of `collab_tui.actions` as a method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from collab_tui.records.kinds import Ref
from collab_tui.tui.bindings import bindings
from collab_tui.tui.exploration import PANES
from collab_tui.tui.screens.reading import Reading
from collab_tui.tui.widgets.detail import Detail

if TYPE_CHECKING:
    from collab_tui.tui.opened import Opened


class ExplorerScreen(Reading):
    """Turns keys into the moves of an exploration."""

    BINDINGS: ClassVar = bindings()

    def command(self, action: str) -> Callable[[], Awaitable[None]]:
        """Return what the palette calls for an action."""
        return partial(self.run_action, action)

    # Going about

    def action_search(self) -> None:
        """Go to the search bar."""
        self.set_focus(self.search_bar.input)

    def action_pane_1(self) -> None:
        """Go to the institutions."""
        self.set_focus(self.panes[PANES[0]].list)

    def action_pane_2(self) -> None:
        """Go to the agreements."""
        self.set_focus(self.panes[PANES[1]].list)

    def action_pane_3(self) -> None:
        """Go to the focus areas."""
        self.set_focus(self.panes[PANES[2]].list)

    def action_next_pane(self) -> None:
        """Go to the next pane: the lists, the detail view, and round again."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        stops = [*(pane.list for pane in self.panes.values()), self.detail]
        focused = [index for index, widget in enumerate(stops) if widget.has_focus]
        start = focused[0] if focused else PANES.index(self.exploration.pane) - step
        self.set_focus(stops[(start + step) % len(stops)])

    async def action_open(self) -> None:
        """Read the record; in the detail view, follow the link."""
        await self.settle()
        if self.detail.has_focus:
            self.detail.follow()
        else:
            self.set_focus(self.detail)

    @on(Detail.Followed)
    def _followed(self, event: Detail.Followed) -> None:
        from collab_tui.tui import outside

        event.stop()
        if not event.link.is_record:
            outside.open_address(self.app, event.link.target)
            return
        ref = Ref.parse(event.link.target)
        n = self.catalog.number(ref)
        if n is not None and n != self.exploration.record:  # a key may come twice
            self.follow(ref.kind, n)

    def action_back(self) -> None:
        """Go back to where one was; without a way back, to the lists."""
        place = self.exploration.go_back(self.here())
        if place is not None:
            self.return_to(place)
        elif self.detail.has_focus:
            self.focus_list()

    def action_forward(self) -> None:
        """Go forward again."""
        place = self.exploration.go_forward(self.here())
        if place is not None:
            self.return_to(place)

    def action_leave(self) -> None:
        """Leave the detail view or an empty search bar; otherwise clear the query."""
        if self.detail.has_focus:
            self._leave_detail()
        elif self.search_bar.text:
            self.set_query("")
        elif self.search_bar.input.has_focus:
            self.focus_list()

    def _leave_detail(self) -> None:
        """Go to the present list; a record that it has not, as links lead there, is left."""
        exploration = self.exploration
        if exploration.is_answered and exploration.pane is not exploration.best_pane():
            self.activate(exploration.best_pane())
        self.focus_list()
        n = self.panes[exploration.pane].list.number
        if exploration.is_answered and n is not None and n != exploration.record:
            exploration.begin_trail()
            exploration.select(exploration.pane, n)
        self.read_later()

    async def action_next_linked(self) -> None:
        """Go to the next record linked to the one that the cursor was moved to."""
        await self.step_to_linked(1)

    async def action_previous_linked(self) -> None:
        """Go to the previous linked record."""
        await self.step_to_linked(-1)

    # The query

    async def action_filter(self) -> None:
        """Put the record into the query, in place of the words that found it, or take it out."""
        from collab_tui.query.edit import has_term, toggle, without_words

        opened = await self.settle()
        if opened is None:
            return
        text = self.search_bar.text
        listing = self.exploration.listings.get(opened.ref.kind)
        is_found = listing is not None and listing.find(opened.n) is not None
        if is_found and not has_term(text, opened.term):
            text = without_words(text)
            if text != self.search_bar.text:
                self.exploration.remember(self.here())
                self.exploration.begin_trail()
        self.set_query(toggle(text, opened.term))

    def action_drop_term(self) -> None:
        """Take the last term out of the query."""
        from collab_tui.query.edit import drop_at

        text = self.search_bar.text
        if text.strip():
            self.set_query(drop_at(text, len(text)))

    def action_sort(self) -> None:
        """Sort the present list in another way."""
        self.exploration.next_order(self.exploration.pane)
        self.ask(self.exploration.text)

    def action_save_query(self) -> None:
        """Keep the query under a name, in the config file."""
        from collab_tui.tui.screens.save_query import SaveQueryScreen

        if self.exploration.is_filtered and self.exploration.error is None:
            self.app.push_screen(SaveQueryScreen(self.exploration.text))
        else:
            self.notify("There is no query to keep", severity="warning", timeout=3)

    def ask_saved(self, text: str) -> None:
        """Search for a query that was kept."""
        self.set_query(text)
        self.focus_list()

    # The record

    async def action_export(self) -> None:
        """Open the export dialog."""
        from collab_tui.tui.screens.export import ExportScreen

        opened = await self.settle()
        if opened is None:
            return
        listings, text = self.exploration.listings, self.exploration.text
        folder = self.settings.export_folder
        self.app.push_screen(ExportScreen(self.searcher.documents, opened, listings, text, folder))

    async def action_copy(self) -> None:
        """Copy the record as Markdown."""
        opened = await self.settle()
        if opened is not None:
            self._copy(opened)

    @work(exclusive=True, group="copy")
    async def _copy(self, opened: Opened) -> None:
        from collab_tui.export import document_of

        period = opened.wanted.period
        text = await self.searcher.documents.ask(
            "copy", lambda catalog, _: document_of(catalog, [opened.n], period=period)
        )
        if text is not None:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied {opened.ref} as Markdown", timeout=3)

    async def action_copy_ref(self) -> None:
        """Copy the record's ref."""
        opened = await self.settle()
        if opened is not None:
            self.app.copy_to_clipboard(str(opened.ref))
            self.notify(f"Copied {opened.ref}", timeout=3)

    async def action_open_link(self) -> None:
        """Open the chosen link, or the record's own, in a browser."""
        from collab_tui.tui import outside

        chosen = self.detail.chosen if self.detail.has_focus else None
        if chosen is not None and not chosen.is_record:
            outside.open_address(self.app, chosen.target)
            return
        opened = await self.settle()
        if opened is None or opened.address is None:
            self.notify("This record has no link", severity="warning", timeout=3)
        else:
            outside.open_address(self.app, opened.address)

    async def action_edit(self) -> None:
        """Edit the record's file at its line, and read it again."""
        from collab_tui.tui import outside

        opened = await self.settle()
        if opened is None:
            return
        n = opened.n
        place = await self.searcher.documents.ask(
            "place", lambda catalog, _: outside.place_of(catalog, n)
        )
        if place is not None:
            outside.edit_safely(self.app, place, self.action_reload)

    # The registry and the program

    def action_reload(self) -> None:
        """Read the registry again."""
        self.refresh_catalog(asked=True)

    def action_problems(self) -> None:
        """List what is wrong in the registry."""
        from collab_tui.tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self.searcher), self._after_problems)

    def _after_problems(self, edited: bool | None) -> None:
        if edited:
            self.action_reload()

    def action_theme(self) -> None:
        """Switch between the dark and the light theme."""
        dark = self.app.current_theme.dark
        self.app.theme = "collab-light" if dark else "collab-dark"
        self.call_after_refresh(self.use_palette)

    def action_help(self) -> None:
        """Show the help screen."""
        from collab_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys, self.palette))

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    async def action_suspend(self) -> None:
        """Go back to the shell."""
        await self.app.run_action("suspend")

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
