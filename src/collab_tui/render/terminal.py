"""A page → one Rich renderable, for the explorer's detail view and for ``show``.

Styles are names; a theme of `palette` gives them colours. Every link has its target in the meta of
its style (``ref`` or ``url``), so that the explorer can follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rich.console import (
    Group,
    OverflowMethod,
    RenderableType,
)
from rich.style import Style
from rich.text import Text

from collab_tui.catalog.why import Asked, find_words
from collab_tui.language import LANGUAGE, _, number
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.beside import JOINT, Beside
from collab_tui.render.page import FACTS, Form, Item, Line, Page, Run, Section, SourceNote, Tone
from collab_tui.render.words import NO_STATUS, STATUS_SIGNS, clean, status_word, superscript

LEAD_WIDTH = 14 if LANGUAGE == "zh_CN" else 13  # a day in full: 2025年10月15日
"""Width of the left column. It is the same in every section, so that everything aligns."""

FOLDED = "▸"
"""Stands before the heading of a folded section."""

_TONES = {
    Tone.PLAIN: "page.text",
    Tone.STRONG: "page.strong",
    Tone.QUIET: "page.quiet",
    Tone.WARNING: "page.warning",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """How many items of a section are laid out, and how to see the rest.

    `listed` is the hint for items that the query for the record lists, `otherwise` for all others.
    """

    most: int
    listed: str
    otherwise: str

    def of(self, section: Section) -> tuple[tuple[Item, ...], str]:
        """Return the items to lay out, and the hint about the others; empty if there are none."""
        more = section.more + max(0, len(section.items) - self.most)
        words = self.listed if section.is_listed else self.otherwise
        return section.items[: self.most], _and_more(more, words) if more else ""


def _and_more(count: int, hint: str) -> str:
    return _("… and {count} more: {hint}", count=number(count), hint=hint)


MOST_TEXT = 5_000
"""Characters of one text that are laid out. It takes very long to wrap much longer texts."""


def page_renderable(
    page: Page,
    asked: Sequence[Asked] = (),
    cut: Cut | None = None,
    *,
    folded: Collection[str] | None = None,
    breaks_words: bool = True,
) -> RenderableType:
    """Lay a page out for a terminal of any width from about 30 columns.

    The words in `asked` (see `collab_tui.catalog.why`) are highlighted everywhere. Without `cut`,
    long sections are laid out in full. A section whose title is in `folded` has only its heading;
    unless that is None, every heading has its title in the meta of its style (``section`` or
    ``folded``).
    Words that are longer than a line are broken, or, as in a pipe, they stay whole.
    """
    return _Layout(page, asked, cut, folded, "fold" if breaks_words else "ignore").render()


MOST_JOINED = 2
"""How many small numbers stay beside the word before them, after the first one."""


class _Layout:
    def __init__(
        self,
        page: Page,
        asked: Sequence[Asked],
        cut: Cut | None,
        folded: Collection[str] | None,
        overflow: OverflowMethod,
    ) -> None:
        self.page = page
        self.overflow: OverflowMethod = overflow
        self.asked = asked
        self.cut = cut
        self.folded = folded
        self.accent = f"kind.{page.ref.kind}"
        self.numbers = {note.id: note.number for note in page.notes}

    def render(self) -> RenderableType:
        parts: list[RenderableType] = [self._heading()]
        if self.page.warning:
            parts += [Text(), Text(_shown(self.page.warning), "page.warning")]
        for item in self.page.summary:
            parts += [Text(), self._prose(item)]
        for section in self.page.sections:
            parts += [Text(), *self._section(section)]
        if self.page.notes:
            parts += [Text(), *self._titled(_("Sources"), len(self.page.notes), self._notes)]
        return Group(*parts)

    def _heading(self) -> RenderableType:
        page = self.page
        over = Text.assemble((page.ref.kind.label.upper(), self.accent))
        for badge in page.badges:
            over.append(f"{JOINT}· {_shown(badge)}", "page.quiet")
        if page.status:
            sign = STATUS_SIGNS.get(page.status, NO_STATUS)
            over.append(f"{JOINT}· ", f"status.{page.status}")
            word = clean(status_word(page.ref.kind, page.status))
            over.append(f"{sign}{JOINT}{word}", f"status.{page.status}")
        name = Text.assemble((_shown(page.name), "page.title"))
        for acronym in page.acronyms:
            name.append(f"  {_shown(acronym)}", self.accent)
        names = [
            Text.assemble((_shown(text), "page.text"), ("  " + clean(language), "page.quiet"))
            for language, text in page.local_names
        ]
        ref = Text(str(page.ref), "page.quiet")
        return Group(self._alone(over), *map(self._marked, (name, *names)), ref)

    def _alone(self, text: Text) -> RenderableType:
        """Return a text without a lead, that is broken like those beside one."""
        return Beside(Text(), 0, 0, [text], self.overflow)

    def _prose(self, item: Item) -> RenderableType:
        first = item is self.page.summary[0]
        lead = "" if first or not item.lead else f"{_shown(item.lead)}  "
        text = Text.assemble((lead, "page.label"))
        text.append_text(self._line(item.line))
        text.append_text(self._marks(item))
        return self._alone(self._marked(text))

    def _titled(
        self, title: str, count: int, lay_out: Callable[[], list[RenderableType]]
    ) -> list[RenderableType]:
        """Return a heading with what `lay_out` returns; if it is folded, with a `count` of it."""
        heading = Text(title.upper(), self.accent)
        if self.folded is None:
            return [heading, *lay_out()]
        is_folded = title in self.folded
        if is_folded:
            heading = Text.assemble((f"{FOLDED} ", self.accent), heading)
        heading.stylize(Style(meta={"folded" if is_folded else "section": title}))
        if not is_folded:
            return [heading, *lay_out()]
        return [Text.assemble(heading, (f"  {number(count)}", "page.quiet"))]

    def _section(self, section: Section) -> list[RenderableType]:
        if section.title == FACTS:  # the first section of the page needs no title
            return self._items(section)
        count = len(section.items) + section.more
        return self._titled(section.title, count, lambda: self._items(section))

    def _items(self, section: Section) -> list[RenderableType]:
        items, more = self.cut.of(section) if self.cut is not None else (section.items, "")
        body = self._grid(items) if section.form is Form.TABLE else self._list(section.form, items)
        if more:
            body.append(Text(more, "page.quiet"))
        return body

    def _grid(self, items: Iterable[Item]) -> list[RenderableType]:
        return [
            Beside(
                Text(_shown(item.lead), "page.label"),
                LEAD_WIDTH,
                2,
                self._lines(item),
                self.overflow,
            )
            for item in items
        ]

    def _list(self, form: Form, items: Iterable[Item]) -> list[RenderableType]:
        rows: list[RenderableType] = []
        for item in items:
            sign = "  " + "  " * max(0, item.depth - 1)
            if form is not Form.TREE:
                sign += "· "
            elif item.depth:
                sign += "└ "
            lead = Text(sign, "page.quiet")
            rows.append(Beside(lead, len(sign), 0, self._lines(item), self.overflow))
        return rows

    def _lines(self, item: Item) -> list[Text]:
        first = self._line(item.line)
        first.append_text(self._marks(item))
        return [first, *(self._line(line) for line in item.below)]

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
        shown = _shown(run.text)
        if run.ref is not None:
            return _record_link(shown, run.ref)
        if run.url is not None:
            return _linked(Text(shown, "page.url"), {"url": run.url}, run.url)
        return Text(shown, _TONES[run.tone])

    def _marks(self, item: Item) -> Text:
        if item.sources is None:
            return Text()
        if not item.sources:
            return Text() if self.page.warning else Text(f"  {_('unsourced')}", "page.warning")
        marks = superscript([self.numbers[s] for s in item.sources])
        return Text(JOINT + marks.replace(" ", JOINT, MOST_JOINED), "page.mark")

    def _notes(self) -> list[RenderableType]:
        most = len(self.page.notes) if self.cut is None else self.cut.most
        notes = self.page.notes[:most]
        width = max(len(str(note.number)) for note in notes) + 1
        rows: list[RenderableType] = []
        for note in notes:
            lead = Text(superscript([note.number]).rjust(width), "page.mark")
            rows.append(Beside(lead, width, 1, self._note(note), self.overflow))
        if self.cut is not None and len(self.page.notes) > most:
            more = _and_more(len(self.page.notes) - most, self.cut.otherwise)
            rows.append(Text(more, "page.quiet"))
        return rows

    def _note(self, note: SourceNote) -> list[Text]:
        shown = _shown(note.title)
        source = Ref(Kind.SOURCE, note.id)
        title = _record_link(shown, source) if note.exists else Text(shown, "page.warning")
        title = Text.assemble(title)
        if note.details:
            title.append(f"  {_shown(note.details)}", "page.quiet")
        lines = [title]
        if note.url:
            lines.append(_linked(Text(clean(note.url), "page.url"), {"url": note.url}, note.url))
        lines += [Text(_shown(text), "page.note") for text in note.notes]
        return lines


def _shown(text: str) -> str:
    """Return a text as it is laid out: safe, and cut if it is very long."""
    if len(text) <= MOST_TEXT:
        return clean(text)
    more = number(len(text) - MOST_TEXT)
    words = _("({count} more characters; exports have them all)", count=more)
    return f"{clean(text[:MOST_TEXT])}… {words}"


def _record_link(shown: str, ref: Ref) -> Text:
    text = Text(shown, f"accent.{ref.kind}")
    text.stylize("page.link")
    return _linked(text, {"ref": str(ref)})


def _linked(text: Text, meta: dict[str, str], url: str | None = None) -> Text:
    """Make `text` a link; terminals that know hyperlinks also get the address."""
    safe = url is not None and clean(url) == url and url.startswith(("http://", "https://"))
    text.stylize(Style(meta=meta, link=url if safe else None))
    return text
