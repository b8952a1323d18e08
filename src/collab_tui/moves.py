"""The keys that widgets handle themselves: those that move, and what the footer says about some."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.footer import Given, Shown, Where
from collab_tui.language import _


class Move(NamedTuple):
    """A way to move in lists and in the detail view; ``action_<does>`` of the widget runs it."""

    keys: str
    does: str
    doing: str
    """What the keys do, for messages about taken keys."""


MOVES = (
    Move("down,j", "step(1)", _("moving down")),
    Move("up,k", "step(-1)", _("moving up")),
    Move("pagedown", "page(1)", _("moving by a page")),
    Move("pageup", "page(-1)", _("moving by a page")),
    Move("ctrl+d", "page(0.5)", _("moving by a page")),
    Move("ctrl+u", "page(-0.5)", _("moving by a page")),
    Move("home,g", "top", _("going to the first")),
    Move("end,G", "bottom", _("going to the last")),
)
SIDEWAYS = (
    Move("right,l", "sideways(1)", _("moving to the right")),
    Move("left,h", "sideways(-1)", _("moving to the left")),
)
"""Only for views."""

MOVES_HELP = (
    ("j k ↓ ↑", _("Move the cursor; in the record, from link to link")),
    ("↑ ↓", _("In the search bar: an earlier query, and back; below the newest, the results")),
    ("h l ← →", _("Move sideways in a view")),
    ("g G Home End", _("Go to the first or the last")),
    ("Ctrl+d Ctrl+u PgDn PgUp", _("Move by half a page, by a page")),
)
"""The same for the help screen."""

MOVED_BY = {key: move.doing for move in (*MOVES, *SIDEWAYS) for key in move.keys.split(",")}
"""What the keys do that lists, the detail view and views handle themselves."""

MOVE_KEYS = frozenset(key for move in MOVES for key in move.keys.split(","))
"""The keys that move the cursor of a list."""

VIEW_KEYS = MOVE_KEYS.union(*(move.keys.split(",") for move in SIDEWAYS))
"""The keys that move the cursor of a view."""

HINTED = (
    ("↑↓", Shown(_("links"), 0, Where.RECORD)),
    ("↑↓", Shown(_("cells"), 0, Where.VIEW)),
    ("⏎", Shown(_("results"), 0, Where.SEARCH)),
    ("↓", Shown(_("questions"), 2, Where.SEARCH, Given.QUESTIONS)),
    ("Tab", Shown(_("take"), 2, Where.SEARCH, Given.TERMS)),
    ("↓", Shown(_("choose"), 4, Where.SEARCH, Given.TERMS)),
    ("⏎", Shown(_("take"), 0, Where.OFFERS)),
    ("↑↓", Shown(_("choose"), 10, Where.OFFERS)),
    ("Space", Shown(_("add"), 0, Where.SIFTER, Given.VALUE, Given.CHOSEN, keep=True)),
    ("Space", Shown(_("take out"), 0, Where.SIFTER, Given.CHOSEN, keep=True)),
    ("-", Shown(_("leave out"), 2, Where.SIFTER, Given.VALUE)),
    ("⏎", Shown(_("only this"), 4, Where.SIFTER, Given.VALUE, Given.CHOSEN)),
    ("⏎", Shown(_("more, fewer"), 4, Where.SIFTER, Given.FIELD)),
    ("⏎", Shown(_("results"), 4, Where.SIFTER, Given.CHOSEN)),
    ("⏎", Shown(_("results"), 4, Where.SIFTER, unless=Given.VALUE | Given.FIELD)),
    ("↑↓", Shown(_("choose"), 10, Where.SIFTER, Given.VALUE)),
    ("↑↓", Shown(_("choose"), 10, Where.SIFTER, Given.FIELD)),
    ("⏎", Shown(_("stay here"), 0, Where.FINDER)),
    ("↑↓", Shown(_("places"), 2, Where.FINDER)),
    ("Esc", Shown(_("close"), 20, Where.OFFERS | Where.SIFTER, keep=True)),
)
"""Keys that a widget handles itself and that nobody can change, with their hints."""
