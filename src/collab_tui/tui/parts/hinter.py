"""The hinter finds out where the cursor is and what is the case, and shows the keys that work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from collab_tui.footer import Given, Where
from collab_tui.language import _, _n
from collab_tui.tui.hints import Situation, hints
from collab_tui.tui.looks import ways

if TYPE_CHECKING:
    from collab_tui.tui.parts.desk import Desk


class Hinter:
    """Keeps the footer true."""

    def __init__(self, screen: Screen[Any], desk: Desk, keys: Mapping[str, str]) -> None:
        """Look at the parts of `desk`; `keys` is the user's keymap."""
        self._screen = screen
        self._desk = desk
        self._keys = keys

    def update(self) -> None:
        """Show the keys that work here."""
        opened, marker = self._desk.reader.opened, self._desk.marker
        problems = self._desk.follower.problems
        words = {
            "problems": _n("{count} problem", "{count} problems", problems),
            "marked": _n("{count} marked", "{count} marked", marker.count),
        }
        if opened is not None and opened.ref in marker.marks:
            words["mark"] = _("unmark")
        now = Situation(self._where(), self._given(), words)
        self._desk.key_bar.show(hints(self._keys, now))

    def _where(self) -> Where:
        desk = self._desk
        if desk.search_bar.is_choosing:
            return Where.OFFERS
        if desk.search_bar.input.has_focus:
            return Where.SEARCH
        if desk.reader.is_typing:
            return Where.FINDER
        if desk.looker.has_focus:
            return Where.VIEW
        if desk.sifting.page is not None and desk.is_on_page:
            return Where.SIFTER
        return Where.RECORD if desk.reader.detail.has_focus else Where.LISTS

    def _given(self) -> Given:
        desk = self._desk
        opened = desk.reader.opened
        chosen, value = desk.reader.detail.chosen, desk.sifting.entry
        is_offering = desk.search_bar.offers.is_shown
        holds = {
            Given.RECORD: opened is not None,
            Given.ADDRESS: opened is not None and opened.address is not None,
            Given.QUERY: desk.session.is_filtered,
            Given.PLACE_BEFORE: desk.session.can_go_back,
            Given.PROBLEMS: desk.follower.problems > 0,
            Given.MARKED: desk.marker.count > 0,
            Given.NARROW: desk.room.is_single,
            Given.TERMS: is_offering and bool(desk.search_bar.text),
            Given.QUESTIONS: is_offering and not desk.search_bar.text,
            Given.WRITTEN: desk.pen.can_undo,
            Given.VALUES: desk.sifting.page is not None,
            Given.CHOSEN: value is not None and bool(value.sign),
            Given.VALUE: value is not None and value.one is not None,
            Given.FIELD: desk.sifting.can_open,
            Given.FOUND: desk.reader.is_finding and desk.reader.detail.has_focus,
            Given.SECTIONS: any(link.is_heading for link in desk.reader.detail.links),
            Given.SECTION: desk.reader.detail.section is not None,
            Given.HEADING: chosen is not None and chosen.is_heading,
            Given.BESIDE_VIEW: desk.viewer.is_shown,
        }
        return reduce(or_, (one for one, is_so in holds.items() if is_so), ways(desk.viewer.state))
