"""The help screen: keys, the query language with examples, and signs; typing finds a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from collab_tui.keymap import key_of, keys_of
from collab_tui.language import _
from collab_tui.tui.helping import Section, narrowed, sections
from collab_tui.tui.plain import named_keys
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.acting_input import ActingInput
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.key_bar import Hint, KeyBar


class HelpScreen(Base[None], ModalScreen[None]):
    """The help: everything that can be typed, and every sign."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Show everything again; close"),
        Binding("q,enter,backspace", "dismiss", "Close"),
        Binding("space", "page", "Further"),
        Binding("slash", "find", "Find", id="search"),
        Binding("question_mark,f1", "dismiss", "Close", id="help"),
    ]
    AUTO_FOCUS = "Detail"
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background; }
    HelpScreen #dialog { width: 100%; max-width: 92; height: 100%; max-height: 48; }
    HelpScreen Detail { height: 1fr; background: $surface; padding: 1 1; border: none; }
    HelpScreen ActingInput { background: $panel; }
    """

    def __init__(self, keymap: Mapping[str, str], palette: Theme) -> None:
        """Show keys as `keymap` has them."""
        super().__init__()
        self._keymap = keymap
        self._palette = palette
        self._sections: Sequence[Section] = ()
        self._input = ActingInput(self._act, _("find a key, a field, a sign"))

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, and the text, which scrolls."""
        with Vertical(id="dialog"):
            yield self._input
            yield Detail()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show everything."""
        self._sections = sections(self._keymap, partial(named_keys, self))
        self._show()
        self._show_keys()

    def _show(self) -> None:
        shown = _renderable(narrowed(self._sections, self._input.value))
        self.query_one(Detail).show(shown, self._palette)

    def _show_keys(self) -> None:
        find = key_of("search", self._keymap)
        pressed = next(iter(keys_of("search", self._keymap)), "slash")
        keys = [
            Hint("⏎", _("read")) if self.is_typing else Hint(find, _("find"), pressed=pressed),
            Hint("↑↓", _("scroll")),
        ]
        leave = _("show all") if self._input.value else _("close")
        self.query_one(KeyBar).show([*keys, Hint("Esc", leave, keep=True)])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()
        self._show_keys()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._read()

    def _act(self, key: str) -> bool:
        """Go from the line to the text, if a key says so."""
        if key in ("down", "tab"):
            self._read()
        return key in ("down", "tab")

    def _read(self) -> None:
        self.query_one(Detail).focus()
        self._show_keys()

    def action_find(self) -> None:
        """Type what to find."""
        self._input.focus()
        self._show_keys()

    def action_leave(self) -> None:
        """Show everything again; if everything is shown, close the help."""
        if self._input.value:
            self._input.value = ""
            self._read()
        elif self.is_typing:
            self._read()
        else:
            self.dismiss(None)

    def action_page(self) -> None:
        """Go on by what is visible."""
        self.query_one(Detail).action_page(1)

    async def action_dismiss(self, result: None = None) -> None:
        """Close the help."""
        self.dismiss(result)


def _renderable(found: Sequence[Section]) -> RenderableType:
    """Return the sections as a text."""
    if not found:
        return Text(_("Nothing in the help has this."), "page.quiet")
    parts: list[RenderableType] = []
    for section in found:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(ratio=2, max_width=36, overflow="fold")
        table.add_column(ratio=3, overflow="fold")
        for key, meaning in section.rows:
            table.add_row(Text(key, "page.strong"), Text(meaning, "page.text"))
        parts += [Text(section.title.upper(), "kind.institution"), table, Text()]
    return Group(*parts)
