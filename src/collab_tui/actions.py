"""Every command of the explorer, once. Bindings, footer, palette, help and config read this."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.records.declared import LISTED


class Action(NamedTuple):
    """A command. `id` names it in the config file, and ``action_<id>`` of the screen runs it.

    `keys` are Textual's names of keys, separated by commas. `hint` is the word in the footer; an
    action without one is not shown there. `help` is a line for the help screen and the palette.
    """

    id: str
    keys: str
    help: str
    hint: str = ""
    in_palette: bool = True
    does: str = ""
    """What Textual runs, if it is not the method of this id."""
    everywhere: bool = False
    """Whether its key also works in dialogs and during typing."""


ACTIONS = (
    Action("search", "slash", "Go to the search bar", "search"),
    *(
        Action(f"pane_{n}", str(n), f"Go to the {kind.plural.lower()}", does=f"pane({n})")
        for n, kind in enumerate(LISTED, 1)
    ),
    Action(
        "next_pane", "tab", "Go to the next pane", "panes", in_palette=False, does="step_pane(1)"
    ),
    Action(
        "previous_pane",
        "shift+tab",
        "Go to the previous pane",
        in_palette=False,
        does="step_pane(-1)",
    ),
    Action(
        "open",
        "enter",
        "Read the record; in the detail view, follow the link; in a view, open the cell",
        "open",
    ),
    Action("back", "backspace,left_square_bracket", "Go back to where you were", "back"),
    Action("forward", "right_square_bracket", "Go forward again"),
    Action("leave", "escape", "Leave the detail view or the search bar; clear the query", "clear"),
    Action(
        "filter",
        "f",
        "Put this record into the query, in place of the words that found it, or take it out",
        "filter",
    ),
    Action("drop_term", "x", "Remove the last term of the query"),
    Action(
        "next_linked",
        "n",
        "Go to the next record linked to this one (marked •)",
        "linked",
        does="step_linked(1)",
    ),
    Action("previous_linked", "N", "Go to the previous linked record", does="step_linked(-1)"),
    Action(
        "view_next",
        "v",
        "Go to the next view; after the last one, the record again",
        "views",
        does="look('view_next')",
    ),
    Action("view_previous", "V", "Go to the view before", does="look('view_previous')"),
    Action(
        "zoom_in",
        "plus,equals_sign",
        "Zoom in, in a timeline or a map",
        "zoom",
        does="look('zoom_in')",
    ),
    Action("zoom_out", "minus", "Zoom out", does="look('zoom_out')"),
    Action(
        "fit",
        "0",
        "Show all of a view again; for a map, the whole world",
        "fit",
        does="look('fit')",
    ),
    Action(
        "pan_left", "less_than_sign", "Move a view's window to the left", does="look('pan_left')"
    ),
    Action(
        "pan_right",
        "greater_than_sign",
        "Move a view's window to the right",
        "pan",
        does="look('pan_right')",
    ),
    Action("group", "b", "Group a view's rows by another facet", "by", does="look('group')"),
    Action(
        "columns",
        "B",
        "Take another facet for a matrix's columns",
        "columns",
        does="look('columns')",
    ),
    Action(
        "transpose", "T", "Swap a matrix's rows and columns", "transpose", does="look('transpose')"
    ),
    Action(
        "fold",
        "space",
        "In a view, fold a group of a timeline, or open a row of a matrix; and back",
        "fold",
        does="look('fold')",
    ),
    Action("bars", "H", "Count a timeline by years, or show its rows", "bars", does="look('bars')"),
    Action(
        "whole",
        "z",
        "Give this list, the record or the view the whole screen; and back",
        "whole",
        does="look('whole')",
    ),
    Action("keep", "m", "Keep this record, for paths to another one and for comparing", "keep"),
    Action("sort", "s", "Sort this list, or this view, in another way", "sort"),
    Action("save_query", "S", "Keep the query under a name"),
    Action("export", "e", "Export to Markdown, with a preview", "export"),
    Action("copy", "y", "Copy the record as Markdown", "copy"),
    Action("copy_ref", "Y", "Copy the record's ref, such as agreement/ssmic"),
    Action("open_link", "o", "Open the chosen link, or the record's own, in a browser", "web"),
    Action("edit", "E", "Edit the record's file in $EDITOR, at its line", "edit"),
    Action("reload", "R", "Read the registry again"),
    Action("problems", "p", "List what is wrong in the registry", "problems"),
    Action("theme", "t", "Switch between the dark and the light theme"),
    Action("help", "question_mark,f1", "Show this help", "help"),
    Action(
        "palette",
        "colon,ctrl+p",
        "Find a command by name",
        "commands",
        in_palette=False,
        does="app.command_palette",
    ),
    Action(
        "suspend",
        "ctrl+z",
        "Go back to the shell; fg there brings the explorer back",
        does="app.suspend",
        everywhere=True,
    ),
    Action("quit", "q,ctrl+q", "Quit", "quit", does="app.quit"),
)
"""In the order of the help screen."""


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
    ("j k ↓ ↑", "Move the cursor; in the detail view, from link to link"),
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
