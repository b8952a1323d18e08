"""Every command of the explorer, once. Bindings, footer, palette, help and config read this."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.footer import Given, Shown, Where
from collab_tui.language import _
from collab_tui.records.kinds import Kind


class Action(NamedTuple):
    """A command. `id` names it in the config file. It runs the method of that name of `Commands`.

    `keys` are Textual's names of keys, separated by commas. `help` is a line for the help screen
    and the palette. `hints` are what the footer shows, by place and circumstances.
    """

    id: str
    keys: str
    help: str
    hints: tuple[Shown, ...] = ()
    in_palette: bool = True
    does: str = ""
    """The method, if it is not the one of this id; ``app.`` stands before one of the app."""
    about: str | int | None = None
    """What the method is given."""
    everywhere: bool = False
    """Whether its key also works in dialogs and during typing."""
    writes: bool = False
    """Whether it writes files or starts programs. Who may only read does not have it."""

    @property
    def does_by_name(self) -> str:
        """The name of the method: ``edit``, ``suspend``."""
        return (self.does or self.id).removeprefix("app.")

    @property
    def runs(self) -> str:
        """What Textual runs: ``do('step_pane', 1)``, ``app.quit``."""
        return self.does if self.does.startswith("app.") else run(self.does_by_name, self.about)


def run(method: str, about: str | int | None = None) -> str:
    """Return what Textual runs for a method of `Commands`."""
    return f"do({method!r})" if about is None else f"do({method!r}, {about!r})"


def _look(name: str, keys: str, words: str, hints: tuple[Shown, ...] = ()) -> Action:
    """Return an action that shows another view, or the present one in another way."""
    return Action(name, keys, words, hints, does="look", about=name)


ACTIONS = (
    Action(
        "search",
        "slash",
        "Go to the search bar",
        (
            Shown("search", 0, Where.LISTS),
            Shown("search", 38, Where.RECORD),
            Shown("search", 88, Where.VIEW),
        ),
    ),
    *(
        Action(f"pane_{n}", str(n), f"Go to the {kind.plural.lower()}", does="pane", about=n)
        for n, kind in enumerate(Kind, 1)
    ),
    Action(
        "next_pane",
        "tab",
        "Go to the next pane",
        (Shown("panes", 64, Where.LISTS), Shown("panes", 40, Where.SEARCH, unless=Given.TERMS)),
        in_palette=False,
        does="step_pane",
        about=1,
    ),
    Action(
        "previous_pane",
        "shift+tab",
        "Go to the previous pane",
        in_palette=False,
        does="step_pane",
        about=-1,
    ),
    Action(
        "open",
        "enter",
        "Read the record; in the record, follow the link; in a view, open the cell",
        (
            Shown("open", 10, Where.LISTS, Given.RECORD, unless=Given.NARROW),
            Shown("read", 10, Where.LISTS, Given.RECORD | Given.NARROW),
            Shown("follow", 10, Where.RECORD),
            Shown("open", 10, Where.VIEW),
        ),
    ),
    Action(
        "back",
        "backspace,left_square_bracket",
        "Go back to where you were",
        (Shown("back", 30, given=Given.PLACE_BEFORE),),
    ),
    Action("forward", "right_square_bracket", "Go forward again"),
    Action(
        "leave",
        "escape",
        "Leave the record or the search bar; clear the query",
        (
            Shown("clear", 20, Where.LISTS, Given.QUERY),
            Shown("record", 48, Where.LISTS, Given.BESIDE_VIEW, unless=Given.QUERY | Given.VALUES),
            Shown("record", 48, Where.LISTS, Given.VALUES, unless=Given.QUERY),
            Shown("lists", 20, Where.PAGE, keep=True),
            Shown("clear", 20, Where.SEARCH, Given.QUERY, keep=True),
            Shown("leave", 20, Where.SEARCH, unless=Given.QUERY, keep=True),
        ),
    ),
    Action(
        "filter",
        "f",
        "Put this record into the query, in place of the words that found it, or take it out",
        (
            Shown("filter", 40, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown("filter", 66, Where.VIEW),
        ),
    ),
    Action(
        "facets",
        "F",
        "Narrow this list by the values of fields, each with its count",
        (Shown("narrow", 24, Where.LISTS),),
    ),
    Action("drop_term", "x", "Remove the last term of the query"),
    Action("undo_query", "u", "Go back to the query before this one; its filters come back"),
    Action("redo_query", "ctrl+r", "Go forward again to the query that was undone"),
    Action(
        "next_linked",
        "n",
        "Go to the next record linked to this one (marked •)",
        (Shown("linked", 74, Where.LISTS, Given.RECORD),),
        does="step_linked",
        about=1,
    ),
    Action(
        "previous_linked", "N", "Go to the previous linked record", does="step_linked", about=-1
    ),
    _look(
        "view_next",
        "v",
        "Go to the next view; after the last one, the record again",
        (Shown("views", 44, Where.LISTS | Where.VIEW),),
    ),
    _look("view_previous", "V", "Go to the view before"),
    Action(
        "larger",
        "plus,equals_sign",
        _("Make this pane larger; in a timeline or a map, zoom in"),
        (
            Shown("zoom", 50, Where.VIEW, Given.ZOOM),
            Shown(_("larger"), 83, Where.LISTS | Where.RECORD, unless=Given.NARROW),
        ),
        does="grow",
        about=1,
    ),
    Action(
        "smaller",
        "minus",
        _("Make this pane smaller; in a timeline or a map, zoom out"),
        does="grow",
        about=-1,
    ),
    Action(
        "layout",
        "L",
        _("Go to the next layout: the lists stacked, side by side, or with the record below"),
        (Shown(_("layout"), 81, Where.LISTS | Where.RECORD),),
    ),
    _look(
        "fit",
        "0",
        "Show all of a view again; for a map, the whole world",
        (Shown("fit", 82, Where.VIEW, Given.ZOOM),),
    ),
    _look("pan_left", "less_than_sign", "Move a view's window to the left"),
    _look(
        "pan_right",
        "greater_than_sign",
        "Move a view's window to the right",
        (Shown("pan", 84, Where.VIEW, Given.PAN),),
    ),
    _look(
        "group",
        "b",
        "Group a view's rows by another facet",
        (Shown("by", 48, Where.VIEW, Given.GROUP),),
    ),
    _look(
        "columns",
        "B",
        "Take another facet for a matrix's columns",
        (Shown("columns", 58, Where.VIEW, Given.COLUMNS),),
    ),
    _look(
        "transpose",
        "T",
        "Swap a matrix's rows and columns",
        (Shown("transpose", 60, Where.VIEW, Given.COLUMNS),),
    ),
    _look(
        "fold",
        "space",
        "In a view, fold a group of a timeline, or open a row of a matrix; and back",
        (Shown("fold", 54, Where.VIEW, Given.FOLD),),
    ),
    _look(
        "bars",
        "H",
        "Count a timeline by years, or show its rows",
        (Shown("bars", 56, Where.VIEW, Given.BARS),),
    ),
    Action(
        "whole",
        "z",
        "Give this list, the record or the view the whole screen; and back",
        (Shown("whole", 80, Where.VIEW, unless=Given.NARROW),),
    ),
    Action("keep", "m", "Keep this record, for paths to another one and for comparing"),
    Action(
        "sort",
        "s",
        "Sort this list, or this view, in another way",
        (Shown("sort", 76, Where.LISTS), Shown("sort", 52, Where.VIEW, Given.SORT)),
    ),
    Action("list_columns", "C", "Choose further columns for this list"),
    Action("save_query", "S", "Keep the query under a name", writes=True),
    Action(
        "add",
        "a",
        "Add a record; what can name the record that you read names it",
        (Shown("new", 46, Where.LISTS | Where.RECORD),),
        writes=True,
    ),
    Action(
        "change",
        "i",
        "Change this record in a form",
        (Shown("change", 60, Where.LISTS | Where.RECORD, Given.RECORD),),
        writes=True,
    ),
    Action(
        "draft",
        "D",
        "Read an article and propose records of it: take, leave or correct each, then write",
        writes=True,
    ),
    Action(
        "undo",
        "U",
        "Undo what was written last",
        (Shown("undo", 62, Where.LISTS | Where.RECORD, Given.WRITTEN),),
        writes=True,
    ),
    Action(
        "export",
        "e",
        "Export the record to Markdown, or the view as text, picture or numbers, with a preview",
        (
            Shown("export", 47, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown("export", 89, Where.VIEW),
        ),
        writes=True,
    ),
    Action(
        "copy",
        "y",
        "Copy the record as Markdown, or the view as text",
        (
            Shown("copy", 68, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown("copy", 90, Where.VIEW),
        ),
    ),
    Action("copy_ref", "Y", "Copy the record's ref, such as agreement/ssmic"),
    Action(
        "open_link",
        "o",
        "Open the chosen link, or the record's own, in a browser",
        (Shown("web", 70, Where.LISTS | Where.RECORD, Given.RECORD | Given.ADDRESS),),
    ),
    Action(
        "edit",
        "E",
        "Edit the record's file in $EDITOR, at its line",
        (Shown("edit", 72, Where.LISTS | Where.RECORD, Given.RECORD),),
        writes=True,
    ),
    Action("reload", "R", "Read the registry again"),
    Action(
        "problems",
        "p",
        "List what is wrong in the registry",
        (Shown("problems", 5, Where.ANYWHERE, Given.PROBLEMS),),
    ),
    Action("changes", "d", "Show what changed since your last visit, or since any commit"),
    Action("theme", "t", "Go to the next theme: dark, light, high contrast, sixteen colours"),
    Action(
        "help",
        "question_mark,f1",
        "Show this help",
        (Shown("help", 90, Where.ANYWHERE, keep=True),),
    ),
    Action(
        "palette",
        "colon,ctrl+p",
        "Find a command by name",
        # During typing its key is long. The way out of the search bar needs the room.
        (Shown("commands", 92, keep=True), Shown("commands", 92, Where.TYPING)),
        in_palette=False,
        does="app.command_palette",
    ),
    Action(
        "suspend",
        "ctrl+z",
        "Go back to the shell; fg there brings the explorer back",
        does="app.suspend",
        everywhere=True,
        writes=True,
    ),
    Action(
        "quit",
        "q,ctrl+q",
        "Quit",
        (Shown("quit", 94, Where.ANYWHERE, keep=True),),
        does="app.quit",
    ),
)
"""In the order of the help screen. The footer has the order of the ranks of the hints."""

WRITING = frozenset(action.does_by_name for action in ACTIONS if action.writes)
"""What actions do that write."""
