"""The form of a record: its fields as rows, one of which is edited at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widgets import Static

from collab_tui.forms.asked import Ask
from collab_tui.forms.asking import ask
from collab_tui.forms.asking_sources import SourcesAsk
from collab_tui.forms.evidence import numbers_of
from collab_tui.forms.form import Form
from collab_tui.forms.rows import Does
from collab_tui.forms.writing import Content, Mistake, Tried, tried
from collab_tui.language import _
from collab_tui.registry.problems import KeyPath
from collab_tui.tui.form_words import about, ask_hints, can_take_out, has_sources, row_hints, title
from collab_tui.tui.parts.questioner import Questioner
from collab_tui.tui.saver import Saved, Saver
from collab_tui.tui.screens.base import Base
from collab_tui.tui.screens.confirm import ConfirmScreen
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.entry import Entry
from collab_tui.tui.widgets.form_rows import FormRows, nearest
from collab_tui.tui.widgets.key_bar import KeyBar
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.tui.threads import CatalogThread


class FormScreen(Base[Saved | None], Screen[Saved | None]):
    """Edits a record. The result is what was written, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("enter", "edit", "Edit"),
        Binding("tab", "go(1)", "Next"),
        Binding("shift+tab", "go(-1)", "Previous"),
        Binding("d,delete", "take_out", "Take out"),
        Binding("J,shift+down", "move(1)", "Move down"),
        Binding("K,shift+up", "move(-1)", "Move up"),
        Binding("s", "sources", "Sources"),
        Binding("f", "field", "Field"),
        Binding("u", "take_back", "Take back"),
        Binding("ctrl+s", "save", "Write"),
    ]
    DEFAULT_CSS = """
    FormScreen { background: $background; }
    FormScreen FormRows { height: 1fr; background: $background; }
    FormScreen #about { height: 3; padding: 0 1; background: $surface; color: $text-muted; }
    FormScreen #about.-hidden { display: none; }
    """

    def __init__(self, documents: CatalogThread, choices: CatalogThread, form: Form) -> None:
        """Edit `form`; `documents` tries and writes it, `choices` finds what can be chosen."""
        super().__init__()
        self.form = form
        self._documents = documents
        self._rows = FormRows()
        self._questioner = Questioner(self, choices, self._describe)
        self._asked_at: KeyPath = ()
        self._mistakes: list[Mistake] = []
        self._saver = Saver(self, documents, form, self._look, self.dismiss)

    def compose(self) -> ComposeResult:
        """Lay out title, rows, what is asked, what the field means, and the keys."""
        yield Static(id="title", markup=False)
        yield self._rows
        yield self._questioner.entry
        yield Static(id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first row; a new record begins with its name."""
        self._show(("name",))
        self._rows.focus()
        self._examine()
        if self.form.ref is None and not self.form.name:
            self.action_edit()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait for offers, and for what is being tried or written."""
        if self.is_typing and is_text(event):
            return False
        return await self.finish(("offers", "write"))

    # What is shown

    def _show(self, path: KeyPath | None = None) -> None:
        """Show the rows, with the cursor on that of a path, or where it is."""
        rows = self.form.rows()
        cursor = nearest(rows, path) if path else None
        facts = {row.fact for row in rows if row.fact}
        sources = {fact: numbers_of(self.form.table, fact) for fact in facts}
        self._rows.show(rows, sources, self._rows.cursor if cursor is None else cursor)
        self._rows.mark(self._mistakes)
        self._describe()

    def _describe(self, doing: str = "") -> None:
        """Show the title, what the field under the cursor means, and the keys that work there.

        `doing` is what is being done, for the title.
        """
        form, row, question = self.form, self._rows.row, self._questioner.question
        self.query_one("#title", Static).update(title(form, self._mistakes, doing))
        self.query_one("#about", Static).update(
            about(form, row, self._rows.mistakes_at(self._rows.cursor))
        )
        hints = (
            row_hints(form, row)
            if question is None
            else ask_hints(question, self._questioner.entry)
        )
        self.query_one(KeyBar).show(hints)

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()
        if event.widget is self._rows:
            self._describe()

    # What is wrong

    @work(exclusive=True, group="examine")
    async def _examine(self) -> None:
        """Find out what is wrong, in a copy of the catalog."""
        content = Content.of(self.form)
        found = await self._documents.ask("examine", lambda catalog, _: tried(catalog, content))
        if found is not None and self.is_open:
            if found.meanwhile is None and not found.is_gone:
                self._mistakes = found.mistakes
            if self.form.ref is None and "id" not in self.form.table:
                self.form.say_id(found.ref.id if found.ref is not None else "")
            self._show()

    def _look(self, found: Tried) -> None:
        """Go to the first mistake."""
        self._mistakes = found.mistakes
        first = next((one for one in found.mistakes if one.is_error), None)
        self._show(first.path if first is not None else None)
        if first is not None:
            self.notify(
                _("Not written: {message}", message=first.message), severity="warning", timeout=4
            )
        elif found.trouble:
            self.notify(_("Not written: {trouble}", trouble=found.trouble), severity="error")

    # Asking

    def _begin(self, question: Ask) -> None:
        """Ask something."""
        row = self._rows.row
        self._asked_at = row.path if row is not None else ()
        self._questioner.begin(question)

    @on(Entry.Typed)
    def _typed(self, event: Entry.Typed) -> None:
        event.stop()
        self._questioner.offer()

    @on(Entry.Taken)
    def _taken(self, event: Entry.Taken) -> None:
        event.stop()
        following = self._questioner.take(event)
        if following is None:
            return
        if not isinstance(following, tuple):
            self._show(self._asked_at)
            self._begin(following)
        else:
            self._end()
            self._show(following)
            self._go_on(following, event.step)
        self._examine()

    def _go_on(self, path: KeyPath, step: int) -> None:
        """Go to the next row after something was taken with Tab; begin a field that was named."""
        row = self._rows.row
        if step:
            self.action_go(step)
        elif row is not None and self._asked_at == () and row.path == path:
            self.action_edit()

    @on(Entry.Left)
    def _left(self, event: Entry.Left) -> None:
        event.stop()
        self._end()
        self._describe()

    def _end(self) -> None:
        self._questioner.end()
        self._rows.focus()

    # Keys

    def action_edit(self) -> None:
        """Edit or choose the value, show or hide an element, or add something."""
        row = self._rows.row
        if row is None:
            return
        if row.does is Does.OPEN:
            self.form.unfold(row.path)
            self._show(row.path)
            return
        question = ask(self.form, row)
        if question is not None:
            self._begin(question)

    def action_go(self, step: int) -> None:
        """Go to the next or the previous row that has or takes a value."""
        self._rows.cursor = self._rows.after(step)

    def action_take_out(self) -> None:
        """Take out a value or an element."""
        row = self._rows.row
        if row is not None and can_take_out(self.form, row):
            self.form.put(row.path, None)
            self._show()
            self._examine()

    def action_move(self, step: int) -> None:
        """Move an element within its list."""
        row = self._rows.row
        if row is not None and row.is_element:
            self._show(self.form.move(row.path, step))
            self._examine()

    def action_sources(self) -> None:
        """Choose the sources of the fact."""
        row = self._rows.row
        if row is not None and has_sources(row):
            self._begin(SourcesAsk(self.form, row.fact))
        else:
            self.notify(_("Sources support a value: go to one first"), timeout=3)

    def action_field(self) -> None:
        """Show a field that has no value yet."""
        self._rows.cursor = len(self._rows.rows) - 1
        self.action_edit()

    def action_take_back(self) -> None:
        """Take the last change back."""
        if self.form.take_back():
            self._show()
            self._examine()
        else:
            self.notify(_("Nothing to take back"), timeout=3)

    def action_save(self) -> None:
        """Show what will be written; before that, take what is being typed."""
        if self._questioner.question is not None and not self._questioner.question.stays:
            self._questioner.entry.take()
        if self._questioner.question is None or self._questioner.question.stays:
            self._end()
            self._describe(_("checking …"))
            self._saver.save()

    def action_leave(self) -> None:
        """Leave the form; if something would be lost, ask first."""
        if not self.form.is_changed:
            self.dismiss(None)
            return
        what = self.form.name or _("the new record")
        words = _("What you typed in {what} was not written. If you leave, it is lost.", what=what)
        question = ConfirmScreen(_("Throw it away?"), words, _("throw it away"), _("go on editing"))
        self.app.push_screen(question, self._thrown_away)

    def _thrown_away(self, is_agreed: bool | None) -> None:
        if is_agreed:
            self.dismiss(None)
