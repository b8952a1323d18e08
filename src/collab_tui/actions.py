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
        _("Go to the search bar; in the record, find something on its page"),
        (
            Shown(_("search"), 0, Where.LISTS),
            Shown(_("find"), 38, Where.RECORD),
            Shown(_("search"), 88, Where.VIEW),
        ),
    ),
    *(
        Action(
            f"pane_{n}",
            str(n),
            _("Go to the {kinds}", kinds=kind.nouns),
            does="pane",
            about=n,
        )
        for n, kind in enumerate(Kind, 1)
    ),
    Action(
        "next_pane",
        "tab",
        _("Go to the next pane"),
        (
            Shown(_("panes"), 64, Where.LISTS),
            Shown(_("panes"), 40, Where.SEARCH, unless=Given.TERMS),
        ),
        in_palette=False,
        does="step_pane",
        about=1,
    ),
    Action(
        "previous_pane",
        "shift+tab",
        _("Go to the previous pane"),
        in_palette=False,
        does="step_pane",
        about=-1,
    ),
    Action(
        "open",
        "enter",
        _("Read the record; in the record, follow the link; in a view, open the cell"),
        (
            Shown(_("open"), 10, Where.LISTS, Given.RECORD, unless=Given.NARROW),
            Shown(_("read"), 10, Where.LISTS, Given.RECORD | Given.NARROW),
            Shown(_("follow"), 10, Where.RECORD),
            Shown(_("open"), 10, Where.VIEW),
        ),
    ),
    Action(
        "back",
        "backspace,left_square_bracket",
        _("Go back to where you were"),
        (Shown(_("back"), 30, given=Given.PLACE_BEFORE),),
    ),
    Action("forward", "right_square_bracket", _("Go forward again")),
    Action(
        "leave",
        "escape",
        _("Leave the record or the search bar; clear the query"),
        (
            Shown(_("clear"), 20, Where.LISTS, Given.QUERY),
            Shown(
                _("record"), 48, Where.LISTS, Given.BESIDE_VIEW, unless=Given.QUERY | Given.VALUES
            ),
            Shown(_("record"), 48, Where.LISTS, Given.VALUES, unless=Given.QUERY),
            Shown(_("lists"), 20, Where.PAGE, unless=Given.FOUND, keep=True),
            Shown(_("end find"), 20, Where.PAGE, Given.FOUND, keep=True),
            Shown(_("leave"), 20, Where.FINDER, keep=True),
            Shown(_("clear"), 20, Where.SEARCH, Given.QUERY, keep=True),
            Shown(_("leave"), 20, Where.SEARCH, unless=Given.QUERY, keep=True),
        ),
    ),
    Action(
        "filter",
        "f",
        _("Put this record into the query, in place of the words that found it, or take it out"),
        (
            Shown(_("filter"), 40, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("filter"), 66, Where.VIEW),
        ),
    ),
    Action(
        "facets",
        "F",
        _("Narrow this list by the values of fields, each with its count"),
        (Shown(_("narrow"), 24, Where.LISTS),),
    ),
    Action("drop_term", "x", _("Remove the last term of the query")),
    Action("undo_query", "u", _("Go back to the query before this one; its filters come back")),
    Action("redo_query", "ctrl+r", _("Go forward again to the query that was undone")),
    Action(
        "next_linked",
        "n",
        _("Go to the next record linked to this one (with a •); after finding, to the next place"),
        (
            Shown(_("linked"), 74, Where.LISTS, Given.RECORD),
            Shown(_("next place"), 2, Where.RECORD, Given.FOUND),
        ),
        does="step_linked",
        about=1,
    ),
    Action(
        "previous_linked",
        "N",
        _("Go to the previous linked record, or place"),
        does="step_linked",
        about=-1,
    ),
    _look(
        "view_next",
        "v",
        _("Go to the next view; after the last one, the record again"),
        (Shown(_("views"), 44, Where.LISTS | Where.VIEW),),
    ),
    _look("view_previous", "V", _("Go to the view before")),
    Action(
        "larger",
        "plus,equals_sign",
        _("Make this pane larger; in a timeline or a map, zoom in"),
        (
            Shown(_("zoom"), 50, Where.VIEW, Given.ZOOM),
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
        _("Show all of a view again; for a map, the whole world"),
        (Shown(_("fit"), 82, Where.VIEW, Given.ZOOM),),
    ),
    _look("pan_left", "less_than_sign", _("Move a view's window to the left")),
    _look(
        "pan_right",
        "greater_than_sign",
        _("Move a view's window to the right"),
        (Shown(_("pan"), 84, Where.VIEW, Given.PAN),),
    ),
    _look(
        "group",
        "b",
        _("Group a view's rows by another facet"),
        (Shown(_("by"), 48, Where.VIEW, Given.GROUP),),
    ),
    _look(
        "columns",
        "B",
        _("Take another facet for a matrix's columns"),
        (Shown(_("columns"), 58, Where.VIEW, Given.COLUMNS),),
    ),
    _look(
        "transpose",
        "T",
        _("Swap a matrix's rows and columns"),
        (Shown(_("transpose"), 60, Where.VIEW, Given.COLUMNS),),
    ),
    Action(
        "fold",
        "space",
        _("Fold this section of the record, a group of a timeline or a row of a matrix; and back"),
        (
            Shown(_("fold"), 54, Where.VIEW, Given.FOLD),
            Shown(_("fold"), 44, Where.RECORD, Given.SECTION),
        ),
    ),
    Action(
        "next_section",
        "right_curly_bracket",
        _("Go to the next section of the record"),
        (Shown(_("section"), 42, Where.RECORD, Given.SECTIONS),),
        does="step_section",
        about=1,
    ),
    Action(
        "previous_section",
        "left_curly_bracket",
        _("Go to the section before"),
        does="step_section",
        about=-1,
    ),
    _look(
        "bars",
        "H",
        _("Count a timeline by years, or show its rows"),
        (Shown(_("bars"), 56, Where.VIEW, Given.BARS),),
    ),
    Action(
        "whole",
        "z",
        _("Give this list, the record or the view the whole screen; and back"),
        (Shown(_("whole"), 80, Where.VIEW, unless=Given.NARROW),),
    ),
    Action(
        "mark",
        "m",
        _("Mark this record, or unmark it; export and copy of a marked one take all marked"),
        (Shown(_("mark"), 61, Where.LISTS | Where.RECORD, Given.RECORD),),
    ),
    Action(
        "marked",
        "M",
        _("Show what is marked (is:marked); again, what was asked before"),
        (Shown(_("marked"), 12, Where.MOVING, Given.MARKED),),
    ),
    Action("unmark_all", "X", _("Unmark every record; again, mark them as before")),
    Action(
        "sort",
        "s",
        _("Sort this list, or this view, in another way"),
        (Shown(_("sort"), 76, Where.LISTS), Shown(_("sort"), 52, Where.VIEW, Given.SORT)),
    ),
    Action("list_columns", "C", _("Choose further columns for this list")),
    Action("save_query", "S", _("Keep the query under a name"), writes=True),
    Action(
        "add",
        "a",
        _("Add a record; what can name the record that you read names it"),
        (Shown(_("new"), 46, Where.LISTS | Where.RECORD),),
        writes=True,
    ),
    Action(
        "change",
        "i",
        _("Change this record in a form"),
        (Shown(_("change"), 60, Where.LISTS | Where.RECORD, Given.RECORD),),
        writes=True,
    ),
    Action(
        "draft",
        "D",
        _("Read an article and propose records of it: take, leave or correct each, then write"),
        writes=True,
    ),
    Action(
        "undo",
        "U",
        _("Undo what was written last"),
        (Shown(_("undo"), 62, Where.LISTS | Where.RECORD, Given.WRITTEN),),
        writes=True,
    ),
    Action(
        "export",
        "e",
        _("Export the record, what is marked or found, or the view to a file, with a preview"),
        (
            Shown(_("export"), 47, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("export"), 89, Where.VIEW),
        ),
        writes=True,
    ),
    Action(
        "copy",
        "y",
        _("Copy the record as Markdown, or the view as text"),
        (
            Shown(_("copy"), 68, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("copy"), 90, Where.VIEW),
        ),
    ),
    Action("copy_ref", "Y", _("Copy the record's ref, such as agreement/ssmic")),
    Action(
        "open_link",
        "o",
        _("Open the chosen link, or the record's own, in a browser"),
        (Shown(_("web"), 70, Where.LISTS | Where.RECORD, Given.RECORD | Given.ADDRESS),),
    ),
    Action(
        "edit",
        "E",
        _("Edit the record's file in $EDITOR, at its line"),
        (Shown(_("edit"), 72, Where.LISTS | Where.RECORD, Given.RECORD),),
        writes=True,
    ),
    Action("reload", "R", _("Read the registry again")),
    Action(
        "problems",
        "p",
        _("List what is wrong in the registry"),
        (Shown(_("problems"), 5, Where.ANYWHERE, Given.PROBLEMS),),
    ),
    Action("changes", "d", _("Show what changed since your last visit, or since any commit")),
    Action("theme", "t", _("Go to the next theme: dark, light, high contrast, sixteen colours")),
    Action(
        "help",
        "question_mark,f1",
        _("Show this help"),
        (Shown(_("help"), 90, Where.ANYWHERE, keep=True),),
    ),
    Action(
        "palette",
        "colon,ctrl+p",
        _("Find a command, a view, a field, a question or a record by name"),
        # During typing its key is long. The way out of the search bar needs the room.
        (Shown(_("commands"), 92, keep=True), Shown(_("commands"), 92, Where.TYPING)),
        in_palette=False,
    ),
    Action(
        "suspend",
        "ctrl+z",
        _("Go back to the shell; fg there brings the explorer back"),
        does="app.suspend",
        everywhere=True,
        writes=True,
    ),
    Action(
        "quit",
        "q,ctrl+q",
        _("Quit"),
        (Shown(_("quit"), 94, Where.ANYWHERE, keep=True),),
        does="app.quit",
    ),
)
"""In the order of the help screen. The footer has the order of the ranks of the hints."""

WRITING = frozenset(action.does_by_name for action in ACTIONS if action.writes)
"""What actions do that write."""
