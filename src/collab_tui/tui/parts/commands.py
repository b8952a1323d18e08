"""What each action of `collab_tui.actions` does on the main screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.keymap import key_of
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.page_links import Leads
from collab_tui.tui.parts.marker import QUERY

if TYPE_CHECKING:
    from collab_tui.tui.parts.desk import Desk


class Commands:
    """The actions. A method has the name that `Action.does_by_name` gives."""

    def __init__(self, screen: Screen[Any], desk: Desk, keys: Mapping[str, str]) -> None:
        """Use the parts of `desk`; `keys` is the user's keymap."""
        self._screen = screen
        self._desk = desk
        self._keys = keys

    # Moving around

    async def search(self) -> None:
        """Go to the search bar; in the record, find something on its page."""
        reader = self._desk.reader
        if reader.detail.has_focus and await self._desk.settle() is not None:
            await reader.find()
            return
        self._desk.focus_search()

    def pane(self, number: int) -> None:
        """Go to a list by the number of its kind, from 1."""
        self._desk.choose_list([*Kind][number - 1])

    def step_pane(self, step: int) -> None:
        """Go `step` panes further: through the lists and the page, and again from the start."""
        lists, session = self._desk.lists.all, self._desk.session
        stops = [*lists, self._desk.page]
        focused = [index for index, widget in enumerate(stops) if widget.has_focus]
        start = focused[0] if focused else session.kinds.index(session.pane) - step
        self._screen.set_focus(stops[(start + step) % len(stops)])

    async def open(self) -> None:
        """Read the record; in the record, follow the link; in a view, open the cell."""
        if self._desk.looker.has_focus:
            self._desk.looker.open_cell()
            return
        if self._desk.reader.detail.has_focus:
            await self._desk.settle()
            self._desk.reader.detail.follow()
        else:
            await self._read()

    async def _read(self) -> None:
        await self._desk.settle()
        self._desk.viewer.show(None)
        self._desk.sifting.close()
        self._screen.set_focus(self._desk.reader.detail)

    def back(self) -> None:
        """Go back to the place before; without one, go to the lists."""
        self._desk.sifting.close()
        if not self._desk.walker.go_back() and self._desk.is_on_page:
            self._desk.focus_list()

    def forward(self) -> None:
        """Go forward again."""
        self._desk.sifting.close()
        self._desk.walker.go_forward()

    def leave(self) -> None:
        """Leave what was found, the page or an empty search bar; otherwise clear the query."""
        if self._desk.looker.has_focus:
            self._desk.looker.leave()
        elif self._desk.reader.is_finding and self._desk.is_on_page:
            self._desk.reader.end_find()
            self._desk.update_hints()
        elif self._desk.is_on_page:
            self._desk.walker.leave_reader()
        elif self._desk.search_bar.text:
            self._desk.set_query("")
        elif self._desk.search_bar.input.has_focus:
            self._desk.focus_list()
        elif self._desk.sifting.page is not None:
            self._desk.sifting.close()
        else:
            self._desk.viewer.show(None)

    async def step_linked(self, step: int) -> None:
        """Go to the next (or previous) record linked to the one that the cursor was moved to; in a
        record in which something is found, to the next place of it.
        """
        if self._desk.reader.step_found(step):
            return
        await self._desk.settle()
        if not await self._desk.walker.step_to_linked(step):
            self._screen.notify(_("Nothing in the lists is linked to this record"), timeout=3)

    def whole(self) -> None:
        """Give the pane in focus the whole screen, or give the others their part again."""
        self._desk.sifting.close()
        self._desk.room.toggle_whole()
        self._desk.update_hints()

    def layout(self) -> None:
        """Take the next layout."""
        self._desk.room.step()
        self._desk.update_hints()

    def grow(self, step: int) -> None:
        """Make the pane in focus larger (or smaller); zoom a view that can be zoomed."""
        if self._desk.looker.can_zoom:
            self._desk.looker.zoom(step)
        elif not self._desk.room.grow(step):
            self._screen.notify(self._why_not_grown(step), timeout=3)

    def _why_not_grown(self, step: int) -> str:
        if self._desk.room.has_whole:
            key = key_of("whole", self._keys)
            return _("This pane has the whole screen: {key} shows the others again", key=key)
        if self._desk.room.is_single:
            key = key_of("layout", self._keys)
            return _("Only one pane fits here: {key} shows two", key=key)
        return _("The other pane needs the rest") if step > 0 else _("This pane needs what it has")

    def fold(self) -> None:
        """Fold a section of the record, or what a view can fold; or open it."""
        detail = self._desk.reader.detail
        if not detail.has_focus:
            self.look("fold")
        elif detail.section is not None:
            self._desk.reader.fold(detail.section)
        else:
            key = key_of("next_section", self._keys)
            self._screen.notify(_("No section begins above: {key} goes to one", key=key), timeout=3)

    async def step_section(self, step: int) -> None:
        """Go to the next section of the record (or the one before), from wherever one is."""
        if not self._desk.reader.detail.has_focus:
            await self._read()
        self._desk.reader.detail.step_section(step)

    def look(self, action: str) -> None:
        """Show another view, or the present one in another way."""
        self._desk.sifting.close()
        self._desk.looker.act(action)
        self._desk.update_hints()

    async def show_view(self, name: str) -> None:
        """Show a view by its name."""
        await self._desk.settle()
        self._desk.looker.show_named(name)

    # Marks

    async def mark(self) -> None:
        """Mark the record, or unmark it."""
        opened = await self._desk.settle()
        if opened is not None:
            self._desk.marker.toggle(opened.ref)

    def marked(self) -> None:
        """Show what is marked; if it is shown, what was asked before."""
        if self._desk.session.text.strip() == QUERY:
            self._desk.asker.undo()
        elif self._desk.marker.count:
            self._desk.answer(QUERY)
        else:
            self._desk.marker.say_none()

    def unmark_all(self) -> None:
        """Unmark every record."""
        self._desk.marker.clear()

    # The query

    async def filter(self) -> None:
        """Put the record into the query, in place of the words that found it; or take it out."""
        if not self._desk.looker.filter_cell():
            opened = await self._desk.settle()
            if opened is not None:
                self._desk.asker.filter_by(opened)

    async def facets(self) -> None:
        """Narrow the present list by the values of fields."""
        await self._desk.sift()

    def drop_term(self) -> None:
        """Remove the last term of the query."""
        self._desk.asker.drop_term()

    def sort(self) -> None:
        """Sort the present list, or the view, in another way."""
        if self._desk.looker.has_focus:
            self._desk.looker.sort()
        else:
            self._desk.asker.sort()

    def list_columns(self) -> None:
        """Choose the columns of the present list."""
        self._desk.asker.choose_columns()

    def undo_query(self) -> None:
        """Go back to the query before this one."""
        self._desk.asker.undo()

    def redo_query(self) -> None:
        """Go forward to the query that was undone."""
        self._desk.asker.redo()

    def save_query(self) -> None:
        """Keep the query under a name, in the config file."""
        self._desk.asker.keep()

    # The record

    async def add(self) -> None:
        """Ask what to add, and open its form."""
        self._desk.pen.add(self._desk.session.pane, await self._desk.settle())

    async def change(self) -> None:
        """Open the form of the record."""
        opened = await self._desk.settle()
        if opened is not None:
            self._desk.pen.change(opened.ref)

    def draft(self) -> None:
        """Ask for an article, and review what it proposes."""
        self._desk.pen.draft()

    def undo(self) -> None:
        """Undo what was written last."""
        self._desk.pen.undo()

    async def export(self) -> None:
        """Open the export dialog, for the view that the cursor is in or for the record."""
        viewer = self._desk.viewer
        if self._desk.looker.has_focus and viewer.state is not None:
            self._desk.outbox.export_view(viewer.text, viewer.state)
            return
        opened = await self._desk.settle()
        if opened is not None:
            self._desk.outbox.export(opened)

    async def copy(self) -> None:
        """Copy the view that the cursor is in as text, or the record as Markdown."""
        viewer = self._desk.viewer
        if self._desk.looker.has_focus and viewer.state is not None:
            self._desk.outbox.copy_view(viewer.text, viewer.state)
            return
        opened = await self._desk.settle()
        if opened is not None:
            self._desk.outbox.copy(opened)

    async def copy_ref(self) -> None:
        """Copy the record's ref."""
        opened = await self._desk.settle()
        if opened is not None:
            self._desk.outbox.copy_ref(opened)

    async def open_link(self) -> None:
        """Open the chosen link, or the record's own, in a browser."""
        detail = self._desk.reader.detail
        chosen = detail.chosen if detail.has_focus else None
        if chosen is not None and chosen.leads is Leads.ADDRESS:
            self._desk.outbox.open_address(chosen.target)
            return
        opened = await self._desk.settle()
        self._desk.outbox.open_address(opened.address if opened is not None else None)

    async def edit(self) -> None:
        """Edit the record's file at its line, and read it again."""
        opened = await self._desk.settle()
        if opened is not None:
            await self._desk.outbox.edit(opened, self.reload)

    # The registry and the program

    def reload(self) -> None:
        """Read the registry again."""
        self._desk.follower.refresh(asked=True)

    def problems(self) -> None:
        """List what is wrong in the registry."""
        from collab_tui.tui.screens.problems import ProblemsScreen

        def after(edited: bool | None) -> None:
            if edited:
                self.reload()

        self._screen.app.push_screen(ProblemsScreen(self._desk.searcher), after)

    def changes(self) -> None:
        """List what changed since the last visit."""
        self._desk.visits.show_changes()

    def theme(self) -> None:
        """Go to the next theme."""
        from collab_tui.tui.themes import after

        self._screen.app.theme = after(self._screen.app.theme)
        self._screen.call_after_refresh(self._desk.use_palette)

    def palette(self) -> None:
        """Find a command, a view, a field, a question or a record by name."""
        self._desk.launcher.open()

    def ask(self, query: str) -> None:
        """Search for a whole question, and go to the list that answers it."""
        self._desk.answer(query)

    def begin_term(self, field: str) -> None:
        """Go to the search bar, to type a value of a field."""
        self._desk.focus_search()
        self._desk.search_bar.begin_term(field)

    def read(self, ref: str) -> None:
        """Read a record by its ref."""
        self._desk.launcher.read(Ref.parse(ref))

    def help(self) -> None:
        """Show the help screen."""
        from collab_tui.tui.screens.help import HelpScreen

        self._screen.app.push_screen(HelpScreen(self._keys, self._desk.palette))
