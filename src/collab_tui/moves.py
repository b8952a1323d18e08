"""The keys that widgets handle themselves: those that move, and what the footer says about some."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.footer import Given, Shown, Where


class Move(NamedTuple):
    """A way to move in lists and in the detail view; ``action_<does>`` of the widget runs it."""

    keys: str
    does: str
    doing: str
    """What the keys do, for messages about taken keys."""


MOVES = (
    Move("down,j", "step(1)", "moving down"),
    Move("up,k", "step(-1)", "moving up"),
    Move("pagedown", "page(1)", "moving by a page"),
    Move("pageup", "page(-1)", "moving by a page"),
    Move("ctrl+d", "page(0.5)", "moving by a page"),
    Move("ctrl+u", "page(-0.5)", "moving by a page"),
    Move("home,g", "top", "going to the first"),
    Move("end,G", "bottom", "going to the last"),
)
SPACE = Move("space", "page(1)", "moving by a page")
"""One more, for the detail view. In a view, the key folds."""

SIDEWAYS = (
    Move("right,l", "sideways(1)", "moving to the right"),
    Move("left,h", "sideways(-1)", "moving to the left"),
)
"""Only for views."""

MOVES_HELP = (
    ("j k ↓ ↑", "Move the cursor; in the record, from link to link"),
    ("↑ ↓", "In the search bar: an earlier query, and back; below the newest, the results"),
    ("h l ← →", "Move sideways in a view"),
    ("g G Home End", "Go to the first or the last"),
    ("Ctrl+d Ctrl+u PgDn PgUp", "Move by half a page, by a page"),
)
"""The same for the help screen."""

MOVED_BY = {key: move.doing for move in (*MOVES, SPACE, *SIDEWAYS) for key in move.keys.split(",")}
"""What the keys do that lists, the detail view and views handle themselves."""

MOVE_KEYS = frozenset(key for move in MOVES for key in move.keys.split(","))
"""The keys that move the cursor of a list."""

VIEW_KEYS = MOVE_KEYS.union(*(move.keys.split(",") for move in SIDEWAYS))
"""The keys that move the cursor of a view."""

HINTED = (
    ("↑↓", Shown("links", 0, Where.RECORD)),
    ("↑↓", Shown("cells", 0, Where.VIEW)),
    ("⏎", Shown("results", 0, Where.SEARCH)),
    ("↓", Shown("questions", 2, Where.SEARCH, Given.QUESTIONS)),
    ("Tab", Shown("take", 2, Where.SEARCH, Given.TERMS)),
    ("↓", Shown("choose", 4, Where.SEARCH, Given.TERMS)),
    ("⏎", Shown("take", 0, Where.OFFERS)),
    ("↑↓", Shown("choose", 10, Where.OFFERS)),
    ("Space", Shown("add", 0, Where.SIFTER, unless=Given.CHOSEN, keep=True)),
    ("Space", Shown("take out", 0, Where.SIFTER, Given.CHOSEN, keep=True)),
    ("-", Shown("leave out", 2, Where.SIFTER)),
    ("⏎", Shown("only this", 4, Where.SIFTER, unless=Given.CHOSEN)),
    ("⏎", Shown("results", 4, Where.SIFTER, Given.CHOSEN)),
    ("↑↓", Shown("choose", 10, Where.SIFTER)),
    ("Esc", Shown("close", 20, Where.OFFERS | Where.SIFTER, keep=True)),
)
"""Keys that a widget handles itself and that nobody can change, with their hints."""
