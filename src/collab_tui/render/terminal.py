"""A page → one Rich renderable, shared by the explorer's detail view and ``show``.

Styles are names that a theme of `palette` gives colours to. Every link carries its target
in the style's meta (``ref`` or ``url``), so that the explorer can follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from collab_tui.catalog.why import Asked, find_words
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.page import Form, Item, Line, Page, Run, Section, SourceNote, Tone
from collab_tui.render.words import STATUS_SIGNS, clean, superscript

LEAD_WIDTH = 13
"""Columns of the left-hand column, the same in every section, so that everything aligns."""

_TONES = {
    Tone.PLAIN: "page.text",
    Tone.STRONG: "page.strong",
    Tone.QUIET: "page.quiet",
    Tone.WARNING: "page.warning",
}


def page_renderable(page: Page, asked: Sequence[Asked] = ()) -> RenderableType:
    """Lay a page out for a terminal of any width from about 30 columns.

    The words that were `asked` for (see `collab_tui.catalog.why`) are marked wherever they
    stand.
    """
    return _Layout(page, asked).render()


class _Layout:
    def __init__(self, page: Page, asked: Sequence[Asked]) -> None:
        self.page = page
        self.asked = asked
        self.accent = f"kind.{page.ref.kind}"
        self.numbers = {note.id: note.number for note in page.notes}

    def render(self) -> RenderableType:
        parts: list[RenderableType] = [self._heading()]
        if self.page.warning:
            parts += [Text(), Text(clean(self.page.warning), "page.warning")]
        for item in self.page.summary:
            parts += [Text(), self._prose(item)]
        for section in self.page.sections:
            parts += [Text(), self._section(section)]
        if self.page.notes:
            parts += [Text(), self._title("Sources"), self._notes()]
        return Group(*parts)

    def _heading(self) -> RenderableType:
        page = self.page
        over = Text.assemble((page.ref.kind.label.upper(), self.accent))
        for badge in page.badges:
            over.append(f" · {clean(badge)}", "page.quiet")
        if page.status:
            sign = STATUS_SIGNS.get(page.status, "·")
            over.append(f" · {sign} {page.status}", f"status.{page.status}")
        name = Text.assemble((clean(page.name), "page.title"))
        for acronym in page.acronyms:
            name.append(f"  {clean(acronym)}", self.accent)
        names = [
            Text.assemble((clean(text), "page.text"), ("  " + clean(language), "page.quiet"))
            for language, text in page.local_names
        ]
        ref = Text(str(page.ref), "page.quiet")
        return Group(over, *map(self._marked, (name, *names)), ref)

    def _prose(self, item: Item) -> Text:
        first = item is self.page.summary[0]
        lead = "" if first or not item.lead else f"{clean(item.lead)}  "
        text = Text.assemble((lead, "page.label"))
        text.append_text(self._line(item.line))
        text.append_text(self._marks(item))
        return self._marked(text)

    def _title(self, title: str) -> Text:
        return Text(title.upper(), self.accent)

    def _section(self, section: Section) -> RenderableType:
        if section.form is Form.TABLE:
            body: RenderableType = self._grid(section.items)
        else:
            body = Padding(self._list(section), (0, 0, 0, 2))
        if section.title == "Facts":  # the first thing on the page needs no title
            return body
        return Group(self._title(section.title), body)

    def _grid(self, items: Iterable[Item]) -> Table:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=LEAD_WIDTH, overflow="fold")
        grid.add_column(ratio=1, overflow="fold")
        for item in items:
            grid.add_row(Text(clean(item.lead), "page.label"), self._lines(item))
        return grid

    def _list(self, section: Section) -> RenderableType:
        rows: list[RenderableType] = []
        for item in section.items:
            sign = "└ " if section.form is Form.TREE and item.depth else "· "
            indent = "  " * max(0, item.depth - 1)
            if section.form is Form.TREE and not item.depth:
                sign = ""
            if not sign:  # a column of no width would still take one
                rows.append(self._lines(item))
                continue
            row = Table.grid()
            row.add_column(width=len(indent + sign))
            row.add_column(ratio=1, overflow="fold")
            row.add_row(Text(indent + sign, "page.quiet"), self._lines(item))
            rows.append(row)
        return Group(*rows)

    def _lines(self, item: Item) -> RenderableType:
        first = self._line(item.line)
        first.append_text(self._marks(item))
        return Group(first, *(self._line(line) for line in item.below))

    def _line(self, line: Line) -> Text:
        text = Text(overflow="fold")
        for run in line:
            text.append_text(self._run(run))
        return self._marked(text)

    def _marked(self, text: Text) -> Text:
        """Mark the words that were asked for."""
        for start, end in find_words(text.plain, self.asked) if self.asked else ():
            text.stylize("page.match", start, end)
        return text

    def _run(self, run: Run) -> Text:
        shown = clean(run.text)
        if run.ref is not None:
            return _record_link(shown, run.ref)
        if run.url is not None:
            return _linked(Text(shown, "page.url"), {"url": run.url}, run.url)
        return Text(shown, _TONES[run.tone])

    def _marks(self, item: Item) -> Text:
        if item.sources is None:
            return Text()
        if not item.sources:
            return Text() if self.page.warning else Text("  unsourced", "page.warning")
        return Text(" " + superscript([self.numbers[s] for s in item.sources]), "page.mark")

    def _notes(self) -> Table:
        grid = Table.grid(padding=(0, 1, 0, 0))
        width = max(len(str(note.number)) for note in self.page.notes)
        grid.add_column(width=width + 1, justify="right")
        grid.add_column(ratio=1, overflow="fold")
        for note in self.page.notes:
            grid.add_row(Text(superscript([note.number]), "page.mark"), self._note(note))
        return grid

    def _note(self, note: SourceNote) -> RenderableType:
        shown = clean(note.title)
        source = Ref(Kind.SOURCE, note.id)
        title = _record_link(shown, source) if note.exists else Text(shown, "page.warning")
        title = Text.assemble(title)
        if note.details:
            title.append(f"  {clean(note.details)}", "page.quiet")
        lines: list[RenderableType] = [title]
        if note.url:
            lines.append(_linked(Text(clean(note.url), "page.url"), {"url": note.url}, note.url))
        lines += [Text(clean(text), "page.note") for text in note.notes]
        return Group(*lines)


def _record_link(shown: str, ref: Ref) -> Text:
    text = Text(shown, f"accent.{ref.kind}")
    text.stylize("page.link")
    return _linked(text, {"ref": str(ref)})


def _linked(text: Text, meta: dict[str, str], url: str | None = None) -> Text:
    """Make `text` a link; a terminal that knows hyperlinks gets the address as well."""
    safe = url is not None and clean(url) == url and url.startswith(("http://", "https://"))
    text.stylize(Style(meta=meta, link=url if safe else None))
    return text
