"""The room: which layout the screen has, and how much of it belongs to each pane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from collab_tui.records.kinds import Kind
from collab_tui.tui.arrange import (
    BARS,
    LEAST_LIST,
    LEAST_ROWS,
    SMALLEST,
    USUAL,
    WIDE,
    Arranged,
    Layout,
    arrange,
    divided,
    fitting,
    traded,
)
from collab_tui.tui.parts.lists import Lists
from collab_tui.tui.session import Session
from collab_tui.tui.widgets.canvas_view import CanvasView
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.divider import Divider
from collab_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collab_tui.tui.widgets.too_small import TooSmall

STEP = (4, 2)
"""Columns or rows by which a key makes a pane larger."""


class Room:
    """Gives each pane its part of the screen.

    The screen gets classes for the stylesheet: ``-below`` if the page is below the lists,
    ``-abreast`` if the lists are beside each other, ``-short`` if only the present list is open,
    ``-narrow`` if there is one pane at a time, ``-no-lists`` or ``-no-page`` if one of them is not
    to be seen, and ``-wide``.
    """

    def __init__(self, screen: Screen[Any], session: Session, lists: Lists) -> None:
        """Share out `screen` between `lists` and the page."""
        self._screen = screen
        self._session = session
        self._lists = lists
        self.divider = Divider(self._drag)
        self._too_small: TooSmall | None = None
        self._wanted = Layout.STACKED
        self._shares: dict[Layout, float] = {}
        self._among: dict[tuple[Layout, Kind], float] = {}
        """The part that a list has of the room of all lists, if somebody changed it."""
        self._arranged: Arranged | None = None
        self._whole: Widget | None = None
        """The pane that has the whole screen."""
        self._is_on_page = False
        self._shared: tuple[bool, tuple[Kind, ...], tuple[int, ...]] | None = None
        """How the lists share their room: whether side by side, which ones, and their cells; None
        if each has the same."""
        self.is_chosen = False
        """Whether somebody chose a layout or a size since the start."""

    # Which layout

    @property
    def is_single(self) -> bool:
        """Whether there is room for one pane at a time."""
        return self._arranged is not None and self._arranged.is_single

    def fit(self, size: Size) -> Arranged:
        """Arrange everything for the size of the screen."""
        count = len(self._session.shown)
        layout = fitting(self._wanted, size.width, count)
        arranged = arrange(size, layout, self._shares.get(layout, USUAL), count)
        self._arranged = arranged
        self._apply(size)
        self._cover(size)
        return arranged

    def _cover(self, size: Size) -> None:
        """Cover the screen if it is too small."""
        is_too_small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
        if is_too_small and self._too_small is None:
            from collab_tui.tui.widgets.too_small import TooSmall

            self._too_small = TooSmall()
            self._screen.mount(self._too_small)
        if self._too_small is not None:
            self._too_small.display = is_too_small
            if is_too_small:
                self._too_small.say(size.width, size.height)

    def step(self) -> None:
        """Take the next layout that fits."""
        width, count = self._screen.app.size.width, len(self._session.shown)
        every = [one for one in Layout if fitting(one, width, count) is one]
        present = fitting(self._wanted, width, count)
        self._wanted = every[(every.index(present) + 1) % len(every)]
        self.is_chosen = True
        self._whole = None
        self.fit(self._screen.app.size)

    # How much room

    def grow(self, step: int) -> bool:
        """Make the pane in focus larger, or smaller for a `step` of -1; tell whether it can.

        A list takes room from the other lists, and from the page when they have no more to give.
        """
        arranged = self._arranged
        if arranged is None or self.has_whole:
            return False
        if not self._is_on_page and self._grow_among(arranged, step):
            return True
        if arranged.is_single:
            return False
        cells = STEP[arranged.layout.is_below] * step
        return self._share(arranged.lists + (-cells if self._is_on_page else cells))

    def _grow_among(self, arranged: Arranged, step: int) -> bool:
        """Let the present list take room from the others, or give it to them."""
        if arranged.is_short:
            return False
        layout, kinds = arranged.layout, self._session.kinds
        is_abreast = layout is Layout.SIDE_BY_SIDE
        before = divided(self._among_all(arranged), self._parts(arranged))
        cells = STEP[not is_abreast] * step
        least = LEAST_LIST if is_abreast else LEAST_ROWS
        now = traded(before, kinds.index(self._session.pane), cells, least)
        if now == before:
            return False
        for kind, room in zip(kinds, now, strict=True):
            self._among[layout, kind] = room / sum(now)
        self.is_chosen = True
        self._apply(self._screen.app.size)
        return True

    def _parts(self, arranged: Arranged) -> list[float]:
        """Return the part that each list has of the room of all of them."""
        usual = 1 / len(self._session.shown)
        return [self._among.get((arranged.layout, one), usual) for one in self._session.kinds]

    def _among_all(self, arranged: Arranged) -> int:
        """Return the cells of all lists together: columns if they are side by side, else rows."""
        size, count = self._screen.app.size, len(self._session.kinds)
        if arranged.layout is Layout.SIDE_BY_SIDE:
            return size.width - count + 1
        return (arranged.lists if arranged.layout.is_below else size.height - BARS) - count

    def _drag(self, column: int, row: int) -> None:
        arranged, top = self._arranged, self._lists.region.y
        if arranged is not None:
            self._share(row - top if arranged.layout.is_below else column)

    def _share(self, lists: int) -> bool:
        """Give the lists some columns or rows, as far as the page keeps enough."""
        before = self._arranged
        if before is None:
            return False
        self._shares[before.layout] = lists / before.most
        now = self.fit(self._screen.app.size)
        self._shares[now.layout] = now.lists / now.most
        self.is_chosen = True
        return now != before

    # The whole screen for one

    @property
    def has_whole(self) -> bool:
        """Whether one pane has the whole screen."""
        return self._whole is not None

    def toggle_whole(self) -> None:
        """Give the pane in focus the whole screen, or give the others their part again."""
        self._whole = self._screen.focused if self._whole is None else None
        self._apply(self._screen.app.size)

    def end_whole(self) -> None:
        """Give all panes their part again."""
        if self.has_whole:
            self.toggle_whole()

    def note_focus(self, focused: Widget | None, *, is_on_page: bool) -> None:
        """Follow the focus. Another pane ends that one has the whole screen; typing does not."""
        self._is_on_page = is_on_page
        self._screen.set_class(is_on_page, "-reading")
        is_pane = isinstance(focused, (RecordList, Detail, CanvasView))
        if is_pane and focused is not self._whole:
            self._whole = None
        self._apply(self._screen.app.size)

    def _apply(self, size: Size) -> None:
        """Tell the stylesheet what is where."""
        arranged = self._arranged
        if arranged is None:
            return
        is_list_whole = isinstance(self._whole, RecordList)
        is_page_whole = self._whole is not None and not is_list_whole
        is_lone_list = arranged.is_single and not self._is_on_page
        no_lists = is_page_whole or (arranged.is_single and self._is_on_page)
        no_page = is_list_whole or (is_lone_list and not is_page_whole)
        is_below, is_abreast = arranged.layout.is_below, arranged.layout is Layout.SIDE_BY_SIDE
        self._screen.update_classes(
            {
                "-wide": size.width >= WIDE,
                "-narrow": arranged.is_single,
                "-short": arranged.is_short or is_list_whole,
                "-below": is_below,
                "-no-lists": no_lists,
                "-no-page": no_page,
            }
        )
        self._lists.stand(abreast=is_abreast and not is_list_whole)
        is_open = not (arranged.is_short or is_list_whole)
        self._share_among(arranged, is_open=is_open)
        self.divider.set_class(is_below, "-flat")
        styles = self._lists.styles
        styles.width = "1fr" if no_page or is_below else arranged.lists
        styles.height = arranged.lists if is_below and not no_page else "1fr"

    def _share_among(self, arranged: Arranged, *, is_open: bool) -> None:
        """Give each list its part of their room; nothing to share if only one `is_open`."""
        is_abreast, parts = arranged.layout is Layout.SIDE_BY_SIDE, self._parts(arranged)
        kinds = tuple(self._session.kinds)
        rooms = divided(self._among_all(arranged), parts)
        for kind, room in zip(kinds, rooms, strict=True):
            self._lists.panes[kind].list.expected = 0 if is_abreast or not is_open else room
        shared = (is_abreast, kinds, tuple(rooms)) if is_open and len(set(parts)) > 1 else None
        if shared == self._shared:
            return  # setting the same sizes would lay out and draw everything again
        self._shared = shared
        # Whole cells, so that a list has what it took
        cells = [f"{max(1, room)}fr" for room in rooms]
        for kind, rows in zip(kinds, cells, strict=True):
            styles = self._lists.panes[kind].list.styles
            styles.height = rows if shared and not is_abreast else None
            styles.min_height = LEAST_ROWS if shared and not is_abreast else None
        self._lists.styles.grid_columns = " ".join(cells) if shared and is_abreast else None

    # Over starts

    def recall(self, layout: str, shares: Mapping[str, float]) -> None:
        """Take the layout and the sizes of an earlier visit, unless others were chosen by now."""
        if self.is_chosen:
            return
        known = {one.value: one for one in Layout}
        self._wanted = known.get(layout, self._wanted)
        self._shares = {known[name]: share for name, share in shares.items() if name in known}
        names = {f"{layout}/{kind}": (layout, kind) for layout in Layout for kind in Kind}
        self._among = {names[name]: share for name, share in shares.items() if name in names}
        self.fit(self._screen.app.size)

    @property
    def chosen(self) -> tuple[str, dict[str, float]]:
        """The layout and the sizes to keep for the next visit."""
        shares = {one.value: share for one, share in self._shares.items()}
        shares |= {f"{layout}/{kind}": share for (layout, kind), share in self._among.items()}
        return self._wanted.value, {name: round(share, 4) for name, share in shares.items()}
