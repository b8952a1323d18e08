"""The help screen: keys, and the query language with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from collab_tui.query.fields import FIELDS
from collab_tui.query.guide import SYNTAX
from collab_tui.render.words import STATUS_SIGNS
from collab_tui.tui.actions import ACTIONS, MOVES, shown_keys
from collab_tui.tui.screens.one_size import OneSize
from collab_tui.tui.widgets.detail import Detail


class HelpScreen(OneSize[None], ModalScreen[None]):
    """Everything that can be typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,f1,enter,backspace", "dismiss", "Close"),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background; }
    HelpScreen Detail {
        width: 100%; max-width: 92; height: 100%; max-height: 48;
        background: $surface; padding: 1 1; border: none;
    }
    """

    def __init__(self, keymap: Mapping[str, str], palette: Theme) -> None:
        """Show keys as `keymap` has them."""
        super().__init__()
        self._keymap = keymap
        self._palette = palette

    def compose(self) -> ComposeResult:
        """Lay out the one scrolling text."""
        yield Detail()

    def on_mount(self) -> None:
        """Fill it."""
        detail = self.query_one(Detail)
        detail.show(help_renderable(self._keymap), self._palette)
        detail.focus()

    async def action_dismiss(self, result: None = None) -> None:
        """Close the help."""
        self.dismiss(result)


def help_renderable(keymap: Mapping[str, str]) -> RenderableType:
    """Return the help text."""
    keys = [(", ".join(shown_keys(action, keymap)), action.help) for action in ACTIONS]
    fields = [(field.example, field.help) for field in FIELDS.values()]
    used = dict.fromkeys(
        f"{sign} {status}" for status, sign in STATUS_SIGNS.items() if status not in _RARE
    )
    return Group(
        Text("Help", "page.title"),
        Text("Esc closes it; ↑ ↓ PgUp PgDn scroll.", "page.quiet"),
        *_section("Keys", [*MOVES, *keys]),
        *_section("Searching", list(SYNTAX)),
        *_section("Fields", fields),
        *_section("Signs", [("   ".join(used), "")]),
        Text(),
        Text(
            "A small number behind a fact names the source that backs it. Keys can be changed"
            " in the config file, under [keys]; the README says how.",
            "page.text",
        ),
    )


_RARE = frozenset({"inactive", "withdrawn"})


def _section(title: str, rows: list[tuple[str, str]]) -> list[RenderableType]:
    if len(rows) == 1 and not rows[0][1]:
        return [Text(), Text(title.upper(), "kind.institution"), Text(rows[0][0], "page.text")]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(ratio=2, max_width=36, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for key, meaning in rows:
        table.add_row(Text(key, "page.strong"), Text(meaning, "page.text"))
    return [Text(), Text(title.upper(), "kind.institution"), table]
