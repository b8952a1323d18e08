"""An article at one side, what it proposes at the other: taken, left, corrected, and written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import Key, Paste
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean
from collab_tui.reviewing.asking import ask_about, ask_about_source
from collab_tui.reviewing.marked import marks_of, wrapped
from collab_tui.reviewing.outcome import Outcome, outcome_of
from collab_tui.reviewing.review import Group, Review
from collab_tui.reviewing.telling import Row, Sort, about, source_title
from collab_tui.tui.parts.questioner import Questioner
from collab_tui.tui.screens.base import Base
from collab_tui.tui.screens.confirm import ConfirmScreen
from collab_tui.tui.themes import palette_of
from collab_tui.tui.typed import is_text
from collab_tui.tui.widgets.article_view import ArticleView
from collab_tui.tui.widgets.entry import Entry
from collab_tui.tui.widgets.key_bar import Hint, KeyBar
from collab_tui.tui.widgets.line_list import LineList
from collab_tui.tui.widgets.proposal_list import ProposalList

if TYPE_CHECKING:
    from collab_tui.tui.saver import Saved
    from collab_tui.tui.threads import CatalogThread

STACKED = 100
"""Below so many columns, the sides are one above the other."""

OpenForm: TypeAlias = Callable[[Outcome, "Callable[[Saved], None]"], Awaitable[None]]
"""Opens the form of what is taken; calls back when it was written."""


class ReviewScreen(Base[None], Screen[None]):
    """Decides about what an article proposes. What is taken goes on in a form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave"),
        Binding("space", "take", "Take or leave"),
        Binding("enter", "correct", "Correct"),
        Binding("n", "go(1)", "Next"),
        Binding("N", "go(-1)", "Previous"),
        Binding("tab,shift+tab", "switch", "Other side"),
        Binding("ctrl+s", "write", "Write"),
    ]
    DEFAULT_CSS = """
    ReviewScreen { background: $background; }
    ReviewScreen #sides { layout: horizontal; height: 1fr; }
    ReviewScreen ArticleView { width: 1fr; height: 1fr; background: $background; }
    ReviewScreen #right { width: 1fr; height: 1fr; border-left: solid $panel; }
    ReviewScreen ProposalList { height: 1fr; background: $background; }
    ReviewScreen #about { height: 8; padding: 0 1; background: $surface; }
    ReviewScreen.-stacked #sides { layout: vertical; }
    ReviewScreen.-stacked ArticleView { height: 2fr; }
    ReviewScreen.-stacked #right { height: 3fr; border-left: none; border-top: solid $panel; }
    ReviewScreen.-stacked #about { height: 4; }
    ReviewScreen #about.-hidden { display: none; }
    """

    def __init__(self, choices: CatalogThread, review: Review, open_form: OpenForm) -> None:
        """Decide about `review`; `choices` finds what can be chosen."""
        super().__init__()
        self.review = review
        self._open_form = open_form
        self._article = ArticleView()
        self._list = ProposalList(review)
        self._questioner = Questioner(self, choices, self._show_keys)
        self._marked: Group | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, article, proposals, what is said about one, what is asked, the keys."""
        self.take_size(self.app.size)
        yield Static(
            clean(_("Review: {title}", title=source_title(self.review))), id="title", markup=False
        )
        with Container(id="sides"):
            yield self._article
            with Vertical(id="right"):
                yield self._list
                yield Static(id="about", markup=False)
        yield self._questioner.entry
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first proposal."""
        self._article.theme = self._list.theme = palette_of(self.app)
        self._list.show()
        with self.prevent(LineList.Moved):
            self._list.cursor = self._list.after(1)
        self._list.focus()
        self._follow()
        for note in self.review.notes:
            self.notify(note, timeout=6)

    def take_size(self, size: Size) -> None:
        """Put the sides beside each other, or one above the other."""
        self.set_class(size.width < STACKED, "-stacked")
        self.call_after_refresh(self._wrap)

    async def prepare_for(self, event: Key | Paste) -> bool:
        """Wait for offers, for the lines of the article, and for a form that is opening."""
        if self.is_typing and is_text(event):
            return False
        return await self.finish(("offers", "wrap", "form"))

    # What is shown

    @work(exclusive=True, group="wrap")
    async def _wrap(self) -> None:
        """Break the text into lines, outside the event loop: it may be long."""
        article, text = self._article, self.review.text
        width, starts = article.room, article.starts
        lines = await asyncio.to_thread(wrapped, text, width, starts)
        if self.is_open and width == article.room and starts is article.starts:
            article.show(lines)

    def _follow(self) -> None:
        """Show what belongs to the row under the cursor."""
        row = self._list.row
        if row.group is not self._marked:
            self._marked = row.group
            self._article.mark(self.review.text, marks_of(row.group.items))
            self._wrap()
        self._article.choose(row.item)
        lines = about(self.review, row)
        self.query_one("#about", Static).update("\n".join(map(clean, lines)))
        self._show_keys()

    def _show_keys(self) -> None:
        row = self._list.row
        leave = Hint("Esc", _("leave"), keep=True)
        form = Hint("Ctrl+s", _("to the form"), keep=True, pressed="ctrl+s")
        if self._questioner.question is not None:
            choose = [Hint("↑↓", _("choose"))] if self._questioner.entry.offers.offers else []
            hints = [Hint("⏎", _("take")), *choose, Hint("Esc", _("cancel"), keep=True)]
        elif row.group.written is not None and row.sort is not Sort.ITEM:
            hints = [Hint("n", _("next"), pressed="n"), leave]
        else:
            hints = [*self._row_hints(row), Hint("n N", _("next, previous"), pressed="n")]
            hints += [Hint("Tab", _("other side")), form, leave]
        self.query_one(KeyBar).show(hints)

    def _row_hints(self, row: Row) -> list[Hint]:
        if row.sort is Sort.GROUP and row.group.known is not None:
            return [
                Hint("Space", _("add to it") if not row.group.is_addition else _("make a new one"))
            ]
        if row.sort is Sort.FIELD:
            return [Hint("⏎", _("correct"))]
        if row.item is None:
            return []
        space = Hint("Space", _("leave") if row.item.is_taken else _("take"))
        return [space, Hint("⏎", _("correct"))]

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()
        if event.widget is self._list:
            self._follow()
        elif event.widget is self._article:
            self._article.point()

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()

    @on(ArticleView.Pointed)
    def _pointed(self, event: ArticleView.Pointed) -> None:
        event.stop()
        row = self._list.row_of(self._list.row.group, event.item)
        if row is not None:
            with self._list.prevent(LineList.Moved):
                self._list.cursor = self._list.rows.index(row)
            self._follow()

    def _show_again(self) -> None:
        """Show what was decided."""
        self._list.show(self._list.row)
        self._article.refresh()
        self._follow()

    # Deciding

    def action_take(self) -> None:
        """Take or leave the proposal; for an agreement that is known, add to it or not."""
        row = self._list.row
        if row.item is not None:
            if row.item.kind is Kind.PERSON and row.item.party is None:
                self.action_correct()
                return
            said = self.review.toggle(row.group, row.item)
        elif row.sort is Sort.GROUP:
            said = self.review.toggle_known(row.group)
        else:
            said = _("Space takes or leaves a proposal: go to one first")
        if said:
            self.notify(said, timeout=4)
        self._show_again()

    def action_correct(self) -> None:
        """Ask for another record or another value; at an agreement, go on to its form."""
        row = self._list.row
        if row.sort is Sort.GROUP:
            self.action_write()
        elif row.item is not None:
            self._questioner.begin(ask_about(self.review, row.group, row.item))
        elif row.sort is Sort.FIELD:
            self._questioner.begin(ask_about_source(self.review, row.key))

    def action_go(self, step: int) -> None:
        """Go to the next or the previous proposal."""
        self._list.cursor = self._list.after(step)

    def action_switch(self) -> None:
        """Go to the other side."""
        (self._list if self._article.has_focus else self._article).focus()

    # Asking

    @on(Entry.Typed)
    def _typed(self, event: Entry.Typed) -> None:
        event.stop()
        self._questioner.offer()

    @on(Entry.Taken)
    def _taken(self, event: Entry.Taken) -> None:
        event.stop()
        if self._questioner.take(event) is not None:
            self._end()
            self._show_again()

    @on(Entry.Left)
    def _left(self, event: Entry.Left) -> None:
        event.stop()
        self._end()
        self._show_keys()

    def _end(self) -> None:
        self._questioner.end()
        self._list.focus()

    # Writing, leaving

    def action_write(self) -> None:
        """Open the form of what is taken of the agreement at the cursor."""
        if self._questioner.question is not None:
            self._questioner.entry.take()
            return
        group = self._list.row.group
        if group.written is not None:
            self.notify(_("This agreement is written already: {ref}", ref=group.written), timeout=4)
            return
        outcome = outcome_of(self.review, group)

        def done(saved: Saved) -> None:
            self.review.write(group, saved.ref, (ref for ref, _ in outcome.others))
            if self.review.is_done:
                self.dismiss(None)
                return
            self._list.show()
            left = next(one for one in self.review.groups if one.written is None)
            self._list.cursor = self._list.rows.index(Row(Sort.GROUP, left))
            self._follow()

        self.run_worker(self._open_form(outcome, done), group="form", exclusive=True)

    def action_leave(self) -> None:
        """Leave the review; if something was decided and is not written, ask first."""
        if not self.review.is_touched:
            self.dismiss(None)
            return
        words = _("What you decided about this article was not written. If you leave, it is lost.")
        question = ConfirmScreen(_("Leave the review?"), words, _("leave"), _("go on"))
        self.app.push_screen(question, self._agreed)

    def _agreed(self, is_agreed: bool | None) -> None:
        if is_agreed:
            self.dismiss(None)
