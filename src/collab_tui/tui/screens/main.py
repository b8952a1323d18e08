"""The main screen. It joins the parts, and has every action of `collab_tui.actions`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import DescendantFocus, Key, Paste
from textual.geometry import Size

from collab_tui.keymap import keys_of
from collab_tui.moves import MOVE_KEYS, VIEW_KEYS
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.bindings import bindings
from collab_tui.tui.parts.desk import Desk
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.parts.room import TooSmall, classes_for
from collab_tui.tui.screens.base import Base
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.offer_list import OfferList
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings
    from collab_tui.diary import Diary

COPYING = frozenset({"copy"})
FORMS = frozenset({"form"})
DRAWING = frozenset({"view"})
ASKING = frozenset({"search", "offers"}) | COPYING | FORMS
"""Groups of workers whose answers decide what a key does."""


class MainScreen(Base[None]):
    """Search bar, lists, record and footer. It passes on what one part reports to the others."""

    BINDINGS: ClassVar = bindings()
    BLANK = True
    AUTO_FOCUS = "RecordList"

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        query: str,
        open_diary: Callable[[], Diary],
    ) -> None:
        """Explore `catalog`, starting with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.desk = Desk(self, catalog, settings, query, open_diary)
        self._too_small = TooSmall()
        # What stands beside the lists is known before it is drawn: it is laid out once.
        self.set_class(not query, "-viewing")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        # Everything that decides the layout is known before it is made, so it is made only once.
        self._choose_layout(self.app.size)
        yield self.desk.search_bar
        yield self.desk.lists
        yield self.desk.reader
        yield self.desk.viewer
        yield self.desk.key_bar

    def on_mount(self) -> None:
        """Fill the lists, and follow the files."""
        self.desk.lists.use_palette(self.desk.palette)
        self.desk.follower.begin()

    def on_unmount(self) -> None:
        """Take down where the visit ends, and end the threads that ask the catalog."""
        self.desk.visits.end()
        self.desk.searcher.close()

    # Appearance

    def take_size(self, size: Size) -> None:
        """Lay out the screen again."""
        self._choose_layout(size)
        self.call_after_refresh(self.desk.update_hints)

    def _choose_layout(self, size: Size) -> None:
        self.update_classes(classes_for(size))
        if self._too_small.fit(size) and not self._too_small.is_attached:
            self.mount(self._too_small)

    @on(Lists.Selected)
    def _selected(self, event: Lists.Selected) -> None:
        event.stop()
        self.desk.choose()
        self.desk.reader.read_later()

    @on(RecordList.Chosen)
    def _chosen(self, event: RecordList.Chosen) -> None:
        event.stop()
        if event.widget is self.desk.search_bar.offers:
            self.desk.search_bar.take()
        elif isinstance(event.widget, RecordList) and self.has_class("-narrow"):
            self.set_focus(self.desk.page)

    @on(CanvasView.Clicked)
    def _cell_clicked(self, event: CanvasView.Clicked) -> None:
        event.stop()
        self.desk.looker.open_cell()

    @on(CanvasView.Moved)
    def _cell_moved(self, event: CanvasView.Moved) -> None:
        event.stop()
        self.desk.looker.point_at_cell()

    @on(OfferList.Moved)
    def _offered_moved(self, event: OfferList.Moved) -> None:
        event.stop()  # it needs nothing

    @on(SearchBar.Asked)
    def _asked(self, event: SearchBar.Asked) -> None:
        event.stop()
        if event.text != self.desk.session.text:
            self.desk.choose()
            self.desk.lists.ask(event.text, typed=True)

    @on(SearchBar.Question)
    def _question(self, event: SearchBar.Question) -> None:
        event.stop()
        self.desk.answer(event.text)

    @on(SearchBar.Done)
    def _done(self, event: SearchBar.Done) -> None:
        event.stop()
        self.desk.lists.activate(self.desk.session.answering_pane())
        self.desk.focus_list()

    @on(SearchBar.Offering)
    def _offering(self, event: SearchBar.Offering) -> None:
        event.stop()
        self.desk.update_hints()

    @on(Detail.Followed)
    def _followed(self, event: Detail.Followed) -> None:
        event.stop()
        if not event.link.is_record:
            self.desk.outbox.open_address(event.link.target)
            return
        ref = Ref.parse(event.link.target)
        n = self.catalog.number(ref)
        if n is not None and n != self.desk.session.record:  # a key may come twice
            self.desk.walker.follow(ref.kind, n)

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        widget = self.focused  # it may already have moved on from the entry of the event
        self.set_class(self.desk.is_on_page, "-reading")
        self.desk.looker.end_whole(widget)
        self.desk.lists.draw_titles()
        self.desk.search_bar.set_class(widget is self.desk.search_bar.input, "-active")
        if widget is self.desk.search_bar.input:
            self.desk.session.begin_typing()
            self.desk.search_bar.begin()
        else:
            self.desk.session.end_typing()
            self.desk.search_bar.hide_offers()
            self.desk.asker.note()
        passed = event.widget
        if isinstance(passed, RecordList) and passed.kind is not self.desk.session.pane:
            self.desk.lists.activate(passed.kind)
            self.desk.choose()
            self.desk.reader.read_later()
        self.desk.update_hints()

    # Keys in turn

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until answers have come: lists and values, and the record to act on.

        Moving the cursor does not wait for the record, so that a held key is fast. Leaving waits
        only for what must be saved.
        """
        if self.desk.sifting.acts_on(event):
            return await self.desk.sifting.ready()
        if self.is_typing and is_text(event):
            return False
        if isinstance(event, Key) and event.key in keys_of("quit", self.settings.keys):
            return await self.finish(COPYING)
        waited = await self.finish(ASKING)
        is_in_view = self.desk.looker.has_focus
        moves = isinstance(event, Key) and event.key in (VIEW_KEYS if is_in_view else MOVE_KEYS)
        if is_in_view:
            waited = await self.finish(DRAWING) or waited
        if self.desk.reader.detail.has_focus or not (self.is_typing or moves):
            is_late = not self.desk.reader.is_settled
            await self.desk.settle()  # a record that cannot be read is not waited for again
            waited = waited or (is_late and not self.desk.searcher.cannot_read)
        return await super().prepare_for(event) or waited

    # Moving around

    def action_search(self) -> None:
        """Go to the search bar."""
        self.set_focus(self.desk.search_bar.input)

    def action_pane(self, number: int) -> None:
        """Go to a list by the number of its kind, from 1."""
        self.desk.choose_list([*Kind][number - 1])

    def action_step_pane(self, step: int) -> None:
        """Go `step` panes further: through the lists and the page, and again from the start."""
        stops = [*self.desk.lists.all, self.desk.page]
        focused = [index for index, widget in enumerate(stops) if widget.has_focus]
        start = (
            focused[0] if focused else self.desk.session.kinds.index(self.desk.session.pane) - step
        )
        self.set_focus(stops[(start + step) % len(stops)])

    async def action_open(self) -> None:
        """Read the record; in the detail view, follow the link; in a view, open the cell."""
        if self.desk.looker.has_focus:
            self.desk.looker.open_cell()
            return
        await self.desk.settle()
        self.desk.viewer.show(None)
        self.desk.sifting.close()
        if self.desk.reader.detail.has_focus:
            self.desk.reader.detail.follow()
        else:
            self.set_focus(self.desk.reader.detail)

    def action_back(self) -> None:
        """Go back to the place before; without one, go to the lists."""
        self.desk.sifting.close()
        if not self.desk.walker.go_back() and self.desk.is_on_page:
            self.desk.focus_list()

    def action_forward(self) -> None:
        """Go forward again."""
        self.desk.sifting.close()
        self.desk.walker.go_forward()

    def action_leave(self) -> None:
        """Leave the detail view or an empty search bar; otherwise clear the query."""
        if self.desk.looker.has_focus:
            self.desk.looker.leave()
        elif self.desk.is_on_page:
            self.desk.walker.leave_reader()
        elif self.desk.search_bar.text:
            self.desk.set_query("")
        elif self.desk.search_bar.input.has_focus:
            self.desk.focus_list()
        elif self.desk.sifting.page is not None:
            self.desk.sifting.close()
        else:
            self.desk.viewer.show(None)

    async def action_step_linked(self, step: int) -> None:
        """Go to the next (or previous) record linked to the one that the cursor was moved to."""
        await self.desk.settle()
        if not await self.desk.walker.step_to_linked(step):
            self.notify("Nothing in the lists is linked to this record", timeout=3)

    def action_look(self, action: str) -> None:
        """Show another view, or the present one in another way."""
        self.desk.sifting.close()
        self.desk.looker.act(action)
        self.desk.update_hints()

    async def action_show_view(self, name: str) -> None:
        """Show a view by its name."""
        await self.desk.settle()
        self.desk.looker.show_named(name)

    async def action_keep(self) -> None:
        """Keep the record, for paths to another one and for comparing."""
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.looker.keep(opened)

    # The query

    async def action_filter(self) -> None:
        """Put the record into the query, in place of the words that found it; or take it out."""
        if not self.desk.looker.filter_cell():
            opened = await self.desk.settle()
            if opened is not None:
                self.desk.asker.filter_by(opened)

    async def action_facets(self) -> None:
        """Narrow the present list by the values of fields."""
        await self.desk.sift()

    def action_drop_term(self) -> None:
        """Remove the last term of the query."""
        self.desk.asker.drop_term()

    def action_sort(self) -> None:
        """Sort the present list, or the view, in another way."""
        if self.desk.looker.has_focus:
            self.desk.looker.sort()
        else:
            self.desk.asker.sort()

    def action_list_columns(self) -> None:
        """Choose the columns of the present list."""
        self.desk.asker.choose_columns()

    def action_undo_query(self) -> None:
        """Go back to the query before this one."""
        self.desk.asker.undo()

    def action_redo_query(self) -> None:
        """Go forward to the query that was undone."""
        self.desk.asker.redo()

    def action_save_query(self) -> None:
        """Keep the query under a name, in the config file."""
        self.desk.asker.keep()

    def ask_saved(self, text: str) -> None:
        """Search for a query that was kept, and go to the list that answers it."""
        self.desk.answer(text)

    # The record

    async def action_add(self) -> None:
        """Ask what to add, and open its form."""
        self.desk.pen.add(self.desk.session.pane, await self.desk.settle())

    async def action_change(self) -> None:
        """Open the form of the record."""
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.pen.change(opened.ref)

    def action_draft(self) -> None:
        """Ask for an article, and review what it proposes."""
        self.desk.pen.draft()

    def action_undo(self) -> None:
        """Undo what was written last."""
        self.desk.pen.undo()

    async def action_export(self) -> None:
        """Open the export dialog, for the view that the cursor is in or for the record."""
        viewer = self.desk.viewer
        if self.desk.looker.has_focus and viewer.state is not None:
            self.desk.outbox.export_view(viewer.text, viewer.state)
            return
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.outbox.export(opened)

    async def action_copy(self) -> None:
        """Copy the view that the cursor is in as text, or the record as Markdown."""
        viewer = self.desk.viewer
        if self.desk.looker.has_focus and viewer.state is not None:
            self.desk.outbox.copy_view(viewer.text, viewer.state)
            return
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.outbox.copy(opened)

    async def action_copy_ref(self) -> None:
        """Copy the record's ref."""
        opened = await self.desk.settle()
        if opened is not None:
            self.desk.outbox.copy_ref(opened)

    async def action_open_link(self) -> None:
        """Open the chosen link, or the record's own, in a browser."""
        detail = self.desk.reader.detail
        chosen = detail.chosen if detail.has_focus else None
        if chosen is not None and not chosen.is_record:
            self.desk.outbox.open_address(chosen.target)
            return
        opened = await self.desk.settle()
        self.desk.outbox.open_address(opened.address if opened is not None else None)

    async def action_edit(self) -> None:
        """Edit the record's file at its line, and read it again."""
        opened = await self.desk.settle()
        if opened is not None:
            await self.desk.outbox.edit(opened, self.action_reload)

    # The registry and the program

    def action_reload(self) -> None:
        """Read the registry again."""
        self.desk.follower.refresh(asked=True)

    def action_problems(self) -> None:
        """List what is wrong in the registry."""
        from collab_tui.tui.screens.problems import ProblemsScreen

        def after(edited: bool | None) -> None:
            if edited:
                self.action_reload()

        self.app.push_screen(ProblemsScreen(self.desk.searcher), after)

    def action_changes(self) -> None:
        """List what changed since the last visit."""
        self.desk.visits.show_changes()

    def action_theme(self) -> None:
        """Go to the next theme."""
        from collab_tui.tui.themes import after

        self.app.theme = after(self.app.theme)
        self.call_after_refresh(self.desk.use_palette)

    def action_help(self) -> None:
        """Show the help screen."""
        from collab_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys, self.desk.palette))
