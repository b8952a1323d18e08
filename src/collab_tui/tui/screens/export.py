"""The export dialog: what to export, in which form, where to, and a preview."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import OverflowMethod
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import DescendantBlur, DescendantFocus, Key, Paste
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from collab_tui.language import _, _n, number
from collab_tui.outgoing.writing import ExportError, FileExistsAlreadyError
from collab_tui.render.words import clean
from collab_tui.tui.exports import Exportable, Taken
from collab_tui.tui.in_turn import InTurn
from collab_tui.tui.screens.base import LOOK_EVERY, Base, laid_out
from collab_tui.tui.themes import palette_of
from collab_tui.tui.widgets.choices import Choices
from collab_tui.tui.widgets.destination import Destination, NoDestinationError
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import Hint, KeyBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.tui.threads import CatalogThread, Check

TELL_EVERY = 100
"""Number of records after which progress is shown."""

STOP = "escape"
"""The key that stops writing, and closes the dialog."""


class _NoFolderError(Exception):
    """The folder that was typed does not exist."""


class ExportScreen(Base[Path | None], ModalScreen[Path | None]):
    """Writes a file, after a preview. The result is its folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(STOP, "close", "Close"),
        Binding("enter", "write", "Write"),
        Binding("tab", "field(1)", "Name, folder", priority=True),
        Binding("shift+tab", "field(-1)", "Folder, name", priority=True),
        Binding("up", "choose(-1)", "Choose", priority=True),
        Binding("down", "choose(1)", "Choose", priority=True),
        Binding("left", "form(-1)", "Form"),
        Binding("right", "form(1)", "Form"),
        Binding("pagedown", "preview(1)", "Preview", priority=True),
        Binding("pageup", "preview(-1)", "Preview", priority=True),
    ]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background; }
    ExportScreen #dialog { width: 96%; max-width: 110; height: 94%; background: $surface; }
    ExportScreen Choices { margin: 1 1 0 1; }
    ExportScreen #forms { height: 1; margin: 1 1 0 1; }
    ExportScreen Destination { margin-top: 1; }
    ExportScreen #said { height: auto; margin: 0 1 0 10; color: $text-error; }
    ExportScreen Detail { height: 1fr; margin-top: 1; background: $background; }
    """

    def __init__(
        self,
        documents: CatalogThread,
        what: Exportable,
        folder: Path,
    ) -> None:
        """Export into `folder`, unless another one is typed; `documents` reads and writes."""
        super().__init__()
        self._documents = documents
        self._what = what
        self._taken = Taken(what.first)
        self._confirmed: Path | None = None
        self._is_writing = False
        self._typed_in: Widget | None = None
        self._destination = Destination(what.file_name(self._taken), folder)

    def compose(self) -> ComposeResult:
        """Lay out choices, forms, name, folder and preview."""
        with Vertical(id="dialog"):
            yield Static(self._what.title, id="title", markup=False)
            choices = Choices(id="choices")
            choices.styles.height = len(self._what.choices)
            yield choices
            if self._what.forms:
                yield Choices(id="forms", is_row=True)
            yield self._destination
            yield Static(id="said", markup=False)
            preview = Detail()
            preview.can_focus = False
            yield preview
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the first preview."""
        self._show_keys()
        self._show_choices()
        self._preview()
        self._count()

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait until writing is finished, unless the key stops it; and for the preview."""
        waited, key = False, event.key if isinstance(event, Key) else ""
        while self._is_writing and not (key == STOP or self._stops()):
            waited = True
            await asyncio.sleep(LOOK_EVERY)
        if key in ("pagedown", "pageup"):
            waited = await self.finish(("preview",)) or waited
            waited = await laid_out(self.query_one(Detail)) or waited
        return waited

    def _stops(self) -> bool:
        return isinstance(self.app, InTurn) and self.app.is_coming(STOP)

    @property
    def _fields(self) -> list[Widget | None]:
        """What Tab goes through: none, so that keys are commands, and what can be typed."""
        return [None, *self._destination.lines]

    def _show_keys(self) -> None:
        words_of_tab = (_("name"), _("folder"), _("done"))
        keys = [
            Hint("⏎", _("write")),
            Hint("↑↓", _("choose")),
            *([Hint("←→", _("format"))] if self._what.forms and not self.is_typing else []),
            Hint("Tab", words_of_tab[self._fields.index(self.focused)]),
            Hint("PgDn", _("preview")),
        ]
        stop = Hint("Esc", _("stop writing") if self._is_writing else _("cancel"), keep=True)
        self.query_one(KeyBar).show([stop] if self._is_writing else [*keys, stop])

    def _show_choices(self) -> None:
        choices = list(zip(self._what.choices, self._what.notes(), strict=True))
        self.query_one("#choices", Choices).show(choices, self._taken.choice)
        if self._what.forms:
            forms = [(form, "") for form in self._what.forms]
            self.query_one("#forms", Choices).show(forms, self._taken.form)

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        await self._documents.ask("count", lambda catalog, _: self._what.count(catalog))
        if self.is_open:
            self._show_choices()

    @work(exclusive=True, group="preview")
    async def _preview(self) -> None:
        taken, what = self._taken, self._what
        text = await self._documents.ask(
            "preview", lambda catalog, check: what.preview(catalog, taken, check)
        )
        if text is not None and self.is_open:
            keeps_lines = what.keeps_lines(taken)
            overflow: OverflowMethod = "crop" if keeps_lines else "fold"
            shown = Text(text, "page.text", no_wrap=keeps_lines, overflow=overflow)
            self.query_one(Detail).show(shown, palette_of(self.app))

    def action_choose(self, step: int) -> None:
        """Choose something else."""
        choice = (self._taken.choice + step) % len(self._what.choices)
        self._take(self._taken._replace(choice=choice))

    def action_form(self, step: int) -> None:
        """Choose another form of file."""
        if self._what.forms:
            form = (self._taken.form + step) % len(self._what.forms)
            self._take(self._taken._replace(form=form))

    @on(Choices.Taken, "#choices")
    def _choice_clicked(self, event: Choices.Taken) -> None:
        self._take(self._taken._replace(choice=event.index))

    @on(Choices.Taken, "#forms")
    def _form_clicked(self, event: Choices.Taken) -> None:
        self._take(self._taken._replace(form=event.index))

    def _take(self, taken: Taken) -> None:
        """Take something else. The name follows; of a name of the user's own, only the ending."""
        if self._is_writing or taken == self._taken:
            return
        typed, before = self._destination.file_name, self._what.file_name(self._taken)
        self._taken, now = taken, self._what.file_name(taken)
        ending = Path(before).suffix
        if typed == before:
            self._destination.file_name = now
        elif typed.endswith(ending):
            self._destination.file_name = typed.removesuffix(ending) + Path(now).suffix
        self._show_choices()
        self._preview()

    def action_preview(self, step: int) -> None:
        """Scroll the preview."""
        self.query_one(Detail).action_page(step)

    @on(Destination.Changed)
    def _typed(self) -> None:
        """Forget what was confirmed. An ending that means another form chooses it."""
        self._confirmed = None
        self._say("")
        forms = [self._taken._replace(form=at) for at in range(len(self._what.forms))]
        endings = [Path(self._what.file_name(one)).suffix for one in forms]
        ending = Path(self._destination.file_name).suffix
        if ending in endings:
            self._take(forms[endings.index(ending)])

    def action_field(self, step: int) -> None:
        """Go to the file's name, to the folder, or leave them. Until then, no key is typed."""
        if not self._is_writing:
            fields = self._fields
            self.set_focus(fields[(fields.index(self.focused) + step) % len(fields)])

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _entered(self) -> None:
        self._show_keys()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the file."""
        if self._is_writing:
            return
        try:
            path = self._destination.path()
        except NoDestinationError as wrong:
            self._say(str(wrong))
            return
        self._write(path, self._taken)

    @work(exclusive=True, group="write")
    async def _write(self, path: Path, taken: Taken) -> None:
        is_confirmed, what, destination = self._confirmed == path, self._what, self._destination
        loop = asyncio.get_running_loop()

        def write(catalog: Catalog, check: Check) -> bool:
            def told(count: int, total: int) -> None:
                check()
                if count % TELL_EVERY == 0:
                    loop.call_soon_threadsafe(self._tell, count, total)

            if not is_confirmed and destination.is_new_folder(path):
                raise _NoFolderError
            what.write(catalog, taken, path, told, replace=is_confirmed)
            return True

        self._set_writing(True)
        is_written, words = None, _("stopped: nothing was written")
        try:
            is_written = await self._documents.ask("write", write)
        except _NoFolderError:
            self._confirmed = path
            words = _("there is no such folder; press Enter again to make it")
        except FileExistsAlreadyError:
            self._confirmed = path
            words = _("{file} exists already; press Enter again to replace it", file=path.name)
        except ExportError as error:
            words = str(error)
        if is_written:
            self._is_writing = False
            self.dismiss(path.parent)
            self.app.notify(_("Wrote {file}", file=path), timeout=4, markup=False)
        else:
            self._set_writing(False)
            self._say(words)

    def _set_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        if is_writing:
            self._typed_in = self.focused
            self.set_focus(None)
        self._destination.disabled = is_writing
        if not is_writing:
            self.set_focus(self._typed_in)
        self._show_keys()

    def _tell(self, count: int, total: int) -> None:
        if self._is_writing:
            self._say(
                _n(
                    "writing: {written} of {count} record",
                    "writing: {written} of {count} records",
                    total,
                    written=number(count),
                )
            )

    def _say(self, message: str) -> None:
        self.query_one("#said", Static).update(clean(message))

    def action_close(self) -> None:
        """Stop writing; if nothing is being written, close the dialog."""
        if self._is_writing:
            self._documents.drop("write")
        else:
            self._documents.drop("preview")
            self.dismiss(None)
