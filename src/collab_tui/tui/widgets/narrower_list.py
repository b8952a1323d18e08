"""Fields with their values, counts and bars, by which a list can be narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from collab_tui.catalog.narrowing import MOST_COUNTED, Narrower, Narrowers
from collab_tui.language import _, number
from collab_tui.query.choosing import Choice, choices, is_same
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean
from collab_tui.tui.widgets.fitting import fit
from collab_tui.tui.widgets.line_list import LineList
from collab_tui.views.glyphs import bar

if TYPE_CHECKING:
    from collab_tui.query.fields import QueryField

COUNT = 7
"""Columns of a count."""

CHOSEN, LEFT_OUT = "●", "-"


class Entry(NamedTuple):
    """A line: a field's heading, one of its values, or that there are more values."""

    field: QueryField
    one: Narrower | None = None
    sign: str = ""
    """For a value: whether it is chosen or left out."""
    share: tuple[int, int] = (0, 1)
    """For a value: its count, and the largest count of the field."""
    more: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same if the counts change."""
        return self.field.name, self.one.value.casefold() if self.one is not None else self.more


def entries_of(found: Narrowers, text: str) -> list[Entry]:
    """Return the lines of a field under the query `text`; none if it has no values."""
    if not found.found and not found.has_more:
        return []
    most = max((one.count for one in found.found), default=1)
    chosen = choices(text, found.field.name)
    entries = [Entry(found.field)]
    for one in found.found:
        shares = (one.count, max(1, most))
        entries.append(Entry(found.field, one, _sign(chosen, one.value), shares))
    if found.has_more:
        is_open = len(found.found) >= MOST_COUNTED
        words = _("… more: type to find them") if is_open else _("… more")
        words = words if found.found else _("… not counted yet: ⏎ counts")
        entries.append(Entry(found.field, more=words))
    return entries


def _sign(chosen: Sequence[Choice], value: str) -> str:
    for choice in chosen:
        if is_same(choice.value, value):
            return LEFT_OUT if choice.is_out else CHOSEN
    return ""


class NarrowerList(LineList, can_focus=False):
    """The lines. It never has the focus: what is typed narrows the values."""

    DEFAULT_CSS = """
    NarrowerList > .line-list--cursor { background: $primary-muted; text-style: bold; }
    NarrowerList:nocolor > .line-list--cursor { text-style: bold reverse; }
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.entries: Sequence[Entry] = ()
        self.theme: Theme | None = None
        self.kind = Kind.INSTITUTION

    def show(self, entries: Sequence[Entry], cursor: int) -> None:
        """Show other lines, with the cursor on one of them."""
        self.entries = entries
        self.set_count(len(entries), cursor)

    def use_palette(self, palette: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = palette
        self.refresh()

    @property
    def entry(self) -> Entry | None:
        """The line under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def draw(self, index: int, width: int) -> Text:
        """Return a line."""
        entry = self.entries[index]
        if entry.one is not None:
            return self._value(entry, entry.one, width)
        line = Text(end="")
        if entry.more:
            line.append(f"     {entry.more}", self._style("page.quiet"))
        else:
            line.append(f" {entry.field.name}", self._style(f"kind.{self.kind}"))
            line.append(f"  {clean(entry.field.help)}", self._style("page.quiet"))
        line.truncate(width - 1, overflow="ellipsis")
        line.pad_right(width - line.cell_len)
        return line

    def _value(self, entry: Entry, one: Narrower, width: int) -> Text:
        room = max(10, width - 5 - COUNT - 1)
        name = min(room, max(28, room * 3 // 5))
        code = "" if one.value.casefold() == one.label.casefold() else f"  {clean(one.value)}"
        label = clean(one.label)
        if cell_len(label) + cell_len(code) > name:
            code = ""
        line = Text("   ", end="")
        line.append(f"{entry.sign:<1} ", self._style(f"kind.{self.kind}"))
        line.append(fit(label, name - cell_len(code)) if not code else label)
        line.append(set_cell_size(code, name - cell_len(label)) if code else "", "dim")
        count, most = entry.share
        drawn = bar(count, most, max(0, room - name - 1))
        line.append(" ")
        line.append(drawn.ljust(max(0, room - name - 1)), self._style(f"accent.{self.kind}"))
        line.append(f"{number(count):>{COUNT}} ")
        return line

    def _style(self, name: str) -> Style:
        return self.theme.styles[name] if self.theme is not None else Style.null()
