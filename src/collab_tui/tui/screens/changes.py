"""The list of what changed in the registry: since the last visit, or since any commit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from collab_tui.language import _, _n, clauses
from collab_tui.records.kinds import Ref
from collab_tui.render.changes import HAPPENED, SIGNS
from collab_tui.render.cut import fill
from collab_tui.render.words import clean
from collab_tui.tui.screens.base import Base
from collab_tui.tui.screens.choose import ChooseScreen
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.diary import Diary
    from collab_tui.history.compare import RecordChange
    from collab_tui.history.since import Since
    from collab_tui.tui.threads import CatalogThread, Check

CLOSE = frozenset({"escape", "q", "backspace"})
"""The keys that close the list."""

USUAL_DAYS = 30
"""How far back the list goes on a first visit."""

Chosen: TypeAlias = tuple[Ref, int]
"""A record that is to be read, and its number."""

_COLOURS = {"added": "green", "removed": "red", "renamed": "cyan", "changed": "yellow"}


def _counted(what: str, count: int) -> str:
    counts = {
        "added": _n("{count} added", "{count} added", count),
        "removed": _n("{count} removed", "{count} removed", count),
        "renamed": _n("{count} renamed", "{count} renamed", count),
        "changed": _n("{count} changed", "{count} changed", count),
    }
    return counts[what]


class Told(NamedTuple):
    """A line of the list: a record, or one of its fields."""

    change: RecordChange
    words: str
    n: int | None
    """The record's number; None if it is gone."""
    is_field: bool = False


class Found(NamedTuple):
    """What git said: since when, and what changed; or why it cannot say."""

    since: Since | None
    lines: list[Told]
    offered: list[Since]
    trouble: str = ""


def look(catalog: Catalog, check: Check, diary: Diary, since: Since | None) -> Found:
    """Ask git what changed since a state; by default since the last visit, or the last days."""
    from collab_tui.git import GitError
    from collab_tui.history import since as times
    from collab_tui.history.registry import changes_from

    layers = catalog.layers
    try:
        last = times.last_visit(diary.left, diary.commits, layers)
        since = since or last or times.some_days(layers, catalog.today, USUAL_DAYS)
        check()
        changes = changes_from(layers, since.commits)
        check()
        offered = times.offered(layers, catalog.today, last)
    except (GitError, OSError) as error:
        return Found(None, [], [], str(error))
    lines: list[Told] = []
    for change in changes:
        lines += _lines(catalog, change)
    return Found(since, lines, offered)


def _lines(catalog: Catalog, change: RecordChange) -> list[Told]:
    from collab_tui.render.changes import field_in_words

    n = None if change.what == "removed" else catalog.number(change.ref)
    name = change.name or change.ref.id
    words = [field_in_words(change.ref.kind, one) for one in change.fields]
    if change.old is not None:
        words.insert(0, _("was {id}", id=change.old))
    return [Told(change, name, n), *(Told(change, one, n, is_field=True) for one in words)]


class ChangeList(LineList):
    """A record on each line, with what changed in it on the lines below."""

    def __init__(self) -> None:
        """Start without changes."""
        super().__init__()
        self.lines: list[Told] = []

    def draw(self, index: int, width: int) -> Text:
        """Return a line: a record with its sign and kind, or a field of it."""
        told = self.lines[index]
        if told.is_field:
            return Text(fill(f"     {clean(told.words)}", width), end="")
        sign, colour = SIGNS[told.change.what], _COLOURS[told.change.what]
        kind = f"  {told.change.ref.kind.label.lower()} "
        room = max(0, width - 3 - cell_len(kind))
        line = Text(f" {sign} ", colour, end="").append(fill(clean(told.words), room))
        return line.append(fill(kind, width - 3 - room), "dim")


