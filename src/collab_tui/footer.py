"""How an action says where the footer shows its hint, when, and how far to the left."""

from __future__ import annotations

from enum import Flag, auto
from typing import NamedTuple


class Where(Flag):
    """Where the cursor is. Several can be joined: ``Where.RECORD | Where.VIEW``."""

    LISTS = auto()
    RECORD = auto()
    VIEW = auto()
    SEARCH = auto()
    """In the search bar."""
    OFFERS = auto()
    """In the search bar, on one of the offers below it."""
    SIFTER = auto()
    """Among the values by which a list is narrowed."""

    FINDER = auto()
    """In the line in which one types what to find on the record's page."""

    PAGE = RECORD | VIEW
    TYPING = SEARCH | OFFERS | SIFTER | FINDER
    MOVING = LISTS | PAGE
    """Where keys are commands, and are not typed."""
    ANYWHERE = MOVING | TYPING


class Given(Flag):
    """What can be the case, apart from where the cursor is. Several can be joined."""

    NOTHING = 0
    RECORD = auto()
    """There is a record to act on."""
    ADDRESS = auto()
    """That record has a web address."""
    QUERY = auto()
    """The lists are filtered."""
    PLACE_BEFORE = auto()
    """There is something to go back to."""
    PROBLEMS = auto()
    """Something is wrong in the registry."""
    MARKED = auto()
    """At least one record is marked."""
    WRITTEN = auto()
    """Something was written that can be undone."""
    NARROW = auto()
    """The screen has room for one pane at a time."""

    TERMS = auto()
    """Terms are offered that the typed word may mean."""
    QUESTIONS = auto()
    """Nothing is typed, and ready questions are offered."""
    VALUE = auto()
    """Among values: the cursor is on one."""
    FIELD = auto()
    """Among values: the cursor is on a line that shows more of them, or fewer."""
    CHOSEN = auto()
    """Among values: the one under the cursor is chosen, or left out."""
    VALUES = auto()
    """The values by which a list is narrowed are shown in place of the record."""

    FOUND = auto()
    """In the record, something was found and is highlighted."""
    SECTIONS = auto()
    """The page of the record has sections with headings."""
    SECTION = auto()
    """What is chosen is in one of them."""
    HEADING = auto()
    """What is chosen is the heading of one, and no link."""

    BESIDE_VIEW = auto()
    """A view is shown in place of the record. What follows is what it can do."""
    ZOOM = auto()
    PAN = auto()
    GROUP = auto()
    """Its rows are the values of a facet that can be changed."""
    COLUMNS = auto()
    """The same for its columns."""
    SORT = auto()
    FOLD = auto()
    BARS = auto()
    """It can count by years."""


class Shown(NamedTuple):
    """A hint in the footer.

    `word` says in a word what the key does. Hints stand in the order of `rank`, from 0 to 99. If
    there is no room, those of a high rank are left out first, and those with `keep` last.
    """

    word: str
    rank: int
    where: Where = Where.MOVING
    given: Given = Given.NOTHING
    """All of this must be the case."""
    unless: Given = Given.NOTHING
    """None of this may be the case."""
    keep: bool = False

    def suits(self, where: Where, given: Given) -> bool:
        """Tell whether the hint is true in a place, with all that is the case there."""
        return where in self.where and self.given in given and not self.unless & given
