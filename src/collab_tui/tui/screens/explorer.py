"""The main screen: search bar, three lists, detail view, footer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from rich.theme import Theme
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Key, Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from collab_tui.query import QueryError
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.words import plural
from collab_tui.tui import outside
from collab_tui.tui.actions import bindings
from collab_tui.tui.exploration import PANES, Answer, Exploration, Place
from collab_tui.tui.hints import hints
from collab_tui.tui.searcher import Searcher, answer
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.pane import Pane
from collab_tui.tui.widgets.record_list import RecordList
from collab_tui.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.config import Settings
    from collab_tui.query.syntax import Node

WIDE, MEDIUM, TALL = 110, 80, 30
"""Columns and rows from which the layout is wide, medium (below: one pane at a time), tall
(below: only the present list is open)."""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""

DETAIL_DELAY = 0.02
"""Seconds that the cursor rests before its record is laid out, so that a held key flies."""


class ExplorerScreen(Screen[None]):
    """Shows an `Exploration` and turns keys into its moves."""

    BINDINGS: ClassVar = bindings()
    AUTO_FOCUS = ""

    def __init__(self, catalog: Catalog, settings: Settings, query: str) -> None:
        """Explore `catalog`, beginning with a query."""
        super().__init__()
        self.catalog = catalog
        self.settings = settings
        self.exploration = Exploration(query)
        self.search_bar = SearchBar(query)
        self.panes = {
            kind: Pane(str(number), kind, catalog.rows) for number, kind in enumerate(PANES, 1)
        }
        self.detail = Detail()
        self.key_bar = KeyBar()
        self._searcher = Searcher(catalog)
        self._problems = 0
        self._shown: int | None = None
        self._pending: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self.search_bar
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                yield from self.panes.values()
            yield self.detail
        yield self.key_bar
        yield Static(id="too-small", markup=False)

    # Beginning and end

    def on_mount(self) -> None:
        """Fill the lists: at once where the catalog is up to date, else once it is."""
        self.use_palette()
        self.activate(Kind.INSTITUTION)
        self.panes[Kind.INSTITUTION].list.focus()
        if not self.catalog.is_fresh():
            self.search_bar.say("reading the registry …")
            self._refresh()
            return
        self._note_registry()
        node = self.exploration.ask(self.exploration.text)
        try:
            if node is not None:
                self._show(answer(self.catalog, self.exploration.text, node), typed=True)
        except QueryError as error:
            self.exploration.refuse(self.exploration.text, error)
        if self.exploration.error is not None:
            self._ask("", typed=False, keep_error=True)

    def on_unmount(self) -> None:
        """End the searching thread."""
        self._searcher.close()

    @work(exclusive=True, group="refresh")
    async def _refresh(self) -> None:
        await self._searcher.refresh()
        self._note_registry()
        self._shown = None
        self._ask(self.exploration.text, typed=False)

    def _note_registry(self) -> None:
        self._problems = sum(self.catalog.problem_counts().values())
        title = self.catalog.title() or ""
        self.search_bar.set_registry(title)
        self._update_hints()

    # Searching

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.exploration.text:
            self._ask(event.value, typed=True)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_list()

    def on_key(self, event: Key) -> None:
        """Go from the search bar down into the list."""
        if event.key == "down" and self.search_bar.input.has_focus:
            event.stop()
            self.focus_list()

    def _ask(self, text: str, *, typed: bool, keep_error: bool = False) -> None:
        """Search for `text`; after typing, the cursors go to the best match."""
        error = self.exploration.error if keep_error else None
        node = self.exploration.ask(text)
        if node is None:
            self._complain()
        else:
            self._search(text, node, typed)
        if error is not None:
            self.exploration.error = error
            self._complain()

    @work(exclusive=True, group="search")
    async def _search(self, text: str, node: Node, typed: bool) -> None:
        try:
            found = await self._searcher.answer(text, node)
        except QueryError as error:
            self.exploration.refuse(text, error)
            self._complain()
            return
        if found is not None:
            self._show(found, typed=typed)

    def _complain(self) -> None:
        if self.exploration.error is not None:
            self.search_bar.complain(self.exploration.error)
        self._update_hints()

    def _show(self, found: Answer, *, typed: bool) -> None:
        exploration = self.exploration
        if not exploration.accept(found):
            return
        if typed:
            exploration.selected = {}
        nothing = exploration.is_filtered and not any(v.shown for v in found.listings.values())
        self.search_bar.say("nothing matches; Esc clears the query" if nothing else "")
        for kind, pane in self.panes.items():
            listing = found.listings[kind]
            pane.show(listing, exploration.position(kind), filtered=exploration.is_filtered)
            if pane.list.number is not None:
                exploration.selected.setdefault(kind, pane.list.number)
        if typed or exploration.record is None:
            self.activate(exploration.best_pane())
        self._read_later()
        self._update_hints()

    # Reading

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        widget = event.widget
        if isinstance(widget, RecordList) and widget.count:
            self.exploration.select(widget.kind, widget.number_at(event.index))
            self._read_later()

    @on(RecordList.Chosen)
    def _chosen(self, event: RecordList.Chosen) -> None:
        event.stop()
        widget = event.widget
        if isinstance(widget, RecordList) and self.has_class("-narrow"):
            self.detail.focus()

    def _read_later(self) -> None:
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(DETAIL_DELAY, self._read_now)

    def _read_now(self) -> None:
        if self.exploration.record != self._shown or self._shown is None:
            self.read(self.exploration.record)

    def read(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        """Show record `n` in the detail view."""
        from collab_tui.render.kinds import page_of
        from collab_tui.render.terminal import page_renderable

        dossier = self.catalog.dossier(n) if n is not None else None
        self._shown = n
        shown = page_renderable(page_of(dossier)) if dossier else self._nothing_to_read()
        self.detail.show(shown, self.palette, scroll, link)

    def _nothing_to_read(self) -> Text:
        if any(listing.total for listing in self.exploration.listings.values()):
            return Text("Nothing here to read.", "page.quiet")
        words = "This registry holds no records yet."
        if self._problems:
            words += f" {plural(self._problems, 'problem')} found: press p."
        return Text(words, "page.quiet")

    @property
    def dossier(self) -> Dossier | None:
        """The record being read."""
        return self.catalog.dossier(self._shown) if self._shown is not None else None

    # Panes

    def activate(self, kind: Kind) -> None:
        """Make a pane the present one."""
        self.exploration.go_to(kind)
        for other, pane in self.panes.items():
            pane.set_class(other is kind, "-active")
            pane.draw_title()

    def focus_list(self) -> None:
        """Put the focus on the present list."""
        self.panes[self.exploration.pane].list.focus()

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        widget = event.widget
        self.set_class(widget is self.detail, "-reading")
        self.search_bar.set_class(widget is self.search_bar.input, "-active")
        if isinstance(widget, RecordList):
            self.activate(widget.kind)
            self._read_later()
        self._update_hints()

    def _update_hints(self) -> None:
        typing = self.search_bar.input.has_focus
        self.key_bar.show(
            hints(
                self.settings.keys,
                typing=typing,
                reading=self.detail.has_focus,
                narrow=self.has_class("-narrow"),
                filtered=self.exploration.is_filtered,
                can_go_back=self.exploration.can_go_back,
                problems=self._problems,
            )
        )

    # Appearance

    @property
    def palette(self) -> Theme:
        """The colours that go with the present theme."""
        from collab_tui.render.palette import ANSI, DARK, LIGHT

        if self.app.no_color:
            return ANSI
        return DARK if self.app.current_theme.dark else LIGHT

    def use_palette(self) -> None:
        """Draw everything in the colours of the present theme."""
        for pane in self.panes.values():
            pane.list.theme = self.palette
            pane.list.refresh()
            pane.draw_title()
        if self._shown is not None:
            self.read(self._shown, self.detail.scroll_offset.y, self.detail.link)

    def on_resize(self, event: Resize) -> None:
        """Choose the layout; say so where the terminal is too small to use."""
        width, height = event.size
        self.set_class(width >= WIDE, "-wide")
        self.set_class(width < MEDIUM, "-narrow")
        self.set_class(height < TALL, "-short")
        too_small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(too_small, "-too-small")
        if too_small:
            wanted = f"{SMALLEST[0]}×{SMALLEST[1]}"
            text = f"collab-tui needs {wanted};\nthis terminal has {width}×{height}."
            self.query_one("#too-small", Static).update(text)
        self.call_after_refresh(self._update_hints)

    # Actions, one for each of collab_tui.tui.actions

    def action_search(self) -> None:
        """Go to the search bar."""
        self.search_bar.input.focus()

    def action_pane_1(self) -> None:
        """Go to the institutions."""
        self.panes[PANES[0]].list.focus()

    def action_pane_2(self) -> None:
        """Go to the agreements."""
        self.panes[PANES[1]].list.focus()

    def action_pane_3(self) -> None:
        """Go to the focus areas."""
        self.panes[PANES[2]].list.focus()

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
        stops[(start + step) % len(stops)].focus()

    def action_open(self) -> None:
        """Read the record; in the detail view, follow the link."""
        if self.detail.has_focus:
            self.detail.follow()
        else:
            self.detail.focus()

    @on(Detail.Followed)
    def _followed(self, event: Detail.Followed) -> None:
        event.stop()
        if not event.link.is_record:
            outside.open_address(self.app, event.link.target)
            return
        ref = Ref.parse(event.link.target)
        n = self.catalog.number(ref)
        if n is not None:
            self.follow(ref.kind, n)

    def follow(self, kind: Kind, n: int) -> None:
        """Go to a record, remembering the way back."""
        self.exploration.visit(kind, n, self._here())
        self._arrive(n)

    def action_back(self) -> None:
        """Go back to where one was; without a way back, to the lists."""
        place = self.exploration.go_back(self._here())
        if place is not None:
            self._return_to(place)
        elif self.detail.has_focus:
            self.focus_list()

    def action_forward(self) -> None:
        """Go forward again."""
        place = self.exploration.go_forward(self._here())
        if place is not None:
            self._return_to(place)

    def _here(self) -> Place:
        return self.exploration.place(
            self.detail.has_focus, self.detail.scroll_offset.y, self.detail.link
        )

    def _arrive(self, n: int | None, scroll: int = 0, link: int | None = None) -> None:
        for kind, pane in self.panes.items():
            index = self.exploration.listings[kind].find(self.exploration.selected.get(kind))
            if index is not None and index != pane.list.cursor:
                with pane.list.prevent(RecordList.Moved):
                    pane.list.cursor = index
        self.activate_quietly(self.exploration.pane)
        self.exploration.record = n
        self.read(n, scroll, link)
        self._update_hints()

    def activate_quietly(self, kind: Kind) -> None:
        """Make a pane the present one and leave alone what is being read."""
        record = self.exploration.record
        self.activate(kind)
        self.exploration.record = record

    def _return_to(self, place: Place) -> None:
        self._arrive(place.record, place.scroll, place.link)
        if place.query != self.exploration.text:
            self.exploration.text = place.query
            self.search_bar.input.value = place.query
            self._ask(place.query, typed=False)
        if place.reading:
            self.detail.focus()
        else:
            self.focus_list()

    def action_leave(self) -> None:
        """Leave the detail view or an empty search bar; otherwise clear the query."""
        if self.detail.has_focus:
            self.focus_list()
        elif self.search_bar.input.value:
            self.search_bar.input.value = ""
            self._ask("", typed=False)
        elif self.search_bar.input.has_focus:
            self.focus_list()

    def action_export(self) -> None:
        """Open the export dialog."""
        from collab_tui.tui.screens.export import ExportScreen

        if self._shown is None:
            return
        listings = self.exploration.listings.values()
        found = dict.fromkeys(n for listing in listings for n in listing.numbers)
        folder = self.settings.export_folder
        self.app.push_screen(
            ExportScreen(self.catalog, self._shown, list(found), self.exploration.text, folder)
        )

    def action_copy(self) -> None:
        """Copy the record as Markdown."""
        from collab_tui.export import document_of

        if self._shown is not None and (dossier := self.dossier) is not None:
            self.app.copy_to_clipboard(document_of(self.catalog, [self._shown]))
            self.notify(f"Copied {dossier.ref} as Markdown", timeout=3)

    def action_copy_ref(self) -> None:
        """Copy the record's ref."""
        if (dossier := self.dossier) is not None:
            self.app.copy_to_clipboard(str(dossier.ref))
            self.notify(f"Copied {dossier.ref}", timeout=3)

    def action_open_link(self) -> None:
        """Open the chosen link, or the record's own, in a browser."""
        chosen = self.detail.chosen if self.detail.has_focus else None
        if chosen is not None and not chosen.is_record:
            outside.open_address(self.app, chosen.target)
            return
        address = outside.address_of(self.dossier) if self.dossier is not None else None
        if address is None:
            self.notify("This record has no link", severity="warning", timeout=3)
        else:
            outside.open_address(self.app, address)

    def action_edit(self) -> None:
        """Edit the record's file at its line, and read it again."""
        place = self.catalog.place(self._shown) if self._shown is not None else None
        if place is not None and outside.edit(self.app, place):
            self.action_reload()

    def action_reload(self) -> None:
        """Read the registry again."""
        self._refresh()

    def action_problems(self) -> None:
        """List what is wrong in the registry."""
        from collab_tui.tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self.catalog.problems()), self._after_problems)

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

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    def command(self, action: str) -> Callable[[], Awaitable[None]]:
        """Return what the palette calls for an action."""
        return partial(self.run_action, action)