class ChangesScreen(Base[Chosen | None], ModalScreen[Chosen | None]):
    """What changed, record by record and field by field. The result is a record to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(CLOSE), "close", "Close"),
        Binding("d", "close", "Close", id="changes"),
        Binding("enter", "open", "Open"),
        Binding("s", "choose", "Since another time"),
    ]
    DEFAULT_CSS = """
    ChangesScreen { align: center middle; background: $background; }
    ChangesScreen #dialog { width: 96%; max-width: 120; height: 92%; background: $surface; }
    ChangesScreen #title { height: auto; max-height: 2; }
    ChangesScreen ChangeList { height: 1fr; background: $surface; }
    ChangesScreen #about { height: auto; max-height: 7; padding: 1 1 0 1; background: $surface; }
    """

    def __init__(self, thread: CatalogThread, diary: Diary) -> None:
        """Ask git in `thread`. `diary` knows when the last visit was."""
        super().__init__()
        self._thread = thread
        self._diary = diary
        self._list = ChangeList()
        self._found = Found(None, [], [])

    def compose(self) -> ComposeResult:
        """Lay out title, list, the whole of the chosen line, and the keys."""
        with Vertical(id="dialog"):
            yield Static(id="title", markup=False)
            yield self._list
            yield Static(id="about", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Ask git."""
        self._list.focus()
        self._show_keys()
        self._look(None)

    @work(exclusive=True, group="changes")
    async def _look(self, since: Since | None) -> None:
        title = self.query_one("#title", Static)
        title.update(_("Changes: asking git …"), layout=False)
        diary = self._diary
        found = await self._thread.ask(
            "changes", lambda catalog, check: look(catalog, check, diary, since)
        )
        if found is None or not self.is_open:
            return
        self._found = found
        self._list.lines = found.lines
        self._list.set_count(len(found.lines))
        title.update(clean(self._title(found)))
        self._describe(0)
        self._show_keys()

    def _title(self, found: Found) -> str:
        if found.since is None:
            return _("Changes are known only for a registry that is kept in git")
        counts = Counter(told.change.what for told in found.lines if not told.is_field)
        parts = [_counted(what, counts[what]) for what in SIGNS if counts[what]]
        return _(
            "Since {time}: {changes}",
            time=found.since.label,
            changes=clauses(parts) or _("nothing changed"),
        )

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait for git before a key acts on what it says. Closing waits for nothing."""
        if isinstance(event, Key) and event.key in CLOSE:
            return False
        return await self.finish({"changes"})

    def _show_keys(self) -> None:
        told = self._present
        keys = [Hint("⏎", _("open the record"))] if told is not None and told.n is not None else []
        keys += [Hint("s", _("since another time"))] if self._found.offered else []
        self.query_one(KeyBar).show([*keys, Hint("Esc", _("close"), keep=True)])

    @property
    def _present(self) -> Told | None:
        lines = self._list.lines
        return lines[self._list.cursor] if lines else None

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Show the whole line under the cursor."""
        self._describe(event.index)
        self._show_keys()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A click only moves the cursor."""
        event.stop()

    def _describe(self, index: int) -> None:
        about = self.query_one("#about", Static)
        if not self._list.lines:
            about.update(clean(self._found.trouble))
            return
        told = self._list.lines[index]
        head = f"{told.change.ref}  {HAPPENED[told.change.what]}"
        name = told.change.name or told.change.ref.id
        lines = [head, name, told.words] if told.is_field else [head, name]
        about.update("\n".join(map(clean, lines)))

    def action_open(self) -> None:
        """Read the record under the cursor."""
        told = self._present
        if told is not None and told.n is not None:
            self.dismiss((told.change.ref, told.n))

    def action_choose(self) -> None:
        """Choose since when."""
        offered, since = self._found.offered, self._found.since
        if not offered:
            return
        labels = [clean(one.label) for one in offered]

        def after(label: str | None) -> None:
            if label is not None:
                self._look(offered[labels.index(label)])

        present = clean(since.label) if since is not None else ""
        self.app.push_screen(ChooseScreen(_("Changes since …"), labels, present), after)

    def action_close(self) -> None:
        """Go back to exploring."""
        self._thread.drop("changes")
        self.dismiss(None)
