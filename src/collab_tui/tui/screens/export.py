"""The export dialog: what, under which name, and how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from collab_tui.catalog.text import tokens
from collab_tui.export import (
    ExportError,
    FileExistsAlreadyError,
    Scope,
    document_of,
    linked_numbers,
    write_file,
)
from collab_tui.render.words import clean, plural
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import Hint, KeyBar

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

PREVIEWED = 20
"""Records that the preview shows; the file gets all of them."""

_SCOPES = list(Scope)


def _slug(query: str) -> str:
    """Return a file's name that tells of a query."""
    return "-".join(tokens(query))[:40].strip("-")


class ExportScreen(ModalScreen[None]):
    """Writes Markdown, after showing it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("up", "scope(-1)", "Scope", priority=True),
        Binding("down", "scope(1)", "Scope", priority=True),
        Binding("pagedown", "preview(1)", "Preview", priority=True),
        Binding("pageup", "preview(-1)", "Preview", priority=True),
    ]
    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen #dialog { width: 96%; max-width: 110; height: 94%; background: $surface; }
    ExportScreen #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ExportScreen #scopes { height: 3; margin: 1 1 0 1; }
    ExportScreen .row { height: 1; margin: 1 1 0 1; }
    ExportScreen .label { width: 6; color: $text-muted; }
    ExportScreen Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    ExportScreen Input:focus { border: none; }
    ExportScreen #folder { height: 1; margin: 0 1 0 7; color: $text-muted; }
    ExportScreen #said { height: auto; margin: 0 1 0 7; color: $text-error; }
    ExportScreen Detail { height: 1fr; margin-top: 1; background: $background; }
    """

    def __init__(
        self,
        catalog: Catalog,
        record: int,
        results: Sequence[int],
        query: str,
        folder: Path | None,
    ) -> None:
        """Export `record`, what it links to, or the `results` of `query`, into `folder`."""
        super().__init__()
        self._catalog = catalog
        self._query = query
        self._folder = folder or Path.cwd()
        self._numbers = {
            Scope.RECORD: [record],
            Scope.LINKED: linked_numbers(catalog, record),
            Scope.RESULTS: list(results),
        }
        self._slug = catalog.rows([record])[0].id
        self._scope = Scope.RECORD
        self._confirmed: str | None = None
        self._file_name = Input(self._suggested(), select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Lay out scope, name and preview."""
        with Vertical(id="dialog"):
            yield Static("Export to Markdown", id="title", markup=False)
            yield Static(id="scopes", markup=False)
            with Horizontal(classes="row"):
                yield Static("File", classes="label", markup=False)
                yield self._file_name
            where = clean(f"in {self._folder} (export_folder in the config file)")
            yield Static(where, id="folder", markup=False)
            yield Static(id="said", markup=False)
            preview = Detail()
            preview.can_focus = False
            yield preview
            yield KeyBar()

    def on_mount(self) -> None:
        """Show the first preview."""
        self._file_name.focus()
        self.query_one(KeyBar).show(
            [
                Hint("⏎", "write"),
                Hint("↑↓", "choose what"),
                Hint("PgUp PgDn", "scroll the preview"),
                Hint("Esc", "cancel", keep=True),
            ]
        )
        self._update()

    def _suggested(self) -> str:
        names = {
            Scope.RECORD: f"{self._slug}.md",
            Scope.LINKED: f"{self._slug}-linked.md",
            Scope.RESULTS: f"{_slug(self._query) or 'all'}.md",
        }
        return names[self._scope]

    def _update(self) -> None:
        from collab_tui.render.palette import DARK, LIGHT

        lines = Text()
        for scope in _SCOPES:
            chosen = scope is self._scope
            count = plural(len(self._numbers[scope]), "record")
            lines.append(f"{'●' if chosen else '○'} {scope.value}", "bold" if chosen else "")
            lines.append(f"  {count}\n", "dim")
        self.query_one("#scopes", Static).update(lines)
        numbers = self._numbers[self._scope]
        text = document_of(self._catalog, numbers[:PREVIEWED], self._asked)
        if len(numbers) > PREVIEWED:
            text += f"\n… and {plural(len(numbers) - PREVIEWED, 'record')} more\n"
        palette = DARK if self.app.current_theme.dark else LIGHT
        self.query_one(Detail).show(Text(text, "page.text"), palette)

    @property
    def _asked(self) -> str | None:
        return self._query if self._scope is Scope.RESULTS else None

    def action_scope(self, step: int) -> None:
        """Take another scope; the name follows unless it was changed by hand."""
        unchanged = self._file_name.value == self._suggested()
        index = (_SCOPES.index(self._scope) + step) % len(_SCOPES)
        self._scope = _SCOPES[index]
        if unchanged:
            self._file_name.value = self._suggested()
        self._update()

    def action_preview(self, step: int) -> None:
        """Scroll the preview."""
        self.query_one(Detail).action_scroll_page(step)

    @on(Input.Changed)
    def _renamed(self) -> None:
        self._confirmed = None
        self._say("")

    @on(Input.Submitted)
    def _write(self) -> None:
        name = self._file_name.value.strip()
        is_plain = clean(name) == name and Path(name).name == name and "\\" not in name
        if not name or name in (".", "..") or not is_plain:
            self._say("a file name, without folders")
            return
        path = self._folder / name
        text = document_of(self._catalog, self._numbers[self._scope], self._asked)
        try:
            write_file(path, text, replace=self._confirmed == name)
        except FileExistsAlreadyError:
            self._confirmed = name
            self._say(f"{name} exists already; press Enter again to replace it")
        except ExportError as error:
            self._say(str(error))
        else:
            self.dismiss()
            self.app.notify(f"Wrote {path}", timeout=4, markup=False)

    def _say(self, message: str) -> None:
        self.query_one("#said", Static).update(clean(message))

    def action_close(self) -> None:
        """Write nothing."""
        self.dismiss()
